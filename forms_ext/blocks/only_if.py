"""Asking a question only after a certain answer to an earlier one, as an editor writes it."""

from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from forms_ext.conditions import CONTROLS, Unresolved, folded, resolve


class OnlyIfBlock(blocks.StructBlock):
    """The words of the earlier question and of the answers; they become keys when the form is frozen."""

    question = blocks.CharBlock(
        label=gettext_lazy("Earlier question"),
        required=False,
        default="",
        max_length=255,
        help_text=gettext_lazy(
            "Its exact words. It stands above this one and is “One of several”, “Several of a list” or “Yes or no”. "
            "Empty: this question is always asked."
        ),
    )
    answers = blocks.TextBlock(
        label=gettext_lazy("Answers after which this is asked"),
        required=False,
        default="",
        rows=2,
        max_length=2000,
        help_text=gettext_lazy("The exact words of the options, each on a line of its own; Yes or No after a question with yes and no."),
    )

    class Meta:
        icon = "link"
        label = gettext_lazy("Ask only after a certain answer")
        help_text = gettext_lazy("Nobody is held up by a question that was not asked, and no answer to it is kept.")

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned["question"]) != bool(lines(cleaned)):
            missing, sentence = (
                ("answers", gettext("Write the answers after which this is asked."))
                if cleaned["question"]
                else ("question", gettext("Write the words of the earlier question."))
            )
            raise StructBlockValidationError(block_errors={missing: ValidationError(sentence)})
        return cleaned


def lines(value) -> list[str]:
    """Return the answers, one from each line."""
    return [line.strip() for line in (value["answers"] or "").splitlines() if line.strip()]


def written(value) -> dict | None:
    """Return what an editor wrote as ``only_if`` of a frozen question; None where it is always asked."""
    only_if = value.get("only_if")
    if not only_if or not only_if["question"] or not lines(only_if):
        return None
    return {"question": only_if["question"], "answers": lines(only_if)}


@cache
def spoken() -> dict[str, bool]:
    """Return the words for yes and no in every language of the site, with their meaning."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {folded(gettext("Yes")): True, folded(gettext("No")): False}
    return found


def problems(children) -> dict[int, ValidationError]:
    """Return what is wrong with the conditions of a stream, by the place of the block: at its own box, in a sentence.

    :param children: the blocks of the stream in order.
    """
    found, earlier = {}, []
    for place, child in enumerate(children):
        wanted = written(child.value) if hasattr(child.value, "get") else None
        try:
            if wanted:
                resolve(wanted, earlier, spoken())
        except Unresolved as error:
            at_box = StructBlockValidationError(block_errors={error.part: ValidationError(sentence(error))})
            found[place] = StructBlockValidationError(block_errors={"only_if": at_box})
        if child.block.kind in CONTROLS:
            options = [{"key": option["label"], "label": option["label"]} for option in child.value.get("options", ())]
            earlier.append({"kind": child.block.kind, "key": str(place), "label": child.value["label"] or "", "options": options})
    return found


def sentence(error: Unresolved) -> str:
    """Return what an editor can do about a condition that names nothing."""
    if error.twice:
        return gettext("Two earlier questions are called “%(label)s”. Give one of them other words.") % {"label": error.wanted}
    possible = ", ".join(f"“{label}”" for label in error.possible)
    if error.part == "answers":
        possible = possible or f"“{gettext('Yes')}”, “{gettext('No')}”"
        return gettext("“%(label)s” is no answer to that question. It has: %(possible)s.") % {"label": error.wanted, "possible": possible}
    if not possible:
        return gettext("No question above this one has fixed answers. Move this one below it, or empty the box.")
    return gettext("No question above this one is called “%(label)s”. There is: %(possible)s.") % {
        "label": error.wanted,
        "possible": possible,
    }
