"""The styles and the automatic numbers of a Word file: which paragraphs are headings, and what number stands before each."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from declarations.importer.package import attribute, child, is_on, name_of, whole
from declarations.numerals import ROWS, NumberWords, render_han, render_roman, row_for

_LEVELS = 9
_DEEPEST = 20
_HEADING = re.compile(r"heading \d|title|subtitle")
_HAN = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of its paragraphs."""

    name: str
    based_on: str | None
    number: int | None
    level: int | None
    heading: bool


@dataclass(slots=True)
class Level:
    """How the numbers of one level are written. ``restart`` is the level after which they begin again, 0 for never."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class Numbering:
    """The numbers of a file; ``unknown`` holds the ways of writing numbers that are not known here."""

    language: str
    levels: dict[int, dict[int, Level]] = field(default_factory=dict)
    lists: dict[int, int] = field(default_factory=dict)
    starts: dict[int, dict[int, int]] = field(default_factory=dict)
    counts: dict[int, list[int | None]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    begun: set[int] = field(default_factory=set)

    def marker(self, number: int, depth: int) -> str:
        """Count one on in a list and return the number as it is shown, empty where the list shows none."""
        kind = self.lists.get(number)
        level = self.levels.get(kind, {}).get(depth) if kind is not None else None
        if kind is None or level is None:
            return ""
        counts = self.counts.setdefault(kind, [None] * _LEVELS)
        if number not in self.begun:
            self.begun.add(number)
            for place, start in self.starts.get(number, {}).items():
                counts[place] = start - 1
        before = counts[depth]
        counts[depth] = level.start if before is None else before + 1
        for deeper in range(depth + 1, _LEVELS):
            restart = self.levels[kind].get(deeper, Level()).restart
            if restart is None or depth < restart:
                counts[deeper] = None
        return self._shown(kind, level, counts)

    def _shown(self, kind: int, level: Level, counts: list[int | None]) -> str:
        if level.style == "bullet":
            return "•"
        if level.style == "none":
            return ""

        def written(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            other = self.levels[kind].get(place, Level())
            count = counts[place]
            return self.written(other.start if count is None else count, "decimal" if level.legal else other.style)

        return re.sub(r"%([1-9])", written, level.text).strip()

    def written(self, number: int, style: str) -> str:
        """Return a number as a style writes it; as digits where the style is not known or has no such number."""
        row = row_for(self.language) or ROWS["en"]
        write = _WAYS.get(style)
        if write is None:
            self.unknown.add(style)
            return str(number)
        return write(number, row) or str(number)


def _ordinal(number: int, row: NumberWords) -> str:
    return f"{number}{_suffix(number)}" if row.language == "en" else f"{number}."


def _ordinal_word(number: int, row: NumberWords) -> str:
    return row.ordinals[number - 1] if 0 < number <= len(row.ordinals) else ""


def _han(number: int, row: NumberWords) -> str:
    return render_han(number) if 0 < number < 100 else ""


def _roman(number: int, row: NumberWords) -> str:
    return render_roman(number) if 0 < number < 4000 else ""


def _suffix(number: int) -> str:
    return "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _letters(number: int, alphabet: str) -> str:
    """Return a number as a letter; after the last one they are doubled, as Word does."""
    times, place = divmod(number - 1, len(alphabet))
    return "" if number < 1 or times > 2 else alphabet[place] * (times + 1)


_WAYS: dict[str, Callable[[int, NumberWords], str]] = {
    "decimal": lambda number, _row: str(number),
    "decimalFullWidth": lambda number, _row: str(number),
    "decimalZero": lambda number, _row: f"{number:02}",
    "none": lambda _number, _row: "",
    "ordinal": _ordinal,
    "ordinalText": _ordinal_word,
    "upperRoman": _roman,
    "lowerRoman": lambda number, row: _roman(number, row).lower(),
    "upperLetter": lambda number, _row: _letters(number, _LATIN).upper(),
    "lowerLetter": lambda number, _row: _letters(number, _LATIN),
    "russianUpper": lambda number, _row: _letters(number, _RUSSIAN).upper(),
    "russianLower": lambda number, _row: _letters(number, _RUSSIAN),
    **dict.fromkeys(_HAN, _han),
}
"""How Word calls the ways of writing numbers that are known here."""


def read_styles(root: Element | None) -> tuple[dict[str, Style], str]:
    """Return the styles of paragraphs by their identity, and the language of the file."""
    found: dict[str, Style] = {}
    for element in root if root is not None else ():
        if name_of(element) == "style":
            properties = child(element, "pPr")
            name = (attribute(child(element, "name")) or "").lower()
            outline = whole(child(properties, "outlineLvl"))
            found[attribute(element, "styleId") or ""] = Style(
                name,
                attribute(child(element, "basedOn")),
                whole(child(properties, "numPr", "numId")),
                whole(child(properties, "numPr", "ilvl")),
                bool(_HEADING.fullmatch(name)) or (outline is not None and outline < _LEVELS),
            )
    return found, attribute(child(root, "docDefaults", "rPrDefault", "rPr", "lang")) or "en"


def chain(styles: dict[str, Style], name: str | None) -> list[Style]:
    """Return a style and those on which it is based."""
    found: list[Style] = []
    while name in styles and len(found) < _DEEPEST:
        found.append(styles[name])
        name = found[-1].based_on
    return found


def read_numbering(root: Element | None, language: str) -> Numbering:
    """Return the lists of a file, none of them begun."""
    numbering = Numbering(language)
    named: dict[str, int] = {}
    linked: dict[int, str] = {}
    for element in root if root is not None else ():
        if name_of(element) == "abstractNum":
            kind = whole(element, "abstractNumId") or 0
            numbering.levels[kind] = dict(_level(one) for one in element if name_of(one) == "lvl")
            named[attribute(child(element, "styleLink")) or ""] = kind
            if link := attribute(child(element, "numStyleLink")):
                linked[kind] = link
        elif name_of(element) == "num":
            _add_list(numbering, element)
    for kind, link in linked.items():
        numbering.levels[kind] = numbering.levels.get(named.get(link, -1), {})
    return numbering


def _add_list(numbering: Numbering, element: Element) -> None:
    number, kind = whole(element, "numId"), whole(child(element, "abstractNumId"))
    if number is None or kind is None:
        return
    numbering.lists[number] = kind
    for override in element:
        depth = whole(override, "ilvl")
        if name_of(override) != "lvlOverride" or depth is None or not 0 <= depth < _LEVELS:
            continue
        own = child(override, "lvl")
        start = whole(child(override, "startOverride"))
        if own is not None:
            numbering.lists[number] = kind = _own_kind(numbering, number, kind)
            numbering.levels[kind][depth] = _level(own)[1]
        if start is not None:
            numbering.starts.setdefault(number, {})[depth] = start


def _own_kind(numbering: Numbering, number: int, kind: int) -> int:
    """Return a kind of list of its own for a list that writes its numbers otherwise than its kind."""
    own = -1 - number
    numbering.levels.setdefault(own, dict(numbering.levels.get(kind, {})))
    return own


def _level(element: Element) -> tuple[int, Level]:
    start = whole(child(element, "start"))
    level = Level(
        1 if start is None else start,
        attribute(child(element, "numFmt")) or "decimal",
        (attribute(child(element, "lvlText")) or "")[:80],
        whole(child(element, "lvlRestart")),
        is_on(child(element, "isLgl")),
    )
    return whole(element, "ilvl") or 0, level
