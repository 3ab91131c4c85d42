"""Undoing a decision within the seconds in which nobody has heard of it yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import registry

from forms_ext import conf, emails, signals
from forms_ext.models import Submission
from forms_ext.models.rights import Right
from forms_ext.permissions import policy
from forms_ext.states import ClaimState, ReleaseReason, SubmissionState, may_undo

from .addresses import claim_address
from .base import Action, NotAllowed, NotPermitted
from .locking import host_transaction
from .logbook import record
from .promote import PromoteAction

DECISIONS = ("forms_ext.accept", "forms_ext.decline", "forms_ext.done")
UNDO = "forms_ext.undo"


@dataclass
class UndoDecisionAction(Action):
    """Put a submission back to where it stood before the last decision: state, places, turns in the queue, message.

    This is not the opposite decision: somebody who was accepted by a slip of the hand waits for a decision again and is
    never told that a place was refused.

    :param version_no: the version that the moderator looked at; None to undo whatever happened since.
    """

    submission: Submission
    version_no: int | None = None
    user: object = None

    def check(self):
        if self.user is not None and not policy.may(self.user, Right.DECIDE, self.submission):
            raise NotPermitted

    def execute(self) -> Submission:
        """Return the submission.

        :raises NotPermitted: when the moderator may not decide here.
        :raises NotAllowed: when it is too late, something else happened since, or another sending with this address counts.
        """
        self.check()
        with host_transaction(self.submission.host_key):
            submission = Submission.objects.get(pk=self.submission.pk)
            before = self._before(submission)
            decided, submission.state = submission.state, before
            claim_address(submission)
            self._restore_claims(submission, decided)
            submission.state_at = timezone.now()
            submission.decline_reason = ""
            submission.version_no += 1
            submission.save(update_fields=["state", "state_at", "decline_reason", "address_digest", "version_no"])
            record(submission, UNDO, self.user, before=decided, after=before)
            signals.decided.send(sender=type(self), submission=submission, decision="undo", user=self.user)
            emails.queue_decision(submission, delay=timedelta(seconds=conf.get("UNDO_SECONDS")))
            PromoteAction(submission.host_key, user=self.user).promote()  # the queue stood still behind the turn given back
        return submission

    def _before(self, submission: Submission) -> SubmissionState:
        last = last_decision(submission)
        if self.version_no is not None and submission.version_no != self.version_no:
            raise NotAllowed(_("Somebody changed this submission meanwhile. Look at it again before you decide."))
        if last is None:
            raise NotAllowed(_("Nothing can be undone here any more. Look at the submission and decide again."))
        if undo_until(last) <= timezone.now():
            raise NotAllowed(_("It is too late to undo this: the message is on its way. Decide again instead."))
        return SubmissionState(last.data["before"])

    @staticmethod
    def _restore_claims(submission: Submission, decided: str):
        """Give back exactly the places and turns that the decision moved."""
        now = timezone.now()
        seated = ClaimState.PENDING if submission.state == SubmissionState.RECEIVED else ClaimState.CONFIRMED
        if decided == SubmissionState.ACCEPTED:
            submission.claims.filter(state=ClaimState.CONFIRMED).update(state=seated, state_at=now)
            return
        released = submission.claims.filter(state=ClaimState.RELEASED, reason=ReleaseReason.DECLINED, state_at__gte=_window_start(now))
        for claim in released:
            if claim.held_until is not None and claim.held_until <= now:
                raise NotAllowed(_("It is too late to undo this: the place is free again. Decide again instead."))
            claim.state = claim.held_as or seated
            claim.reason, claim.held_until, claim.held_as, claim.state_at = "", None, "", now
            claim.save(update_fields=["state", "reason", "held_until", "held_as", "state_at"])


def _window_start(now: datetime) -> datetime:
    return now - timedelta(seconds=conf.get("UNDO_SECONDS"))


def last_decision(submission: Submission):
    """Return the log entry of the decision that could be undone, or None where there is none or something came after it."""
    entries = registry.get_logs_for_instance(submission).filter(action__in=[*DECISIONS, UNDO]).order_by("-timestamp", "-pk")
    last = entries.first()
    if last is None or last.action == UNDO or last.data.get("after") != submission.state:
        return None
    return last if may_undo(submission.state, last.data["before"]) else None


def undo_until(entry) -> datetime:
    """Return the moment up to which the decision in this log entry can be undone."""
    return entry.timestamp + timedelta(seconds=conf.get("UNDO_SECONDS"))
