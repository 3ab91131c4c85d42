"""What visitors may want to know beside a statement: hashed by the name of the field, labelled when it is shown.

A label is a word of the interface. Were it part of the hashed wording, a better translation would be another version.
"""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DETAILS: tuple[tuple[str, Promise], ...] = (
    ("controller", _("Responsible")),
    ("purposes", _("Used for")),
    ("channels", _("Published in")),
    ("recipients", _("Passed on to")),
    ("retention", _("Kept")),
    ("withdrawal", _("How to withdraw")),
)


def labelled(details: Iterable[list[str]]) -> list[tuple[str, str]]:
    """Return details as pairs of label and text, in the active language.

    :param details: pairs of field name and text, as a wording keeps them.
    """
    labels = dict(DETAILS)
    return [(str(labels.get(name, name)), text) for name, text in details]
