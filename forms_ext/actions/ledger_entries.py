"""Writing to the consent ledger: a record and its chain of events."""

import secrets
from datetime import datetime

from django.utils import timezone

from forms_ext import conf
from forms_ext.ledger import canonical, chained, digest, sha256
from forms_ext.models import ConsentEvent, ConsentRecord, ConsentVersion, Submission
from forms_ext.states import ConsentEventKind, ConsentState

# What an answer of the form means: a box left open is neither.
ANSWERS = {True: ConsentState.GIVEN, False: ConsentState.REFUSED, None: ConsentState.UNANSWERED}


def open_records(submission: Submission, fields: list[dict]) -> list[ConsentRecord]:
    """Write down the first answers to consents, with what proves them: no network address, no browser.

    :param fields: the fields of the frozen form that asked. Where an optional box was left open there is no answer.
    """
    versions = ConsentVersion.objects.in_bulk([field["wording"]["version"] for field in fields]) if fields else {}
    records, events = [], []
    for field in fields:
        answer = ANSWERS[submission.answers.get(field["key"])]
        consent = _first_record(submission, field, versions[field["wording"]["version"]], answer)
        evidence = _evidence(submission, field)
        events.append(_next_event(consent, ConsentEventKind(answer.value), at=consent.state_at, evidence=evidence))
        records.append(consent)
    ConsentRecord.objects.bulk_create(records)
    ConsentEvent.objects.bulk_create(events)
    return records


def record_by_staff(submission: Submission, field: dict, *, given: bool, evidence: dict) -> ConsentRecord:
    """Write down an answer that somebody gave outside the form, as the team says: on paper, for example.

    :param evidence: where the answer was given; that staff wrote it down is added.
    """
    version = ConsentVersion.objects.get(pk=field["wording"]["version"])
    consent = _first_record(submission, field, version, ConsentState.GIVEN if given else ConsentState.REFUSED)
    consent.length, consent.head = 0, ""
    consent.save(force_insert=True)
    about = {"by": "staff", "consent_version": version.sha256, "language": version.language, "page": submission.page_id}
    append_event(consent, ConsentEventKind.RECORDED, at=consent.state_at, evidence={**about, **evidence})
    return consent


def _first_record(submission: Submission, field: dict, version: ConsentVersion, answer: ConsentState) -> ConsentRecord:
    salt = secrets.token_hex(16)
    person = submission.email.casefold() or submission.reference
    return ConsentRecord(
        submission=submission,
        reference=submission.reference,
        host_key=submission.host_key,
        page_id=submission.page_id,
        field_key=field["key"],
        version=version,
        state=answer,
        state_at=submission.submitted_at,
        salt=salt,
        subject=digest(conf.subject_key(), "subject", salt, person),
    )


def _evidence(submission: Submission, field: dict) -> dict:
    return {
        "ask": field["ask"],
        "form_version": submission.form_version.sha256,
        "consent_version": field["wording"]["sha256"],
        "language": submission.language,
        "page": submission.page_id,
        "rendered_at": submission.rendered_at.isoformat(),
        "sent_at": submission.submitted_at.isoformat(),
    }


def append_event(consent: ConsentRecord, kind: ConsentEventKind, *, at=None, evidence: dict | None = None) -> ConsentEvent:
    """Add one event to the chain, move its head and save the record's state and wording. The caller holds the host's lock."""
    event = _next_event(consent, kind, at=at or timezone.now(), evidence=evidence or {})
    event.save()
    consent.save(update_fields=["length", "head", "state", "state_at", "version"])
    return event


def _next_event(consent: ConsentRecord, kind: ConsentEventKind, *, at: datetime, evidence: dict) -> ConsentEvent:
    """Return the next event of the chain, which is not stored yet, and move the head of the record."""
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
        "evidence": evidence,
    }
    text = canonical(content)
    event = ConsentEvent(record=consent, seq=seq, kind=kind, at=at, text=text, sha256=chained(consent.head, text))
    consent.length, consent.head = seq, event.sha256
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
