"""What every part of a form has in common: it can describe itself for a frozen form."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

QUESTIONS = _("Questions")
READY_MADE = _("Ready-made questions")
CONSENTS = _("Consents")
CONTENT = _("Between the questions")


@dataclass(frozen=True)
class Describing:
    """What a block may need to describe itself.

    :param language: the language of the page.
    :param pools: the host's pools, see ``FormHost.pools``.
    :param wordings: the wording to show by statement id, see ``ConsentVersion.wording``.
    :param parts: the parts of the page that a question may be drawn from, see ``FormHost.parts``.
    """

    language: str
    pools: list = field(default_factory=list)
    wordings: dict[int, dict[str, Any]] = field(default_factory=dict)
    parts: list[tuple[str, str]] = field(default_factory=list)


class FormPart:
    """Mixin of all blocks of a form. ``kind`` names the part in a frozen form and never changes."""

    kind = ""

    def describe(self, value, describing: Describing) -> dict[str, Any] | None:
        """Return the part of a frozen form for ``value``, without its key; None leaves the part out.

        :param value: the block's value as Wagtail gives it.
        """
        raise TypeError(f"{type(self).__name__} does not describe itself")  # a mistake of a programmer, never of an editor

    def get_preview_template(self, value, context=None):
        """Return what shows editors, before they choose a part, how visitors will see it."""
        return "forms_ext/block_preview.html"
