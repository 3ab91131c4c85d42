"""What a visitor can look for among those who endorsed a text."""

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters.filters import CharFilter, ChoiceFilter

from declarations.models import Endorsement
from declarations.states import Signer
from forms_ext.schema.countries import country_names


class EndorsementFilterSet(django_filters.FilterSet):
    """Filters over the endorsements that are counted in public.

    Who is not named is found by nothing that could tell who it is: words and country look at named ones alone.
    """

    q = CharFilter(method="filter_words", label=_("Name or organisation"), max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
    kind = ChoiceFilter(label=_("Who"), choices=Signer.choices, empty_label=pgettext_lazy("endorsements", "Everybody"))
    country = ChoiceFilter(method="filter_country", label=_("Country"), choices=[], empty_label=_("All countries"))
    language = ChoiceFilter(field_name="version__language", label=_("Language of the text"), choices=[], empty_label=_("All languages"))

    class Meta:
        model = Endorsement
        fields = []

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        named = queryset.named()
        names = dict(country_names(get_language()))
        codes = named.exclude(country="").order_by().values_list("country", flat=True).distinct()
        self.filters["country"].extra["choices"] = sorted(((code, names.get(code, code)) for code in codes), key=lambda pair: pair[1])
        languages = queryset.order_by().values_list("version__language", flat=True).distinct()
        known = dict(settings.LANGUAGES)
        self.filters["language"].extra["choices"] = [(code, known.get(code, code)) for code in sorted(languages)]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Return what could not be understood and is left out: the id of the field and the sentence."""
        return [(self.form[name].id_for_label, error) for name, errors in self.form.errors.items() for error in errors]

    def filter_words(self, queryset, name, value):
        found = queryset.named()
        for word in value.split():
            person = Q(kind=Signer.PERSON) & Q(display_name__icontains=word)
            found = found.filter(person | Q(kind=Signer.ORGANISATION, organisation__icontains=word))
        return found

    def filter_country(self, queryset, name, value):
        return queryset.named().filter(country=value)
