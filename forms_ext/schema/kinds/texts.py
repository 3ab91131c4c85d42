"""Questions that are answered with text."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext, ngettext

from forms_ext.schema.frozen import Field
from forms_ext.schema.signs import checked, plain_digits
from forms_ext.shapes import DIGITS, DRAWN, LETTERS_DIGITS, ORCID, fits

from .base import Kind, between

SHORT, LONG = 200, 5_000
LONGEST_ADDRESS = 500
_PHONE = re.compile(r"\+?[0-9 ()./\-]+(?: ?(?:x|ext\.?) ?[0-9]+)?", re.IGNORECASE)


class TextField(forms.CharField):
    """Text of several lines, without letters that nobody can see. Length counts code points."""

    def to_python(self, value):
        return checked(value or "")


class LineField(TextField):
    """Text of one line."""

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class EmailField(forms.EmailField):
    """An e-mail address; its domain means the same in capitals."""

    def to_python(self, value):
        box, at, domain = checked(value or "").rpartition("@")
        return f"{box}{at}{domain.lower()}" if at else domain


class PhoneField(LineField):
    """A telephone number of any country, as people write it."""

    def to_python(self, value):
        number = " ".join(plain_digits(super().to_python(value)).split())
        if number and not (_PHONE.fullmatch(number) and 4 <= sum(sign.isdigit() for sign in number) <= 20):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number


class AddressField(LineField):
    """The address of a web page; people leave out how it begins."""

    check = URLValidator(schemes=["http", "https"])

    def to_python(self, value):
        address = super().to_python(value)
        if address and not re.match(r"[a-z][a-z0-9+.\-]*:", address, re.IGNORECASE):
            address = f"https://{address}"
        if address and len(address) <= LONGEST_ADDRESS:
            try:
                self.check(address)
            except ValidationError as error:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        return address


class ShapedField(LineField):
    """Text of one line with a shape, see :mod:`forms_ext.shapes`."""

    def __init__(self, *, shape: str, drawing: str, **kwargs):
        super().__init__(**kwargs)
        self.shape, self.drawing = shape, drawing

    def validate(self, value):
        super().validate(value)
        if value and not fits(self.shape, value, self.drawing):
            raise ValidationError(self.error_messages["invalid"], code="invalid")


class Text(Kind):
    """Text of a certain length."""

    longest = SHORT
    field_class = LineField

    def field(self, spec):
        return self.field_class(**self.bounds(spec))

    def bounds(self, spec: Field) -> dict:
        """Return what every text field is made with."""
        most = min(spec.get("max_length") or self.longest, self.longest)
        return {"min_length": spec.get("min_length"), "max_length": most, "required": spec["required"]}

    def limits(self, spec):
        least, most = spec.get("min_length"), spec.get("max_length")
        return between(
            least,
            most,
            gettext("Between %(least)s and %(most)s letters."),
            ngettext("At least %(least)s letter.", "At least %(least)s letters.", least or 0),
            ngettext("At most %(most)s letter.", "At most %(most)s letters.", most or 0),
        )


class ShortText(Text):
    """One line, perhaps with a shape."""

    def field(self, spec):
        if not spec.get("shape"):
            return super().field(spec)
        field = ShapedField(shape=spec["shape"], drawing=spec.get("drawing", ""), **self.bounds(spec))
        field.error_messages["invalid"] = f"{spec['label']}: {self.shape(spec)}"
        return field

    def limits(self, spec):
        return " ".join(filter(None, [super().limits(spec), self.shape(spec)]))

    @staticmethod
    def shape(spec: Field) -> str:
        """Return the shape in words."""
        words = {
            DIGITS: gettext("Only digits."),
            LETTERS_DIGITS: gettext("Only letters and digits, no spaces."),
            ORCID: gettext("An ORCID iD like 0000-0002-1825-0097."),
            DRAWN: gettext("Like %(drawing)s: a digit for each 9, a letter for each A.") % {"drawing": spec.get("drawing", "")},
        }
        return words.get(spec.get("shape"), "")


class LongText(Text):
    """Several lines."""

    longest = LONG

    def field(self, spec):
        return TextField(widget=forms.Textarea, **self.bounds(spec))


class FullName(Text):
    """A whole name."""

    autocomplete = "name"


class Organisation(Text):
    """Where somebody belongs."""

    autocomplete = "organization"


class Email(Kind):
    """An e-mail address."""

    autocomplete = "email"

    def field(self, spec):
        field = EmailField(max_length=254, required=spec["required"])
        sentence = spec.get("error_invalid") or gettext("Enter an e-mail address like name@example.org")
        field.validators = [forms.fields.validators.EmailValidator(message=sentence), *field.validators[1:]]
        return field


class Phone(Kind):
    """A telephone number."""

    autocomplete = "tel"

    def field(self, spec):
        field = PhoneField(max_length=40, required=spec["required"])
        field.error_messages["invalid"] = gettext("Enter a telephone number like +49 761 55 01 23")
        return field


class WebAddress(Kind):
    """The address of a web page."""

    autocomplete = "url"

    def field(self, spec):
        field = AddressField(max_length=LONGEST_ADDRESS, required=spec["required"])
        field.error_messages["invalid"] = gettext("Enter a web address like https://example.org/group")
        return field
