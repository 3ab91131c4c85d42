"""The parts of a form as templates show them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from forms_ext.files.inspection import SAME

from . import kept_files
from .details import labelled
from .frozen import CONTENT, Field, Frozen, by_key, option_labels
from .kinds import KINDS
from .signs import shown

if TYPE_CHECKING:
    from .questions import AnswerForm


def html_name(key: str) -> str:
    """Return the name of the input for the field ``key``; digits alone would clash with list indexes."""
    return "f_" + key.replace("-", "")


@dataclass(frozen=True)
class Condition:
    """After which answers a question is asked.

    :param name: the name of the earlier input.
    :param values: its values after which this is asked, with spaces between.
    :param sentence: the same for people.
    """

    name: str
    values: str
    sentence: str


def condition_of(spec: Field, frozen: Frozen) -> Condition | None:
    """Return the condition of a question, or None where it is always asked."""
    if not spec.get("show_if"):
        return None
    earlier, answers = by_key(frozen)[spec["show_if"]["key"]], spec["show_if"]["any"]
    spoken = {True: gettext("Yes"), False: gettext("No")}
    labels = spoken if earlier["kind"] == "yes_no" else option_labels(earlier)
    words = gettext("” or “").join(labels[answer] for answer in answers)
    return Condition(
        name=html_name(earlier["key"]),
        values=" ".join({True: "yes", False: "no"}.get(answer, answer) for answer in answers),
        sentence=gettext("Only if you chose “%(answer)s” for “%(question)s”.") % {"answer": words, "question": earlier["label"]},
    )


class Item:
    """One part of a form as a template shows it: content between the questions, or a question with its answer."""

    def __init__(self, spec: Field, form: "AnswerForm"):
        self.spec = spec
        self.kind = spec["kind"]
        self.template = f"forms_ext/items/{self.kind}.html"
        self.pools = form.pools
        self.is_question = self.kind not in CONTENT
        self.condition = condition_of(spec, form.frozen)
        if self.is_question:
            self.name = html_name(spec["key"])
            self.bound = form[self.name]
            self.id = f"id_{self.name}"
            self.required = spec["required"] or spec.get("ask") == "must"
            self.errors = list(self.bound.errors) if form.is_bound else []

    @property
    def value(self):
        """Return the raw answer, or an empty string."""
        value = self.bound.value()
        return "" if value is None else shown(value) if isinstance(value, str) else value

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
        return self.spec.get("fills") or KINDS[self.kind].autocomplete

    @property
    def limits(self) -> str:
        """Return the bounds of the answer in words; empty where there are none."""
        return KINDS[self.kind].limits(self.spec)

    @property
    def countries(self) -> list[dict[str, Any]]:
        """Return the countries in the language of the form."""
        return [{"key": code, "label": name, "chosen": code == self.value} for code, name in self.bound.field.choices if code]

    @property
    def kept_file(self) -> dict[str, Any] | None:
        """Return the file that came with an earlier try and is kept, or None."""
        return kept_files.read(self.value, self.spec["key"]) if self.value else None

    @property
    def accept(self) -> str:
        """Return the endings that a browser offers to choose from."""
        return ",".join(
            f".{ending}" for kind in KINDS[self.kind].kinds(self.spec) for ending in (kind, *SAME) if SAME.get(ending, kind) == kind
        )

    @property
    def first_id(self) -> str:
        """Return the id that a link in the error summary leads to: the first input that can take the focus."""
        return f"{self.id}_0" if isinstance(self.bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple) else self.id

    @property
    def described_by(self) -> str:
        """Return the ids of hint and error, for ``aria-describedby``."""
        parts = {"hint": self.spec.get("hint"), "limits": self.limits, "error": self.errors}
        return " ".join(f"{self.id}_{name}" for name, there in parts.items() if there)

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
        return {"availability": pool.availability(pool.taken), "left": pool.free(pool.taken), "capacity": pool.capacity}


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
