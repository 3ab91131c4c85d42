"""A backup, and the proof that it can be restored: dumped, restored into an empty place, counted and compared."""

import hashlib
import os
import secrets
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from wagtail.fields import StreamField

from forms_ext import conf
from forms_ext.ledger import canonical
from forms_ext.models import ConsentRecord, Submission

# What cannot be made again from the pages: every row of these apps is compared, column by column.
COMPARED = ("forms_ext", "eventpages", "declarations")
CHUNK = 2000


class BackupError(Exception):
    """A step failed; the message is a sentence for the operator."""


@dataclass(frozen=True)
class Fingerprint:
    """What two copies of a site have in common when nothing was lost.

    :param rows: number of rows of all tables together.
    :param submissions: number of submissions.
    :param content: SHA-256 over every column of every row of the tables that matter.
    :param ledger: SHA-256 over number, length and last hash of all consent records.
    :param media: SHA-256 over path and content of every file, those of visitors included.
    """

    rows: int
    submissions: int
    content: str
    ledger: str
    media: str

    def differences(self, other: "Fingerprint") -> list[str]:
        """Return the names of what differs."""
        return [name for name, value in vars(self).items() if value != getattr(other, name)]


def folders() -> dict[str, Path]:
    """Return where files lie beside the database: those of the editors, and those that visitors sent."""
    return {"media": Path(settings.MEDIA_ROOT), "private": conf.private_files()}


def fingerprint(files: dict[str, Path]) -> Fingerprint:
    """Return the fingerprint of the database and of the files in these folders, see :func:`folders`."""
    content = hashlib.sha256()
    for model in compared_models():
        columns = [as_stored(field) for field in options(model).concrete_fields]
        for row in rows_of(model).order_by("pk").values_list(*columns).iterator(chunk_size=CHUNK):
            content.update(canonical([options(model).label_lower, *map(plain, row)]).encode())
    heads = ConsentRecord.objects.order_by("pk").values_list("pk", "length", "head")
    ledger = hashlib.sha256("\n".join(f"{pk} {length} {head}" for pk, length, head in heads.iterator(chunk_size=CHUNK)).encode())
    rows = sum(rows_of(model).count() for model in stored_models())
    submissions = Submission.objects.count()
    manifests = hashlib.sha256("".join(f"{name} {manifest(folder)}\n" for name, folder in sorted(files.items())).encode())
    return Fingerprint(rows, submissions, content.hexdigest(), ledger.hexdigest(), manifests.hexdigest())


def as_stored(field):
    """Return what to ask the database for: the column, but of the body of a page its text as it is stored.

    Made into blocks, a body is told with the places of its parts in memory, which are others every time.
    """
    return Cast(field.attname, TextField()) if isinstance(field, StreamField) else field.attname


def plain(value):
    """Return a column's value as JSON can hold it.

    :raises BackupError: when nobody said how a value of that type is told alike every time.
    """
    if isinstance(value, str | int | float | bool | dict | list | type(None)):
        return value
    if isinstance(value, UUID | date | time | timedelta | Decimal):
        return str(value)
    raise BackupError(f"Values of the type {type(value).__name__} cannot be compared.")


def options(model):
    """Return what Django knows about a model."""
    return model._meta


def rows_of(model):
    """Return all rows of a model, whatever its own manager leaves out."""
    return model._base_manager.all()  # noqa: SLF001 -- Django documents it


def stored_models() -> list:
    """Return every model that has a table."""
    return [model for model in apps.get_models() if options(model).managed and not options(model).proxy]


def compared_models() -> list:
    """Return the models whose rows are compared, in a fixed order."""
    return sorted((model for model in stored_models() if options(model).app_label in COMPARED), key=lambda model: options(model).label)


def manifest(folder: Path) -> str:
    """Return the SHA-256 over path and content of every file below ``folder``."""
    listed = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        listed.update(f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return listed.hexdigest()


@contextmanager
def standing_still() -> Iterator[str]:
    """Hold the moment of the backup and give its name: what is counted is then just what is dumped.

    PostgreSQL exports a snapshot, and everybody goes on writing; on SQLite writers wait until the copy is made.
    """
    with transaction.atomic():
        if connection.vendor == "sqlite":
            yield ""
            return
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            yield cursor.fetchone()[0]


@contextmanager
def nobody_else_reads() -> Iterator[None]:
    """Make files that their owner alone can read: a dump holds everything that people told the office."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def dump(folder: Path, snapshot: str) -> Path:
    """Write database and files into ``folder``, over an older dump there, and return the file of the database."""
    with nobody_else_reads():
        return _dump(folder, snapshot)


def _dump(folder: Path, snapshot: str) -> Path:
    for older in ("files.tar", "convene.sqlite3", "convene.dump"):
        (folder / older).unlink(missing_ok=True)
    with tarfile.open(folder / "files.tar", "w") as archive:
        for name, place in folders().items():
            if place.exists():
                archive.add(place, arcname=name)
    if connection.vendor == "sqlite":
        target = folder / "convene.sqlite3"
        with closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as source:
            source.execute("VACUUM INTO ?", [str(target)])
        return target
    target = folder / "convene.dump"
    run("pg_dump", "-Fc", "--no-owner", f"--snapshot={snapshot}", "-f", str(target))
    return target


@contextmanager
def restored(file: Path, folder: Path) -> Iterator[dict[str, Path]]:
    """Restore into an empty database, look at it instead of the site's, and give the folders of the restored files.

    Database and files of the trial are gone afterwards; the dump stays.
    """
    sqlite = connection.vendor == "sqlite"
    name = f"convene_drill_{secrets.token_hex(4)}"
    with tempfile.TemporaryDirectory(prefix="restored-", dir=folder) as scratch:
        place = Path(scratch)
        unpack(folder / "files.tar", place)
        if sqlite:
            name = str(shutil.copy(file, place / "convene.sqlite3"))
        else:
            run("createdb", "--template", "template0", "--encoding", "UTF8", name)
        try:
            if not sqlite:
                run("pg_restore", "--no-owner", "--exit-on-error", "-d", name, str(file))
            with pointed_at(name):
                yield {kind: place / kind for kind in folders()}
        finally:
            if not sqlite:
                run("dropdb", "--if-exists", name)


def unpack(file: Path, folder: Path) -> None:
    """Unpack an archive; what leads out of ``folder`` is refused where Python can (3.11.4 and later; Debian 12 has 3.11.2)."""
    with tarfile.open(file) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder)  # noqa: S202 -- an archive that this process wrote a moment ago


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Let this process, and no other, look at the database ``name`` on the same server."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs against the site's server.

    :raises BackupError: when it is not installed or fails, with its last line.
    """
    chosen = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    given = {variable: str(chosen[key]) for variable, key in named.items() if chosen[key]}
    try:
        done = subprocess.run([program, *arguments], env={**os.environ, **given}, capture_output=True, text=True, check=False)  # noqa: S603 -- our own command
    except FileNotFoundError as error:
        raise BackupError(f"{program} is not installed (Debian: apt-get install postgresql-client).") from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise BackupError(f"{program} failed: {last}")
