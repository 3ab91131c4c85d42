"""Counting again what must agree: places with claims, consents with their chains. Audits read and never mend."""

from collections.abc import Iterator
from dataclasses import dataclass

from forms_ext.ledger import chained, sha256
from forms_ext.models import Claim, ConsentEvent, ConsentRecord, ConsentVersion, Pool, Submission
from forms_ext.states import TAKEN, ClaimState, SubmissionState

CHUNK = 2000


@dataclass(frozen=True)
class Finding:
    """Something that does not agree.

    :param code: a short name of the kind of disagreement.
    :param where: the reference or number of the row; never a person.
    """

    code: str
    where: str


def audit_places() -> Iterator[Finding]:
    """Give every disagreement between pools, claims, queue and submissions."""
    for pool in Pool.objects.all().iterator(chunk_size=CHUNK):
        yield from _audit_pool(pool)
    settled = Submission.objects.filter(state__in=[SubmissionState.CANCELLED, SubmissionState.DECLINED])
    for reference in settled.filter(claims__state__in=[*TAKEN, ClaimState.WAITING]).values_list("reference", flat=True).distinct():
        yield Finding("place-without-registration", reference)
    seatless = Submission.objects.filter(state=SubmissionState.ACCEPTED, claims__pool__item="").exclude(
        claims__in=Claim.objects.filter(pool__item="", state__in=TAKEN)
    )
    for reference in seatless.values_list("reference", flat=True).distinct():
        yield Finding("accepted-without-place", reference)


def _audit_pool(pool: Pool) -> Iterator[Finding]:
    taken = pool.count_taken()
    if pool.capacity is not None and taken > pool.capacity:
        yield Finding("oversold", f"pool {pool.pk}: {taken} of {pool.capacity}")
    waiting = [claim for claim in pool.claims.waiting().select_related("submission") if _is_next(pool, claim)]
    if pool.offered and waiting and (pool.capacity is None or taken + waiting[0].places <= pool.capacity):
        yield Finding("free-place-not-given", f"pool {pool.pk}")
    if waiting:
        passed = pool.claims.filter(state__in=TAKEN, seq__gt=waiting[0].seq).exclude(submission=waiting[0].submission)
        if passed.exists():
            yield Finding("passed-in-the-queue", waiting[0].submission.reference)


def _is_next(pool: Pool, claim: Claim) -> bool:
    main = None if pool.is_main else Claim.objects.filter(submission=claim.submission_id, pool__item="").first()
    return main is None or main.state in TAKEN


def verify_consents() -> Iterator[Finding]:
    """Give every consent version, record and event that was changed, removed, added or swapped behind our back.

    What cannot be seen without a seal kept elsewhere: a whole record removed, and a chain that was hashed anew from the
    first event on together with its record.
    """
    for version in ConsentVersion.objects.all().iterator(chunk_size=CHUNK):
        if sha256(version.text) != version.sha256:
            yield Finding("version-changed", f"version {version.pk}")
    for record in ConsentRecord.objects.prefetch_related("events").iterator(chunk_size=CHUNK):
        yield from _verify_record(record)
    for pk in ConsentEvent.objects.exclude(record__in=ConsentRecord.objects.all()).values_list("pk", flat=True):
        yield Finding("event-without-record", f"event {pk}")


def _verify_record(record: ConsentRecord) -> Iterator[Finding]:
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
    if record.length != len(events) or record.head != head:
        yield Finding("chain-cut-or-added", where)
    if events and events[-1].kind != record.state and events[-1].kind in {"given", "refused", "withdrawn"}:
        yield Finding("record-changed", where)


def _agrees(record: ConsentRecord, event: ConsentEvent) -> bool:
    """Tell whether the columns say what the hashed text says."""
    said = event.content
    columns = (event.seq, event.kind, event.at.isoformat(), str(record.pk), record.reference, record.field_key, record.version_id)
    hashed = (said["seq"], said["kind"], said["at"], said["record"], said["reference"], said["field"], said["version"])
    return columns == hashed and (not record.salt or record.subject == said["subject"])
