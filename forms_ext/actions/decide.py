"""What moderators decide: accept, decline, release."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms_ext import conf, emails, signals
from forms_ext.models import Claim, Pool, Submission
from forms_ext.models.rights import Right
from forms_ext.permissions import policy
from forms_ext.states import ClaimState, ReleaseReason, SubmissionState, may_move

from .addresses import claim_address
from .admission import admit, send_receipt
from .base import Action, NotAllowed, NotPermitted
from .locking import host_transaction
from .logbook import record
from .places import Full, has_room, join
from .promote import PromoteAction
from .releasing import release


class Decision(models.TextChoices):
    """What can be decided about a submission."""

    ACCEPT = "accept", gettext_lazy("Accept")
    DECLINE = "decline", gettext_lazy("Decline")
    RELEASE = "release", gettext_lazy("Release")
    DONE = "done", gettext_lazy("Mark as done")
    DISCARD = "discard", gettext_lazy("Set aside")


@dataclass
class DecideAction(Action):
    """Decide about one submission.

    A place freed by declining stays taken for ten seconds, and the message waits as long: whoever decides again within
    that time undoes it, and nobody hears of the slip.

    :param decision: one of :class:`Decision`.
    :param reason: for declining, told to the visitor.
    :param version_no: the version that the moderator looked at; None to decide whatever happened since.
    """

    submission: Submission
    decision: str
    reason: str = ""
    version_no: int | None = None
    user: object = None

    def check(self):
        if self.user is not None and not policy.may(self.user, Right.DECIDE, self.submission):
            raise NotPermitted

    def execute(self) -> Submission:
        """Return the decided submission.

        :raises NotPermitted: when the moderator may not decide here.
        :raises NotAllowed: when the state does not allow it, no place is free, or somebody else was faster.
        """
        self.check()
        with host_transaction(self.submission.host_key):
            submission = Submission.objects.get(pk=self.submission.pk)
            if self.version_no is not None and submission.version_no != self.version_no:
                raise NotAllowed(_("Somebody changed this submission meanwhile. Look at it again before you decide."))
            before = submission.state
            getattr(self, f"_{Decision(self.decision).value}")(submission)
            submission.state_at = timezone.now()
            submission.version_no += 1
            submission.save(update_fields=["state", "state_at", "decline_reason", "address_digest", "repeat_digest", "version_no"])
            record(submission, f"forms_ext.{self.decision}", self.user, before=before, after=submission.state)
            signals.decided.send(sender=type(self), submission=submission, decision=self.decision, user=self.user)
            self._tell(submission)
        return submission

    def _tell(self, submission: Submission):
        if self.decision == Decision.RELEASE:
            send_receipt(submission)
        elif self.decision in {Decision.ACCEPT, Decision.DECLINE}:
            emails.queue_decision(submission, delay=timedelta(seconds=conf.get("UNDO_SECONDS")))

    @staticmethod
    def _move(submission: Submission, state: SubmissionState):
        if not may_move(submission.state, state):
            sentence = _("A submission that is “%(before)s” cannot become “%(after)s”.")
            raise NotAllowed(sentence % {"before": submission.get_state_display(), "after": state.label})
        submission.state = state

    def _accept(self, submission: Submission):
        if submission.state == SubmissionState.HELD:
            raise NotAllowed(_("Release this submission first."))
        self._move(submission, SubmissionState.ACCEPTED)
        submission.decline_reason = ""
        claim_address(submission)
        submission.save(update_fields=["state", "address_digest"])
        self._seat_again(submission)
        for claim in submission.claims.filter(state=ClaimState.PENDING):
            claim.state, claim.state_at = ClaimState.CONFIRMED, timezone.now()
            claim.save(update_fields=["state", "state_at"])
        main = submission.claims.filter(pool__item="").first()
        if main is not None and main.state != ClaimState.CONFIRMED:
            raise NotAllowed(without_place(main))

    @staticmethod
    def _seat_again(submission: Submission):
        """Take the places back that declining freed, where they are still free."""
        for claim in submission.claims.filter(state=ClaimState.RELEASED, reason=ReleaseReason.DECLINED).select_related("pool"):
            still_held = claim.held_until and claim.held_until > timezone.now()
            if still_held:
                # A turn in the queue, or an offer, is no place: it is given back as it was.
                claim.state = claim.held_as if claim.held_as in {ClaimState.WAITING, ClaimState.OFFERED} else ClaimState.CONFIRMED
                claim.reason, claim.held_until, claim.held_as = "", None, ""
                claim.save(update_fields=["state", "reason", "held_until", "held_as"])
            elif has_room(claim.pool, claim.places):
                join(submission, claim.pool, claim.places)
        PromoteAction(submission.host_key, newcomer=submission).promote()

    def _decline(self, submission: Submission):
        self._move(submission, SubmissionState.DECLINED)
        submission.decline_reason, submission.address_digest = self.reason, ""
        release(submission.claims.active(), ReleaseReason.DECLINED, hold=True)

    def _release(self, submission: Submission):
        """Let a held submission go on as if it had just been sent."""
        if submission.state != SubmissionState.HELD:
            raise NotAllowed(_("Only a held submission can be released."))
        try:
            admit(submission)
        except Full as error:
            sentence = _("No place is free and there is no waiting list. Make room first: raise the number of places, or decline somebody.")
            raise NotAllowed(sentence) from error

    def _done(self, submission: Submission):
        """Say that a message has been dealt with; whoever wrote it is not told."""
        if not is_message(submission):
            raise NotAllowed(_("Only a message that asks for no place can be marked as done."))
        self._move(submission, SubmissionState.ACCEPTED)

    def _discard(self, submission: Submission):
        """Set aside what was held; nobody is told."""
        if submission.state != SubmissionState.HELD:
            raise NotAllowed(_("Only a held submission can be set aside."))
        self._move(submission, SubmissionState.CANCELLED)
        submission.repeat_digest = ""


def is_message(submission: Submission) -> bool:
    """Tell whether a submission asks for no place and for no decision: somebody reads it, and that is all.

    A signature is none: it counts or not, and whoever gave it is told.
    """
    if submission.signs or submission.claims.all():  # the list of the desk asks this of every row and has read them
        return False
    by_hand = getattr(submission, "decided_by_hand", None)
    return not (Pool.objects.filter(host_key=submission.host_key, item="", review=True).exists() if by_hand is None else by_hand)


def without_place(claim: Claim) -> str:
    """Return why the person with this claim on the host's own places cannot be accepted now."""
    if claim.state == ClaimState.OFFERED:
        return _("A place is offered to this person, who has not taken it yet.")
    if claim.state == ClaimState.RELEASED and claim.reason in {ReleaseReason.EXPIRED, ReleaseReason.LEFT}:
        return _("This person let the offered place go and can only ask for another one in person.")
    return _("No place is free: this person is on the waiting list.")
