"""Two languages of one text side by side: which part stands beside which."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .documents import Document, Part
from .schema import Point


@dataclass(frozen=True)
class Pair:
    """A part in both languages; one side is None where that language has no such part.

    :param kind: "point", or the kind of the part.
    """

    kind: str
    left: Part | Point | None
    right: Part | Point | None

    @property
    def part(self) -> Part | Point:
        """Return the part in whichever language has it."""
        return self.left or self.right

    @property
    def sides(self) -> tuple[Part | Point | None, Part | Point | None]:
        """Return both sides in their order."""
        return self.left, self.right


def pairs(left: Document, right: Document) -> list[Pair]:
    """Return all parts in the order of ``left``: points beside the point with the same identity, the others by their place in their kind.

    What only ``right`` has stands behind what it follows there.
    """
    twins = dict(_keyed(right))
    found = [(key, Pair(key[0], part, twins.pop(key, None))) for key, part in _keyed(left)]
    before = None
    for key, part in _keyed(right):
        if key in twins:
            place = next((at for at, (known, _pair) in enumerate(found, 1) if known == before), 0)
            found.insert(place, (key, Pair(key[0], None, part)))
        before = key
    return [pair for _key, pair in found]


def _keyed(document: Document) -> Iterator[tuple[tuple[str, str | int], Part | Point]]:
    """Give the parts, each under what it shares with its twin in the other language."""
    seen: Counter[str] = Counter()
    for part in document.parts:
        if isinstance(part, Point):
            yield ("point", part.uid), part
        else:
            seen[part.kind] += 1
            yield (part.kind, seen[part.kind]), part
