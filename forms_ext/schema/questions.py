"""The Django form that asks the questions of a frozen form and gives typed answers.

Answers are JSON by field key: text as text, numbers and days as text (``12.5``, ``2027-03-28``), yes and no as booleans, an
option as its key, several options and side events as a list of keys, a country as its code, a consent as True, False or
None (an optional tick left open). A question that was not asked has no answer.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forms_ext.conditions import hidden

from .frozen import Field, Frozen, questions
from .items import Group, Item, html_name
from .kinds import KINDS

HEADINGS = {
    "question": _("Your details"),
    "attendance": _("Optional side events"),
    "consent": _("Your consent"),
    "acknowledgement": _("Before you send"),
}
# Errors that keep the usual words although the editor wrote a sentence for wrong answers: they are not about what was meant.
OWN_WORDS = {"required", "control", "invalid_choice"}


class AnswerForm(forms.Form):
    """The questions of one frozen form.

    :param frozen: the frozen form, see :mod:`forms_ext.schema.frozen`.
    :param ticket: the signed ticket for its hidden input.
    :param action: the address it is sent to.
    :param pools: the host's pools by item, with the places taken now.
    :param refused: sentences about files that cannot be taken, by name of the input.
    :param ask_again: questions whose answer does not count because their wording changed meanwhile: a sentence by key, which
        stands at each that had been answered.

    ``extras`` are names and values of hidden inputs: answers to questions that were removed, carried through an error page.
    """

    use_required_attribute = False

    def __init__(self, frozen: Frozen, *, ticket: str, action: str, data=None, pools=None, ask_again=None, refused=None):
        ask_again = ask_again or {}
        self.ask_again = {key: sentence for key, sentence in ask_again.items() if data and data.get(html_name(key))}
        super().__init__(self._without(data, ask_again))
        self.frozen = frozen
        self.ticket = ticket
        self.action = action
        self.refused = refused or {}
        self.extras: list[tuple[str, str]] = []
        self.explained_at = ""  # the id of the part of the page that a sentence about the whole form leads to
        self.pools = {} if pools is None else pools
        for spec in questions(frozen):
            self.fields[html_name(spec["key"])] = self._field(spec)
        self.unasked = hidden(questions(frozen), posted(frozen, self.data)) if self.is_bound else set()

    @staticmethod
    def _without(data, ask_again):
        """Return ``data`` without the answers that have to be given anew."""
        if data is None or not ask_again:
            return data
        data = data.copy()
        for key in ask_again:
            data.pop(html_name(key), None)
        return data

    @staticmethod
    def _field(spec: Field) -> forms.Field:
        kind = KINDS[spec["kind"]]
        field = kind.field(spec)
        field.label = spec["label"]
        field.error_messages["required"] = spec.get("error") or kind.missing(spec)
        field.error_messages["invalid_choice"] = gettext("One of the options you chose is no longer offered. Please choose again.")
        return field

    def clean(self):
        """Forget what was not asked, refuse two answers where one was asked for, and use the editor's own sentences."""
        for spec in questions(self.frozen):
            name = html_name(spec["key"])
            if spec["key"] in self.unasked:
                self.errors.pop(name, None)
                self.cleaned_data.pop(name, None)
            elif spec["key"] in self.ask_again:
                self._say(name, self.ask_again[spec["key"]])
            elif name in self.refused:
                self._say(name, self.refused[name])
            elif not KINDS[spec["kind"]].many and len(self.data.getlist(name)) > 1:
                self._say(name, gettext("This question was answered more than once: %(label)s") % {"label": spec["label"]})
            elif spec.get("error_invalid") and {error.code for error in self.errors.as_data().get(name, ())} - OWN_WORDS:
                self._say(name, spec["error_invalid"])
        return self.cleaned_data

    def _say(self, name: str, sentence: str):
        """Put one sentence in place of those at a field."""
        self.errors.pop(name, None)
        self.add_error(name, sentence)

    @property
    def items(self) -> list[Item]:
        """Return everything the form shows, in order."""
        return [Item(spec, self) for spec in self.frozen["fields"]]

    @property
    def groups(self) -> list["Group"]:
        """Return the items in groups: a heading opens one, and so does a change of nature."""
        groups: list[Group] = []
        for item in self.items:
            nature = KINDS[item.kind].nature if item.is_question else None
            if item.kind == "heading":
                groups.append(Group(item.spec["label"]))
            elif not groups or (nature and not groups[-1].takes(nature)):
                groups.append(Group(str(HEADINGS.get(nature or "question", ""))))
            if item.kind != "heading":
                groups[-1].add(item, nature)
        return [group for group in groups if group.items]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Return the error summary: the id to go to and the sentence, in the order of the page."""
        if not self.is_bound:
            return []
        found = [(item.first_id, error) for item in self.items if item.is_question for error in item.errors]
        return [*found, *((self.explained_at, error) for error in self.non_field_errors())]

    @property
    def answers(self) -> dict[str, Any]:
        """Return the typed answers of a valid form by field key; what was not asked has none."""
        return {
            spec["key"]: self.cleaned_data[html_name(spec["key"])] for spec in questions(self.frozen) if spec["key"] not in self.unasked
        }

    @property
    def takes_files(self) -> bool:
        """Tell whether a question is answered with a file."""
        return any(spec["kind"] == "file" for spec in questions(self.frozen))

    @property
    def has_conditions(self) -> bool:
        """Tell whether a question depends on an answer: only then the page needs a script."""
        return any("show_if" in spec for spec in questions(self.frozen))


def posted(frozen: Frozen, data) -> dict[str, Any]:
    """Return what was sent for the questions of ``frozen``, unchecked, for telling whether a changed form still fits it."""
    return {
        spec["key"]: data.getlist(html_name(spec["key"])) if KINDS[spec["kind"]].many else data.get(html_name(spec["key"]))
        for spec in questions(frozen)
    }


def posted_text(spec: Field, sent: Any) -> str:
    """Return an answer that was sent and never checked, in words, for giving it back."""
    if not sent:
        return ""
    return KINDS[spec["kind"]].text(spec, sent) if spec["kind"] in {"choice", "choices", "attendance", "country"} else str(sent)


def answer_text(spec: Field, answer: Any) -> str:
    """Return an answer in the words of the form that asked, in the active language; empty where none was given."""
    return "" if answer in (None, "", []) else KINDS[spec["kind"]].text(spec, answer)


def answer_data(spec: Field, answer: Any) -> str:
    """Return an answer for a file: options by their name in files, numbers with a point, days as ISO 8601."""
    return "" if answer in (None, "", []) else KINDS[spec["kind"]].data(spec, answer)


__all__ = ["AnswerForm", "Group", "Item", "answer_data", "answer_text", "html_name", "posted", "posted_text"]
