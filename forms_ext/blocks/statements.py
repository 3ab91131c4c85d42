"""Consents and acknowledgements: never in one group, never ticked beforehand."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from .base import CONSENTS, Describing, FormPart
from .only_if import OnlyIfBlock, written


class StatementBlock(FormPart, blocks.StructBlock):
    """A statement from the library with the question that goes with it."""

    statement = SnippetChooserBlock("forms_ext.ConsentStatement", label=_("Statement"))
    only_if = OnlyIfBlock()

    class Meta:
        group = CONSENTS
        icon = "tick-inverse"
        form_layout = BlockGroup(children=["statement"], settings=["only_if"])

    nature = ""
    wrong_nature = ""

    def clean(self, value):
        cleaned = super().clean(value)
        statement = cleaned["statement"]
        if statement is None:  # a draft that is saved before it is complete
            return cleaned
        if statement.nature != self.nature:
            raise StructBlockValidationError(block_errors={"statement": ValidationError(self.wrong_nature)})
        if statement.current_version_id is None:
            message = _("This statement is a draft. Publish it first, so that its wording can be proved.")
            raise StructBlockValidationError(block_errors={"statement": ValidationError(message)})
        return cleaned

    def how_to_ask(self, value) -> str:
        """Return how the answer is asked for: ``yes_no``, ``optional_tick`` or ``must``."""
        return "must"

    def describe(self, value, describing: Describing):
        statement = value["statement"]
        wording = describing.wordings.get(statement.pk) if statement else None
        if wording is None:
            return None
        ask, only_if = self.how_to_ask(value), written(value)
        return {
            "label": wording["short_label"],
            "hint": "",
            "required": ask != "optional_tick",
            "error": "",
            "ask": ask,
            # A reason that was left behind when agreement stopped being required is nothing to read.
            "reason": value.get("reason") or "" if ask == "must" else "",
            "wording": wording,
            **({"only_if": only_if} if only_if else {}),
        }


class ConsentBlock(StatementBlock):
    """A refusable, withdrawable permission."""

    kind = "consent"
    nature = "consent"
    wrong_nature = _("This statement is an acknowledgement. Use “Acknowledgement” for it, or choose a consent.")

    ask = blocks.ChoiceBlock(
        label=_("How to ask"),
        choices=[
            ("yes_no", _("Yes or no, an answer is required: two equal buttons")),
            ("optional_tick", _("A box that may be left open")),
            ("must", _("Agreement is required: only with a reason")),
        ],
        default="yes_no",
    )
    reason = blocks.CharBlock(
        label=_("Why agreement is required"),
        required=False,
        default="",
        max_length=500,
        help_text=_("Visitors read this reason. A consent that cannot be refused is rarely valid: think twice."),
    )

    class Meta:
        label = _("Consent")
        description = _("Something visitors may refuse and later withdraw, for example the publication of photographs.")
        form_layout = BlockGroup(children=["statement", "ask"], settings=["reason", "only_if"])
        label_format = "{statement}"

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["ask"] == "must" and not cleaned["reason"]:
            message = _("Write the reason why nobody can take part without this consent. Visitors will read it.")
            raise StructBlockValidationError(block_errors={"reason": ValidationError(message)})
        return cleaned

    def how_to_ask(self, value):
        """A consent that came past the editor's check without its reason can be refused: nobody could read why not."""
        reasonless = value["ask"] == "must" and not value["reason"]
        return "yes_no" if reasonless or not value["ask"] else value["ask"]


class AcknowledgementBlock(StatementBlock):
    """Something that has to be confirmed to go on."""

    kind = "acknowledgement"
    nature = "acknowledgement"
    wrong_nature = _("This statement is a consent. Use “Consent” for it, so that it can be refused and withdrawn.")

    class Meta:
        icon = "check"
        label = _("Acknowledgement")
        description = _("Something visitors have to confirm to go on, for example that they read the privacy notice.")
        label_format = "{statement}"
