"""Counting again what must agree: places with claims, consents with their chains. Audits read and never mend."""

from collections.abc import Iterator

from forms_ext.actions.ledger_entries import wording_of
from forms_ext.ledger import chained, sha256
from forms_ext.models import Claim, ConsentEvent, ConsentRecord, ConsentVersion, Pool, Seal, Submission
from forms_ext.models.seals import sealed_root
from forms_ext.recounts import Finding, recount_decisions, recount_pool, recount_sides
from forms_ext.states import TAKEN, WAITING_OUTSIDE, ClaimState, SubmissionState

CHUNK = 2000


def audit_places() -> Iterator[Finding]:
    """Give every disagreement between pools, claims, queue and submissions."""
    for pool in Pool.objects.all().iterator(chunk_size=CHUNK):
        yield from recount_pool(pool)
    yield from recount_sides()
    yield from recount_decisions()
    settled = Submission.objects.filter(state__in=[SubmissionState.CANCELLED, SubmissionState.DECLINED, *WAITING_OUTSIDE])
    for reference in settled.filter(claims__state__in=[*TAKEN, ClaimState.WAITING]).values_list("reference", flat=True).distinct():
        yield Finding("place-without-registration", reference)
    seatless = Submission.objects.filter(state=SubmissionState.ACCEPTED, claims__pool__item="").exclude(
        claims__in=Claim.objects.filter(pool__item="", state__in=TAKEN)
    )
    for reference in seatless.values_list("reference", flat=True).distinct():
        yield Finding("accepted-without-place", reference)


def verify_consents() -> Iterator[Finding]:
    """Give every consent version, record and event that was changed, removed, added or swapped behind our back.

    What the ledger alone cannot tell: a whole record removed, and a chain that was hashed anew together with its record.
    For these see :func:`verify_seals`.
    """
    versions = {}
    for version in ConsentVersion.objects.all().iterator(chunk_size=CHUNK):
        versions[version.pk] = wording_of(version)
        if sha256(version.text) != version.sha256:
            yield Finding("version-changed", f"version {version.pk}")
    records = ConsentRecord.objects.select_related("submission").prefetch_related("events")
    for record in records.iterator(chunk_size=CHUNK):
        yield from _verify_record(record, versions)
    for pk in ConsentEvent.objects.exclude(record__in=ConsentRecord.objects.all()).values_list("pk", flat=True):
        yield Finding("event-without-record", f"event {pk}")


def _verify_record(record: ConsentRecord, versions: dict[int, dict]) -> Iterator[Finding]:
    head, where = "", str(record.pk)
    events = sorted(record.events.all(), key=lambda event: event.seq)
    for number, event in enumerate(events, 1):
        if event.seq != number:
            yield Finding("event-missing", where)
            return
        head = chained(head, event.text)
        if head != event.sha256:
            yield Finding("event-changed", where)
            return
        if not _agrees(record, event):
            yield Finding("event-column-changed", where)
        wording = event.content["wording"]
        if versions.get(wording["version"]) != wording:
            yield Finding("version-changed", f"version {wording['version']}")
    if record.length != len(events) or record.head != head:
        yield Finding("chain-cut-or-added", where)
    if not events or not _stands(record, events):
        yield Finding("record-changed", where)


def _agrees(record: ConsentRecord, event: ConsentEvent) -> bool:
    """Tell whether the columns that never change say what the hashed text says."""
    said = event.content
    columns = (event.seq, event.kind, event.at.isoformat(), str(record.pk), record.reference)
    hashed = (said["seq"], said["kind"], said["at"], said["record"], said["reference"])
    of_record = (record.field_key, str(record.host_key), record.page_id, record.subject)
    return columns == hashed and of_record == (said["field"], said["host"], said["page"], said["subject"])


def _stands(record: ConsentRecord, events: list[ConsentEvent]) -> bool:
    """Tell whether the columns that may change say what the last event says, and whether the record is of its submission."""
    said = events[-1].content
    columns = (record.version_id, record.state, record.state_at.isoformat(), sha256(record.salt) if record.salt else "")
    hashed = (said["wording"]["version"], said["state"], said["since"], said["salt_sha256"])
    submission = record.submission
    return columns == hashed and (submission is None or submission.reference == record.reference)


def verify_seals(kept: str = "") -> Iterator[Finding]:
    """Give every disagreement between the seals and the ledger: with them a removed record and a chain hashed anew are found.

    Without ``kept`` this believes the seals in the database; whoever owns it can write them anew as well.

    :param kept: the hash of a seal that was kept outside the database.
    """
    seals = list(Seal.objects.order_by("number"))
    previous = ""
    for number, seal in enumerate(seals, 1):
        said = seal.content if sha256(seal.text) == seal.sha256 else {}
        columns = {"number": seal.number, "taken_at": seal.taken_at.isoformat(), "records": seal.records, "length": seal.length}
        if said.get("previous") != previous or seal.number != number or any(said.get(name) != value for name, value in columns.items()):
            yield Finding("seal-changed", f"seal {seal.number}")
            return
        previous = seal.sha256
    chosen = [seal for seal in seals if seal.sha256 == kept]
    if kept and not chosen:
        yield Finding("seal-unknown", kept)
    for seal in {*chosen, *seals[-1:]}:
        if sealed_root(seal.content["through"]) != (seal.content["root"], seal.records, seal.length):
            yield Finding("seal-broken", f"seal {seal.number}")
