"""Page numbers, running heads and tables of contents: found by where they stand, left out, and listed."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from declarations.importer.lines import SOFT_HYPHEN, Line, finished, starts_small
from declarations.importer.markers import recognise
from declarations.importer.reading import Dropped, Flag
from declarations.importer.words import LABELS

_PAGE = re.compile(
    r"(?P<word>page|seite|página|pagina|стр\.|p\.|s\.|第)?\s*[-–—|]*\s*(?P<number>\d{1,3})\s*(?:(?:of|von|de|sur|di|/)\s*\d{1,4})?\s*[-–—|]*\s*页?",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:[.…·_]\s?){4,}\s*\d{1,3}$")
_CONTENTS = re.compile(r"(?:table of )?contents|inhalt(?:sverzeichnis)?|sommaire|table des matières|índice|indice|sommario", re.IGNORECASE)
_LONGEST_HEAD = 100
_FEWEST_HEADS = 3
_LONGEST_TITLE = 60


class Furniture:
    """What does not belong to the text, by the index of its line. ``numbered`` tells whether there are points without bare numbers."""

    def __init__(self, lines: list[Line], *, numbered: Callable[[], bool]) -> None:
        self.lines = lines
        self.numbered = numbered
        self.indices: set[int] = {index for index, line in enumerate(lines) if line.aside}
        self.flags: list[Flag] = []
        self._paged = bool(lines) and lines[0].page != lines[-1].page
        self._maybe: set[int] = set()
        self._before: list[int | None] = [None] * len(lines)
        self._after: list[int | None] = [None] * len(lines)
        self._contents()
        if not any(line.ends is not None for line in lines):  # whoever knows how lines are set has found the furniture by its place
            self._page_numbers()
            self._running_heads()

    def remove(self) -> tuple[list[Line], list[Dropped]]:
        """Return the lines that remain, those after a removed one marked as torn, and the removed ones."""
        kept: list[Line] = []
        dropped: list[Dropped] = []
        gap, torn = 0, False
        for index, line in enumerate(self.lines):
            gap, torn = gap + line.gap, torn or line.torn
            if index in self.indices:
                dropped.append(Dropped(line.number, line.text.rstrip(SOFT_HYPHEN)))
                torn = torn or not line.aside
                continue
            line.gap, line.torn = gap, torn and bool(kept)
            kept.append(line)
            gap, torn = 0, False
        return kept, dropped

    def _contents(self) -> None:
        entries = {index for index, line in enumerate(self.lines) if _LEADER.search(line.text[-40:])}
        listed = {index for index in entries if index - 1 in entries or index + 1 in entries}
        listed |= {index - 1 for index in listed if index and _CONTENTS.fullmatch(self.lines[index - 1].text)}
        self.indices |= listed
        if listed:
            self.flags.append(Flag("contents_removed", self.lines[min(listed)].number, {"count": len(listed)}))

    def _page_numbers(self) -> None:
        found: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
        for index, line in enumerate(self.lines):
            match = _PAGE.fullmatch(line.text) if len(line.text) < 30 else None
            if match:
                found[line.text.isdecimal()].append((index, int(match["number"])))
        self._suspect(index for pairs in found.values() for index, _ in pairs)
        decorated = _rising(found[False])
        self.indices |= {index for index in decorated if self._alone(index) or len(decorated) > 2}
        self._bare_numbers([pair for pair in found[True] if self._alone(pair[0]) or self._interrupts(pair[0])], dict(found[True]))

    def _bare_numbers(self, pairs: list[tuple[int, int]], numbers: dict[int, int]) -> None:
        rising = [index for index in _rising(pairs) if self._alone(index) or len(pairs) > 2]
        if not rising:
            return
        placed = any(self._at_edge(index) or self._interrupts(index) for index in rising)
        if placed or self.numbered() or (len(rising) > 1 and numbers[rising[0]] > 1):
            self.indices |= set(rising)
        else:
            self.flags.append(Flag("page_number_or_point", self.lines[rising[0]].number, {"number": numbers[rising[0]]}))

    def _running_heads(self) -> None:
        groups: dict[str, list[int]] = defaultdict(list)
        for index, line in enumerate(self.lines):
            if len(line.text) <= _LONGEST_HEAD and index not in self.indices and any(map(str.isalpha, line.text)):
                key = re.sub(r"\d+", "#", line.text.casefold())
                groups[line.text if key[0] in "#(" and self._begins_like_point(index) else key].append(index)
        repeated = {key: indices for key, indices in groups.items() if len(indices) > 1 and not _is_label(key)}
        self._suspect(index for indices in repeated.values() for index in indices)
        for key, indices in repeated.items():
            numbered = self._begins_like_point(indices[0])
            if numbered and len(indices) < _FEWEST_HEADS:
                continue
            placed = [index for index in indices if self._alone(index) and (self._by_page(index) or self._interrupts(index))]
            others = [index for index in indices if index]
            if len(placed) >= max(len(others) / 2, 2 if len(indices) > 2 else len(others)) and placed:
                heads = {index for index in indices if self._alone(index) and not self._is_title(index, key)}
                self.indices |= heads
                self.flags += [
                    Flag("head_or_point", self.lines[index].number, {"text": self.lines[index].text}) for index in sorted(heads) if numbered
                ][:1]

    def _begins_like_point(self, index: int) -> bool:
        """Return whether a line has a number before its words: a point that occurs twice is no running head."""
        return any(mark.number and mark.rest and mark.family.shape != "bare" for mark in recognise(self.lines[index].text))

    def _is_title(self, index: int, key: str) -> bool:
        """The first line of all is the title, although heads repeat it, unless another heading follows."""
        after = self._after[index]
        if index or "#" in key or after is None:
            return False
        text = self.lines[after].text
        single = after + 1 == len(self.lines) or self.lines[after + 1].gap > 0
        return not (single and len(text) < _LONGEST_TITLE and text[-1].isalnum())

    def _suspect(self, indices: Iterable[int]) -> None:
        """Note lines that may be furniture; the nearest line before and after each line is then one that cannot be."""
        self._maybe |= set(indices)
        places = range(len(self.lines))
        for neighbours, order in ((self._before, places), (self._after, reversed(places))):
            nearest = None
            for index in order:
                neighbours[index] = nearest
                nearest = nearest if index in self._maybe else index

    def _interrupts(self, index: int) -> bool:
        """Return whether the line stands in the middle of a sentence."""
        before, after = self._before[index], self._after[index]
        return before is not None and after is not None and not finished(self.lines[before].text) and starts_small(self.lines[after].text)

    def _alone(self, index: int) -> bool:
        lines = self.lines
        above = index == 0 or lines[index].gap or lines[index].torn or index - 1 in self._maybe
        below = index == len(lines) - 1 or lines[index + 1].gap or lines[index + 1].torn or index + 1 in self._maybe
        return bool(above and below) or (self._paged and self._at_edge(index))

    def _at_edge(self, index: int) -> bool:
        """Return whether the line is the first or last of a page, or of the text."""
        lines = self.lines
        return index == len(lines) - 1 or (self._paged and (index == 0 or lines[index].torn or lines[index + 1].torn))

    def _by_page(self, index: int) -> bool:
        """Return whether the line stands next to a page number or at the edge of a page."""
        if index - 1 in self.indices or index + 1 in self.indices:
            return True
        return self._paged and any(self._at_edge(place) for place in (index - 1, index, index + 1) if 0 <= place < len(self.lines))


def _rising(pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Return the places of those numbers that go on rising, as the pages of a document do."""
    rising: list[int] = []
    last = None
    for index, number in pairs:
        if last is None or last < number <= last + 20:
            rising.append(index)
            last = number
    return rising


def _is_label(key: str) -> bool:
    words = key.replace(".", " ").split()
    return "#" in key and bool(words) and words[0] in LABELS
