"""Questions that are answered by choosing."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from forms_ext.schema.countries import country_name, country_names
from forms_ext.schema.frozen import option_labels, option_names

from .base import Kind, between

YES_NO = (("yes", _("Yes")), ("no", _("No")))


class YesNoField(forms.ChoiceField):
    """An answer with two equal radio buttons and none chosen beforehand; cleans to True, False or None."""

    def __init__(self, **kwargs):
        super().__init__(choices=YES_NO, widget=forms.RadioSelect, **kwargs)

    def clean(self, value):
        return {"yes": True, "no": False}.get(super().clean(value))


class TickField(forms.BooleanField):
    """A box to tick; an optional one that is left open cleans to None, which is no refusal spoken aloud."""

    def clean(self, value):
        return True if super().clean(value) else None


class OptionsField(forms.MultipleChoiceField):
    """Some of the options; cleans to their keys in the order of the form, each once."""

    def __init__(self, *, least: int | None = None, most: int | None = None, **kwargs):
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)
        self.least, self.most = least, most

    def clean(self, value):
        chosen = super().clean(value)
        return [key for key, _label in self.choices if key in chosen]

    def validate(self, value):
        super().validate(value)
        count = len(set(value))
        # Whoever leaves a question open that may be left open has not chosen too few.
        if count and ((self.least and count < self.least) or (self.most and count > self.most)):
            raise ValidationError(self.error_messages["range"], code="range")


class Choice(Kind):
    """Exactly one of several options."""

    def field(self, spec):
        widget = forms.Select if spec.get("display") == "select" else forms.RadioSelect
        choices = list(option_labels(spec).items())
        return forms.ChoiceField(
            choices=[("", ""), *choices] if widget is forms.Select else choices, required=spec["required"], widget=widget
        )

    def missing(self, spec):
        return gettext("Choose one: %(label)s") % {"label": spec["label"]}

    def text(self, spec, answer):
        return option_labels(spec).get(answer, answer)

    def data(self, spec, answer):
        return option_names(spec).get(answer, answer)


class Choices(Kind):
    """Any number of several options."""

    many = True

    def field(self, spec):
        choices = list(option_labels(spec).items())
        field = OptionsField(choices=choices, required=spec["required"], least=spec.get("least"), most=spec.get("most"))
        field.error_messages["range"] = f"{spec['label']}: {self.limits(spec)}"
        return field

    def missing(self, spec):
        return gettext("Choose at least one: %(label)s") % {"label": spec["label"]}

    def limits(self, spec):
        least, most = spec.get("least"), spec.get("most")
        if least is not None and least == most:
            return ngettext("Choose exactly %(count)s.", "Choose exactly %(count)s.", least) % {"count": least}
        return between(
            least,
            most,
            gettext("Choose from %(least)s to %(most)s."),
            gettext("Choose at least %(least)s."),
            gettext("Choose at most %(most)s."),
        )

    def text(self, spec, answer):
        labels = option_labels(spec)
        # Words of an option may hold commas: each stands on a line of its own.
        return "\n".join(labels.get(key, key) for key in ([answer] if isinstance(answer, str) else answer))

    def data(self, spec, answer):
        names = option_names(spec)
        return "\n".join(names.get(key, key) for key in answer)


class Attendance(Kind):
    """Side events to join."""

    many = True
    nature = "attendance"

    def field(self, spec):
        return forms.MultipleChoiceField(choices=list(option_labels(spec).items()), required=False, widget=forms.CheckboxSelectMultiple)

    def text(self, spec, answer):
        labels = option_labels(spec)
        return ", ".join(labels.get(key, key) for key in answer)


class Places(Kind):
    """For how many people a place is wanted."""

    def field(self, spec):
        numbers = [(number, str(number)) for number in range(1, spec["most"] + 1)]
        return forms.TypedChoiceField(choices=numbers, coerce=int, empty_value=1, initial=1, required=False)


class Country(Kind):
    """A country; the answer is its code, ISO 3166-1 alpha-2."""

    autocomplete = "country"

    def field(self, spec):
        choices = [("", ""), *country_names(get_language())]
        return forms.ChoiceField(choices=choices, required=spec["required"], widget=forms.Select)

    def missing(self, spec):
        return gettext("Choose one: %(label)s") % {"label": spec["label"]}

    def text(self, spec, answer):
        return country_name(answer, get_language())


class YesNo(Kind):
    """Yes or no."""

    def field(self, spec):
        return YesNoField(required=spec["required"])

    def missing(self, spec):
        return gettext("Choose yes or no: %(label)s") % {"label": spec["label"]}

    def text(self, spec, answer):
        return gettext("Yes") if answer in {True, "yes"} else gettext("No")


class Consent(YesNo):
    """A permission that may be refused."""

    nature = "consent"

    def field(self, spec):
        if spec["ask"] == "yes_no":
            return YesNoField(required=spec["required"])
        return TickField(required=spec["ask"] == "must")

    def missing(self, spec):
        if spec["ask"] == "must":
            return gettext("Tick the box to confirm: %(label)s") % {"label": spec["label"]}
        return super().missing(spec)


class Acknowledgement(Consent):
    """Something that has to be confirmed."""

    nature = "acknowledgement"
