"""Writing to the consent ledger: a record and its chain of events."""

import secrets

from django.utils import timezone

from forms_ext import conf
from forms_ext.ledger import canonical, chained, digest
from forms_ext.models import ConsentEvent, ConsentRecord, Submission
from forms_ext.states import ConsentEventKind, ConsentState


def open_record(submission: Submission, field: dict, *, given: bool) -> ConsentRecord:
    """Write down the first answer to one consent, with what proves it: no network address, no browser.

    :param field: the field of the frozen form that asked.
    """
    salt = secrets.token_hex(16)
    now = submission.submitted_at
    person = submission.email.casefold() or submission.reference
    state = ConsentState.GIVEN if given else ConsentState.REFUSED
    consent = ConsentRecord.objects.create(
        submission=submission,
        reference=submission.reference,
        host_key=submission.host_key,
        page_id=submission.page_id,
        field_key=field["key"],
        version_id=field["wording"]["version"],
        state=state,
        state_at=now,
        salt=salt,
        subject=digest(conf.subject_key(), "subject", salt, person),
    )
    evidence = {
        "ask": field["ask"],
        "form_version": submission.form_version.sha256,
        "consent_version": field["wording"]["sha256"],
        "language": submission.language,
        "page": submission.page_id,
        "rendered_at": submission.rendered_at.isoformat(),
        "sent_at": submission.submitted_at.isoformat(),
    }
    append_event(consent, ConsentEventKind(state.value), at=now, evidence=evidence)
    return consent


def append_event(consent: ConsentRecord, kind: ConsentEventKind, *, at=None, evidence: dict | None = None) -> ConsentEvent:
    """Add one event to the chain and move its head. The caller holds the host's lock."""
    at = at or timezone.now()
    seq = consent.length + 1
    content = {
        "record": str(consent.pk),
        "reference": consent.reference,
        "subject": consent.subject,
        "field": consent.field_key,
        "version": consent.version_id,
        "seq": seq,
        "kind": kind.value,
        "at": at.isoformat(),
        "evidence": evidence or {},
    }
    text = canonical(content)
    event = ConsentEvent.objects.create(record=consent, seq=seq, kind=kind, at=at, text=text, sha256=chained(consent.head, text))
    consent.length, consent.head = seq, event.sha256
    consent.save(update_fields=["length", "head", "state", "state_at"])
    return event
