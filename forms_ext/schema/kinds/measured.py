"""Questions that are answered with a number or a day."""

import re
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext

from forms_ext.months import FIRST_DAY, LAST_DAY
from forms_ext.schema.frozen import Field
from forms_ext.schema.signs import checked, plain_digits

from .base import Kind, between

MOST_DIGITS, MOST_DECIMALS = 15, 6
_NUMBER = re.compile(r"[+\-]?(?P<whole>[0-9]{1,15})(?:(?P<mark>[.,])(?P<part>[0-9]{1,6}))?")
# What people type where a browser has no calendar of its own; days before months are never guessed from slashes.
DAYS = ("%Y-%m-%d", "%d.%m.%Y")


def spelled(number: str) -> str:
    """Return a number for people in the active language; digits are not grouped."""
    return formats.localize_input(Decimal(number)) if number else ""


def told(day: str) -> str:
    """Return an ISO day for people in the active language."""
    return formats.date_format(date.fromisoformat(day), "DATE_FORMAT")


class NumberField(forms.CharField):
    """A number of at most 15 digits and 6 decimals; cleans to its text with a point, or None.

    The mark of decimals is that of the active language; the other one is taken for it, too, unless exactly three digits
    follow: then nobody can tell whether thousands were meant. Where a whole number is asked for, three digits behind either
    mark are most likely thousands.
    """

    def __init__(self, *, spec: Field, **kwargs):
        super().__init__(**kwargs)
        self.spec = spec

    def to_python(self, value):
        text = re.sub(r"\s", "", plain_digits(checked(value or "")).replace("\u2212", "-"))
        if not text:
            return None
        found = _NUMBER.fullmatch(text)
        if found is None or self._is_ambiguous(found):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        number = Decimal(text.replace(",", "."))
        if not self.spec.get("decimals") and number != int(number):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        # Minus nothing is nothing; zeros at the end say nothing.
        return format(number.normalize(), "f") if number else "0"

    def _is_ambiguous(self, found: re.Match) -> bool:
        own = formats.get_format("DECIMAL_SEPARATOR") if self.spec.get("decimals") else None
        return found["mark"] not in (None, own) and len(found["part"]) == 3

    def validate(self, value):
        super().validate(value)
        least, most = self.spec.get("least"), self.spec.get("most")
        too_low = value is not None and least is not None and Decimal(value) < Decimal(least)
        if too_low or (value is not None and most is not None and Decimal(value) > Decimal(most)):
            raise ValidationError(self.error_messages["range"], code="range")

    def run_validators(self, value):
        """Bounds are checked above; Django's own speak of letters."""


class DayField(forms.DateField):
    """A day; cleans to ISO text, or None."""

    def __init__(self, *, spec: Field, **kwargs):
        super().__init__(input_formats=DAYS, **kwargs)
        self.spec = spec

    def to_python(self, value):
        text = plain_digits(checked(value or ""))
        return super().to_python(text)

    def strptime(self, value, format):  # noqa: A002 -- Django's name
        return datetime.strptime(value, format).date()

    def validate(self, value):
        super().validate(value)
        first, last = self.spec.get("first"), self.spec.get("last")
        if value and (value < date.fromisoformat(first or str(FIRST_DAY)) or value > date.fromisoformat(last or str(LAST_DAY))):
            raise ValidationError(self.error_messages["range"], code="range")

    def clean(self, value):
        day = super().clean(value)
        return day.isoformat() if day else None


class Number(Kind):
    """A number, whole or with decimals."""

    def field(self, spec):
        field = NumberField(spec=spec, required=spec["required"])
        field.error_messages["invalid"] = (
            gettext("Enter a number without marks between thousands, for example 1250%(mark)s5")
            % {"mark": formats.get_format("DECIMAL_SEPARATOR")}
            if spec.get("decimals")
            else gettext("Enter a whole number in digits, for example 1250")
        )
        field.error_messages["range"] = f"{spec['label']}: {self.bounds(spec)}"
        return field

    @staticmethod
    def bounds(spec: Field) -> str:
        """Return the range in words."""
        least, most = (spelled(spec[name]) if spec.get(name) is not None else None for name in ("least", "most"))
        return between(least, most, gettext("From %(least)s to %(most)s."), gettext("%(least)s or more."), gettext("%(most)s or less."))

    def limits(self, spec):
        whole = "" if spec.get("decimals") else gettext("A whole number.")
        return " ".join(filter(None, [whole, self.bounds(spec)]))

    def text(self, spec, answer):
        # What was written into a question that was removed meanwhile was never checked: it is told as it was written.
        with suppress(ArithmeticError):
            # "nan" and "inf" are numbers to a machine alone.
            return spelled(answer) if Decimal(answer).is_finite() else str(answer)
        return str(answer)

    def data(self, spec, answer):
        return answer


class Day(Kind):
    """A day."""

    def field(self, spec):
        field = DayField(spec=spec, required=spec["required"])
        field.error_messages["invalid"] = gettext("Enter a date like 2027-03-28")
        field.error_messages["range"] = f"{spec['label']}: {self.bounds(spec) or self.usual()}"
        return field

    @staticmethod
    def bounds(spec: Field) -> str:
        """Return the range in words."""
        first, last = (told(spec[name]) if spec.get(name) else None for name in ("first", "last"))
        return between(
            first,
            last,
            gettext("From %(least)s to %(most)s."),
            gettext("%(least)s or later."),
            gettext("%(most)s or earlier."),
        )

    @staticmethod
    def usual() -> str:
        """Return the range of days that anybody can mean."""
        return gettext("From %(least)s to %(most)s.") % {"least": told(str(FIRST_DAY)), "most": told(str(LAST_DAY))}

    def limits(self, spec):
        return self.bounds(spec)

    def text(self, spec, answer):
        with suppress(ValueError):
            return told(answer)
        return str(answer)

    def data(self, spec, answer):
        return answer
