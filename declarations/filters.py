"""What a visitor can look for in a list of declarations."""

from collections import Counter
from dataclasses import dataclass

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters.filters import CharFilter, ChoiceFilter
from wagtail.coreutils import get_content_languages
from wagtail.models import Page

from declarations.models import DeclarationPage
from declarations.states import Kind, Status
from forms_ext.models.submissions import search_key


@dataclass(frozen=True)
class Chip:
    """A filter that is on: what it is called, what was chosen, and the address without it."""

    label: str
    value: str
    address: str


class DeclarationFilterSet(django_filters.FilterSet):
    """Filters over the declarations of a list. Only what occurs in the list can be chosen.

    A value that makes no sense is told at its field and left out; the others still count.
    """

    q = CharFilter(
        method="filter_words", label=pgettext_lazy("search", "Words"), max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = ChoiceFilter(label=_("Kind"), empty_label=_("Any"))
    status = ChoiceFilter(label=_("Status"), empty_label=_("Any"))
    year = ChoiceFilter(field_name="adopted_on__year", label=_("Year"), empty_label=_("Any"))
    place = ChoiceFilter(label=_("Place"), empty_label=_("Any"))
    organiser = ChoiceFilter(method="filter_organiser", label=_("Adopted by"), empty_label=_("Any"))
    language = ChoiceFilter(method="filter_language", label=_("Also in"), empty_label=_("Any"))

    class Meta:
        model = DeclarationPage
        fields = []

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        self.known = list(queryset.values_list("pk", "translation_key", "kind", "status", "adopted_on", "place", "organisers"))
        self.by_organiser = self._by_organiser()
        self.by_language = self._by_language()
        for name, choices in self._choices().items():
            self.filters[name].extra["choices"] = choices

    def _by_organiser(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for pk, *_facts, organisers in self.known:
            for name in (child["value"]["name"] for child in organisers.raw_data):
                found.setdefault(name, set()).add(pk)
        return found

    def _by_language(self) -> dict[str, set]:
        """Return the keys of the texts that everybody may read in each language, when there is more than one language."""
        keys = [key for _pk, key, *_facts in self.known]
        found: dict[str, set] = {}
        for code, key in (
            Page.objects.filter(translation_key__in=keys).live().public().values_list("locale__language_code", "translation_key")
        ):
            found.setdefault(code, set()).add(key)
        return found if len(found) > 1 else {}

    def _choices(self) -> dict[str, list[tuple[str, str]]]:
        kinds, statuses, years, places = (Counter(fact[place] for fact in self.known) for place in (2, 3, 4, 5))
        in_years = sorted({day.year for day in years if day}, reverse=True)
        return {
            "kind": [choice for choice in Kind.choices if choice[0] in kinds],
            "status": [choice for choice in Status.choices if choice[0] in statuses],
            "year": [(str(year), str(year)) for year in in_years],
            "place": [(place, place) for place in sorted(filter(None, places))],
            "organiser": [(name, name) for name in sorted(self.by_organiser)],
            "language": [(code, name_of(code)) for code in sorted(self.by_language) if code != get_language()],
        }

    def filter_words(self, queryset, name, value):
        """Leave the texts in which every word occurs, whatever its accents and capital letters."""
        found = Q()
        for word in search_key(value).split():
            found &= Q(words__contains=word)
        return queryset.filter(found)

    def filter_organiser(self, queryset, name, value):
        """Leave the texts that an organisation adopted."""
        return queryset.filter(pk__in=self.by_organiser[value])

    def filter_language(self, queryset, name, value):
        """Leave the texts that can be read in another language, too."""
        return queryset.filter(translation_key__in=self.by_language[value])

    @property
    def shown_fields(self) -> list:
        """Return the fields that leave a choice: words always, the others where two values or more occur, languages beside this one."""
        least = {"q": 0, "language": 1}
        choices = {name: len(made.extra.get("choices", ())) for name, made in self.filters.items()}
        return [field for field in self.form if field.data or choices[field.name] >= least.get(field.name, 2)]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Return what could not be understood: the id of the field and the sentence."""
        return [(self.form[name].id_for_label, error) for name, errors in self.form.errors.items() for error in errors]

    @property
    def chips(self) -> list[Chip]:
        """Return the filters that are on, each with the address without it."""
        found = []
        for name, value in self.form.cleaned_data.items():
            if value:
                rest = self.data.copy()
                rest.pop(name, None)
                rest.pop("page", None)
                label = dict(self.filters[name].extra.get("choices", ())).get(value, value)
                found.append(Chip(self.filters[name].label, label, f"?{rest.urlencode()}"))
        return found


def name_of(code: str) -> str:
    """Return the name of a language in the language of the reader."""
    return str(get_content_languages().get(code, code))
