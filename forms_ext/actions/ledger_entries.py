"""Writing to the consent ledger: a record and its chain of events."""

import secrets

from django.utils import timezone

from forms_ext import conf
from forms_ext.ledger import canonical, chained, digest, sha256
from forms_ext.models import ConsentEvent, ConsentRecord, ConsentVersion, Submission
from forms_ext.states import ConsentEventKind, ConsentState

# What an answer of the form means: a box left open is neither.
ANSWERS = {True: ConsentState.GIVEN, False: ConsentState.REFUSED, None: ConsentState.UNANSWERED}


def open_record(submission: Submission, field: dict, *, answer: bool | None) -> ConsentRecord:
    """Write down the first answer to one consent, with what proves it: no network address, no browser.

    :param field: the field of the frozen form that asked.
    :param answer: None where the visitor left an optional box open.
    """
    salt = secrets.token_hex(16)
    now = submission.submitted_at
    person = submission.email.casefold() or submission.reference
    state = ANSWERS[answer]
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
    """Add one event to the chain, move its head and save the record's state and wording. The caller holds the host's lock."""
    at = at or timezone.now()
    seq = consent.length + 1
    content = {
        "record": str(consent.pk),
        "reference": consent.reference,
        "subject": consent.subject,
        # As it is afterwards: whoever erases a person drops the salt right behind this event.
        "salt_sha256": sha256(consent.salt) if consent.salt and kind != ConsentEventKind.ERASED else "",
        "host": str(consent.host_key),
        "page": consent.page_id,
        "field": consent.field_key,
        "wording": wording_of(consent.version),
        "state": str(consent.state),
        "since": consent.state_at.isoformat(),
        "seq": seq,
        "kind": kind.value,
        "at": at.isoformat(),
        "evidence": evidence or {},
    }
    text = canonical(content)
    event = ConsentEvent.objects.create(record=consent, seq=seq, kind=kind, at=at, text=text, sha256=chained(consent.head, text))
    consent.length, consent.head = seq, event.sha256
    consent.save(update_fields=["length", "head", "state", "state_at", "version"])
    return event


def wording_of(version: ConsentVersion) -> dict:
    """Return what an event says of the wording: every column of the version but its text, which the hash covers."""
    return {
        "version": version.pk,
        "statement_key": str(version.statement_key),
        "statement": version.statement_id,
        "language": version.language,
        "number": version.number,
        "sha256": version.sha256,
        "change_class": str(version.change_class),
        "made_at": version.created_at.isoformat(),
    }
