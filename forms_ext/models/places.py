"""Pools of places and the claims on them."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms_ext.schema.frozen import first_of_kind, option_labels
from forms_ext.states import TAKEN, ClaimState, ReleaseReason, Waiting

from .submissions import Submission

FEW = 5


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
    """

    item: str
    title: str
    capacity: int | None = None
    waiting: str = Waiting.OFF
    note: str = ""
    label: str = ""
    label_language: str = ""
    offered: bool = True


class PoolQuerySet(models.QuerySet):
    """Pools of one host."""

    def of_host(self, host_key):
        """Return the host's pools; the one of the host itself first."""
        return self.filter(host_key=host_key).order_by("item")

    def with_counts(self):
        """Add ``taken`` and ``waiting_people``, counted now, in the same query."""
        now = timezone.now()
        holding = Q(claims__state__in=TAKEN) | Q(claims__state=ClaimState.RELEASED, claims__held_until__gt=now)
        return self.annotate(
            taken=models.functions.Coalesce(Sum("claims__places", filter=holding), 0),
            queue=models.functions.Coalesce(Sum("claims__places", filter=Q(claims__state=ClaimState.WAITING)), 0),
        )


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
    offer_hours = models.PositiveSmallIntegerField(_("hours to take an offered place"), default=48)
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
        now = timezone.now()
        holding = Q(state__in=TAKEN) | Q(state=ClaimState.RELEASED, held_until__gt=now)
        return self.claims.filter(holding).aggregate(total=Sum("places"))["total"] or 0

    def availability(self, taken: int) -> str:
        """Return ``closed``, ``open``, ``few``, ``waiting`` or ``full`` for a newcomer when ``taken`` places are held.

        Few are fewer than a tenth of the places or five, whichever is more.
        """
        if not self.offered:
            return "closed"
        left = self.left(taken)
        if left is None:
            return "open"
        if left == 0 or getattr(self, "queue", 0):
            return "full" if self.waiting == Waiting.OFF else "waiting"
        return "few" if left < max(self.capacity / 10, FEW) else "open"

    def left(self, taken: int) -> int | None:
        """Return how many places are left when ``taken`` are held; None without a limit."""
        return None if self.capacity is None else max(0, self.capacity - taken)


class ClaimQuerySet(models.QuerySet):
    """Claims by what they hold."""

    def taken(self):
        """Return the claims that hold a place."""
        return self.filter(state__in=TAKEN)

    def waiting(self):
        """Return the claims in the queue, first come first."""
        return self.filter(state=ClaimState.WAITING).order_by("seq")

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
    held_until = models.DateTimeField(_("held until"), null=True, blank=True, help_text=_("A place freed by staff stays taken until then."))

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.UniqueConstraint(fields=["submission", "pool"], name="one_claim_per_pool"),
            models.CheckConstraint(condition=Q(places__gte=1), name="claim_of_one_place_at_least"),
        ]
        indexes = [models.Index(fields=["pool", "state", "seq"], name="claims_by_queue")]

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

    def queue_position(self) -> int:
        """Return the place in the queue, 1 for the next in line."""
        return self.pool.claims.waiting().filter(seq__lt=self.seq).count() + 1
