"""Taking back: a registration, or one side event of it. One cancels a registration and withdraws a consent."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from forms_ext import emails, signals
from forms_ext.models import Claim, Submission
from forms_ext.states import ReleaseReason, SubmissionState, may_move

from .base import Action, NotAllowed
from .locking import host_transaction
from .logbook import record
from .promote import PromoteAction
from .releasing import release


@dataclass
class CancelAction(Action):
    """Cancel a submission: its places go to those who wait, its consents stay as they are."""

    submission: Submission
    user: object = None

    def execute(self) -> Submission:
        """Return the submission; cancelling twice is no error.

        :raises NotAllowed: when it can no longer be cancelled.
        """
        with host_transaction(self.submission.host_key):
            submission = Submission.objects.get(pk=self.submission.pk)
            if submission.state == SubmissionState.CANCELLED:
                return submission
            if not may_move(submission.state, SubmissionState.CANCELLED):
                raise NotAllowed(_("This registration can no longer be cancelled."))
            was_outside = submission.is_outside
            submission.state, submission.state_at = SubmissionState.CANCELLED, timezone.now()
            submission.repeat_digest = submission.address_digest = ""
            submission.version_no += 1
            submission.save(update_fields=["state", "state_at", "repeat_digest", "address_digest", "version_no"])
            release(submission.claims.active(), ReleaseReason.CANCELLED)
            record(submission, "forms_ext.cancel", self.user)
            signals.cancelled.send(sender=type(self), submission=submission, user=self.user)
            if not was_outside:  # nobody ever heard of it
                emails.queue_cancellation(submission)
            PromoteAction(submission.host_key).promote()
        return submission


@dataclass
class LeaveAction(Action):
    """Give back the place in one side event; the registration stays."""

    claim: Claim
    user: object = None

    def execute(self) -> Claim:
        """Return the claim; leaving twice is no error.

        :raises NotAllowed: when the claim is the place at the host itself.
        """
        if not self.claim.pool.item:
            raise NotAllowed(_("Cancel the registration to give back this place."))
        with host_transaction(self.claim.pool.host_key):
            claim = Claim.objects.select_related("pool", "submission").get(pk=self.claim.pk)
            if not claim.is_active:
                return claim
            release([claim], ReleaseReason.LEFT)
            record(claim.submission, "forms_ext.leave", self.user, pool=claim.pool.item)
            emails.queue_leave(claim)
            PromoteAction(claim.pool.host_key).promote()
        return claim
