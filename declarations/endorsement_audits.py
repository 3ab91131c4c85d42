"""Counting endorsements again from their ledgers, and comparing what must agree."""

from collections.abc import Iterator

from declarations.actions.endorse import FLIPS
from declarations.models import Endorsement, EndorsementEvent
from declarations.states import EndorsementEventKind
from forms_ext.actions.addresses import plain_address
from forms_ext.audits import CHUNK, Finding
from forms_ext.states import COUNTED


def ledgers() -> dict[int, tuple[bool, int]]:
    """Return of each endorsement, by its number, whether it counts and for which version, from nothing but its ledger."""
    found: dict[int, tuple[bool, int]] = {}
    events = EndorsementEvent.objects.order_by("endorsement", "seq").values_list("endorsement", "kind", "version")
    for number, kind, version in events.iterator(chunk_size=CHUNK):
        before = found.get(number, (False, version))[0]
        found[number] = FLIPS.get(EndorsementEventKind(kind), before), version
    return found


def verify_endorsements() -> Iterator[Finding]:
    """Give every endorsement that says something else than its ledger, its text or its submission, and every one too many."""
    kept = ledgers()
    # Of the addresses themselves: their digests cannot meet, the database keeps one of each.
    addresses: set[tuple] = set()
    for endorsement in Endorsement.objects.select_related("submission", "version", "carried_from").iterator(chunk_size=CHUNK):
        where = f"endorsement {endorsement.pk}"
        if kept.get(endorsement.pk) != (endorsement.counts, endorsement.version_id):
            yield Finding("ledger-differs", where)
        if endorsement.sha256 != endorsement.signed_version.sha256:
            yield Finding("other-text", where)
        if {endorsement.declaration_key, endorsement.submission.host_key} != {endorsement.version.declaration_key}:
            yield Finding("other-declaration", where)
        if endorsement.submission.email and endorsement.submission.state in COUNTED and not endorsement.withdrawal:
            address = endorsement.declaration_key, plain_address(endorsement.submission.email)
            if address in addresses:
                yield Finding("twice", where)
            addresses.add(address)
