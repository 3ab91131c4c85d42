"""What a visitor can look for in a list of events; pages and the admin list filter by the same rules."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_filters.filters import CharFilter, ChoiceFilter, DateFilter

from eventpages.models import EventPage
from eventpages.states import Attendance
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

    q = CharFilter(method="filter_words", label=_("Words"), max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
    when = ChoiceFilter(
        method="filter_when", label=_("When"), choices=WHEN, empty_label=None, widget=forms.RadioSelect, initial=UPCOMING, required=False
    )
    after = _day(_("From"))
    before = _day(_("Until"))
    format = ChoiceFilter(field_name="attendance", label=_("How to take part"), choices=Attendance.choices, empty_label=_("Any"))

    default_when = UPCOMING

    class Meta:
        model = EventPage
        fields = []

    def filter_queryset(self, queryset):
        return self.filter_when(super().filter_queryset(queryset), "when", self.when)

    @property
    def when(self) -> str:
        """Return which events are asked for: upcoming, past or all."""
        return self.form.cleaned_data.get("when") or self.default_when

    def filter_when(self, queryset, name, value):
        """Leave upcoming or past events; of an event that is on today, it counts as upcoming."""
        if value == UPCOMING:
            return queryset.upcoming()
        return queryset.past() if value == PAST else queryset

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
