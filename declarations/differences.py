"""What became of each part of a declaration between two of its versions. A move is a move, not a loss and a gain."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from .documents import Document, Part
from .schema import Point, plain
from .strokes import ADDED, REMOVED, SAME, Stroke, likeness, strokes

SAME_WORDING, REWORDED, MOVED, RENUMBERED, NEW, DROPPED = "same", "reworded", "moved", "renumbered", "new", "dropped"
STATES = (NEW, DROPPED, MOVED, REWORDED, RENUMBERED)
_ALIKE = 0.5
_POINT, _OTHER = 2, 1


@dataclass(frozen=True)
class Line:
    """One piece of text of a part: its heading, its paragraphs or one of its sub-points.

    :param role: "heading", "text" or "subpoint".
    """

    role: str
    runs: tuple[Stroke, ...]

    @property
    def changed(self) -> bool:
        """Tell whether its letters changed."""
        return any(run.kind != SAME for run in self.runs)


@dataclass(frozen=True)
class Change:
    """A part with what became of it. ``before`` or ``after`` is None for one that is new or was dropped."""

    before: Part | Point | None
    after: Part | Point | None
    moved: bool = False

    @property
    def part(self) -> Part | Point:
        """Return the part as it is now, or as it was last."""
        return self.after or self.before

    @property
    def kind(self) -> str:
        """Return "point" or the kind of the part."""
        return _kind(self.part)

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Return everything that became of it; only ("same",) where nothing did."""
        if self.before is None:
            return (NEW,)
        if self.after is None:
            return (DROPPED,)
        found = [MOVED] if self.moved else []
        if _wording(self.before) != _wording(self.after):
            found.append(REWORDED)
        if not self.moved and _renumbered(self.before, self.after):
            found.append(RENUMBERED)
        return tuple(found) or (SAME_WORDING,)

    @property
    def number_before(self) -> str:
        """Return the number it had; empty for parts without one."""
        return getattr(self.before, "number", "")

    @property
    def number_after(self) -> str:
        """Return the number it has; empty for parts without one."""
        return getattr(self.after, "number", "")

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return its text word by word: what stayed, what was removed, what was added."""
        old, new = _texts(self.before), _texts(self.after)
        heading = Line("heading", strokes(old.heading, new.heading))
        text = Line("text", strokes(old.text, new.text))
        subpoints = (Line("subpoint", runs) for runs in _aligned(old.subpoints, new.subpoints))
        return tuple(line for line in (heading, text, *subpoints) if line.runs)

    @property
    def targets(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the addresses of links that were removed and that were added."""
        old, new = Counter(_targets(self.before)), Counter(_targets(self.after))
        return tuple((old - new).elements()), tuple((new - old).elements())

    @property
    def emphasis(self) -> bool:
        """Tell whether the letters are the same and only emphasis or the division into paragraphs is another."""
        return REWORDED in self.states and not any(line.changed for line in self.lines) and not any(self.targets)


@dataclass(frozen=True)
class Difference:
    """Everything that is different between two wordings of one language.

    :param before: the earlier wording.
    :param after: the later one.
    """

    before: Document
    after: Document

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Return every part in the order of the later wording; what was dropped stands where it stood."""
        return tuple(_changes(self.before.parts, self.after.parts))

    @property
    def title(self) -> tuple[Stroke, ...]:
        """Return the title word by word."""
        return strokes(self.before.title, self.after.title)

    @property
    def title_changed(self) -> bool:
        """Tell whether the title is another."""
        return self.before.title != self.after.title

    @property
    def style_changed(self) -> bool:
        """Tell whether the points are numbered in another style."""
        return self.before.content["style"] != self.after.content["style"]

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return how many points are new, dropped, moved, reworded and renumbered; only what occurs."""
        return _counted(change for change in self.changes if change.kind == "point")

    @cached_property
    def other_counts(self) -> dict[str, int]:
        """Return the same for the parts that are no points."""
        return _counted(change for change in self.changes if change.kind != "point")

    @property
    def nothing(self) -> bool:
        """Tell whether the two wordings are the same."""
        return not (self.counts or self.other_counts or self.title_changed or self.style_changed)


@dataclass(frozen=True)
class _Texts:
    heading: str = ""
    text: str = ""
    subpoints: tuple[str, ...] = ()


def letters(html: str) -> str:
    """Return the paragraphs of ``html`` as plain text, one per line."""
    inner = re.sub(r"</(?:p|li)>|<br>", "\n", html)
    return "\n".join(line for piece in inner.split("\n") if (line := unescape(plain(piece))))


def _texts(part: Part | Point | None) -> _Texts:
    if part is None:
        return _Texts()
    if isinstance(part, Point):
        return _Texts(part.heading, letters(part.html), tuple(letters(text) for _uid, text in part.subpoints))
    return _Texts(part.title, part.html if part.kind in {"enacting", "crossheading"} else letters(part.html))


def _kind(part: Part | Point) -> str:
    return "point" if isinstance(part, Point) else part.kind


def _renumbered(before: Part | Point, after: Part | Point) -> bool:
    """Tell whether a point counts otherwise; another style of the same number does not."""
    if not (isinstance(before, Point) and isinstance(after, Point) and before.number and after.number):
        return False
    return (before.value or before.number) != (after.value or after.number)


def _wording(part: Part | Point) -> tuple:
    if isinstance(part, Point):
        return part.heading, part.html, tuple(text for _uid, text in part.subpoints)
    return part.title, part.html


def _targets(part: Part | Point | None) -> list[str]:
    if part is None or _kind(part) in {"enacting", "crossheading"}:
        return []
    sources = (part.html, *(text for _uid, text in part.subpoints)) if isinstance(part, Point) else (part.html,)
    return [unescape(target) for source in sources for target in re.findall(r'<a href="([^"]*)"', source)]


def _counted(changes: Iterator[Change]) -> dict[str, int]:
    found = Counter(state for change in changes for state in change.states)
    return {state: found[state] for state in STATES if found[state]}


def _changes(before: tuple[Part | Point, ...], after: tuple[Part | Point, ...]) -> Iterator[Change]:
    pairs = dict(_pairs(before, after))
    stable = _stable(before, after, pairs)
    origin = {new: old for old, new in pairs.items()}
    left = [place for place in range(len(before)) if place not in pairs or place in stable]
    for place, part in enumerate(after):
        old = origin.get(place)
        if old in stable:
            while left[0] != old:
                yield Change(before[left.pop(0)], None)
            left.pop(0)
        yield Change(None if old is None else before[old], part, moved=old is not None and old not in stable)
    for old in left:
        yield Change(before[old], None)


def _pairs(before: tuple, after: tuple) -> Iterator[tuple[int, int]]:
    """Give the places of each part in both wordings: points by identity, the rest by its words, else by its likeness."""
    free: dict[tuple, list[int]] = {}
    for place, part in enumerate(after):
        free.setdefault(_identity(part), []).append(place)
    single: list[int] = []
    for place, part in enumerate(before):
        if same := free.get(_identity(part)):
            yield place, same.pop(0)
        elif not isinstance(part, Point):
            single.append(place)
    remaining = sorted(place for places in free.values() for place in places if not isinstance(after[place], Point))
    for place in single:
        rated = [(_rating(before[place], after[other]), -other) for other in remaining]
        best, other = max(rated, default=(0.0, 0))
        if best >= _ALIKE:
            remaining.remove(-other)
            yield place, -other


def _identity(part: Part | Point) -> tuple:
    return ("point", part.uid) if isinstance(part, Point) else (part.kind, *_wording(part))


def _rating(before: Part, after: Part) -> float:
    if before.kind != after.kind:
        return 0.0
    # There is only one enacting clause: however it is reworded, it is that clause.
    if before.kind == "enacting" or (before.title and before.title == after.title):
        return 1.0
    return likeness(f"{before.title}\n{letters(before.html)}", f"{after.title}\n{letters(after.html)}")


def _stable(before: tuple, after: tuple, pairs: dict[int, int]) -> set[int]:
    """Return the places in ``before`` of the heaviest run of parts that kept their order; a point weighs more than a heading."""
    best: list[tuple[int, int, int]] = []  # (place in after, weight so far, index of the one before in ``chain``)
    chain: list[tuple[int, int]] = []  # (place in before, index of the one before)
    for old in sorted(pairs):
        new = pairs[old]
        at = bisect_right(best, (new, 0, 0)) - 1
        # ``best`` rises in both place and weight, so the nearest one below is the heaviest one below.
        weight, previous = (best[at][1], best[at][2]) if at >= 0 else (0, -1)
        weight += _POINT if isinstance(before[old], Point) else _OTHER
        chain.append((old, previous))
        at += 1
        while at < len(best) and best[at][1] <= weight:
            best.pop(at)
        best.insert(at, (new, weight, len(chain) - 1))
    kept, link = set(), best[-1][2] if best else -1
    while link >= 0:
        old, link = chain[link]
        kept.add(old)
    return kept


def _aligned(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[tuple[Stroke, ...]]:
    """Give the sub-points of both wordings in one order, each word by word."""
    remaining = list(range(len(after)))
    found: dict[int, str] = {}
    dropped: list[str] = []
    start = 0
    for text in before:
        place = next((place for place in remaining if place >= start and after[place] == text), None)
        if place is None:
            place = next((place for place in remaining if place >= start and likeness(text, after[place]) >= _ALIKE), None)
        if place is None:
            dropped.append(text)
            continue
        found[place], start = text, place + 1
        remaining.remove(place)
    for place, text in enumerate(after):
        yield strokes(found[place], text) if place in found else (Stroke(ADDED, text),)
    for text in dropped:
        yield (Stroke(REMOVED, text),)
