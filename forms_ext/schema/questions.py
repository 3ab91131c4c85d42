"""The Django form that asks the questions of a frozen form and gives typed answers.

Answers are JSON by field key: text as text, yes and no as booleans, an option as its key, attendance as a list of pool
items, a consent as True, False or None (an optional tick left open).
"""

import unicodedata
from typing import Any

from django import forms
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .details import labelled
from .frozen import CONTENT, Field, Frozen, option_labels, questions

SHORT, LONG = 200, 5_000
# Spaces, line and paragraph separators, control and format characters.
UNSEEN = {"Zs", "Zl", "Zp", "Cc", "Cf"}
YES_NO = (("yes", _("Yes")), ("no", _("No")))
AUTOCOMPLETE = {"email": "email", "full_name": "name", "organisation": "organization"}


NATURES = {"attendance": "attendance", "consent": "consent", "acknowledgement": "acknowledgement"}
HEADINGS = {
    "question": _("Your details"),
    "attendance": _("Optional side events"),
    "consent": _("Your consent"),
    "acknowledgement": _("Before you send"),
}


def tidy(text: str) -> str:
    """Return ``text`` in one Unicode form, with line ends as LF and other control characters as spaces; empty where none is visible."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if all(unicodedata.category(letter) in UNSEEN for letter in text):
        return ""  # an answer of nothing but zero-width characters would pass for one
    return "".join(" " if unicodedata.category(letter) == "Cc" and letter not in "\n\t" else letter for letter in text).strip()


class TextField(forms.CharField):
    """Text without invisible control characters."""

    def to_python(self, value):
        return tidy(super().to_python(value or ""))


class LineField(TextField):
    """Text of one line."""

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class EmailField(forms.EmailField):
    """An e-mail address, tidied before it is checked."""

    def to_python(self, value):
        return tidy(super().to_python(value or ""))


class YesNoField(forms.ChoiceField):
    """An answer with two equal radio buttons and none chosen beforehand; cleans to True, False or None."""

    def __init__(self, **kwargs):
        super().__init__(choices=YES_NO, widget=forms.RadioSelect, **kwargs)

    def clean(self, value):
        return {"yes": True, "no": False}.get(super().clean(value))


class TickField(forms.BooleanField):
    """A box to tick; an optional one that is left open cleans to None, which is no refusal spoken aloud."""

    def clean(self, value):
        return True if super().clean(value) else None


def _text(spec: Field) -> forms.Field:
    return LineField(max_length=spec.get("max_length") or SHORT, required=spec["required"])


def _long_text(spec: Field) -> forms.Field:
    return TextField(max_length=spec.get("max_length") or LONG, required=spec["required"], widget=forms.Textarea)


def _email(spec: Field) -> forms.Field:
    return EmailField(max_length=254, required=spec["required"])


def _choice(spec: Field) -> forms.Field:
    choices = list(option_labels(spec).items())
    return forms.ChoiceField(choices=choices, required=spec["required"], widget=forms.RadioSelect)


def _attendance(spec: Field) -> forms.Field:
    choices = list(option_labels(spec).items())
    return forms.MultipleChoiceField(choices=choices, required=False, widget=forms.CheckboxSelectMultiple)


def _places(spec: Field) -> forms.Field:
    numbers = [(number, str(number)) for number in range(1, spec["most"] + 1)]
    return forms.TypedChoiceField(choices=numbers, coerce=int, empty_value=1, initial=1, required=False)


def _yes_no(spec: Field) -> forms.Field:
    return YesNoField(required=spec["required"])


def _consent(spec: Field) -> forms.Field:
    if spec["ask"] == "yes_no":
        return YesNoField(required=spec["required"])
    return TickField(required=spec["ask"] == "must")


FIELDS = {
    "short_text": _text,
    "full_name": _text,
    "organisation": _text,
    "long_text": _long_text,
    "email": _email,
    "choice": _choice,
    "attendance": _attendance,
    "places": _places,
    "yes_no": _yes_no,
    "consent": _consent,
    "acknowledgement": _consent,
}


def default_error(spec: Field) -> str:
    """Return the sentence for an answer that is missing, in the visitor's language."""
    label = spec["label"]
    kind = spec["kind"]
    if kind == "acknowledgement" or spec.get("ask") == "must":
        return gettext("Tick the box to confirm: %(label)s") % {"label": label}
    if kind in {"consent", "yes_no"}:
        return gettext("Choose yes or no: %(label)s") % {"label": label}
    if kind == "choice":
        return gettext("Choose one: %(label)s") % {"label": label}
    return gettext("Fill in: %(label)s") % {"label": label}


def html_name(key: str) -> str:
    """Return the name of the input for the field ``key``; digits alone would clash with list indexes."""
    return "f_" + key.replace("-", "")


class Item:
    """One part of a form as a template shows it: content between the questions, or a question with its answer."""

    def __init__(self, spec: Field, form: "AnswerForm"):
        self.spec = spec
        self.kind = spec["kind"]
        self.template = f"forms_ext/items/{self.kind}.html"
        self.pools = form.pools
        self.is_question = self.kind not in CONTENT
        if self.is_question:
            self.name = html_name(spec["key"])
            self.bound = form[self.name]
            self.id = f"id_{self.name}"
            self.required = spec["required"] or spec.get("ask") == "must"
            self.errors = list(self.bound.errors) if form.is_bound else []
            self.asked_again = spec["key"] in form.ask_again

    @property
    def value(self):
        """Return the raw answer, or an empty string."""
        value = self.bound.value()
        return "" if value is None else value

    @property
    def statement(self) -> str:
        """Return the statement of a consent as HTML; it is rich text of an editor, cleaned when it was written."""
        return mark_safe(self.spec["wording"]["html"])  # noqa: S308 -- Wagtail's rich text, frozen at publish

    @property
    def details(self) -> list[tuple[str, str]]:
        """Return what visitors may want to know about a statement, as pairs of label and text in the active language."""
        return labelled(self.spec["wording"]["details"])

    @property
    def html(self) -> str:
        """Return a text between the questions as HTML; likewise rich text."""
        return mark_safe(self.spec["html"])  # noqa: S308 -- Wagtail's rich text, frozen at publish

    @property
    def autocomplete(self) -> str:
        """Return what browsers may fill in here; empty where nothing fits."""
        return AUTOCOMPLETE.get(self.kind, "")

    @property
    def first_id(self) -> str:
        """Return the id that a link in the error summary leads to: the first input that can take the focus."""
        return f"{self.id}_0" if isinstance(self.bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple) else self.id

    @property
    def described_by(self) -> str:
        """Return the ids of hint and error, for ``aria-describedby``."""
        ids = [f"{self.id}_hint"] if self.spec.get("hint") else []
        return " ".join([*ids, f"{self.id}_error"] if self.errors else ids)

    @property
    def options(self) -> list[dict[str, Any]]:
        """Return the options, each with the id of its input and whether it is chosen."""
        chosen = self.bound.value() or []
        chosen = [chosen] if isinstance(chosen, str) else chosen
        return [
            {**option, "id": f"{self.id}_{number}", "chosen": option["key"] in chosen, **self._places(option["key"])}
            for number, option in enumerate(self.spec.get("options", []))
        ]

    def _places(self, key: str) -> dict[str, Any]:
        """Return how many places an attendance option has left now; nothing for other options."""
        pool = self.pools.get(key)
        if pool is None:
            return {"availability": "closed" if self.kind == "attendance" else ""}
        return {"availability": pool.availability(pool.taken), "left": pool.left(pool.taken), "capacity": pool.capacity}


class Group:
    """Items under one heading. Consents, side events and other questions never share one."""

    def __init__(self, heading: str):
        self.heading = heading
        self.items: list[Item] = []
        self.nature: str | None = None

    def takes(self, nature: str) -> bool:
        """Tell whether a question of this nature may stand here."""
        return self.nature in {None, nature}

    def add(self, item: Item, nature: str | None):
        """Add an item; the first question gives the group its nature."""
        self.items.append(item)
        self.nature = self.nature or nature
        if nature == "attendance":
            self.heading = item.spec["label"]


class AnswerForm(forms.Form):
    """The questions of one frozen form.

    :param frozen: the frozen form, see :mod:`forms_ext.schema.frozen`.
    :param ticket: the signed ticket for its hidden input.
    :param action: the address it is sent to.
    :param pools: the host's pools by item, with the places taken now.
    :param ask_again: keys of questions whose answer does not count because their wording changed meanwhile.

    ``extras`` are names and values of hidden inputs: answers to questions that were removed, carried through an error page.
    """

    use_required_attribute = False

    def __init__(self, frozen: Frozen, *, ticket: str, action: str, data=None, pools=None, ask_again=frozenset()):
        super().__init__(self._without(data, ask_again))
        self.frozen = frozen
        self.ticket = ticket
        self.action = action
        self.ask_again = ask_again
        self.extras: list[tuple[str, str]] = []
        self.pools = {} if pools is None else pools
        for spec in questions(frozen):
            self.fields[html_name(spec["key"])] = self._field(spec)

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
        field = FIELDS[spec["kind"]](spec)
        field.label = spec["label"]
        field.error_messages["required"] = spec.get("error") or default_error(spec)
        field.error_messages["invalid_choice"] = gettext("One of the options you chose is no longer offered. Please choose again.")
        if spec["kind"] == "email":
            sentence = gettext("Enter an e-mail address like name@example.org")
            field.error_messages["invalid"] = sentence
            field.validators = [forms.fields.validators.EmailValidator(message=sentence), *field.validators[1:]]
        return field

    @property
    def items(self) -> list[Item]:
        """Return everything the form shows, in order."""
        return [Item(spec, self) for spec in self.frozen["fields"]]

    @property
    def groups(self) -> list["Group"]:
        """Return the items in groups: a heading opens one, and so does a change of nature."""
        groups: list[Group] = []
        for item in self.items:
            nature = NATURES.get(item.kind, "question") if item.is_question else None
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
        return [*found, *(("", error) for error in self.non_field_errors())]

    @property
    def answers(self) -> dict[str, Any]:
        """Return the typed answers of a valid form by field key."""
        return {spec["key"]: self.cleaned_data[html_name(spec["key"])] for spec in questions(self.frozen)}


def posted(frozen: Frozen, data) -> dict[str, Any]:
    """Return what was sent for the questions of ``frozen``, unchecked, for telling whether a changed form still fits it."""
    lists = {spec["key"] for spec in questions(frozen) if spec["kind"] == "attendance"}
    return {
        spec["key"]: data.getlist(html_name(spec["key"])) if spec["key"] in lists else data.get(html_name(spec["key"]))
        for spec in questions(frozen)
    }


def answer_text(spec: Field, answer: Any) -> str:
    """Return an answer in the words of the form that asked, in the active language."""
    if answer in (None, "", []):
        return ""
    labels = option_labels(spec)
    if isinstance(answer, list):
        return ", ".join(labels.get(key, key) for key in answer)
    if isinstance(answer, bool):
        return gettext("Yes") if answer else gettext("No")
    return str(labels.get(answer, answer))
