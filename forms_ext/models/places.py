"""Pools of places and the claims on them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms_ext.schema.frozen import first_of_kind, option_labels
from forms_ext.states import TAKEN, ClaimState, ReleaseReason, Waiting

from .submissions import Submission

FEW = 5
OFFER_HOURS = 48


@dataclass(frozen=True)
class PoolSpec:
    """A pool as a page describes it.

    :param item: empty for the host itself, the block id for a side event.
    :param title: what visitors read.
    :param capacity: number of places, 1 or more; None for no limit.
    :param waiting: one of :class:`forms_ext.states.Waiting`.
    :param note: when and where, in the page's language.
    :param label: a short label, and the language it is in where that differs from the page's.
    :param offered: False once it was cancelled or lies in the past: nobody can join any more.
    :param offer_hours: how long an offered place can be taken, 1 hour or more; only where free places are offered.
    :param offers_until: after this moment nobody can take an offered place; None where nothing ends it.
    """

    item: str
    title: str
    capacity: int | None = None
    waiting: str = Waiting.OFF
    note: str = ""
    label: str = ""
    label_language: str = ""
    offered: bool = True
    offer_hours: int = OFFER_HOURS
    offers_until: datetime | None = None


def holding(prefix: str = "") -> Q:
    """Return the condition for claims that hold a place now, with those that staff freed within the time to undo.

    :param prefix: the way from the counted model to its claims, for example ``claims__``.
    """
    freed = Q(**{f"{prefix}state": ClaimState.RELEASED, f"{prefix}held_until__gt": timezone.now()})
    return Q(**{f"{prefix}state__in": TAKEN}) | freed & ~Q(**{f"{prefix}held_as": ClaimState.WAITING})


class PoolQuerySet(models.QuerySet):
    """Pools of one host."""

    def of_host(self, host_key):
        """Return the host's pools; the one of the host itself first."""
        return self.filter(host_key=host_key).order_by("item")

    def with_counts(self):
        """Add ``taken`` and ``queue``, the places that people hold and wait for, counted now, in the same query."""
        return self.annotate(
            taken=models.functions.Coalesce(Sum("claims__places", filter=holding("claims__")), 0),
            queue=models.functions.Coalesce(Sum("claims__places", filter=Q(claims__state=ClaimState.WAITING)), 0),
        )

    def with_turns(self):
        """Add ``last_turn``, the number of the last who asked, and ``stirs``: whether anybody waits, is offered or may get a turn back.

        Both are looked up in an index, however many claims there are.
        """
        claims = Claim.objects.filter(pool=models.OuterRef("pk"))
        # Two questions: asked as one, SQLite would look through all claims instead of two indexes.
        asking = models.Exists(claims.filter(state__in=[ClaimState.WAITING, ClaimState.OFFERED]))
        kept_back = models.Exists(claims.filter(held_until__gt=timezone.now()))
        last_turn = models.Subquery(claims.order_by("-seq").values("seq")[:1])
        return self.annotate(last_turn=models.functions.Coalesce(last_turn, 0), stirs=asking | kept_back)


class Pool(models.Model):
    """The places of one thing: of an event, or of one side event.

    The row whose ``item`` is empty belongs to the host itself and exists for every host: every transaction that writes
    submissions, claims or places of the host begins by raising its ``version`` (see ``actions.locking``).
    """

    host_key = models.UUIDField(_("host"))
    item = models.CharField(
        _("part"), max_length=64, blank=True, help_text=_("Empty for the host itself, the block’s id for a side event.")
    )
    title = models.CharField(_("title"), max_length=255, blank=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    waiting = models.CharField(_("waiting list"), max_length=8, choices=Waiting.choices, default=Waiting.OFF)
    offered = models.BooleanField(_("offered"), default=False, help_text=_("Whether people can ask for a place."))
    review = models.BooleanField(_("decided by hand"), default=False)
    offer_hours = models.PositiveSmallIntegerField(_("hours to take an offered place"), default=OFFER_HOURS)
    offers_until = models.DateTimeField(
        _("offers end"), null=True, blank=True, help_text=_("After this moment nobody can take an offered place.")
    )
    ceiling = models.PositiveIntegerField(
        _("most places held"), null=True, blank=True, editable=False, help_text=_("Set when fewer places are left than people hold.")
    )
    version = models.PositiveBigIntegerField(default=0)

    objects = PoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("pool")
        verbose_name_plural = _("pools")
        constraints = [models.UniqueConstraint(fields=["host_key", "item"], name="one_pool_per_item")]

    def __str__(self):
        return self.title or str(self.host_key)

    @property
    def is_main(self) -> bool:
        """Tell whether these are the places of the host itself."""
        return self.item == ""

    def count_taken(self) -> int:
        """Return the number of places that somebody holds now, with those that staff freed within the time to undo."""
        return self.claims.holding().aggregate(total=Sum("places"))["total"] or 0

    def availability(self, taken: int) -> str:
        """Return ``closed``, ``open``, ``few``, ``waiting`` or ``full`` for a newcomer when ``taken`` places are held.

        Few are fewer than a tenth of the places or five, whichever is more. Without a waiting list somebody may still wait:
        for a place in a side event, until there is one at the event itself. What is left beside these can be taken.
        """
        if not self.offered:
            return "closed"
        left = self.free(taken)
        if left is None:
            return "open"
        if left == 0:
            return "full" if self.waiting == Waiting.OFF else "waiting"
        return "few" if left < max(self.capacity / 10, FEW) else "open"

    def free(self, taken: int) -> int | None:
        """Return how many places a newcomer may take when ``taken`` are held; None without a limit.

        None of them as long as somebody waits; without a waiting list all but those that somebody waits for.
        """
        left, queue = self.left(taken), getattr(self, "queue", 0)
        if left is None or not queue:
            return left
        return max(0, left - queue) if self.waiting == Waiting.OFF else 0

    @property
    def is_over(self) -> bool:
        """Tell whether it is too late to offer a place to somebody."""
        return self.offers_until is not None and self.offers_until <= timezone.now()

    def offer_end(self) -> datetime:
        """Return until when a place that is offered now can be taken: some hours, less when it all begins sooner."""
        end = timezone.now() + timedelta(hours=max(1, self.offer_hours))
        return min(end, self.offers_until) if self.offers_until else end

    def left(self, taken: int) -> int | None:
        """Return how many places are left when ``taken`` are held; None without a limit."""
        return None if self.capacity is None else max(0, self.capacity - taken)


class ClaimQuerySet(models.QuerySet):
    """Claims by what they hold."""

    def taken(self):
        """Return the claims that hold a place."""
        return self.filter(state__in=TAKEN)

    def holding(self):
        """Return the claims that hold a place, with those that staff freed within the time to undo."""
        return self.filter(holding())

    def waiting(self):
        """Return the claims in the queue, first come first."""
        return self.filter(state=ClaimState.WAITING).order_by("seq")

    def in_line(self):
        """Return the queue with the turns that staff took away within the time to undo, first come first."""
        kept = Q(state=ClaimState.RELEASED, held_as=ClaimState.WAITING, held_until__gt=timezone.now())
        return self.filter(Q(state=ClaimState.WAITING) | kept).order_by("seq")

    def lapsed(self):
        """Return the offers that nobody took in time."""
        return self.filter(state=ClaimState.OFFERED, offer_until__lte=timezone.now())

    def active(self):
        """Return the claims that hold a place or wait for one."""
        return self.exclude(state=ClaimState.RELEASED)


class Claim(models.Model):
    """One submission's hold on a pool."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="claims", verbose_name=_("submission"))
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="claims", verbose_name=_("pool"))
    state = models.CharField(_("state"), max_length=12, choices=ClaimState.choices, default=ClaimState.WAITING)
    seq = models.PositiveBigIntegerField(_("order of arrival"))
    places = models.PositiveSmallIntegerField(_("places"), default=1)
    reason = models.CharField(_("reason"), max_length=12, choices=ReleaseReason.choices, blank=True)
    state_at = models.DateTimeField(_("since"), default=timezone.now)
    offer_until = models.DateTimeField(_("offered until"), null=True, blank=True)
    given_at = models.DateTimeField(
        _("place given at"), null=True, blank=True, editable=False, help_text=_("When a place was first given or offered in this turn.")
    )
    held_until = models.DateTimeField(_("held until"), null=True, blank=True, help_text=_("A place freed by staff stays taken until then."))
    held_as = models.CharField(
        _("held as"),
        max_length=12,
        choices=ClaimState.choices,
        blank=True,
        editable=False,
        help_text=_("What staff took away: undoing gives exactly this back."),
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.UniqueConstraint(fields=["submission", "pool"], name="one_claim_per_pool"),
            models.CheckConstraint(condition=Q(places__gte=1), name="claim_of_one_place_at_least"),
        ]
        indexes = [
            models.Index(fields=["pool", "state", "seq"], name="claims_by_queue"),
            # The last turn, the places held and what may come back: read by every sending, however many came before.
            models.Index(fields=["pool", "seq"], name="claims_by_turn"),
            models.Index(fields=["pool", "state", "places"], name="claims_by_places"),
            models.Index(fields=["pool", "held_until"], name="claims_kept_back", condition=Q(held_until__isnull=False)),
        ]

    def __str__(self):
        return f"{self.submission} · {self.get_state_display()}"

    @property
    def title(self) -> str:
        """Return what it is a place in, in the words of the form that was sent: the pool has those of the main language."""
        if self.pool.is_main:
            return self.submission.page_title
        spec = first_of_kind(self.submission.frozen, "attendance")
        return (option_labels(spec) if spec else {}).get(self.pool.item) or self.pool.title

    @property
    def is_active(self) -> bool:
        """Tell whether it holds a place or waits for one."""
        return self.state != ClaimState.RELEASED

    @property
    def is_group(self) -> bool:
        """Tell whether it is for more than one person."""
        return self.places > 1

    @property
    def exceeds_room(self) -> bool:
        """Tell whether it is a group that waits for more places than there are in all, since the room became smaller."""
        return self.state == ClaimState.WAITING and self.pool.capacity is not None and self.places > self.pool.capacity

    @property
    def is_held_up(self) -> bool:
        """Tell whether it waits although so many places are free: a group that came before needs more of them."""
        left = self.pool.left(self.pool.count_taken())
        return self.state == ClaimState.WAITING and left is not None and self.places <= left

    @property
    def is_open_offer(self) -> bool:
        """Tell whether the place can be taken now."""
        return self.state == ClaimState.OFFERED and self.offer_until is not None and self.offer_until > timezone.now()

    @property
    def may_queue_again(self) -> bool:
        """Tell whether the visitor let an offered place go and can ask for another."""
        gone = self.state == ClaimState.OFFERED and not self.is_open_offer
        let_go = self.state == ClaimState.RELEASED and self.reason in {ReleaseReason.EXPIRED, ReleaseReason.LEFT}
        return self.offer_until is not None and (gone or let_go) and self.pool.offered and not self.pool.is_over

    def queue_position(self) -> int:
        """Return the place in the queue, 1 for the next in line; a group counts as one."""
        return self.pool.claims.waiting().filter(seq__lt=self.seq).count() + 1

    def places_ahead(self) -> int:
        """Return how many places those ask for who come before; more than their number where groups are among them."""
        return self.pool.claims.waiting().filter(seq__lt=self.seq).aggregate(total=Sum("places"))["total"] or 0
