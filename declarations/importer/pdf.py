"""PDF files: set in lines, columns and pages, read twice by different readers, and compared."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from declarations.importer.comparing import compare
from declarations.importer.glyphs import UNKNOWN, Sheet, is_backward, read_sheets
from declarations.importer.lines import Row
from declarations.importer.markers import recognise
from declarations.importer.reader import flagged, read_source, read_text
from declarations.importer.reading import Flag, Reading
from declarations.importer.second import read_second
from declarations.importer.setting import Strip, columns_of, find_gutter, strips_of
from declarations.importer.source import Source, set_out

_APART = 1.22
_LARGE = 1.15
_SMALL = 0.89
_EDGE = 2
_FEWEST_LETTERS = 12
_SAME_HEIGHT = 3.0
_ISOLATED = 1.5
_ALIKE = 30.0
_CLEAR = 1.6
_MARGIN = 0.15
_FULL_COLUMN = 5
_NOTE = re.compile(r"[\d*†‡(\[]+\W*[^\W\d]")
_NUMBER = re.compile(r"\W*\d{1,4}\W*(?:\s*\W?\s*(?:of|von|de|sur|di|/)\s*\d{1,4})?\W*")


@dataclass(slots=True)
class Page:
    """The strips of a page; ``aside`` holds the heads, page numbers and notes, by their identity in ``strips``."""

    number: int
    height: float
    strips: list[Strip]
    aside: set[int]

    def edge(self, strip: Strip) -> bool:
        """Return whether a strip stands in the upper or the lower margin."""
        return not _MARGIN * self.height < strip.y < (1 - _MARGIN) * self.height


def read(data: bytes, *, language: str | None = None) -> Reading:
    """Return a PDF taken apart, with a flag at each part that a second reader of the file reads otherwise.

    :raises Refused: when the file needs a password or holds more than is read.
    """
    sheets, whole = read_sheets(data)
    pages = [Page(number, sheet.height, strips_of(sheet.glyphs), set()) for number, sheet in enumerate(sheets, 1)]
    source = set_pages(sheets, pages)
    reading = read_source(source, language=language)
    letters = sum(len(sheet.glyphs) + len(sheet.turned) for sheet in sheets)
    flags = [] if whole else [Flag("pages_left_out", 1, {"count": len(sheets)})]
    if letters < _FEWEST_LETTERS * len(sheets) or not letters:
        return flagged(reading, [*flags, Flag("scan", 1)])
    second = read_second(data, [[strip.text for strip in page.strips if id(strip) in page.aside] for page in pages])
    differences = [Flag("read_once", 1)] if second is None else compare(reading, read_text(second, language=reading.language))
    return flagged(reading, [*flags, *differences])


class Typography:
    """The measures of a document: the size of its letters, the distance of its lines, where its gutter is."""

    def __init__(self, pages: list[Page]) -> None:
        letters: Counter[float] = Counter()
        for page in pages:
            for strip in page.strips:
                letters[round(strip.size, 1)] += sum(len(word.text) for word in strip.words)
        self.body = letters.most_common(1)[0][0] if letters else 1.0
        gutters = [gutter for page in pages if (gutter := find_gutter(_inner(page))) is not None]
        self.gutter = median(gutters) if gutters else None
        columns = [column for page in pages for column in columns_of(_inner(page), self.gutter)]
        steps = sorted(
            above.y - below.y
            for column in columns
            for above, below in pairwise(column)
            if 0.8 < (above.y - below.y) / self.body < 2.5 and abs(above.size - below.size) < 0.1 * self.body
        )
        self.pitch = steps[len(steps) // 5] if steps else 1.3 * self.body


def set_pages(sheets: list[Sheet], pages: list[Page]) -> Source:
    """Return the text of a PDF in the order of reading, its heads, page numbers and notes set aside."""
    _set_heads_aside(pages)
    typography = Typography(pages)
    for page in pages:
        _set_edges_aside(page, typography)
    notes = sum(_set_notes_aside(page, typography) for page in pages)
    rows = list(_rows(pages, typography))
    turned = [Row(0, "".join(sheet.turned), 0, aside=True) for sheet in sheets if sheet.turned]
    return set_out([*rows, *turned], _flags(sheets, rows, notes, typography, len(turned)))


def _inner(page: Page) -> list[Strip]:
    return [strip for strip in page.strips if id(strip) not in page.aside]


def _flags(sheets: list[Sheet], rows: list[Row], notes: int, typography: Typography, turned: int) -> Iterator[Flag]:
    text = "".join(row.text for row in rows)
    empty = [number for number, sheet in enumerate(sheets, 1) if not sheet.glyphs and not sheet.turned]
    for number in empty:
        yield Flag("page_without_text", 1, {"number": number})
    if typography.gutter is not None:
        yield Flag("columns_read", 1)
    if UNKNOWN in text:
        yield Flag("letters_unknown", 1, {"count": text.count(UNKNOWN)})
    if is_backward(text):
        yield Flag("right_to_left", 1)
    if notes:
        yield Flag("notes_removed", 1, {"count": notes})
    if turned:
        yield Flag("turned_removed", 1)


def _set_heads_aside(pages: list[Page]) -> None:
    """Set aside the first and last lines of pages that come again at the same height of other pages, apart from the text."""
    places: dict[str, list[tuple[int, float]]] = {}
    for page in pages:
        for strip in {id(strip): strip for strip in (*page.strips[:_EDGE], *page.strips[-_EDGE:])}.values():
            places.setdefault(_without_numbers(strip.text), []).append((page.number, strip.y))
    for page in pages:
        for order in (page.strips, page.strips[::-1]):
            heads = []
            for strip in order[:_EDGE]:
                same = [number for number, y in places[_without_numbers(strip.text)] if abs(y - strip.y) < _SAME_HEIGHT]
                if set(same) == {page.number} or _is_numbered(strip.text) or not page.edge(strip):
                    break
                heads.append(strip)
            rest = order[len(heads) :]
            if heads and (not rest or abs(heads[-1].y - rest[0].y) > _CLEAR * max(heads[-1].size, rest[0].size)):
                page.aside |= {id(strip) for strip in heads}


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())


def _is_numbered(text: str) -> bool:
    """Return whether a line begins like a point and is no page number: points may stand at the same place of several pages."""
    return any(mark.number for mark in recognise(text)) and not _NUMBER.fullmatch(text)


def _set_edges_aside(page: Page, typography: Typography) -> None:
    """Set aside a first or last line that stands apart and is a number or set smaller than the text."""
    for order in (page.strips, page.strips[::-1]):
        inner = [strip for strip in order if id(strip) not in page.aside]
        if len(inner) < 2:
            continue
        apart = abs(inner[0].y - inner[1].y) > _ISOLATED * typography.pitch
        if apart and page.edge(inner[0]) and (_NUMBER.fullmatch(inner[0].text) or _is_small(inner[0], typography)):
            page.aside.add(id(inner[0]))


def _is_small(strip: Strip, typography: Typography) -> bool:
    return strip.size < _SMALL * typography.body and not _NOTE.match(strip.text)


def _set_notes_aside(page: Page, typography: Typography) -> int:
    """Set aside the notes at the foot of a page: lines in small letters below the last one of the text. Return how many there are."""
    inner = _inner(page)
    notes: list[Strip] = []
    for strip in reversed(inner):
        if strip.size >= _SMALL * typography.body:
            break
        notes.append(strip)
    if len(notes) == len(inner):
        return 0
    page.aside |= {id(strip) for strip in notes}
    return sum(1 for strip in notes if _NOTE.match(strip.text)) or bool(notes)


def _rows(pages: list[Page], typography: Typography) -> Iterator[Row]:
    columns: list[list[Strip]] = []
    heads: dict[int, list[Row]] = {}
    for page in pages:
        heads[len(columns)] = [
            *heads.get(len(columns), []),
            *(Row(0, strip.text, 0, aside=True) for strip in page.strips if id(strip) in page.aside),
        ]
        columns += columns_of(_inner(page), typography.gutter)
    margins = _margins(columns)
    for place, (column, after) in enumerate(zip(columns, [*columns[1:], [None]], strict=False)):
        yield from heads.get(place, [])
        yield from _column([*column, after[0]], typography, margins[place], place)
    yield from heads.get(len(columns), [])


def _margins(columns: list[list[Strip]]) -> list[tuple[float, float]]:
    """Return for each column where its lines begin and end; of one with few lines, what others that begin there say."""
    edges = [(min(strip.x0 for strip in column), max(strip.x1 for strip in column), len(column)) for column in columns]
    found = []
    for left, right, count in edges:
        alike = [edge for edge in edges if edge[2] >= _FULL_COLUMN and abs(edge[0] - left) < _ALIKE and edge[1] >= right]
        usual = median(edge[1] for edge in alike) if alike and count < _FULL_COLUMN else right
        found.append((left, usual))
    return found


def _column(strips: list[Strip | None], typography: Typography, margin: tuple[float, float], place: int) -> Iterator[Row]:
    """Yield the lines of a column, blank ones where more than the usual distance lies between two, headings in one piece.

    The last strip is the first of the next column; it only tells whether its first word would still have found room here.
    """
    before: Strip | None = None
    heading: list[str] = []
    for strip, after in pairwise(strips):
        large = strip.size > _LARGE * typography.body
        apart = before is not None and _is_apart(before, strip, typography)
        if heading and (apart or not large):
            yield Row(0, " ".join(heading), place, heading=True)
            heading = []
        if apart:
            yield Row(0, "", place)
        before = strip
        if large:
            heading.append(strip.text)
            continue
        indent = " " * round(max(0.0, strip.x0 - margin[0]) / (0.5 * strip.size))
        yield Row(0, indent + strip.text, place, ends=_ends(strip, after, margin[1]))
    if heading:
        yield Row(0, " ".join(heading), place, heading=True)


def _is_apart(above: Strip, below: Strip, typography: Typography) -> bool:
    size = max(above.size, below.size)
    usual = typography.pitch * max(1.0, size / typography.body)
    return above.y - below.y > _APART * usual or abs(above.size - below.size) > 0.1 * typography.body


def _ends(strip: Strip, after: Strip | None, right: float) -> bool:
    """Return whether a paragraph ends with a line: the first word of the next one would still have found room in it."""
    if after is None:
        return True
    first = after.words[0]
    return right - strip.x1 > (first.x1 - first.x0) * strip.size / after.size + 0.3 * strip.size
