"""Everything that is held about one submission, for the person it is about."""

from collections.abc import Iterator
from typing import Any

from forms_ext.actions.clearing import rows_about
from forms_ext.actions.subject import told_of
from forms_ext.models import Submission
from forms_ext.models.revisions import told_changes
from forms_ext.private_links import without_tokens
from forms_ext.schema.frozen import asked
from forms_ext.schema.letters import LETTERS
from forms_ext.schema.questions import answer_text
from forms_ext.states import ClaimState


def own_data(submission: Submission) -> dict[str, Any]:
    """Return the data as JSON: typed and in words, in the active language. Links are named without their tokens.

    Source: Regulation (EU) 2016/679, articles 15 and 20.
    """
    return {
        "reference": submission.reference,
        "page": {"number": submission.page_id, "title": submission.page_title, "joined": submission.subject},
        "language": submission.language,
        "state": {"code": submission.state, "words": submission.get_state_display(), "since": submission.state_at.isoformat()},
        "reason_for_declining": submission.decline_reason,
        "reasons_for_holding": submission.hold_words,
        "form_opened_at": submission.rendered_at.isoformat(),
        "sent_at": submission.submitted_at.isoformat(),
        "address_confirmed_at": submission.confirmed_at.isoformat() if submission.confirmed_at else None,
        "erasure_asked_at": submission.erasure_request.asked_at.isoformat() if hasattr(submission, "erasure_request") else None,
        "email": submission.email,
        "name": submission.display_name,
        "search_text": submission.search_text,
        "form_version": submission.form_version.sha256,
        "answers": [_answer(spec, submission.answers.get(spec["key"])) for spec in asked(submission.frozen, submission.answers)],
        "answers_to_removed_questions": submission.extras,
        "files": [
            {"name": file.name, "bytes": file.size, "sha256": file.sha256, "received_at": file.created_at.isoformat()}
            for file in submission.uploads.order_by("created_at")
        ],
        "changes": [_change(told) for told in told_changes(submission)],
        "places": [_place(claim) for claim in submission.claims.select_related("pool").order_by("pool__item")],
        "consents": [_consent(consent) for consent in submission.consents.select_related("version").order_by("field_key")],
        "messages": [_message(message) for message in to_the_person(submission)],
        "deletion_announced_on": submission.purge_noticed_on.isoformat() if submission.purge_noticed_on else None,
        "links": [{"purpose": link.purpose, "usable_until": link.expires_at.isoformat()} for link in submission.links.order_by("purpose")],
        "elsewhere": dict(elsewhere(submission)),
    }


def elsewhere(submission: Submission) -> Iterator[tuple[str, list[dict]]]:
    """Give what other apps hold about the submission, by model: what was signed with it, for example."""
    for rows, rules in rows_about([submission.pk]):
        if rows.model._meta.app_label != submission._meta.app_label and (found := told_of(rows, rules)):
            yield rows.model._meta.label, found


def to_the_person(submission: Submission):
    """Return the messages that were written to the person: notices to the office name colleagues."""
    to_office = [key for key, letter in LETTERS.items() if letter.to_office]
    return submission.messages.exclude(letter__in=to_office).order_by("created_at", "pk")


def _answer(spec: dict, answer: Any) -> dict[str, Any]:
    return {"question": spec["label"], "key": spec["key"], "kind": spec["kind"], "answer": answer, "words": answer_text(spec, answer)}


def _change(told: dict) -> dict[str, Any]:
    revision = told["revision"]
    return {
        "number": revision.number,
        "changed_at": revision.changed_at.isoformat(),
        "by": "team" if revision.by_staff else "you",
        "answers_before": revision.answers,
        "changed": [{"question": spec["label"], "before": before, "after": after} for spec, before, after in told["parts"]],
    }


def _place(claim) -> dict[str, Any]:
    return {
        "for": claim.title,
        "part": claim.pool.item,
        "state": claim.state,
        "words": claim.get_state_display(),
        "since": claim.state_at.isoformat(),
        "places": claim.places,
        "offered_until": claim.offer_until.isoformat() if claim.offer_until else None,
        "place_in_queue": claim.queue_position() if claim.state == ClaimState.WAITING else None,
    }


def _consent(consent) -> dict[str, Any]:
    return {
        "record": str(consent.pk),
        "field": consent.field_key,
        "state": consent.state,
        "words": consent.get_state_display(),
        "since": consent.state_at.isoformat(),
        "wording": consent.version.content,
        "wording_number": consent.version.number,
        "wording_sha256": consent.version.sha256,
        "chain": [
            {"number": event.seq, "what": event.kind, "at": event.at.isoformat(), "text": event.text, "sha256": event.sha256}
            for event in consent.events.order_by("seq")
        ],
    }


def _message(message) -> dict[str, Any]:
    """Return one message; the private addresses in its text are cut short, so that the file gives nobody access."""
    return {
        "kind": message.kind,
        "to": message.to,
        "subject": message.subject,
        "text": without_tokens(message.text),
        "state": message.state,
        "written_at": message.created_at.isoformat(),
        "sent_at": message.sent_at.isoformat() if message.sent_at else None,
    }
