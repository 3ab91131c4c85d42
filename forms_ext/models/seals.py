"""Seals over the whole consent ledger: one hash a day that says which records there were, and how long each chain was."""

import hashlib
import json
from collections.abc import Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forms_ext.ledger import canonical, sha256

from .consents import ConsentEvent
from .immutable import ImmutableModel
from .retention import EndedProof

CHUNK = 5_000


class Seal(ImmutableModel):
    """One seal. ``text`` is canonical JSON with the hash of the seal before; ``sha256`` is what somebody keeps elsewhere.

    Whoever owns the database can write every hash anew. He cannot make the hash agree that was mailed away before.
    """

    number = models.PositiveIntegerField(_("number"), unique=True)
    taken_at = models.DateTimeField(_("taken at"))
    records = models.PositiveIntegerField(_("records"))
    length = models.PositiveIntegerField(pgettext_lazy("consent", "events"))
    text = models.TextField(_("canonical text"))
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta(ImmutableModel.Meta):
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        ordering = ["-number"]

    def __str__(self):
        return f"{self.number} · {self.sha256}"

    @cached_property
    def content(self) -> dict:
        """Return what was sealed: ``number``, ``taken_at``, ``previous``, ``through``, ``records``, ``length`` and ``root``."""
        return json.loads(self.text)

    @classmethod
    def over_now(cls) -> "Seal":
        """Return a new seal over the ledger as it is now, not yet saved. Writers wait for a moment only, not while it is read."""
        through = _settled_number()
        root, records, length = sealed_root(through)
        before = cls.objects.order_by("number").last()
        number, now = before.number + 1 if before else 1, timezone.now()
        said = {"number": number, "taken_at": now.isoformat(), "previous": before.sha256 if before else ""}
        text = canonical({**said, "through": through, "records": records, "length": length, "root": root})
        return cls(number=number, taken_at=now, records=records, length=length, text=text, sha256=sha256(text))


def _settled_number() -> int:
    """Return the number of the last event; none with a smaller number can appear later.

    On PostgreSQL a transaction may hold a number that it commits afterwards: the lock waits until all of them are through.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            table = connection.ops.quote_name(ConsentEvent._meta.db_table)
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
        return ConsentEvent.objects.aggregate(last=models.Max("pk"))["last"] or 0


def sealed_root(through: int) -> tuple[str, int, int]:
    """Return the hash over record, length and head of all chains in the order of the records, how many there are, and all events.

    The ledger is read row by row, never held.

    :param through: events with a greater number came after the seal and do not count.
    """
    root, records, length = hashlib.sha256(), 0, 0
    for record, entries in groupby(_events(through), key=itemgetter(0)):
        hashes = {seq: hashed for _record, seq, hashed in entries}
        root.update(f"{record} {len(hashes)} {hashes[max(hashes)]}\n".encode())
        records, length = records + 1, length + len(hashes)
    return root.hexdigest(), records, length


def _events(through: int) -> Iterator[tuple[str, int, str]]:
    """Give record, number in the chain and hash of every event, in the order of records and chains.

    Proofs that ended by rule count as if they were there: what stays of them has the hashes.
    """
    return merge(_standing_events(through), _ended_events(through))


def _standing_events(through: int) -> Iterator[tuple[str, int, str]]:
    rows = ConsentEvent.objects.filter(pk__lte=through).order_by("record_id", "seq").values_list("record_id", "seq", "sha256")
    for record, seq, hashed in rows.iterator(chunk_size=CHUNK):
        yield UUID(str(record)).hex, seq, hashed


def _ended_events(through: int) -> Iterator[tuple[str, int, str]]:
    for record, chain in EndedProof.objects.order_by("record").values_list("record", "chain").iterator(chunk_size=CHUNK):
        for seq, (number, hashed) in enumerate(chain, 1):
            if number <= through:
                yield UUID(str(record)).hex, seq, hashed
