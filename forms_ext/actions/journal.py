"""The journal of deletions: kept apart from the backups, so that an old backup brings nobody back."""

import fcntl
import json
import logging
import os
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.dateparse import parse_datetime

from forms_ext import conf
from forms_ext.ledger import canonical, digest
from forms_ext.models import ErasureEntry, Submission
from forms_ext.states import ErasureKind

logger = logging.getLogger("convene.forms")


def mark_of(reference: str) -> str:
    """Return what stands for a submission in the journal: a keyed digest of its reference."""
    return digest(conf.subject_key(), "erasure", reference)


def write_down(kind: ErasureKind, submissions: list[Submission], parts: list[str] | None = None):
    """Add one entry for each submission; the file follows when the transaction is over."""
    write_marks(kind, {mark_of(one.reference): one.host_key for one in submissions}, parts)


def write_marks(kind: ErasureKind, hosts: dict[str, UUID], parts: list[str] | None = None):
    """Add one entry for each mark, with its host; a deletion that is done again after a restore stands there already."""
    parts = parts or []
    there = {entry.mark for entry in ErasureEntry.objects.filter(kind=kind, mark__in=hosts) if entry.parts == parts}
    fresh = [ErasureEntry(kind=kind, host_key=host, mark=mark, parts=parts) for mark, host in hosts.items() if mark not in there]
    ErasureEntry.objects.bulk_create(fresh)
    transaction.on_commit(append_missing)


def as_line(entry: ErasureEntry) -> str:
    """Return an entry as one line of JSON."""
    return canonical(
        {
            "id": str(entry.pk),
            "kind": entry.kind,
            "host": str(entry.host_key),
            "mark": entry.mark,
            "parts": entry.parts,
            "at": entry.at.isoformat(),
        }
    )


def read_line(line: str) -> ErasureEntry:
    """Return the entry of a line.

    :raises ValueError: when the line is no entry.
    """
    try:
        said = json.loads(line)
        return ErasureEntry(
            pk=said["id"],
            kind=ErasureKind(said["kind"]),
            host_key=said["host"],
            mark=said["mark"],
            parts=list(said["parts"]),
            at=parse_datetime(said["at"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        # The line itself is not told: whoever names a wrong file may have people in it.
        raise ValueError("no entry of the journal") from error


def finished_lines(text: str) -> list[str]:
    """Return the lines of a journal, without a last one that was never finished: the disk was full, or the power went.

    Whatever such a line was to say is in the database and is appended anew.
    """
    lines = text.splitlines()
    if lines and not text.endswith("\n"):
        try:
            read_line(lines[-1])
        except ValueError:
            return lines[:-1]
    return lines


def mended(file) -> str:
    """Return the text of a journal that is open for appending, once its last line is finished, or gone where it cannot be."""
    text = file.read()
    start = text.rfind("\n") + 1
    if start < len(text):
        whole = "".join(f"{line}\n" for line in finished_lines(text))
        file.truncate(len(text[:start].encode()))
        file.write(whole[start:])
        return whole
    return text


def append_missing() -> int:
    """Append to the file of the journal what is not in it yet, and return how much that was.

    A file that cannot be written stops no deletion: the next run appends what it lacks.
    """
    place = conf.get("ERASURE_JOURNAL")
    if not place:
        return 0
    path = Path(place)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+") as file:
            # One at a time: nobody takes for unfinished what another is writing.
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            known = {read_line(line).pk for line in mended(file).splitlines() if line.strip()}
            lines = [as_line(entry) for entry in ErasureEntry.objects.all() if str(entry.pk) not in known]
            file.write("".join(f"{line}\n" for line in lines))
            file.flush()
            os.fsync(file.fileno())
    except (OSError, ValueError):
        logger.exception("The journal of deletions was not written to its file; the next run tries again.")
        return 0
    return len(lines)
