"""What an editor does to an arrangement, step by step. A step is a small dictionary, so that steps can be kept and undone."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from declarations.arrangement.cuts import cuts_of, line_ends
from declarations.arrangement.order import ORDER, in_order, single
from declarations.arrangement.parts import ATTACHED, HEADED, KINDS, Arrangement, Part
from declarations.ordinals import STYLES

LONGEST_HEADING = 255
FIRST_WITHOUT_SPACES = "\u2e80"
"""From this sign on, scripts put no spaces between words."""


class Impossible(Exception):
    """The step makes no sense here. ``code`` is a word for the reason: see :data:`REASONS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


REASONS = ("no_part", "first", "edge", "cut", "heading", "no_heading", "many", "step")
"""Nothing was chosen; nothing stands above; there is nowhere to move; no such cut; not the first words; no headings here; too many steps; unknown."""


def take(arrangement: Arrangement, step: dict[str, Any], lines: list[str]) -> Arrangement:
    """Return the arrangement after one step.

    :param step: ``verb`` with its values: ``change`` (keys, kind), ``merge`` (keys), ``move`` (keys, by), ``split`` (key, at),
        ``head`` (key, words), ``number`` (style), ``look`` (flags, seen), ``match`` (key, uid; None to let it be found).
    :param lines: the source.
    :raises Impossible: when the step makes no sense; the arrangement stays as it was.
    """
    verb = VERBS.get(step.get("verb", ""))
    if verb is None:
        raise Impossible("step")
    return verb(arrangement, step, lines)


def replay(arrangement: Arrangement, steps: Iterable[dict[str, Any]], lines: list[str]) -> Arrangement:
    """Return the arrangement after all steps."""
    for step in steps:
        arrangement = take(arrangement, step, lines)
    return arrangement


def _change(arrangement: Arrangement, step: dict[str, Any], lines: list[str]) -> Arrangement:
    if step["kind"] not in KINDS:
        raise Impossible("step")
    parts = list(arrangement.parts)
    for key in _keys(arrangement, step):
        place = next(place for place, part in enumerate(parts) if part.key == key)
        was, parts[place] = parts[place], parts[place].turned(step["kind"])
        if was.kind == "left_out" != step["kind"]:
            place = _put_back(parts, place)
        parts = list(single(parts, parts[place]))
    return replace(arrangement, parts=in_order(parts))


def _put_back(parts: list[Part], place: int) -> int:
    """Move a part that had been left out to its place in the source, and return where it now stands."""
    part = parts.pop(place)
    before = [index for index, other in enumerate(parts) if other.kind != "left_out" and other.first <= part.first]
    place = max(before, default=-1) + 1
    parts.insert(place, part)
    return place


def _merge(arrangement: Arrangement, step: dict[str, Any], lines: list[str]) -> Arrangement:
    for key in _keys(arrangement, step):
        parts = list(arrangement.parts)
        place = arrangement.place(key)
        if not place or "left_out" in (parts[place].kind, parts[place - 1].kind):
            raise Impossible("first")
        above, part = parts[place - 1], parts.pop(place)
        joined = _joined(above, part)
        first, last = min(above.first, part.first), max(above.last, part.last)
        parts[place - 1] = replace(joined, first=first, last=last)
        arrangement = replace(arrangement, parts=in_order(parts))
    return arrangement


def _joined(above: Part, part: Part) -> Part:
    """Return ``above`` with all of ``part`` at its end; a hyphen at the end of a line stays, without a space."""
    glue = "" if not above.text or (above.text.endswith("-") and part.whole[:1].islower()) else " "
    return replace(above, text=f"{above.text}{glue}{part.whole}")


def _move(arrangement: Arrangement, step: dict[str, Any], lines: list[str]) -> Arrangement:
    keys = list(_keys(arrangement, step))
    down = step["by"] > 0
    for key in reversed(keys) if down else keys:
        arrangement = _moved(arrangement, key, down=down)
    return arrangement


def _moved(arrangement: Arrangement, key: int, *, down: bool) -> Arrangement:
    groups = list(arrangement.groups())
    part = arrangement.parts[arrangement.place(key)]
    if part.kind in ATTACHED:
        groups = [[one] for one in arrangement.parts]
    at = next(place for place, group in enumerate(groups) if group[0].key == key)
    to = at + (1 if down else -1)
    if not 0 <= to < len(groups) or (part.kind not in ATTACHED and ORDER[groups[to][0].kind] != ORDER[part.kind]):
        raise Impossible("edge")
    groups[at], groups[to] = groups[to], groups[at]
    moved = in_order(part for group in groups for part in group)
    if [one.key for one in moved] == [one.key for one in arrangement.parts]:
        raise Impossible("edge")
    return replace(arrangement, parts=moved)


def _split(arrangement: Arrangement, step: dict[str, Any], lines: list[str]) -> Arrangement:
    (place,) = _places(arrangement, {"keys": [step["key"]]})
    part = arrangement.parts[place]
    if step["at"] not in cuts_of(part, lines):
        raise Impossible("cut")
    end, line = next((pair for pair in reversed(line_ends(part, lines)) if pair[0] <= step["at"]), (0, part.first))
    ends_before = max(part.first, line - 1) if end == step["at"] else line
    before = replace(part, text=part.text[: step["at"]].rstrip(), last=ends_before)
    after = Part(arrangement.next_key(), _second(part.kind), part.text[step["at"] :].lstrip(), line, part.last)
    if part.kind == "enacting":
        before = replace(before, kind="preamble")
        after = replace(after, kind="enacting")
    if after.kind == "point":
        after = after.numbered()
    parts = (*arrangement.parts[:place], before, after, *arrangement.parts[place + 1 :])
    return replace(arrangement, parts=in_order(parts))


def _second(kind: str) -> str:
    """Return what the second half of a divided part is."""
    if kind in {"point", "subpoint", "annex"}:
        return "continued"
    return {"title": "preamble", "crossheading": "point"}.get(kind, kind)


def _head(arrangement: Arrangement, step: dict[str, Any], lines: list[str]) -> Arrangement:
    (place,) = _places(arrangement, {"keys": [step["key"]]})
    part = arrangement.parts[place]
    if part.kind not in HEADED:
        raise Impossible("no_heading")
    words = " ".join(step["words"].split())
    rest = _after_heading(" ".join(f"{part.heading} {part.text}".split()), words)
    if rest is None or len(words) > LONGEST_HEADING:
        raise Impossible("heading")
    changed = replace(part, heading=words, text=rest)
    return replace(arrangement, parts=(*arrangement.parts[:place], changed, *arrangement.parts[place + 1 :]))


def _after_heading(whole: str, words: str) -> str | None:
    """Return what follows the first words, or None where the text does not begin with these words."""
    rest = whole[len(words) :]
    inside = words[-1:].isalnum() and rest[:1].isalnum() and rest[:1] < FIRST_WITHOUT_SPACES
    return rest.lstrip() if whole.startswith(words) and not inside else None


def _number(arrangement: Arrangement, step: dict[str, Any], lines: list[str]) -> Arrangement:
    if step["style"] not in STYLES:
        raise Impossible("step")
    return replace(arrangement, style=step["style"])


def _look(arrangement: Arrangement, step: dict[str, Any], lines: list[str]) -> Arrangement:
    flags = frozenset(step["flags"])
    return replace(arrangement, seen=arrangement.seen | flags if step["seen"] else arrangement.seen - flags)


def _match(arrangement: Arrangement, step: dict[str, Any], lines: list[str]) -> Arrangement:
    """Say which point of the page a part is; a point is one part only."""
    key, uid = _keys(arrangement, {"keys": [step["key"]]})[0], step["uid"]
    if uid and not re.fullmatch(r"[\w-]{1,64}", uid):
        raise Impossible("step")
    others = tuple(pair for pair in arrangement.same if pair[0] != key and (pair[1] != uid or not uid))
    return replace(arrangement, same=others if uid is None else (*others, (key, uid)))


def _keys(arrangement: Arrangement, step: dict[str, Any]) -> list[int]:
    """Return the keys of the parts that a step is about, in the order of the text.

    :raises Impossible: when there is no such part.
    """
    wanted = set(step["keys"])
    keys = [part.key for part in arrangement.parts if part.key in wanted]
    if not keys or len(keys) != len(wanted):
        raise Impossible("no_part")
    return keys


def _places(arrangement: Arrangement, step: dict[str, Any]) -> list[int]:
    return [arrangement.place(key) for key in _keys(arrangement, step)]


VERBS: dict[str, Callable[[Arrangement, dict[str, Any], list[str]], Arrangement]] = {
    "change": _change,
    "merge": _merge,
    "move": _move,
    "split": _split,
    "head": _head,
    "number": _number,
    "look": _look,
    "match": _match,
}
