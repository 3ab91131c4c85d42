"""The frozen wording of a form, and what changed between two of them.

A frozen form is a plain dictionary that :func:`forms_ext.ledger.canonical` can write::

    {"host_key": str, "language": str, "fields": [field, ...]}

A host that has something signed adds ``binding``: a dictionary that names exactly what (see ``FormHost.binding``).
Every field has ``key`` (the block's UUID), ``kind``, ``label`` and ``hint`` (plain text); questions also have ``required``.
A question may have bounds (``min_length``, ``least``, ``first`` …, decimals and days as text), ``error_invalid`` and ``show_if``, see
:mod:`forms_ext.conditions`. Options are ``{"key": str, "label": str, ...}``, with ``value`` where files name them otherwise. A consent has ``ask`` (``yes_no``, ``optional_tick`` or ``must``),
``reason`` and ``wording``: the dictionary of its consent version together with the id and hash of that version.
"""

from collections.abc import Callable, Iterator
from typing import Any

from forms_ext.conditions import hidden

CONTENT = frozenset({"heading", "text", "notice"})
CONSENTS = frozenset({"consent", "acknowledgement"})

Frozen = dict[str, Any]
Field = dict[str, Any]


def questions(frozen: Frozen) -> Iterator[Field]:
    """Give the fields that ask something, in the order shown."""
    return (field for field in frozen["fields"] if field["kind"] not in CONTENT)


def by_key(frozen: Frozen) -> dict[str, Field]:
    """Return the questions by their key."""
    return {field["key"]: field for field in questions(frozen)}


def first_of_kind(frozen: Frozen, kind: str) -> Field | None:
    """Return the first question of ``kind``, or None."""
    return next((field for field in questions(frozen) if field["kind"] == kind), None)


def first_in_role(frozen: Frozen, role: str) -> Field | None:
    """Return the first question that plays ``role`` for its host, or None. Most questions play none."""
    return next((field for field in questions(frozen) if field.get("role") == role), None)


def names_everybody(frozen: Frozen) -> bool:
    """Tell whether everybody who answers has to give an e-mail address: only then equal answers come from one person."""
    address = first_of_kind(frozen, "email")
    return bool(address and address["required"] and not address.get("show_if"))


def binding(frozen: Frozen) -> dict[str, Any]:
    """Return what an answer to this form is tied to; empty where it is tied to nothing."""
    return frozen.get("binding", {})


def statements(frozen: Frozen) -> set[str]:
    """Return the keys of the consents and acknowledgements: an answer to an unknown wording says nothing about this one."""
    return {field["key"] for field in questions(frozen) if field["kind"] in CONSENTS}


def option_labels(field: Field) -> dict[str, str]:
    """Return the labels of the field's options by option key."""
    return {option["key"]: option["label"] for option in field.get("options", ())}


def option_names(field: Field) -> dict[str, str]:
    """Return what files call the field's options by option key: their own name, or the label."""
    return {option["key"]: option.get("value") or option["label"] for option in field.get("options", ())}


def asked(frozen: Frozen, answers: dict[str, Any]) -> list[Field]:
    """Return the questions that are asked of somebody with these answers, in the order shown."""
    unasked = hidden(questions(frozen), answers)
    return [field for field in questions(frozen) if field["key"] not in unasked]


def to_ask_again(seen: Frozen, live: Frozen, answers: dict[str, Any], material: Callable[[dict, dict], bool]) -> set[str]:
    """Return the keys of the questions that a visitor has to answer again because the form changed since it was shown.

    A changed label is no reason. A new question that needs an answer is; so is an option that was chosen and is gone, a
    question that needs an answer now and had none, and a consent whose wording changed materially. What was not asked does
    not count as answered, and a question that this visitor is not asked now is no reason either.

    :param answers: what the visitor sent, by field key.
    :param material: tells of two consent wordings whether an answer to the first says nothing about the second.
    """
    before = {field["key"]: field for field in asked(seen, answers)}
    counted = {key: answer for key, answer in answers.items() if key in before}
    return {
        field["key"] for field in asked(live, counted) if _must_ask(before.get(field["key"]), field, counted.get(field["key"]), material)
    }


def _must_ask(seen: Field | None, live: Field, answer: Any, material: Callable[[dict, dict], bool]) -> bool:
    if seen is None or seen["kind"] != live["kind"]:
        return bool(live["required"])
    if live["kind"] in CONSENTS and material(seen["wording"], live["wording"]):
        return True
    if live["required"] and answer in (None, "", []):
        return True
    gone = set(option_labels(seen)) - set(option_labels(live))
    chosen = set(answer) if isinstance(answer, list) else {answer}
    return bool(gone & chosen)


def without_demands(seen: Frozen, live: Frozen) -> Frozen:
    """Return the form ``seen`` as it is checked once ``live`` is its wording: nothing that was removed is needed any more."""
    kept = set(by_key(live))
    freed = {"required": False, "ask": "optional_tick"}
    fields = [
        field if field["key"] in kept or field["kind"] in CONTENT else {**field, **{name: freed[name] for name in freed if name in field}}
        for field in seen["fields"]
    ]
    return {**seen, "fields": fields}
