"""Whether a message that waited is still worth sending. See :mod:`forms_ext.schema.letters` for the rule of each letter."""

from datetime import datetime

from forms_ext.asking_again import still_rests
from forms_ext.composing import host_of
from forms_ext.models import Claim, Message, Submission
from forms_ext.schema.letters import Still, Until, letter_for
from forms_ext.states import ACTIVE, TAKEN, ClaimState, DropReason, SubmissionState


def reason_to_drop(message: Message, now: datetime) -> DropReason | None:
    """Return why a message makes no sense any more; None where it is to be sent."""
    if message.submission_id is None:
        return None  # to the office, about no single submission
    letter = letter_for(message.letter or message.kind)
    submission = Submission.objects.get(pk=message.submission_id)
    if submission.anonymised_at:
        return DropReason.ERASED
    if _is_over(message, letter.until, submission, now):
        return DropReason.EXPIRED
    return None if STILL[letter.still](message, submission) else DropReason.SUPERSEDED


def _is_over(message: Message, until: str, submission: Submission, now: datetime) -> bool:
    if message.expires_at is None or message.expires_at > now:
        return False
    if until != Until.END:
        return True
    # The event may have been put off since the message was written: the page knows.
    host = host_of(submission)
    ends_at = host.occasion().ends_at if host else None
    return ends_at is None or ends_at <= now


def _active(message: Message, submission: Submission) -> bool:
    return submission.state in (*ACTIVE, SubmissionState.DECLINED)


def _told(message: Message, submission: Submission) -> bool:
    return submission.state == message.tells


def _claim(message: Message) -> Claim | None:
    return Claim.objects.filter(pk=message.claim_id).first() if message.claim_id else None


def _seated(message: Message, submission: Submission) -> bool:
    claim = _claim(message)
    return submission.state != SubmissionState.CANCELLED and (claim is None or claim.state in TAKEN)


def _offered(message: Message, submission: Submission) -> bool:
    claim = _claim(message)
    return submission.state != SubmissionState.CANCELLED and claim is not None and claim.state == ClaimState.OFFERED


def _left(message: Message, submission: Submission) -> bool:
    claim = _claim(message)
    return claim is None or claim.state == ClaimState.RELEASED


STILL = {
    Still.ANYWAY: lambda _message, _submission: True,
    Still.ACTIVE: _active,
    Still.TOLD: _told,
    Still.SEATED: _seated,
    Still.OFFERED: _offered,
    Still.LEFT: _left,
    Still.CONSENT: lambda message, _submission: still_rests(message),
}
