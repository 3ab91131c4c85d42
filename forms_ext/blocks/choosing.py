"""Questions that are answered by choosing."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError

from forms_ext.conditions import folded

from .base import Describing
from .questions import SENTENCES, QuestionBlock, crossed


class YesNoBlock(QuestionBlock):
    """Yes or no."""

    kind = "yes_no"

    class Meta:
        icon = "check"
        label = _("Yes or no")
        description = _("Two equal buttons, none chosen beforehand. Not for consents: they have a kind of their own.")
        preview_value = {"label": "Is this your first dialogue?", "hint": "", "required": False}


class OptionBlock(blocks.StructBlock):
    """One option. Its identity is that of its place in the list: other words split no statistics."""

    label = blocks.CharBlock(label=_("Words"), max_length=255)
    value = blocks.CharBlock(
        label=_("Name in files"), required=False, default="", max_length=60, help_text=_("For downloads. Empty: the words themselves.")
    )

    class Meta:
        icon = "radio-empty"
        label = _("Option")
        label_format = "{label}"
        form_layout = BlockGroup(children=["label"], settings=["value"])


def repeated(options) -> dict[int, StructBlockValidationError]:
    """Return options that are there twice by their place, each with the sentence at its own box."""
    found = {}
    for part, sentence in (("label", gettext("This option is there already.")), ("value", gettext("Another option has this name."))):
        seen: set[str] = set()
        for place, option in enumerate(options):
            words = folded(option[part] or (option["label"] if part == "value" else ""))
            if words and words in seen:
                found.setdefault(place, StructBlockValidationError(block_errors={part: ValidationError(sentence)}))
            seen.add(words)
    return found


class OptionsQuestionBlock(QuestionBlock):
    """A question with options."""

    def clean(self, value):
        cleaned = super().clean(value)
        if wrong := repeated(cleaned["options"]):
            raise StructBlockValidationError(block_errors={"options": ListBlockValidationError(block_errors=wrong)})
        return cleaned

    def describe(self, value, describing: Describing):
        return {**super().describe(value, describing), "options": list(self._options(value["options"]))}

    @staticmethod
    def _options(options):
        for number, option in enumerate(options.bound_blocks):
            # An option without an id stands in a draft that was never saved: it is shown by its place.
            described = {"key": option.id or f"option-{number}", "label": option.value["label"] or ""}
            yield {**described, "value": option.value["value"]} if option.value["value"] else described


class ChoiceBlock(OptionsQuestionBlock):
    """Exactly one of several options."""

    kind = "choice"
    limits = ("display",)

    options = blocks.ListBlock(OptionBlock(), label=_("Options"), min_num=2)
    display = blocks.ChoiceBlock(
        label=_("Shown as"),
        required=False,
        choices=[("select", _("A list that folds out: for many options"))],
        help_text=_("Empty: all options in sight, one button each."),
    )

    class Meta:
        icon = "radio-full"
        label = _("One of several")
        description = _("Exactly one of the options you write.")
        preview_value = {
            "label": "How will you take part?",
            "hint": "",
            "required": True,
            "options": [{"label": "In the hall", "value": ""}, {"label": "Online", "value": ""}],
        }
        form_layout = BlockGroup(children=["label", "hint", "options", "required"], settings=["display", *SENTENCES])


class ChoicesBlock(OptionsQuestionBlock):
    """Any number of several options."""

    kind = "choices"
    limits = ("least", "most")

    options = blocks.ListBlock(OptionBlock(), label=_("Options"), min_num=2)
    least = blocks.IntegerBlock(label=_("At least so many"), required=False, min_value=1, max_value=100)
    most = blocks.IntegerBlock(label=_("At most so many"), required=False, min_value=1, max_value=100)

    class Meta:
        icon = "tasks"
        label = _("Several of a list")
        description = _("As many of your options as people like, or within bounds.")
        preview_value = {
            "label": "What would you like to work on?",
            "hint": "",
            "required": False,
            "options": [{"label": "Water", "value": ""}, {"label": "Roads, paths and squares", "value": ""}],
        }
        form_layout = BlockGroup(children=["label", "hint", "options", "required"], settings=["least", "most", *SENTENCES])

    def nonsense(self, value):
        if (value["least"] or 0) > len(value["options"]):
            return {"least": gettext("There are fewer options than this.")}
        return crossed(value, "least", "most", gettext("The most has to be as many as the least, or more."))
