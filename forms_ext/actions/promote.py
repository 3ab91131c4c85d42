"""Giving places: one rule for newcomers and for those who wait."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from forms_ext import emails, signals
from forms_ext.models import Claim, Pool
from forms_ext.states import ClaimState, SubmissionState

from .base import Action
from .locking import host_transaction
from .logbook import record

SEATED = {ClaimState.CONFIRMED, ClaimState.PENDING, ClaimState.OFFERED}


@dataclass
class PromoteAction(Action):
    """Give free places of a host to those who wait, in order of arrival.

    A side place goes to a person only once the person has a place at the host itself: the others keep their turn.
    """

    host_key: object
    user: object = None
    newcomer: object = None

    def execute(self) -> list[Claim]:
        """Return the claims that got a place."""
        with host_transaction(self.host_key):
            return self.promote()

    def promote(self) -> list[Claim]:
        """Do it inside a transaction that holds the host's lock."""
        promoted = []
        for pool in Pool.objects.of_host(self.host_key):
            if pool.offered:
                promoted += self._fill(pool)
        return promoted

    def _fill(self, pool: Pool) -> list[Claim]:
        left = pool.left(pool.count_taken())
        if left == 0:
            return []  # the usual case of a full room: its queue, however long, is not even read
        seated = []
        for claim in self._queue(pool)[:left]:
            if left is not None and claim.places > left:
                break  # strict order: nobody passes a group that is too large for what is left
            left = None if left is None else left - claim.places
            seated.append(self._seat(pool, claim))
        return seated

    @staticmethod
    def _queue(pool: Pool):
        """Return the claims that may be seated now, first come first."""
        queue = pool.claims.waiting().select_related("submission", "pool")
        if pool.is_main:
            return queue
        unseated = Claim.objects.filter(submission=OuterRef("submission"), pool__item="").exclude(state__in=SEATED)
        return queue.filter(~Exists(unseated))

    def _seat(self, pool: Pool, claim: Claim) -> Claim:
        submission = claim.submission
        undecided = pool.review and submission.state == SubmissionState.RECEIVED
        claim.state = ClaimState.PENDING if undecided else ClaimState.CONFIRMED
        claim.state_at = timezone.now()
        claim.save(update_fields=["state", "state_at"])
        if claim.submission_id != getattr(self.newcomer, "pk", None):
            self._tell(pool, claim, undecided)
        return claim

    def _tell(self, pool: Pool, claim: Claim, undecided: bool):  # noqa: FBT001 -- private
        """Log and tell a person who waited; a newcomer is told by the receipt."""
        submission = claim.submission
        if pool.is_main and submission.state == SubmissionState.RECEIVED and not undecided:
            submission.state, submission.state_at = SubmissionState.ACCEPTED, claim.state_at
            submission.version_no += 1
            submission.save(update_fields=["state", "state_at", "version_no"])
        record(submission, "forms_ext.promote", self.user, pool=pool.item)
        signals.promoted.send(sender=type(self), submission=submission, claim=claim, user=self.user)
        emails.queue_promotion(claim)


@dataclass
class PromoteWaitingAction(Action):
    """Give free places on all hosts where somebody waits."""

    user: object = None

    def execute(self) -> int:
        """Return how many claims got a place."""
        waiting = Pool.objects.filter(offered=True, claims__state=ClaimState.WAITING)
        hosts = waiting.values_list("host_key", flat=True).distinct()
        return sum(len(PromoteAction(host_key, user=self.user).execute()) for host_key in list(hosts))
