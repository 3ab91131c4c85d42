"""Registration on the page of an event: its places, its window, its phase."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from eventpages.blocks import SideEventsBlock
from eventpages.dates import WrongDate, day_of_end, day_of_start, words_of_end, words_of_start
from eventpages.schema.badge import Badge, badge_of
from eventpages.states import TAKING, EventStatus, Phase, Places, Precision, Registration, phase_of
from forms_ext.models import FormHost, Pool, PoolSpec
from forms_ext.models.windows import Window
from forms_ext.schema.linter import Concern, lint_side_events
from forms_ext.schema.occasion import Occasion
from forms_ext.states import Waiting


@dataclass(frozen=True)
class Standing:
    """Where an event stands now for somebody who wants to come.

    :param until: when that changes by time, in words; ``until_day`` is the day alone. Empty where nobody knows.
    """

    phase: Phase
    window: Window
    places: Places
    until: str = ""
    until_day: str = ""

    @property
    def takes_registrations(self) -> bool:
        """Tell whether one can register on the page."""
        return self.phase in TAKING

    @property
    def badge(self) -> Badge:
        """Return the badge, in the active language."""
        return badge_of(self.phase, until=self.until_day, left=self.places.left)


class EventRegistration(FormHost):
    """Gives an event its form, its places and its side events."""

    registration = models.CharField(gettext_lazy("registration"), max_length=12, choices=Registration.choices, default=Registration.NONE)
    external_url = models.URLField(
        gettext_lazy("address of the other site"), blank=True, help_text=gettext_lazy("Only for registration on another site.")
    )
    capacity = models.PositiveIntegerField(
        gettext_lazy("places"),
        null=True,
        blank=True,
        help_text=gettext_lazy(
            "Empty: as many as come. All languages share these places: the number on the page in the main language counts."
        ),
    )
    waiting = models.CharField(gettext_lazy("when full"), max_length=8, choices=Waiting.choices, default=Waiting.OFF)
    side_events = StreamField(
        SideEventsBlock(),
        verbose_name=gettext_lazy("side events"),
        blank=True,
        help_text=gettext_lazy("People join them in the form below, in the part “Side events to join”."),
    )

    opens_at = models.DateTimeField(
        gettext_lazy("opens"), null=True, blank=True, help_text=gettext_lazy("Empty: at once. In the time zone of your account.")
    )
    closes_at = models.DateTimeField(
        gettext_lazy("closes"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Empty: when the event begins. In the time zone of your account."),
    )

    registration_panels = [
        MultiFieldPanel(
            [
                FieldPanel("registration"),
                FieldPanel("external_url"),
                FieldPanel("capacity"),
                FieldPanel("waiting"),
                FieldPanel("offer_hours"),
            ],
            heading=gettext_lazy("Registration and places"),
        ),
        FieldPanel("side_events"),
        *FormHost.question_panels,
        *FormHost.rule_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("opens_days_before"), FieldPanel("closes_days_before")])],
            heading=gettext_lazy("Opening and closing that move with the event"),
        ),
        *FormHost.word_panels,
    ]

    class Meta:
        abstract = True

    # What FormHost asks

    def pools(self) -> list[PoolSpec]:
        """Return the places of the event itself, limited or not, and those of its side events."""
        main = self._main_pool()
        return [main, *(self._side_pool(number, child, offered=main.offered) for number, child in enumerate(self.side_events))]

    def _main_pool(self) -> PoolSpec:
        takes_place = self.status == EventStatus.SCHEDULED and not self.when.is_over(timezone.now())
        offered = self.registration == Registration.HERE and takes_place
        begins = self.starts_at if self.when.has_days else self.ends_at
        return PoolSpec(
            "",
            self.title,
            self.capacity,
            self.waiting,
            note=self.when.words,
            offered=offered,
            offer_hours=self.offer_hours,
            # Who comes to an event that has begun may still take a place while registration is open.
            offers_until=max(filter(None, [begins, self.closes_at]), default=None) if begins else None,
        )

    def _side_pool(self, number: int, child, *, offered: bool) -> PoolSpec:
        value, when = child.value, self._when_of(child)
        words = ", ".join(filter(None, [when.date_words, when.time_words]))
        return PoolSpec(
            # A block of a draft that was never saved has no id yet; a preview still has to show it.
            item=child.id or f"draft-{number}",
            title=value["title"],
            capacity=value["capacity"],
            waiting=value["waiting"] or Waiting.OFF,
            note=" · ".join(filter(None, [words, value["place"]])),
            label=value["short_label"] or "",
            label_language=value["short_label_language"] or "",
            offered=offered and not value["cancelled"] and not when.is_over(timezone.now()),
            offer_hours=self.offer_hours,
            offers_until=when.starts_at,
        )

    def _when_of(self, child):
        return child.value.when(self.timezone, self.zone_called)

    def dated_side_events(self) -> list[dict]:
        """Return the side events in the order of the page, each with its date."""
        return [{"value": child.value, "when": self._when_of(child)} for child in self.side_events]

    def window(self, now: datetime) -> Window:
        """Return whether registrations are taken at ``now``; an event that has begun takes none unless a later end was set."""
        if self.status != EventStatus.SCHEDULED:
            return Window(self.status)
        if self.ends_at and now >= self.ends_at:
            return Window(Phase.PAST)
        if self.registration == Registration.NONE:
            return Window(Phase.NOT_OFFERED, self.ends_at)
        window = super().window(now)
        if window.is_open and self.closing is None and self.starts_at:
            window = Window(Phase.OPEN, self.starts_at) if now < self.starts_at else Window(Phase.CLOSED, self.ends_at)
        if window.is_open and self.registration == Registration.ELSEWHERE:
            return Window(Phase.ELSEWHERE, window.until)
        return window

    def first_day(self) -> datetime | None:
        """Return midnight at the place before the event begins; None while its day is unknown."""
        if self.starts_at is None or self.precision == Precision.MONTH:
            return None
        zone = ZoneInfo(self.timezone)
        return datetime.combine(self.starts_at.astimezone(zone).date(), time(0), tzinfo=zone)

    def begins(self) -> datetime | None:
        """Return the start of the event; None while it is unknown."""
        return self.starts_at

    def ends(self) -> datetime | None:
        """Return the end of the event; None while it is unknown."""
        return self.ends_at

    def term(self) -> tuple[bool, datetime | None]:
        """Return that an event takes place at a time, and when it ends; None while its date is to be announced."""
        return True, self.ends_at

    def moment_words(self, moment: datetime) -> str:
        """Return a moment in words, on the clocks of the event."""
        return words_of_end(moment, self.timezone, self.zone_called)

    def subject(self) -> dict:
        """Return what is joined: the event as it was announced at that moment."""
        return {"event": self.title, "starts": self.when.start_attribute, "ends": self.when.end_attribute, "place": self.place}

    def occasion(self) -> Occasion:
        """Return date, zone and place as they are announced now."""
        return Occasion(self.when.words, ", ".join(filter(None, [self.room, self.place])) or self.online_url, self.ends_at)

    # Where it stands

    @property
    def places(self) -> Places:
        """Return the places as counted now; those of the page where they were never counted."""
        pool = self.live_pools.get("") or self._drafted(self._main_pool(), None)
        return Places(pool.capacity, pool.taken, pool.queue, pool.availability(pool.taken), pool.waiting, pool.offer_hours)

    def drafted_pools(self) -> dict[str, Pool]:
        """Return the pools as they would be if this version were published now; for previews."""
        counted = self.live_pools
        return {spec.item: self._drafted(spec, counted.get(spec.item)) for spec in self.pools()}

    def _drafted(self, spec: PoolSpec, counted: Pool | None) -> Pool:
        pool = Pool(host_key=self.translation_key, item=spec.item, capacity=spec.capacity, waiting=spec.waiting, offered=spec.offered)
        pool.offer_hours = spec.offer_hours
        pool.taken, pool.queue = (counted.taken, counted.queue) if counted else (0, 0)
        return pool

    @cached_property
    def standing(self) -> Standing:
        """Return where the event stands at this moment."""
        window, places = self.window(timezone.now()), self.places
        return self._standing(window, phase_of(window.state, places.availability))

    def standing_in(self, phase: Phase) -> Standing:
        """Return where the event would stand in another phase; for previews."""
        return self._standing(self.window(timezone.now()), phase)

    def _standing(self, window: Window, phase: Phase) -> Standing:
        if window.until is None:
            return Standing(phase, window, self.places)
        words, day = (words_of_start, day_of_start) if phase == Phase.SOON else (words_of_end, day_of_end)
        zone, called = self.timezone, self.zone_called
        return Standing(phase, window, self.places, words(window.until, zone, called), day(window.until, zone))

    # What an editor may not have meant, and what they cannot have meant

    def lint(self) -> list[Concern]:
        """Return what an editor should look at once more; of an event its side events, too."""
        side_events = [(child.value["title"], child.value["date"]) for child in self.side_events if child.value["date"]]
        return [*super().lint(), *lint_side_events(self.when.first_day, self.when.last_day, side_events)]

    def clean(self):
        super().clean()
        errors = dict(self._wrong_times())
        if problems := list(self._wrong_side_events()):
            errors["side_events"] = problems
        if errors:
            raise ValidationError(errors)

    def _wrong_times(self):
        """Give the field and the sentence where opening and closing contradict each other or the event."""
        for date, days in (("opens_at", "opens_days_before"), ("closes_at", "closes_days_before")):
            if getattr(self, date) and getattr(self, days) is not None:
                yield days, _("Write a date or a number of days, not both.")
        late = "closes_at" if self.closes_at else "closes_days_before"
        if self.opening and self.closing and self.closing <= self.opening:
            yield late, _("Registration would close before it opens.")
        elif self.closing and self.ends_at and self.closes_at and self.closing > self.ends_at:
            yield late, _("Registration would close after the event is over.")

    def _wrong_side_events(self):
        """Give a sentence for each side event whose time the clocks of the place skip."""
        for child in self.side_events:
            try:
                self._when_of(child).check()
            except WrongDate as error:
                yield f"{child.value['title']}: {error}"


def host_keys(pages) -> dict:
    """Return the host keys of ``pages`` by page number; one query more where there are aliases."""
    sources = {page.pk: page for page in pages}
    while ids := {page.alias_of_id for page in sources.values() if page.alias_of_id}:
        found = Page.objects.in_bulk(ids)
        sources = {pk: found[page.alias_of_id] if page.alias_of_id else page for pk, page in sources.items()}
    return {pk: page.translation_key for pk, page in sources.items()}


def count_places(pages, *, whole=None) -> list:
    """Return ``pages`` as a list in which every event knows its places as counted now, with one query for all of them.

    :param whole: one more event; it gets the places of its side events, too.
    """
    pages = list(pages)
    keys = host_keys(pages)
    wanted = Q(host_key__in=keys.values(), item="")
    if whole is not None:
        wanted |= Q(host_key=whole.host_key)
    by_key = {}
    for pool in Pool.objects.filter(wanted).with_counts() if pages or whole else ():
        by_key.setdefault(pool.host_key, {})[pool.item] = pool
    for page in pages:
        page.live_pools = by_key.get(keys[page.pk], {})
    if whole is not None:
        whole.live_pools = by_key.get(whole.host_key, {})
    return pages
