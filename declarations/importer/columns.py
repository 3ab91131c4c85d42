"""Two columns that were copied with their layout: the blank band between them is found, the left column read first."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from statistics import median

from declarations.importer.lines import Row
from declarations.importer.markers import recognise
from declarations.importer.reading import Flag

_BAND = re.compile(r"(?<=\S)\s{2,}(?=\S)")
_WIDEST = 400
_FEWEST = 5
_FEWEST_BESIDE = 2
_FEWEST_ALIGNED = 3
_LEAST_SHARE = 0.25
_REACH = 6
_NARROWEST = 12


def read_columns(rows: list[Row]) -> tuple[list[Row], list[Flag]]:
    """Return the rows in the order in which they are read; pages without a second column stay as they are."""
    pages = [_spaced(group) for _, group in groupby(rows, key=lambda row: row.page)]
    gutters = [_find_gutter(page) for page in pages]
    usual = Counter(gutter for gutter in gutters if gutter).most_common(1)
    read: list[Row] = []
    flags: list[Flag] = []
    for page, gutter in zip(pages, gutters, strict=True):
        place = gutter or (usual[0][0] if usual and _divides(page, usual[0][0], _FEWEST_BESIDE) else None)
        if place is None:
            read += page
            flags += _doubts(page)
        else:
            read += _split(page, place)
            flags.append(Flag("columns_split", page[0].number))
    return read, flags


def _spaced(rows: Iterable[Row]) -> list[Row]:
    return [row._replace(text=row.text.expandtabs(8)) if "\t" in row.text and len(row.text) < _WIDEST else row for row in rows]


def _bands(row: Row) -> list[tuple[int, int]]:
    return [match.span() for match in _BAND.finditer(row.text)] if "  " in row.text and len(row.text) < _WIDEST else []


def _find_gutter(page: list[Row]) -> int | None:
    """Return the column that is blank in most of the lines that have words on both sides of it."""
    votes: Counter[int] = Counter(column for row in page for start, end in _bands(row) for column in range(start, end))
    if not votes:
        return None
    gutter, count = max(votes.items(), key=lambda item: (item[1], item[0]))
    if count >= _FEWEST and _divides(page, gutter, _FEWEST):
        return gutter
    gutter = _margin(page)
    return gutter if gutter and _divides(page, gutter, _FEWEST_BESIDE) else None


def _margin(page: list[Row]) -> int | None:
    """Return the column before the place at which several lines, or their right halves, begin."""
    begins = Counter(start for row in page if len(row.text) < _WIDEST for start in _right_starts(row))
    place, count = max(begins.items(), key=lambda item: item[1], default=(0, 0))
    return place - 1 if count >= _FEWEST_ALIGNED else None


def _right_starts(row: Row) -> list[int]:
    indent = len(row.text) - len(row.text.lstrip())
    far = [indent] if indent >= 2 * _NARROWEST else []
    return far + [end for start, end in _bands(row) if end - start > 2]


def _doubts(page: list[Row]) -> list[Flag]:
    """Return flags where lines have words on both sides of wide gaps and no columns were found, and at each point that begins there."""
    flags: list[Flag] = []
    for row in page:
        for start, end in _bands(row):
            if end - start < 3:
                continue
            flags += [Flag("wide_gaps", row.number)] if not flags and start >= _NARROWEST else []
            mark = next((mark for mark in recognise(row.text[end : end + 80]) if mark.number and mark.family.shape != "bare"), None)
            flags += [Flag("leftover_marker", row.number, {"marker": mark.marker})] if mark else []
    return flags


def _divides(page: list[Row], gutter: int, fewest: int) -> bool:
    """Return whether enough lines have words on both sides of a column, and few run across it."""
    filled = [row for row in page if row.text.strip()]
    both = [row for row in filled if _cut_place(row, gutter) is not None]
    across = sum(1 for row in filled if _is_across(row, gutter))
    if len(both) < max(fewest, _LEAST_SHARE * len(filled) if fewest == _FEWEST else 0) or across > len(filled) / 4:
        return False
    sides = (median(len(row.text[:gutter].strip()) for row in both), median(len(row.text[gutter:].strip()) for row in both))
    return min(sides) >= _NARROWEST


def _cut_place(row: Row, gutter: int) -> int | None:
    """Return where a line falls into two, None when it has words on one side only or runs across."""
    near = [(start, end) for start, end in _bands(row) if start - _REACH <= gutter <= end + _REACH]
    return min(near, key=lambda band: abs(band[1] - gutter))[1] if near else None


def _is_across(row: Row, gutter: int) -> bool:
    return _cut_place(row, gutter) is None and bool(row.text[:gutter].strip()) and len(row.text.rstrip()) > gutter + _REACH


def _split(page: list[Row], gutter: int) -> list[Row]:
    read: list[Row] = []
    left: list[Row] = []
    right: list[Row] = []
    for row in page:
        if _is_across(row, gutter):
            read += [*left, *right, row]
            left, right = [], []
            continue
        indent = len(row.text) - len(row.text.lstrip())
        place = _cut_place(row, gutter) or (indent if indent >= gutter - _REACH else len(row.text))
        left.append(Row(row.number, row.text[:place], row.page))
        right.append(Row(row.number, " " * (place - gutter - 1) + row.text[place:], row.page))
    return [*read, *left, *right]
