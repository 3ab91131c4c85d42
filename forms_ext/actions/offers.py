"""What becomes of a place that was offered: taken, left to the next, or not taken in time; and queueing once more."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from forms_ext import emails, offer_mail, signals
from forms_ext.models import Claim
from forms_ext.models.host_pages import host_page
from forms_ext.states import ClaimState, ReleaseReason, SubmissionState

from .base import Action, NotAllowed
from .locking import host_transaction
from .logbook import record
from .places import has_room, join
from .promote import PromoteAction
from .releasing import let_go


@dataclass
class OfferAction(Action):
    """Base of what a visitor does about one claim; the host's lock is held while it is done."""

    claim: Claim
    user: object = None

    def execute(self) -> Claim:
        """Return the claim; doing the same twice is no error.

        :raises NotAllowed: when it is too late, or somebody else's turn.
        """
        with host_transaction(self.claim.pool.host_key):
            claim = Claim.objects.select_related("pool", "submission__form_version").get(pk=self.claim.pk)
            if not self.is_done(claim):
                self.settle(claim)
        return claim

    def is_done(self, claim: Claim) -> bool:
        """Tell whether it was done before."""
        return False

    def settle(self, claim: Claim):
        """Write what changes, inside the lock."""

    def _check_open(self, claim: Claim):
        if claim.state != ClaimState.OFFERED:
            raise NotAllowed(_("This place is no longer offered to you."))
        if not claim.is_open_offer:
            host = host_page(claim.pool.host_key, claim.submission.language)
            until = host.moment_words(claim.offer_until) if host else claim.offer_until.isoformat(timespec="minutes")
            raise NotAllowed(_("This place could be taken until %(moment)s. It goes to the next person now.") % {"moment": until})


class TakeOfferAction(OfferAction):
    """Take the place that is offered: it is confirmed, or held until the decision where a moderator decides."""

    def is_done(self, claim):
        return claim.state in {ClaimState.CONFIRMED, ClaimState.PENDING}

    def settle(self, claim):
        self._check_open(claim)
        if not claim.pool.offered:
            raise NotAllowed(_("Registration is closed, so this place can no longer be taken."))
        submission, now = claim.submission, timezone.now()
        undecided = claim.pool.review and submission.state == SubmissionState.RECEIVED
        claim.state, claim.state_at = ClaimState.PENDING if undecided else ClaimState.CONFIRMED, now
        claim.save(update_fields=["state", "state_at"])
        if claim.pool.is_main and submission.state == SubmissionState.RECEIVED and not undecided:
            submission.state, submission.state_at = SubmissionState.ACCEPTED, now
            submission.version_no += 1
            submission.save(update_fields=["state", "state_at", "version_no"])
        record(submission, "forms_ext.take", self.user, pool=claim.pool.item)
        signals.promoted.send(sender=type(self), submission=submission, claim=claim, user=self.user)
        emails.queue_promotion(claim)
        # Side events waited with the place at the event: whoever is here now need not be asked once more.
        PromoteAction(claim.pool.host_key, user=self.user, present=submission).promote()


class PassOfferAction(OfferAction):
    """Leave the place that is offered to the next person."""

    def is_done(self, claim):
        return claim.state == ClaimState.RELEASED and claim.reason == ReleaseReason.LEFT

    def settle(self, claim):
        self._check_open(claim)
        let_go(claim, ReleaseReason.LEFT)
        record(claim.submission, "forms_ext.pass", self.user, pool=claim.pool.item)
        offer_mail.queue_passed(claim)
        PromoteAction(claim.pool.host_key, user=self.user).promote()


class QueueAgainAction(OfferAction):
    """Go to the end of the queue after an offer was let go: with the side events that waited along, for as many places."""

    def is_done(self, claim):
        return claim.state in {ClaimState.WAITING, ClaimState.CONFIRMED, ClaimState.PENDING} or claim.is_open_offer

    def settle(self, claim):
        # An offer that ran out a moment ago and that no job has seen yet is ended first: it would count against its owner.
        PromoteAction(claim.pool.host_key, user=self.user).promote()
        claim.refresh_from_db()
        submission = claim.submission
        submission.refresh_from_db()
        if submission.state in {SubmissionState.CANCELLED, SubmissionState.DECLINED} or not claim.may_queue_again:
            raise NotAllowed(_("You can no longer ask for a place here."))
        for once_more in self._together(claim):
            if has_room(once_more.pool, once_more.places):
                join(submission, once_more.pool, once_more.places)
            elif once_more.pk == claim.pk:
                raise NotAllowed(_("Every place is taken and nobody can wait for one any more."))
        record(submission, "forms_ext.queue_again", self.user, pool=claim.pool.item)
        PromoteAction(claim.pool.host_key, user=self.user, newcomer=submission).promote()
        claim.refresh_from_db()
        accept_seated(submission, claim)
        offer_mail.queue_requeued(claim)

    @staticmethod
    def _together(claim: Claim) -> list[Claim]:
        if not claim.pool.is_main:
            return [claim]
        # They were let go in the same moment, with the place at the event.
        along = claim.submission.claims.filter(state=ClaimState.RELEASED, reason=claim.reason, state_at=claim.state_at).exclude(pk=claim.pk)
        return [claim, *along.select_related("pool").order_by("pool__item")]


def accept_seated(submission, claim: Claim):
    """Accept a registration that got its place at once, where nobody decides about it."""
    if claim.pool.is_main and claim.state == ClaimState.CONFIRMED and submission.state == SubmissionState.RECEIVED:
        submission.state, submission.state_at = SubmissionState.ACCEPTED, timezone.now()
        submission.version_no += 1
        submission.save(update_fields=["state", "state_at", "version_no"])
