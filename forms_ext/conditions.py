"""Questions that are only asked after a certain answer to an earlier one.

A frozen question may have ``show_if``: ``{"key": the earlier question, "any": [answers]}``, where an answer is the key of an
option, or True or False for a question with yes and no. Pure functions on frozen forms; the answers may be typed or as a
browser sends them.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

CONTROLS = frozenset({"choice", "choices", "yes_no"})
SPOKEN = {"yes": True, "no": False}

Field = dict[str, Any]


def folded(text: str) -> str:
    """Return ``text`` as it is compared with what an editor wrote: without case and extra spaces."""
    return " ".join(text.split()).casefold()


def is_met(condition: dict[str, Any], answer: Any) -> bool:
    """Tell whether ``answer`` to the earlier question is one of those that the condition names."""
    given = answer if isinstance(answer, list) else [answer]
    spoken = any(isinstance(one, bool) for one in condition["any"])
    return any((SPOKEN.get(one, one) if spoken and isinstance(one, str) else one) in condition["any"] for one in given)


def hidden(fields: Iterable[Field], answers: dict[str, Any]) -> set[str]:
    """Return the keys of the questions that are not asked of somebody with these answers.

    A question that depends on one that is not asked itself is not asked either, whatever was sent for it.
    """
    found: set[str] = set()
    for field in fields:
        condition = field.get("show_if")
        if condition and (condition["key"] in found or not is_met(condition, answers.get(condition["key"]))):
            found.add(field["key"])
    return found


class Unresolved(ValueError):
    """A condition names a question or an answer that is not there. ``part`` is ``question`` or ``answers``.

    :param possible: the labels that could have been meant.
    """

    def __init__(self, part: str, wanted: str, possible: list[str], *, twice: bool = False):
        super().__init__(wanted)
        self.part, self.wanted, self.possible, self.twice = part, wanted, possible, twice


def resolve(written: dict[str, Any], earlier: list[Field], spoken: dict[str, bool]) -> dict[str, Any]:
    """Return ``show_if`` for what an editor wrote.

    :param written: ``{"question": label, "answers": [labels]}``.
    :param earlier: the questions above, frozen; only those of a kind in ``CONTROLS`` can be meant.
    :param spoken: the words for yes and no by their meaning, folded.
    :raises Unresolved: when no such question or answer is there, or two questions are called so.
    """
    controls = [field for field in earlier if field["kind"] in CONTROLS]
    named = [field for field in controls if folded(field["label"]) == folded(written["question"])]
    if len(named) != 1:
        raise Unresolved("question", written["question"], [field["label"] for field in controls], twice=bool(named))
    (field,) = named
    known = spoken if field["kind"] == "yes_no" else {folded(option["label"]): option["key"] for option in field["options"]}
    for label in written["answers"]:
        if folded(label) not in known:
            raise Unresolved("answers", label, [] if field["kind"] == "yes_no" else [option["label"] for option in field["options"]])
    return {"key": field["key"], "any": list(dict.fromkeys(known[folded(label)] for label in written["answers"]))}


def resolved(fields: list[Field], spoken: dict[str, bool]) -> Iterator[Field]:
    """Give frozen fields with ``show_if`` in place of ``only_if``, the words of the editor.

    A condition that names nothing falls away: saving in the editor refuses it, so it can only come from a program, and a
    question too many is better than one that nobody is asked.
    """
    earlier: list[Field] = []
    for field in fields:
        frozen = {name: value for name, value in field.items() if name != "only_if"}
        if written := field.get("only_if"):
            with suppress(Unresolved):
                frozen["show_if"] = resolve(written, earlier, spoken)
        earlier.append(frozen)
        yield frozen
