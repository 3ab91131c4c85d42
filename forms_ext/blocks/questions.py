"""What all questions have in common, and the questions that are answered with text."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError

from forms_ext.shapes import DIGITS, DRAWN, LETTERS_DIGITS, ORCID

from .base import QUESTIONS, Describing, FormPart
from .only_if import OnlyIfBlock, written

SENTENCES = ["error", "error_invalid", "keep_days", "only_if"]


class QuestionBlock(FormPart, blocks.StructBlock):
    """A question with a label, a hint and sentences of its own for a missing and for a wrong answer."""

    label = blocks.CharBlock(label=_("Question"), max_length=255)
    hint = blocks.CharBlock(
        label=_("Hint"), required=False, default="", max_length=500, help_text=_("Shown under the question: why you ask, what to write.")
    )
    required = blocks.BooleanBlock(label=_("An answer is required"), required=False)
    error = blocks.CharBlock(
        label=_("When the answer is missing"),
        required=False,
        default="",
        max_length=255,
        help_text=_("Your own sentence, for example “Tell us your name”."),
    )
    error_invalid = blocks.CharBlock(
        label=_("When the answer cannot be right"),
        required=False,
        default="",
        max_length=255,
        help_text=_("Your own sentence in place of the usual one, for example “Enter the number on your badge”."),
    )
    keep_days = blocks.IntegerBlock(
        label=_("Delete the answer earlier, after days"),
        required=False,
        min_value=0,
        max_value=36_500,
        help_text=_("Counted like the form’s own days. For what is needed only once, such as dietary needs: 14. Empty: with the rest."),
    )
    only_if = OnlyIfBlock()

    # The parts that set bounds of an answer: they are frozen where an editor filled them in.
    limits: tuple[str, ...] = ()

    class Meta:
        group = QUESTIONS
        icon = "help"
        form_layout = BlockGroup(children=["label", "hint", "required"], settings=SENTENCES)
        label_format = "{label}"

    def clean(self, value):
        cleaned = super().clean(value)
        if wrong := self.nonsense(cleaned):
            raise StructBlockValidationError(block_errors={name: ValidationError(text) for name, text in wrong.items()})
        return cleaned

    def nonsense(self, value) -> dict[str, str]:
        """Return bounds that no answer can keep, by part, each with a sentence for the editor."""
        return {}

    def describe(self, value, describing: Describing) -> dict[str, Any] | None:
        described = {
            "label": value["label"] or "",
            "hint": value["hint"] or "",
            "required": bool(value["required"]),
            "error": value["error"] or "",
        }
        # Only what is set: the wording of forms without it stays the same. Nought is a bound, and no days to keep is an order.
        parts = {name: value.get(name) for name in ("error_invalid", *self.limits)}
        given = {name: self.frozen_limit(part) for name, part in parts.items() if part not in (None, "") and part is not False}
        if value.get("keep_days") is not None:
            given["keep_days"] = value["keep_days"]
        if only_if := written(value):
            given["only_if"] = only_if
        return {**described, **given}

    def frozen_limit(self, limit) -> Any:
        """Return a bound as JSON keeps it without loss: decimals and days as text."""
        return limit if isinstance(limit, bool | int) else str(limit)


def crossed(value, least: str, most: str, sentence: str) -> dict[str, str]:
    """Return ``sentence`` at ``most`` where the lower bound lies above the upper one."""
    low, high = value.get(least), value.get(most)
    return {most: sentence} if low is not None and high is not None and low > high else {}


class TextQuestionBlock(QuestionBlock):
    """A question that is answered with text of a certain length."""

    longest = 200

    limits = ("min_length", "max_length")

    def nonsense(self, value):
        if (value["max_length"] or 0) > self.longest:
            return {"max_length": gettext("At most %(number)s letters are kept here.") % {"number": self.longest}}
        return crossed(value, "min_length", "max_length", gettext("The most has to be as many as the least, or more."))


class ShortTextBlock(TextQuestionBlock):
    """One line of text."""

    kind = "short_text"
    limits = ("min_length", "max_length", "shape", "drawing", "fills")

    min_length = blocks.IntegerBlock(label=_("At least so many letters"), required=False, min_value=1, max_value=200)
    max_length = blocks.IntegerBlock(label=_("At most so many letters"), required=False, min_value=1, max_value=200)
    shape = blocks.ChoiceBlock(
        label=_("Shape"),
        required=False,
        choices=[
            (DIGITS, _("Only digits")),
            (LETTERS_DIGITS, _("Only letters and digits")),
            (ORCID, _("ORCID iD")),
            (DRAWN, _("As drawn in the next box")),
        ],
    )
    drawing = blocks.CharBlock(
        label=_("Drawing of the shape"),
        required=False,
        default="",
        max_length=60,
        help_text=_("9 stands for a digit, A for a letter, everything else for itself: AA-9999 takes KX-2031."),
    )
    fills = blocks.ChoiceBlock(
        label=_("What browsers may fill in by themselves"),
        required=False,
        choices=[
            ("given-name", _("First name")),
            ("family-name", _("Family name")),
            ("organization-title", _("Job title")),
            ("street-address", _("Street and number")),
            ("postal-code", _("Postal code")),
            ("address-level2", _("Town")),
        ],
        help_text=_("Only where people write about themselves."),
    )

    class Meta:
        icon = "minus"
        label = _("Short text")
        description = _("One line, up to 200 letters.")
        preview_value = {"label": "Which city do you travel from?", "hint": "", "required": False}
        form_layout = BlockGroup(
            children=["label", "hint", "required"], settings=["min_length", "max_length", "shape", "drawing", "fills", *SENTENCES]
        )

    def nonsense(self, value):
        if value["shape"] == DRAWN and not value["drawing"]:
            return {"drawing": gettext("Draw the shape, for example AA-9999.")}
        if value["drawing"] and value["shape"] != DRAWN:
            return {"shape": gettext("Choose “As drawn in the next box”, or empty the drawing.")}
        length = {ORCID: 19, DRAWN: len(value["drawing"])}.get(value["shape"])
        if length and (value["min_length"] or 0) > length:
            return {"min_length": gettext("An answer of this shape has %(number)d letters.") % {"number": length}}
        if length and (value["max_length"] or length) < length:
            return {"max_length": gettext("An answer of this shape has %(number)d letters.") % {"number": length}}
        return super().nonsense(value)


class LongTextBlock(TextQuestionBlock):
    """Several lines of text."""

    kind = "long_text"
    longest = 5000

    min_length = blocks.IntegerBlock(label=_("At least so many letters"), required=False, min_value=1, max_value=5000)
    max_length = blocks.IntegerBlock(label=_("At most so many letters"), required=False, min_value=1, max_value=5000)

    class Meta:
        icon = "pilcrow"
        label = _("Long text")
        description = _("Several lines, up to 5,000 letters.")
        preview_value = {"label": "Is there anything you need in order to take part?", "hint": "", "required": False}
        form_layout = BlockGroup(children=["label", "hint", "required"], settings=["min_length", "max_length", *SENTENCES])
