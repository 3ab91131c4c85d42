"""What the importer made of a text: its parts, what it left out, and what it is unsure of."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from declarations.importer.letters import bag
from declarations.importer.messages import LEVELS, MESSAGES


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the lines of the source, counted from 1, on which it begins and ends."""

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Subpoint:
    """A part of a point with a marker of its own, such as "(a)" or "•"."""

    marker: str
    paragraphs: tuple[Paragraph, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered point. ``marker`` is the number as it stands in the source; the paragraphs begin after it."""

    number: int | None
    marker: str
    line: int
    paragraphs: tuple[Paragraph, ...] = ()
    subpoints: tuple[Subpoint, ...] = ()
    heading: Paragraph | None = None
    crossheading: Paragraph | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex; its own numbering stays in the text of its paragraphs."""

    title: str
    line: int
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that is no part of the text: a page number, a running head, a table of contents."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that a person should look at, at a line of the source.

    ``values`` fill the sentence of ``code`` in ``messages.MESSAGES``, so that a page can show it in another language.
    """

    code: str
    line: int
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def level(self) -> str:
        """How grave it is: ``info``, ``check``, ``warn`` or ``stop``."""
        return LEVELS[self.code]

    @property
    def message(self) -> str:
        """Return the English sentence."""
        return MESSAGES[self.code].format(**self.values)

    def as_dict(self) -> dict[str, Any]:
        """Return the flag as it is printed."""
        return {"level": self.level, "code": self.code, "message": self.message, "line": self.line}


@dataclass(frozen=True, slots=True)
class Reading:
    """A text taken apart. ``style`` is the number style that fits its markers, ``language`` a guess or what was asked for.

    ``source`` is the text whose lines are counted: the input itself, or what a file became before it was taken apart.
    """

    title: Paragraph | None = None
    preamble: tuple[Paragraph, ...] = ()
    enacting: Paragraph | None = None
    points: tuple[Point, ...] = ()
    closing: tuple[Paragraph, ...] = ()
    annexes: tuple[Annex, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    flags: tuple[Flag, ...] = ()
    conserved: bool = True
    style: str = "none"
    language: str | None = None
    source: str = ""

    def texts(self) -> Iterator[str]:
        """Yield every piece of text of the reading once, what was dropped included."""
        for paragraph in (self.title, *self.preamble, self.enacting):
            yield paragraph.text if paragraph else ""
        for point in self.points:
            yield from _point_texts(point)
        yield from (paragraph.text for paragraph in self.closing)
        for annex in self.annexes:
            yield annex.title
            yield from (paragraph.text for paragraph in annex.paragraphs)
        yield from (line.text for line in self.dropped)

    def conserves(self, text: str) -> bool:
        """Return whether the reading has exactly the letters and digits of ``text``, none lost and none doubled."""
        return bag("\n".join(self.texts())) == bag(text)

    def as_dict(self) -> dict[str, Any]:
        """Return the reading as it is printed; see the reference of ``import_declaration --json``."""
        return {
            "title": _text(self.title),
            "preamble": [paragraph.text for paragraph in self.preamble],
            "enacting": _text(self.enacting),
            "points": [_point_dict(point) for point in self.points],
            "closing": [paragraph.text for paragraph in self.closing],
            "annexes": [{"title": annex.title, "paragraphs": [one.text for one in annex.paragraphs]} for annex in self.annexes],
            "dropped": [{"line": line.line, "text": line.text} for line in self.dropped],
            "flags": [flag.as_dict() for flag in self.flags],
            "conserved": self.conserved,
        }


def _text(paragraph: Paragraph | None) -> str | None:
    return paragraph.text if paragraph else None


def _point_texts(point: Point) -> Iterator[str]:
    for paragraph in (point.crossheading, point.heading, *point.paragraphs):
        yield paragraph.text if paragraph else ""
    yield point.marker
    for subpoint in point.subpoints:
        yield subpoint.marker
        yield from (paragraph.text for paragraph in subpoint.paragraphs)


def _point_dict(point: Point) -> dict[str, Any]:
    return {
        "number": point.number,
        "marker": point.marker,
        "crossheading": _text(point.crossheading),
        "heading": _text(point.heading),
        "paragraphs": [paragraph.text for paragraph in point.paragraphs],
        "subpoints": [
            {"marker": subpoint.marker, "paragraphs": [paragraph.text for paragraph in subpoint.paragraphs]} for subpoint in point.subpoints
        ],
    }
