"""What a list of submissions can be filtered by: by state, form, place, consent, side event, language and date."""

from collections import Counter
from datetime import MAXYEAR, MINYEAR
from uuid import UUID

import django_filters
from django import forms
from django.conf import settings
from django.db.models import CharField, Exists, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.models import Page

from forms_ext.models import Claim, ConsentRecord, ConsentStatement, FormVersion, Pool, Submission
from forms_ext.models.rights import Right
from forms_ext.models.statements import Nature
from forms_ext.permissions import FormRights, policy
from forms_ext.states import TAKEN, ClaimState, ConsentState, SubmissionState

PLACES = [choice for choice in ClaimState.choices if choice[0] != ClaimState.OFFERED]
JOINED = [("confirmed", gettext_lazy("Has a place")), ("waiting", gettext_lazy("On the waiting list"))]
CONSENT, OPTION = "consent_", "option_"


def drawer_choices(rights: FormRights) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the forms that a person may see and the consents of the library, as pairs of key and name; in one query.

    All languages of a host are one form, all languages of a statement one consent, under the name in the default language.
    """
    page = Page.objects.filter(pk=OuterRef("page_id"))
    versions = FormVersion.objects.filter(rights.where(Right.LIST))
    asked = versions.annotate(title=Subquery(page.values("title")), code=Subquery(page.values("locale__language_code")))
    rows = asked.order_by().values_list(_kind("form"), Cast("host_key", CharField()), "page_id", "title", "code")
    if rights.has(Right.ANSWERS):
        statements = ConsentStatement.objects.filter(nature=Nature.CONSENT, current_version__isnull=False).order_by()
        rows = rows.union(
            statements.values_list(_kind("consent"), Cast("translation_key", CharField()), "pk", "name", "locale__language_code")
        )
    else:
        rows = rows.distinct()
    found: dict[str, dict[str, tuple[str, int]]] = {"form": {}, "consent": {}}
    gone = set()
    for kind, stored, number, title, code in rows:
        same, key = found[kind], str(UUID(stored))  # databases write a UUID with hyphens or without
        if title is None:
            gone.add(key)
        elif key not in same or code == settings.LANGUAGE_CODE:
            same[key] = (title, number)
    for key, number, title in _titles_of_gone(gone - set(found["form"])):
        found["form"][str(key)] = (_("%(title)s (page deleted)") % {"title": title}, number)
    return _told_apart(found["form"]), _told_apart(found["consent"])


def _kind(name: str) -> Value:
    return Value(name, output_field=CharField())


def _titles_of_gone(hosts: set[str]):
    """Return host key, page number and a title that the page had when somebody sent its form."""
    if not hosts:
        return []
    sent = Submission.objects.filter(host_key__in=hosts).order_by().values("host_key")
    return sent.annotate(number=Max("page_id"), title=Max("page_title")).values_list("host_key", "number", "title")


def _told_apart(found: dict[str, tuple[str, int]]) -> list[tuple[str, str]]:
    """Return the choices by title; where a title occurs twice, each gets the number of its page or statement."""
    titles = Counter(title for title, _number in found.values())
    named = {
        key: title if titles[title] == 1 else _("%(title)s (number %(number)s)") % {"title": title, "number": number}
        for key, (title, number) in found.items()
    }
    return sorted(named.items(), key=lambda choice: choice[1].casefold())


class DaysFilter(django_filters.DateFromToRangeFilter):
    """From one day to another. A day at the edge of the calendar bounds nothing: no clock of another zone could tell it."""

    def filter(self, qs, value):
        if not value:
            return qs
        start = value.start if value.start and value.start.year > MINYEAR else None
        stop = value.stop if value.stop and value.stop.year < MAXYEAR else None
        return super().filter(qs, slice(start, stop)) if start or stop else qs


class SubmissionFilterSet(django_filters.FilterSet):
    """The filters of every list of submissions.

    Consents and side events tell something about a person: they only find submissions whose answers the reader may see.
    Side events are offered once a form is chosen.

    :param rights: what the reader may do; read for ``request.user`` when it is not given.
    """

    rights: FormRights | None = None

    state = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("State"), choices=SubmissionState.choices, distinct=False, widget=forms.CheckboxSelectMultiple
    )
    host = django_filters.ChoiceFilter(label=gettext_lazy("Form"), field_name="host_key", empty_label=gettext_lazy("All forms"))
    place = django_filters.ChoiceFilter(label=pgettext_lazy("seat", "Place"), choices=PLACES, method="filter_place")
    language = django_filters.ChoiceFilter(label=gettext_lazy("Language"), choices=lambda: settings.LANGUAGES)
    sent = DaysFilter(label=gettext_lazy("Sent"), field_name="submitted_at")

    class Meta:
        model = Submission
        fields: list[str] = []

    def __init__(self, data=None, queryset=None, *, request=None, prefix=None, rights=None):
        super().__init__(data, queryset, request=request, prefix=prefix)
        self.rights = rights or self.rights or policy.rights(request.user)
        self.filters["host"].extra["choices"], consents = drawer_choices(self.rights)
        for key, name in consents:
            self._add(CONSENT + key.replace("-", ""), name, ConsentState.choices, self.filter_consent)
        for pool in self._pools():
            self._add(f"{OPTION}{pool.pk}", str(pool), JOINED, self.filter_option)

    def _pools(self) -> list[Pool]:
        """Return the side events of the chosen form."""
        chosen = self.data.get("host", "")
        offered = dict(self.filters["host"].extra["choices"])
        if chosen not in offered or not self.rights.has(Right.ANSWERS):
            return []
        return list(Pool.objects.of_host(chosen).exclude(item=""))

    def _add(self, name: str, label: str, choices, method):
        added = django_filters.ChoiceFilter(label=label, choices=choices, field_name=name, method=method)
        added.model, added.parent = self.queryset.model, self
        self.filters[name] = added

    def filter_place(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the submissions whose place at the host itself stands like this."""
        return rows.filter(Exists(Claim.objects.filter(submission=OuterRef("pk"), pool__item="", state=value)))

    def filter_consent(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the submissions with this answer to a consent."""
        records = ConsentRecord.objects.filter(submission=OuterRef("pk"), version__statement_key=name.removeprefix(CONSENT), state=value)
        return rows.filter(self.rights.where(Right.ANSWERS), Exists(records))

    def filter_option(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the submissions with a place in a side event, or in its queue."""
        states = TAKEN if value == "confirmed" else (ClaimState.WAITING,)
        claims = Claim.objects.filter(submission=OuterRef("pk"), pool=name.removeprefix(OPTION), state__in=states)
        return rows.filter(self.rights.where(Right.ANSWERS), Exists(claims))


class DeskFilterSet(WagtailFilterSet, SubmissionFilterSet):
    """The same filters with the widgets of Wagtail's filter drawer."""

    sent = DaysFilter(label=gettext_lazy("Sent"), field_name="submitted_at", widget=DateRangePickerWidget)

    class Meta(SubmissionFilterSet.Meta):
        pass

    def __init__(self, data=None, queryset=None, *, request=None, prefix=None, rights=None):
        self.rights = rights
        super().__init__(data, queryset, request=request, prefix=prefix)
        for name, filter_ in self.filters.items():
            if isinstance(filter_, django_filters.ChoiceFilter) and name != "host":
                filter_.extra["widget"] = forms.RadioSelect
                filter_.extra["empty_label"] = _("All")
