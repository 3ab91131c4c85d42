"""What a visitor can look for in a list of events; pages and the admin list filter by the same rules."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters.filters import CharFilter, ChoiceFilter, DateFilter
from wagtail.admin.filters import WagtailFilterSet

from eventpages.models import EventPage
from eventpages.states import Attendance, EventStatus, Registration
from forms_ext.models.submissions import search_key

UPCOMING, PAST, ALL = "upcoming", "past", "all"
WHEN = [(UPCOMING, _("Coming")), (PAST, _("Past")), (ALL, _("All"))]


def _day(label) -> DateFilter:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    invalid = _("Write the date as year, month and day, for example 2027-04-15.")
    return DateFilter(
        method="filter_day", label=label, widget=widget, input_formats=["%Y-%m-%d"], localize=False, error_messages={"invalid": invalid}
    )


class EventFilterSet(django_filters.FilterSet):
    """Filters over events. Days are those that were announced on the place's own clocks.

    A value that makes no sense is told at its field and left out; the others still count.
    """

    q = CharFilter(
        method="filter_words", label=pgettext_lazy("search", "Words"), max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    when = ChoiceFilter(
        method="leave_all", label=_("When"), choices=WHEN, empty_label=None, widget=forms.RadioSelect, initial=UPCOMING, required=False
    )
    after = _day(_("From"))
    before = _day(_("Until"))
    format = ChoiceFilter(field_name="attendance", label=_("How to take part"), choices=Attendance.choices, empty_label=_("Any"))

    default_when = UPCOMING

    class Meta:
        model = EventPage
        fields = []

    def __init__(self, data=None, *args, **kwargs):
        # The form shows ticked what counts without being asked for.
        if data is not None and not data.get("when") and self.default_when in dict(self.base_filters["when"].extra["choices"]):
            data = data.copy()
            data["when"] = self.default_when
        super().__init__(data, *args, **kwargs)

    def filter_queryset(self, queryset):
        return self.limit_to_time(super().filter_queryset(queryset))

    @property
    def asks_for(self) -> str:
        """Return which events are asked for: upcoming, past or all."""
        return self.form.cleaned_data.get("when") or self.default_when

    def limit_to_time(self, queryset):
        """Leave upcoming or past events; one that is on today counts as upcoming."""
        if self.asks_for == UPCOMING:
            return queryset.upcoming()
        return queryset.past() if self.asks_for == PAST else queryset

    def leave_all(self, queryset, name, value):
        """Leave every event: the time is limited at the end, because it counts without being asked for, too."""
        return queryset

    def filter_day(self, queryset, name, value):
        """Leave the events of which at least one day lies in the time asked for."""
        return queryset.filter(date_to__gte=value) if name == "after" else queryset.filter(date_from__lte=value)

    def filter_words(self, queryset, name, value):
        """Leave the events in which every word occurs, whatever its accents and capital letters."""
        found = Q()
        for word in search_key(value).split():
            found &= Q(words__contains=word)
        return queryset.filter(found)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Return what could not be understood: the id of the field and the sentence."""
        return [(self.form[name].id_for_label, error) for name, errors in self.form.errors.items() for error in errors]

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but the time was asked for."""
        return any(value for name, value in self.form.cleaned_data.items() if name != "when")


class EventListFilterSet(EventFilterSet, WagtailFilterSet):
    """The same rules for the editor's list, which has a search box of its own, shows all events and asks for more."""

    q = None
    when = ChoiceFilter(method="leave_all", label=_("When"), choices=WHEN[:2], empty_label=_("All"), widget=forms.RadioSelect)
    default_when = ALL
    status = ChoiceFilter(label=_("Status"), choices=EventStatus.choices, empty_label=_("Any"))
    registration = ChoiceFilter(label=_("Registration"), choices=Registration.choices, empty_label=_("Any"))

    class Meta:
        model = EventPage
        fields = []
