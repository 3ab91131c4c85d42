"""Events as lists, cards, feeds and calendars ask for them."""

from django.db.models import Case, Exists, ExpressionWrapper, F, IntegerField, OuterRef, Q, Subquery, TextField, Value, When
from django.utils import timezone
from wagtail.models import PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from eventpages.states import EventStatus, Precision

from .changes import EventChange


class EventQuerySet(PageQuerySet):
    """Upcoming and past are disjoint and complete: an event is past from the instant at which it ends."""

    def upcoming(self, now=None):
        """Return the events that are not over, running ones and those without a date included."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now or timezone.now()))

    def past(self, now=None):
        """Return the events that are over."""
        return self.filter(ends_at__lte=now or timezone.now())

    def for_everybody(self):
        """Return the live events that are neither private nor below a private page, without a query of its own."""
        private = PageViewRestriction.objects.annotate(event_path=ExpressionWrapper(OuterRef("path"), output_field=TextField()))
        return self.live().exclude(Exists(private.filter(event_path__startswith=F("page__path"))))

    def earliest_first(self):
        """Return the events by the date announced; those without a date last."""
        return self.order_by(F("date_from").asc(nulls_last=True), "starts_at", "pk")

    def latest_first(self):
        """Return the events by the date announced, the latest first."""
        return self.order_by(F("date_from").desc(nulls_last=True), "-starts_at", "pk")

    def with_days(self):
        """Return the events whose days are known: those that a calendar can show."""
        return self.filter(precision__in=[Precision.EXACT, Precision.DAY], date_from__isnull=False)

    def for_a_visit(self):
        """Return the events with everything that their page asks for at once."""
        earlier = EventChange.objects.filter(host_key=OuterRef("translation_key"), starts_at__isnull=False)
        earlier = earlier.exclude(starts_at=OuterRef("starts_at")).order_by("-seq").values("starts_at")[:1]
        return self.select_related("locale", "lead_image").annotate(previous_start=Subquery(earlier))

    def beside(self, page):
        """Return the other events of the same language: neither ``page``, nor its twins in other languages, nor its copies by alias."""
        own = Q(pk=page.pk) | Q(translation_key=page.translation_key) | Q(alias_of=page.pk)
        if page.alias_of_id:
            own |= Q(pk=page.alias_of_id) | Q(alias_of=page.alias_of_id)
        return self.filter(locale_id=page.locale_id).exclude(own)

    def picked(self, ids: list[int]):
        """Return the events with these numbers, in this order."""
        return self.filter(pk__in=ids).order_by(_rank([(Q(pk=pk), place) for place, pk in enumerate(ids)]))

    def worth_reading_next(self, now=None):
        """Return the events, best first: coming ones by date, then past ones from the latest, then those called off."""
        now = now or timezone.now()
        coming = Q(ends_at__gt=now) & Q(status=EventStatus.SCHEDULED)
        undated = Q(ends_at__isnull=True) & Q(status=EventStatus.SCHEDULED)
        rank = _rank([(coming, 0), (undated, 1), (Q(status=EventStatus.SCHEDULED), 2)])
        return self.order_by(rank, Case(When(coming, then="starts_at")), "-starts_at", "pk")


def _rank(cases):
    """Return an expression that gives each condition its number, and whatever fits none the highest."""
    whens = [When(condition, then=Value(number)) for condition, number in cases]
    return Case(*whens, default=Value(len(cases)), output_field=IntegerField())


EventManager = PageManager.from_queryset(EventQuerySet)
