"""Questions that are answered with a file."""

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext

from forms_ext.files import ACCEPTED
from forms_ext.schema import kept_files
from forms_ext.schema.frozen import Field

from .base import Kind

MEGABYTES = 10


class KeptFileField(forms.CharField):
    """The hidden input that stands for a kept file; cleans to its answer."""

    widget = forms.HiddenInput

    def __init__(self, key: str, **kwargs):
        self.key = key
        super().__init__(**kwargs)

    def clean(self, value):
        text = super().clean(value)
        answer = kept_files.read(text, self.key) if text else None
        if text and answer is None:
            raise forms.ValidationError(gettext("Choose the file again: it was not kept any longer."), code="lost")
        return answer


class File(Kind):
    """One file of a kind that the question takes. The answer names it: upload, name, size in bytes, SHA-256."""

    def field(self, spec: Field) -> forms.Field:
        return KeptFileField(spec["key"], required=spec["required"])

    def missing(self, spec):
        return gettext("Choose a file: %(label)s") % {"label": spec["label"]}

    def limits(self, spec):
        kinds = ", ".join(str(ACCEPTED[kind].label) for kind in self.kinds(spec))
        return gettext("%(kinds)s, at most %(number)s MB.") % {"kinds": kinds, "number": self.megabytes(spec)}

    def text(self, spec, answer):
        if not isinstance(answer, dict):
            return ""  # the text of a hidden input, never checked
        return f"{answer['name']} ({filesizeformat(answer['size'])})"

    def data(self, spec, answer):
        return answer["name"]

    @staticmethod
    def kinds(spec: Field) -> list[str]:
        """Return the keys of the kinds of file that the question takes."""
        return spec.get("file_kinds") or list(ACCEPTED)

    @staticmethod
    def megabytes(spec: Field) -> int:
        """Return how many megabytes a file may have."""
        return spec.get("megabytes") or MEGABYTES
