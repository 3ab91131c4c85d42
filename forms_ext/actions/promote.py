"""Giving places: one rule for newcomers and for those who wait."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from forms_ext import emails, offer_mail, signals
from forms_ext.models import Claim, Pool
from forms_ext.states import SEATED, ClaimState, ReleaseReason, SubmissionState, Waiting

from .base import Action
from .locking import host_transaction
from .logbook import record
from .releasing import let_go
from .room import Room


@dataclass
class PromoteAction(Action):
    """Give free places of a host to those who wait, in order of arrival.

    A side place goes to a person only once the person has a place at the host itself: the others keep their turn. Where
    places are offered, a person who waited has some hours to take the place, which is held meanwhile; offers that nobody
    took in time are ended first, so that the next is offered the place in the same transaction.

    :param newcomer: the submission that asks just now: a place is its own at once, and the receipt tells.
    :param present: a submission whose owner acts just now: a place is its own at once, and a message tells.
    """

    host_key: object
    user: object = None
    newcomer: object = None
    present: object = None

    def execute(self) -> list[Claim]:
        """Return the claims that got a place, or were offered one."""
        with host_transaction(self.host_key):
            return self.promote()

    def promote(self, room: Room | None = None, turns: Sequence[Claim] = ()) -> list[Claim]:
        """Do it inside a transaction that holds the host's lock.

        :param room: the places of the host, where the caller has read them since anything changed.
        :param turns: the turns of the newcomer, at the end of each queue; stored here, with the places that they get.
        """
        room = room or Room.of(self.host_key)
        if any(pool.stirs for pool in room.pools.values()):
            self._end_offers()
            room.count_again()
        given = []
        for pool in room.pools.values():
            if pool.offered:
                given += self._fill(room, pool, turns)
        Claim.objects.bulk_create(turns)
        return given

    def _end_offers(self):
        """End the offers that nobody took in time, and say so."""
        lapsed = Claim.objects.lapsed().filter(pool__host_key=self.host_key).select_related("pool", "submission__form_version")
        for claim in lapsed.order_by("pool__item", "seq"):
            claim.refresh_from_db(fields=["state"])
            if claim.state != ClaimState.OFFERED:
                continue  # it went with the place at the host itself
            let_go(claim, ReleaseReason.EXPIRED)
            record(claim.submission, "forms_ext.lapse", self.user, pool=claim.pool.item)
            offer_mail.queue_lapsed(claim)

    def _fill(self, room: Room, pool: Pool, turns: Sequence[Claim]) -> list[Claim]:
        left = room.left(pool)
        lower_ceiling(room, pool)
        if left == 0:
            return []  # the usual case of a full room: its queue, however long, is not even read
        given = []
        for claim in [*(in_line(pool)[:left] if pool.stirs else []), *self._new_in_line(pool, turns)]:
            if left is None and claim.state == ClaimState.RELEASED:
                continue  # a turn that staff took away a moment ago: there is room for everybody, so nobody stands still
            if left is not None and (claim.places > left or claim.state == ClaimState.RELEASED):
                break  # strict order: nobody passes a group that is too large for what is left, nor a turn that may come back
            if self._must_ask(pool, claim) and pool.is_over:
                break
            left = None if left is None else left - claim.places
            given.append(self._give(pool, claim))
        return given

    @staticmethod
    def _new_in_line(pool: Pool, turns: Sequence[Claim]) -> list[Claim]:
        """Return the newcomer's turn in this pool, if it may be: a side place needs one at the host itself."""
        main = next((turn for turn in turns if turn.pool.is_main), None)
        seated = pool.is_main or main is None or main.state in SEATED
        return [turn for turn in turns if turn.pool_id == pool.pk and seated]

    def _must_ask(self, pool: Pool, claim: Claim) -> bool:
        """Tell whether the place is offered instead of given; whoever has no address could never hear of an offer."""
        here = {getattr(submission, "pk", None) for submission in (self.newcomer, self.present)}
        asks = pool.waiting == Waiting.OFFER and pool.capacity is not None
        return asks and claim.submission_id not in here and bool(claim.submission.email)

    def _give(self, pool: Pool, claim: Claim) -> Claim:
        now, submission = timezone.now(), claim.submission
        undecided = pool.review and submission.state == SubmissionState.RECEIVED
        claim.state_at = now
        claim.given_at = claim.given_at or now
        if self._must_ask(pool, claim):
            claim.state, claim.offer_until = ClaimState.OFFERED, pool.offer_end()
        else:
            claim.state = ClaimState.PENDING if undecided else ClaimState.CONFIRMED
        if claim.pk:
            claim.save(update_fields=["state", "state_at", "given_at", "offer_until"])
        if claim.state == ClaimState.OFFERED:
            self._tell_offer(claim)
        elif claim.submission_id != getattr(self.newcomer, "pk", None):
            self._tell(pool, claim, undecided)
        return claim

    def _tell_offer(self, claim: Claim):
        record(claim.submission, "forms_ext.offer", self.user, pool=claim.pool.item)
        signals.offered.send(sender=type(self), submission=claim.submission, claim=claim, user=self.user)
        offer_mail.queue_offer(claim)

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


def in_line(pool: Pool) -> QuerySet[Claim]:
    """Return the claims whose turn it may be, first come first; with the turns that staff may still give back.

    Without a limit nobody has to take what is offered any more: offers are in line, too.
    """
    line = pool.claims.in_line()
    if pool.capacity is None:
        line = (line | pool.claims.filter(state=ClaimState.OFFERED)).order_by("seq")
    line = line.select_related("submission__form_version", "pool")
    if pool.is_main:
        return line
    kept = Q(state=ClaimState.RELEASED, held_as__in=SEATED, held_until__gt=timezone.now())
    unseated = Claim.objects.filter(submission=OuterRef("submission"), pool__item="").exclude(Q(state__in=SEATED) | kept)
    return line.filter(~Exists(unseated))


def lower_ceiling(room: Room, pool: Pool):
    """Follow the people who go after a room became smaller than what they held, until they fit again."""
    if pool.ceiling is None:
        return
    fits = pool.capacity is None or room.taken(pool) <= pool.capacity
    ceiling = None if fits else min(pool.ceiling, room.taken(pool))
    if ceiling != pool.ceiling:
        pool.ceiling = ceiling
        pool.save(update_fields=["ceiling"])


@dataclass
class PromoteWaitingAction(Action):
    """End offers that nobody took in time and give free places, on all hosts where somebody waits."""

    user: object = None

    def execute(self) -> int:
        """Return how many claims got a place, or were offered one."""
        waiting = Pool.objects.filter(offered=True, claims__state=ClaimState.WAITING)
        lapsed = Pool.objects.filter(claims__in=Claim.objects.lapsed())
        hosts = (waiting | lapsed).values_list("host_key", flat=True).distinct()
        return sum(len(PromoteAction(host_key, user=self.user).execute()) for host_key in list(hosts))
