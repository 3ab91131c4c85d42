"""What every kind of question can do."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from forms_ext.schema.frozen import Field


class Kind:
    """One kind of question: how it is asked, checked, and told in words. The functions are pure; a frozen field goes in.

    :cvar autocomplete: what browsers may fill in; empty where nothing fits.
    :cvar many: whether several answers come under one name.
    :cvar nature: questions of different natures never share a group.
    """

    autocomplete = ""
    many = False
    nature = "question"

    def field(self, spec: Field) -> forms.Field:
        """Return the Django field that cleans to a JSON value."""
        raise TypeError(f"{type(self).__name__} asks nothing")  # a mistake of a programmer, never of an editor

    def missing(self, spec: Field) -> str:
        """Return the sentence for an answer that is missing, in the active language."""
        return gettext("Fill in: %(label)s") % {"label": spec["label"]}

    def limits(self, spec: Field) -> str:
        """Return the bounds of the answer in words, in the active language; empty where there are none."""
        return ""

    def text(self, spec: Field, answer: Any) -> str:
        """Return an answer that was given, in the words of the form that asked, in the active language."""
        return str(answer)

    def data(self, spec: Field, answer: Any) -> str:
        """Return an answer that was given for a file: the same in every language of the reader where there is such a form."""
        return self.text(spec, answer)


def between(least: Any, most: Any, both: str, lower: str, upper: str) -> str:
    """Return the sentence for the bounds that there are; ``both`` holds ``%(least)s`` and ``%(most)s``."""
    if least is not None and most is not None:
        return both % {"least": least, "most": most}
    if least is not None:
        return lower % {"least": least}
    return upper % {"most": most} if most is not None else ""
