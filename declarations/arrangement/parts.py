"""What an arrangement is made of."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from declarations.importer.letters import bag
from declarations.importer.markers import recognise
from declarations.ordinals import lead_in

KINDS = ("title", "preamble", "enacting", "crossheading", "point", "continued", "subpoint", "closing", "annex", "left_out")
"""What a part can be. ``continued`` is a further paragraph of the point, sub-point or annex before it."""

ATTACHED = ("continued", "subpoint")
"""Kinds that belong to the part before them."""

HEADED = ("point", "annex")
"""Kinds that may have a heading of their own."""

_LONGEST_TITLE = 255
_LOOSE = ("bare", "letter", "bullet", "steps")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph or a heading.

    :param key: its identity in the arrangement.
    :param kind: one of :data:`KINDS`.
    :param text: what stands after marker and heading; empty for a point that only has sub-points.
    :param first: the line of the source on which it begins, from 1.
    :param last: the line on which it ends.
    :param marker: how the source numbers it, with its punctuation: "Third,"; a draft computes the number instead.
    :param heading: of a point or an annex.
    """

    key: int
    kind: str
    text: str
    first: int
    last: int
    marker: str = ""
    heading: str = ""

    @property
    def whole(self) -> str:
        """Return marker, heading and text as they follow each other."""
        return " ".join(piece for piece in (self.marker, self.heading, self.text) if piece)

    def turned(self, kind: str) -> "Part":
        """Return it as another kind of part; what the new kind has no place for goes back into the text."""
        if kind == "point":
            return self if self.kind == "point" else self._without_heading("point").numbered()
        if kind == "subpoint":
            return self._without_heading("subpoint")
        if kind == "annex":
            return self if self.kind == "annex" else self._as_annex()
        return replace(self, kind=kind, text=self.whole, marker="", heading="")

    def numbered(self) -> "Part":
        """Return it with the marker that its text begins with set apart, where it begins with one."""
        opening = "" if self.marker else marker_of(self.text)
        return replace(self, marker=opening, text=self.text[len(opening) :].lstrip()) if opening else self

    def _as_annex(self) -> "Part":
        """Return it as an annex: a short text that is no sentence is the title."""
        titled = len(self.whole) <= _LONGEST_TITLE and not self.whole.endswith((".", "。"))
        return replace(self, kind="annex", marker="", heading=self.whole if titled else "", text="" if titled else self.whole)

    def _without_heading(self, kind: str) -> "Part":
        text = " ".join(piece for piece in (self.heading, self.text) if piece)
        return replace(self, kind=kind, heading="", text=text)


def marker_of(text: str) -> str:
    """Return the number that a paragraph begins with, with its punctuation, or nothing: "Third,", "3.", "Article 3"."""
    for mark in recognise(text):
        if mark.number and not mark.soft and mark.family.kind not in _LOOSE and mark.family.shape not in _LOOSE and mark.rest:
            opening = text[: len(text) - len(mark.rest)].rstrip()
            return opening if text.endswith(mark.rest) else ""
    return ""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """All parts in their order.

    :param style: how the draft numbers its points, one of :data:`declarations.ordinals.STYLES`.
    :param language: the code of the language in which ordinal words are written.
    :param seen: the places of the flags that the editor looked at, in the list of flags of the reading.
    :param same: which point of a page each part is, where the editor said so: its key and the id of the point, empty for a new one.
    """

    parts: tuple[Part, ...]
    style: str = "none"
    language: str = "en"
    seen: frozenset[int] = frozenset()
    same: tuple[tuple[int, str], ...] = ()

    @property
    def letters(self) -> Counter[str]:
        """Return how often each letter and digit occurs in all parts, what is left out included."""
        return bag("\n".join(part.whole for part in self.parts))

    @property
    def title(self) -> str:
        """Return the title, or an empty text."""
        return next((part.text for part in self.parts if part.kind == "title"), "")

    def of_kind(self, *kinds: str) -> list[Part]:
        """Return the parts of some kinds."""
        return [part for part in self.parts if part.kind in kinds]

    def place(self, key: int) -> int | None:
        """Return where the part with this key stands, from 0, or None."""
        return next((place for place, part in enumerate(self.parts) if part.key == key), None)

    def at_line(self, line: int) -> Part | None:
        """Return the part to which a line of the source went: the shortest around it, else the nearest that begins before."""
        around = [part for part in self.parts if part.first <= line <= part.last]
        if around:
            return min(around, key=lambda part: part.last - part.first)
        before = [part for part in self.parts if part.first <= line]
        return max(before, key=lambda part: part.first) if before else next(iter(self.parts), None)

    def next_key(self) -> int:
        """Return a key that no part has."""
        return max((part.key for part in self.parts), default=0) + 1

    def groups(self) -> Iterator[list[Part]]:
        """Give every part together with those that belong to it."""
        group: list[Part] = []
        for part in self.parts:
            if group and part.kind not in ATTACHED:
                yield group
                group = []
            group.append(part)
        if group:
            yield group

    def as_dict(self) -> dict[str, Any]:
        """Return it ready for JSON."""
        return {
            "parts": [asdict(part) for part in self.parts],
            "style": self.style,
            "language": self.language,
            "seen": sorted(self.seen),
            "same": self.same,
        }

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> "Arrangement":
        """Return what :meth:`as_dict` gave."""
        parts = tuple(Part(**part) for part in kept["parts"])
        return cls(parts, kept["style"], kept["language"], frozenset(kept["seen"]), tuple((key, uid) for key, uid in kept["same"]))


def computed_numbers(arrangement: Arrangement) -> dict[int, str]:
    """Return the number that the draft will write before each point, by the key of its part."""
    points = arrangement.of_kind("point")
    return {part.key: lead_in(number, arrangement.style, arrangement.language) for number, part in enumerate(points, 1)}
