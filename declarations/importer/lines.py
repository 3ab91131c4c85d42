"""From a text as it was pasted to lines: one kind of line break, of space and of letter, nothing else touched."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from declarations.importer.reading import Flag

SOFT_HYPHEN = "\u00ad"

_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PILE = re.compile(r"[^\w\s\x00-\u02ff]{64}")  # so many accents on one letter are no writing, and sorting them takes quadratic time
_INNER_BREAK = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?=\S)")
_END = re.compile(r"(?:[.!?…:;。！？：；؟।][\"'”’»“)\]*]*|[^\d\s][.!?][”»\")]?\d{1,3})$")
_OVERLONG = 100_000
_WIDEST_GAP = 100  # more blank lines than this part no two paragraphs more


class Row(NamedTuple):
    """A line of the source with its layout: ``number`` counts from 1, ``page`` grows at each form feed.

    ``firm`` says that paragraphs end at blank lines and nowhere else, ``heading`` that the source calls the line one,
    ``aside`` that it is no part of the text, such as the head of a page, and ``ends`` whether a paragraph ends with the line,
    where the way in which it is set shows it.
    """

    number: int
    text: str
    page: int
    firm: bool = False
    heading: bool = False
    aside: bool = False
    ends: bool | None = None


@dataclass(slots=True)
class Line:
    """A line with words on it. ``gap`` is the number of blank lines before it; ``torn`` says that a page ended there.

    ``firm``, ``heading``, ``aside`` and ``ends`` as in ``Row``.
    """

    number: int
    text: str
    indent: int = 0
    gap: int = 0
    page: int = 0
    torn: bool = False
    heading: bool = False
    firm: bool = False
    aside: bool = False
    ends: bool | None = None


def read_rows(text: str) -> tuple[list[Row], list[Flag]]:
    """Return the lines of a text with their layout, and what had to be removed to read them."""
    text = _SURROGATE.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\x0b").replace("\u2029", "\x0b")
    text, invisible = _INVISIBLE.subn("", text)
    text, ligatures = _LIGATURE.subn(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    rows: list[Row] = []
    page = blank = 0
    text = text if _PILE.search(text) else unicodedata.normalize("NFC", text)
    for number, line in enumerate(text.split("\n"), 1):
        blank = 0 if line else blank + 1
        if blank > _WIDEST_GAP:
            continue
        for place, piece in enumerate(_INNER_BREAK.split(line) if line else ("",)):
            page += 1 if place and "\x0c" in line else 0
            rows.append(Row(number, _without_soft_hyphens(piece), page))
    counts = {"invisible_removed": invisible, "ligatures_spelled": ligatures}
    return rows, [Flag(code, 1, {"count": count}) for code, count in counts.items() if count]


def _without_soft_hyphens(text: str) -> str:
    """Only at the end of a line a soft hyphen means something: the word goes on."""
    if SOFT_HYPHEN not in text:
        return text
    divided = text.rstrip().endswith(SOFT_HYPHEN)
    text = text.replace(SOFT_HYPHEN, "").rstrip()
    return text + (SOFT_HYPHEN if divided and text[-1:].isalnum() else "")


def measure(rows: Iterable[Row]) -> list[Line]:
    """Return the lines that have words, each with the gap before it."""
    lines: list[Line] = []
    gap = 0
    for row in rows:
        text = " ".join(row.text.split())
        if not text:
            gap += 1
            continue
        hashed = not row.firm and bool(_HEADING.match(row.text[:12]))
        text = text.lstrip("# ") if hashed else text
        indent = len(row.text) - len(row.text.lstrip()) if len(row.text) < _OVERLONG else 0
        torn = bool(lines) and lines[-1].page != row.page
        heading = hashed or row.heading
        lines.append(Line(row.number, text, indent, gap, row.page, torn, heading, row.firm, row.aside, row.ends))
        gap = 0
    return lines


def finished(text: str) -> bool:
    """Return whether a text ends like a sentence, a clause or an announcement."""
    return not text or bool(_END.search(text[-12:]))


def starts_small(text: str) -> bool:
    """Return whether the first letter is a small one, quotation marks and brackets apart."""
    return text.lstrip("\"'“‘„«([")[:1].islower()
