"""The kinds of questions."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from .base import QUESTIONS, READY_MADE, Describing, FormPart


class QuestionBlock(FormPart, blocks.StructBlock):
    """A question with a label, a hint and a sentence of its own for a missing answer."""

    label = blocks.CharBlock(label=_("Question"), max_length=255)
    hint = blocks.CharBlock(
        label=_("Hint"), required=False, max_length=500, help_text=_("Shown under the question: why you ask, what to write.")
    )
    required = blocks.BooleanBlock(label=_("An answer is required"), required=False)
    error = blocks.CharBlock(
        label=_("When the answer is missing"),
        required=False,
        max_length=255,
        help_text=_("Your own sentence, for example “Tell us your name”."),
    )
    keep_days = blocks.IntegerBlock(
        label=_("Delete the answer earlier, after days"),
        required=False,
        min_value=0,
        max_value=36_500,
        help_text=_("Counted like the form’s own days. For what is needed only once, such as dietary needs: 14. Empty: with the rest."),
    )

    class Meta:
        group = QUESTIONS
        icon = "help"
        form_layout = BlockGroup(children=["label", "hint", "required"], settings=["error", "keep_days"])
        label_format = "{label}"

    def describe(self, value, describing: Describing) -> dict[str, Any] | None:
        described = {
            "label": value["label"] or "",
            "hint": value["hint"] or "",
            "required": bool(value["required"]),
            "error": value["error"] or "",
        }
        # Only where it is set: the wording of forms without it stays the same.
        return described if value.get("keep_days") is None else {**described, "keep_days": value["keep_days"]}


class ShortTextBlock(QuestionBlock):
    kind = "short_text"

    class Meta:
        icon = "minus"
        label = _("Short text")
        description = _("One line, up to 200 letters.")
        preview_value = {"label": "Which city do you travel from?", "hint": "", "required": False}


class LongTextBlock(QuestionBlock):
    kind = "long_text"

    class Meta:
        icon = "pilcrow"
        label = _("Long text")
        description = _("Several lines, up to 5,000 letters.")
        preview_value = {"label": "Is there anything you need in order to take part?", "hint": "", "required": False}


class EmailBlock(QuestionBlock):
    kind = "email"

    class Meta:
        icon = "mail"
        label = _("E-mail address")
        group = READY_MADE
        description = _("Checked for its form. Confirmation and links are sent here.")
        preview_value = {"label": "E-mail address", "hint": "We send your confirmation here.", "required": True}


class FullNameBlock(QuestionBlock):
    kind = "full_name"

    class Meta:
        icon = "user"
        label = _("Full name")
        group = READY_MADE
        description = _("One line for the whole name, in the order its owner writes it.")
        preview_value = {"label": "Full name", "hint": "", "required": True}


class OrganisationBlock(QuestionBlock):
    kind = "organisation"

    class Meta:
        icon = "home"
        label = _("Organisation")
        group = READY_MADE
        description = _("Browsers can fill it in by themselves.")
        preview_value = {"label": "Organisation", "hint": "", "required": False}


class YesNoBlock(QuestionBlock):
    kind = "yes_no"

    class Meta:
        icon = "check"
        label = _("Yes or no")
        description = _("Two equal buttons, none chosen beforehand. Not for consents: they have a kind of their own.")
        preview_value = {"label": "Is this your first dialogue?", "hint": "", "required": False}


class ChoiceBlock(QuestionBlock):
    kind = "choice"

    # Every item of the list has an id of its own: an option can be renamed without splitting the statistics.
    options = blocks.ListBlock(blocks.CharBlock(max_length=255), label=_("Options"), min_num=2)

    class Meta:
        icon = "radio-full"
        label = _("One of several")
        description = _("Exactly one of the options you write.")
        preview_value = {"label": "How will you take part?", "hint": "", "required": True, "options": ["In the hall", "Online"]}
        form_layout = BlockGroup(children=["label", "hint", "options", "required"], settings=["error", "keep_days"])

    def describe(self, value, describing: Describing):
        # An option without an id stands in a draft that was never saved: it is shown by its place.
        options = [
            {"key": option.id or f"option-{number}", "label": option.value} for number, option in enumerate(value["options"].bound_blocks)
        ]
        return {**super().describe(value, describing), "options": options}


class AttendanceBlock(FormPart, blocks.StructBlock):
    """The side events of the host, each to be joined or not; places and waiting lists are theirs."""

    kind = "attendance"

    label = blocks.CharBlock(label=_("Heading"), max_length=255, default=_("Optional side events"))
    hint = blocks.CharBlock(
        label=_("Hint"),
        required=False,
        max_length=500,
        default=_("Tick what you would like to join. A full side event never stops your registration."),
    )

    class Meta:
        icon = "date"
        label = _("Side events to join")
        group = READY_MADE
        description = _("Shows every side event of this event with its date and the places left. Joining is always optional.")
        label_format = "{label}"

    @cached_property
    def preview_value(self):
        return {"label": "Optional side events", "hint": "Tick what you would like to join."}

    def describe(self, value, describing: Describing):
        items = [pool for pool in describing.pools if pool.item]
        if not items:
            return None
        options = [
            {
                "key": pool.item,
                "label": pool.title,
                "note": pool.note,
                "short_label": pool.label,
                "short_label_language": pool.label_language,
            }
            for pool in items
        ]
        return {"label": value["label"] or "", "hint": value["hint"] or "", "required": False, "error": "", "options": options}
