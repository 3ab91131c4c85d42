"""The journal of deletions: kept apart from the backups, so that an old backup brings nobody back."""

import json
import logging
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
    except (KeyError, TypeError) as error:
        raise ValueError(f"no entry of the journal: {line[:80]}") from error


def append_missing() -> int:
    """Append to the file of the journal what is not in it yet, and return how much that was.

    A file that cannot be written stops no deletion: the next run appends what it lacks.
    """
    place = conf.get("ERASURE_JOURNAL")
    if not place:
        return 0
    path = Path(place)
    try:
        known = {read_line(line).pk for line in path.read_text().splitlines() if line} if path.exists() else set()
        lines = [as_line(entry) for entry in ErasureEntry.objects.all() if str(entry.pk) not in known]
        if lines:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a") as file:
                file.write("".join(f"{line}\n" for line in lines))
    except (OSError, ValueError):
        logger.exception("The journal of deletions was not written to its file; the next run tries again.")
        return 0
    return len(lines)
