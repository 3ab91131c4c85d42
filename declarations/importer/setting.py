"""From the letters of a page to its lines as they were set: words, base lines, columns, the order of reading."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from declarations.importer.glyphs import Glyph, is_backward

_SAME_LINE = 0.3
_RAISED = 0.65
_MOST_RAISED = 6
_SMALLER = 0.85
_SPACE = 0.18
_THIN_SPACE = 0.04
_SOLID = 0.5
_NARROWEST_GUTTER = 0.9
_FEWEST = 4
_MOST_ACROSS = 0.25
_NARROWEST_COLUMN = 5
_DEEPEST = 3
_MARGIN = 0.15


class Word(NamedTuple):
    """Letters without a space between them."""

    text: str
    x0: float
    x1: float


@dataclass(slots=True)
class Strip:
    """The words on one base line ``y``, from left to right, and the size of their letters."""

    y: float
    size: float
    words: list[Word] = field(default_factory=list)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        """The words in the order of reading."""
        words = [word.text for word in self.words]
        return " ".join(_turned(words) if is_backward("".join(words)) else words)

    def part(self, left: float, right: float) -> "Strip | None":
        """Return the words whose middle lies between two places, None where there are none."""
        words = [word for word in self.words if left <= (word.x0 + word.x1) / 2 < right]
        return Strip(self.y, self.size, words) if words else None


def _turned(words: list[str]) -> list[str]:
    """Return the words of a line that runs from right to left; numbers and Latin words keep their direction."""
    turned: list[str] = []
    forward: list[str] = []
    for word in reversed(words):
        if is_backward(word):
            turned += [*reversed(forward), word[::-1]]
            forward = []
        elif any(map(str.isalpha, word)):
            forward.append(word)
        else:
            turned += [*reversed(forward), word]
            forward = []
    return [*turned, *reversed(forward)]


def strips_of(glyphs: Iterable[Glyph]) -> list[Strip]:
    """Return the base lines of a page from top to bottom, with their words."""
    groups: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.y):
        if groups and groups[-1][0].y - glyph.y <= _SAME_LINE * min(groups[-1][0].size, glyph.size):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    found = [_strip(group) for group in _lowered(groups)]
    return sorted((strip for strip in found if strip.words), key=lambda strip: -strip.y)


def _lowered(groups: list[list[Glyph]]) -> list[list[Glyph]]:
    """Put raised and lowered small letters, such as the marks of notes, into the lines beside which they stand."""
    kept: list[list[Glyph]] = []
    for place, group in enumerate(groups):
        beside = [other for other in groups[max(0, place - 1) : place + 2] if other is not group and _is_beside(group, other)]
        if beside:
            beside[0].extend(group)
        else:
            kept.append(group)
    return kept


def _is_beside(small: list[Glyph], line: list[Glyph]) -> bool:
    size = max(glyph.size for glyph in line)
    if len(small) > _MOST_RAISED or small[0].size > _SMALLER * size or abs(small[0].y - line[0].y) > _RAISED * size:
        return False
    return any(abs(small[0].x0 - other.x1) < size / 2 or abs(small[-1].x1 - other.x0) < size / 2 for other in line)


def _strip(group: list[Glyph]) -> Strip:
    sizes = [glyph.size for glyph in group if not glyph.text.isspace()] or [1.0]
    base = max(group, key=lambda glyph: glyph.size)
    strip = Strip(base.y, median(sizes))
    letters: list[str] = []
    start, before, spaced = 0.0, None, False
    for glyph in sorted(group, key=lambda glyph: glyph.x0):
        if glyph.text.isspace() or not glyph.text:
            spaced = True
            continue
        if before and _is_shadow(before, glyph):
            continue
        gap = glyph.x0 - before.x1 if before else 0.0
        if before and gap > (_THIN_SPACE if spaced else _SPACE) * glyph.size:
            strip.words.append(Word("".join(letters), start, before.x1))
            letters = []
        start = start if letters else glyph.x0
        letters.append(glyph.text)
        before, spaced = glyph, False
    if before:
        strip.words.append(Word("".join(letters), start, before.x1))
    return strip


def _is_shadow(before: Glyph, glyph: Glyph) -> bool:
    """Return whether a letter was set twice to look bold."""
    near = abs(glyph.x0 - before.x0) < 0.3 * (glyph.x1 - glyph.x0) and abs(glyph.y - before.y) < 0.15 * glyph.size
    return near and glyph.text == before.text and not unicodedata.combining(glyph.text[0])


def columns_of(strips: list[Strip], usual: float | None = None, depth: int = 0) -> list[list[Strip]]:
    """Return the strips of a page column by column in the order of reading. ``usual`` is where other pages have their gutter."""
    gutter = find_gutter(strips, usual) if depth < _DEEPEST else None
    if gutter is None:
        return [strips] if strips else []
    usual_size = median(strip.size for strip in strips)
    columns: list[list[Strip]] = []
    band: list[Strip] = []
    for strip in strips:
        if (
            _covers(strip, gutter)
            or _is_spread(strip, gutter, usual_size)
            or (columns and not band and _continues(columns[-1], strip, usual_size))
        ):
            columns += [*_sides(band, gutter, depth), [strip]]
            band = []
        else:
            band.append(strip)
    return _merged([*columns, *_sides(band, gutter, depth)])


def _sides(band: list[Strip], gutter: float, depth: int) -> list[list[Strip]]:
    left = [part for strip in band if (part := strip.part(float("-inf"), gutter))]
    right = [part for strip in band if (part := strip.part(gutter, float("inf")))]
    return [column for side in (left, right) for column in columns_of(side, None, depth + 1)]


def _merged(columns: list[list[Strip]]) -> list[list[Strip]]:
    """Join lines across the page that follow one another, such as those of a long title."""
    merged: list[list[Strip]] = []
    for column in columns:
        if (
            len(column) == 1
            and merged
            and len(merged[-1]) < 3
            and merged[-1][-1].size == column[0].size > 0
            and _close(merged[-1][-1], column[0])
        ):
            merged[-1] = [*merged[-1], *column]
        else:
            merged.append(column)
    return merged


def _is_spread(strip: Strip, gutter: float, usual: float) -> bool:
    """Return whether a strip is a line of a title that was spread over the page: its gap at the gutter is one of several alike."""
    gaps = [(before.x1, after.x0) for before, after in pairwise(strip.words)]
    at_gutter = [end - start for start, end in gaps if start < gutter < end]
    others = [end - start for start, end in gaps if not start < gutter < end]
    return strip.size > 1.1 * usual and bool(at_gutter and others) and at_gutter[0] < 1.3 * max(others)


def _continues(across: list[Strip], strip: Strip, usual: float) -> bool:
    """Return whether a strip is the next line of a title that runs across the page."""
    return strip.size > 1.1 * usual and abs(strip.size - across[-1].size) < 0.05 * usual and _close(across[-1], strip)


def _close(above: Strip, below: Strip) -> bool:
    return 0 < above.y - below.y < 2 * below.size and above.x0 < below.x1 and below.x0 < above.x1


def stretches(strip: Strip) -> list[tuple[float, float]]:
    """Return where a strip is covered with words, spaces of usual width included."""
    found: list[tuple[float, float]] = []
    for word in strip.words:
        if found and word.x0 - found[-1][1] < _SOLID * strip.size:
            found[-1] = (found[-1][0], max(found[-1][1], word.x1))
        else:
            found.append((word.x0, word.x1))
    return found


def _covers(strip: Strip, place: float) -> bool:
    return any(start < place < end for start, end in stretches(strip))


def find_gutter(strips: list[Strip], usual: float | None = None) -> float | None:
    """Return the middle of the blank band between two columns, None where there is one column."""
    if not strips:
        return None
    size = median(strip.size for strip in strips)
    covered = [stretches(strip) for strip in strips]
    left, right = min(row[0][0] for row in covered), max(row[-1][1] for row in covered)
    if right - left < 2 * _NARROWEST_COLUMN * size:
        return None
    best: tuple[int, float, float] | None = None
    for start, end, count in _bands(covered, left, right):
        middle = (start + end) / 2
        if end - start >= _NARROWEST_GUTTER * size and _divides(strips, middle, count, usual):
            best = min(best or (len(strips) + 1, 0.0, 0.0), (count, start - end, middle))
    return best[2] if best else None


def _bands(covered: list[list[tuple[float, float]]], left: float, right: float) -> list[tuple[float, float, int]]:
    """Return the bands in the middle of a page that fewest strips run across, with the number of those strips."""
    edges: Counter[float] = Counter()
    for row in covered:
        edges.update(start for start, _ in row)
        edges.subtract(end for _, end in row)
    low, high = left + _MARGIN * (right - left), right - _MARGIN * (right - left)
    counts: list[tuple[float, float, int]] = []
    count = 0
    for place, after in pairwise(sorted(edges)):
        count += edges[place]
        if low < (place + after) / 2 < high:
            counts.append((place, after, count))
    most = min((count for _, _, count in counts), default=0) + max(1, len(covered) // 30)
    bands: list[tuple[float, float, int]] = []
    for start, end, count in counts:
        if count > most:
            continue
        if bands and bands[-1][1] == start:
            bands[-1] = (bands[-1][0], end, max(bands[-1][2], count))
        else:
            bands.append((start, end, count))
    return bands


def _divides(strips: list[Strip], middle: float, across: int, usual: float | None) -> bool:
    """Return whether there is enough text on both sides of a place, side by side."""
    left = [part for strip in strips if not _covers(strip, middle) and (part := strip.part(float("-inf"), middle))]
    right = [part for strip in strips if not _covers(strip, middle) and (part := strip.part(middle, float("inf")))]
    size = median(strip.size for strip in strips)
    known = usual is not None and abs(usual - middle) < 2 * size
    fewest = 1 if known else _FEWEST
    if min(len(left), len(right)) < fewest or across > _MOST_ACROSS * len(strips) + (1 if known else 0):
        return False
    beside = min(left[0].y, right[0].y) > max(left[-1].y, right[-1].y)
    wide = [median(part.x1 - part.x0 for part in side) for side in (left, right)]
    return known or (beside and min(wide) >= _NARROWEST_COLUMN * size)
