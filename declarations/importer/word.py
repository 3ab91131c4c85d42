"""Word files: their paragraphs with automatic numbers, as they read when all tracked changes are accepted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree.ElementTree import Element

from declarations.importer.lines import Row, finished, starts_small
from declarations.importer.markers import recognise
from declarations.importer.outline import Numbering, Style, chain, read_numbering, read_styles
from declarations.importer.package import Package, attribute, child, is_on, name_of, whole
from declarations.importer.reader import read_source
from declarations.importer.reading import Flag, Reading
from declarations.importer.source import Refused, Source, set_out

_INSIDE = frozenset(
    [
        "ins",
        "moveTo",
        "hyperlink",
        "smartTag",
        "sdt",
        "sdtContent",
        "fldSimple",
        "customXml",
        "bdo",
        "dir",
        "r",
        "oMathPara",
        "oMath",
        "e",
        "num",
        "den",
        "sub",
        "sup",
        "fName",
        "d",
        "f",
        "sSub",
        "sSup",
        "sSubSup",
        "rad",
        "deg",
        "nary",
        "func",
        "m",
        "mr",
    ]
)
_GONE = {"del", "moveFrom"}
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad", "ptab": " "}
_FEWEST_LINES = 5
_MANY_LINES = 0.25


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the file: its text with line breaks, its number, and what it holds besides."""

    text: str
    marker: str = ""
    heading: bool = False
    aside: bool = False
    joined: bool = False


@dataclass(slots=True)
class Document:
    """Reads the body of a file and counts what an editor should know."""

    styles: dict[str, Style]
    numbering: Numbering
    counts: Counter[str] = field(default_factory=Counter)
    boxes: list[Element] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def paragraphs(self, element: Element, *, aside: bool = False) -> Iterator[Paragraph]:
        """Yield the paragraphs inside an element, those of tables and text boxes at their place."""
        for one in element:
            name = name_of(one)
            if name == "p":
                yield self._paragraph(one, aside=aside)
                boxes, self.boxes = self.boxes, []
                for box in boxes:
                    yield from self.paragraphs(box, aside=aside)
            elif name in _GONE:
                self.counts["changes"] += 1
            elif name == "AlternateContent":
                yield from self.paragraphs(_chosen(one), aside=aside)
            else:
                self.counts["tables"] += name == "tbl" and not aside
                self.counts["changes"] += name in ("ins", "moveTo")
                yield from self.paragraphs(one, aside=aside) if name not in ("sectPr", "tblPr", "trPr", "tcPr") else ()

    def _paragraph(self, element: Element, *, aside: bool) -> Paragraph:
        properties = child(element, "pPr")
        styles = chain(self.styles, attribute(child(properties, "pStyle")) or self._usual())
        outline = whole(child(properties, "outlineLvl"))
        marked = child(properties, "rPr")
        self.counts["changes"] += child(marked, "ins") is not None or child(marked, "del") is not None
        text = "".join(self._text(element))
        contents = any(style.name.startswith("toc ") for style in styles)
        return Paragraph(
            text,
            "" if aside else self._marker(properties, styles),
            bool(text.strip()) and ((outline is not None and outline < 9) or any(style.heading for style in styles)),
            aside or contents,
            child(marked, "del") is not None,
        )

    def _usual(self) -> str | None:
        return next((key for key, style in self.styles.items() if style.name == "normal"), None)

    def _marker(self, properties: Element | None, styles: list[Style]) -> str:
        own = child(properties, "numPr")
        number = whole(child(own, "numId"))
        depth = whole(child(own, "ilvl"))
        if number is None:
            number = next((style.number for style in styles if style.number is not None), None)
        if depth is None:
            depth = next((style.level for style in styles if style.level is not None), 0)
        marker = self.numbering.marker(number, min(max(depth, 0), 8)) if number else ""
        self.counts["numbers"] += bool(marker)
        return marker

    def _text(self, element: Iterable[Element]) -> Iterator[str]:
        """Yield the text of a paragraph or run, as it reads when all changes are accepted."""
        for one in element:
            name = name_of(one)
            if name == "t":
                yield one.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "sym":
                yield self._symbol(one)
            elif name == "AlternateContent":
                yield from self._text(_chosen(one))
            elif name == "r" and is_on(child(one, "rPr", "vanish")):
                self.hidden.append("".join(self._text(part for part in one if name_of(part) != "rPr")))
            elif name in _INSIDE:
                self.counts["changes"] += name in ("ins", "moveTo")
                yield from self._text(one)
            else:
                self._note(one, name)

    def _note(self, element: Element, name: str) -> None:
        """Note what is no text of its paragraph: what was deleted, and pictures and boxes."""
        self.counts["changes"] += name in _GONE
        if name in ("drawing", "pict", "object"):
            boxes = list(_boxes(element))
            self.boxes += boxes
            self.counts["pictures"] += not boxes

    def _symbol(self, element: Element) -> str:
        code = attribute(element, "char") or ""
        self.counts["symbols"] += code.upper() != "F0B7"
        return "•" if code.upper() == "F0B7" else "\ufffd"


def _boxes(element: Iterable[Element]) -> Iterator[Element]:
    """Yield the text boxes of a drawing, not those inside of others."""
    for one in element:
        if name_of(one) == "txbxContent":
            yield one
        else:
            yield from _boxes(_chosen(one) if name_of(one) == "AlternateContent" else one)


def _chosen(alternatives: Element) -> Element | list[Element]:
    """Return the first of several ways to show the same, so that nothing is read twice."""
    chosen = child(alternatives, "Choice")
    return chosen if chosen is not None else (child(alternatives, "Fallback") or [])


def read(data: bytes, *, language: str | None = None) -> Reading:
    """Return a Word file taken apart. Heads, feet, notes, hidden text and tables of contents are left out and listed.

    :raises Refused: when the file is no Word file or holds more than is read.
    """
    return read_source(read_word(data, language), language=language)


def read_word(data: bytes, language: str | None = None) -> Source:
    """Return the paragraphs of a Word file as a source."""
    package = Package(data)
    body = child(package.part(r"word/document\d*\.xml"), "body")
    if body is None:
        raise Refused("format_unknown")
    styles, own_language = read_styles(package.part(r"word/styles\.xml"))
    numbering = read_numbering(package.part(r"word/numbering\.xml"), language or own_language)
    document = Document(styles, numbering)
    text = list(_joined(document.paragraphs(body)))
    notes = [one for root in package.parts(r"word/(?:foot|end)notes\.xml") for one in root if attribute(one, "type") is None]
    around = [*package.parts(r"word/header\d*\.xml"), *package.parts(r"word/footer\d*\.xml")]
    aside = [paragraph for root in (*notes, *around) for paragraph in document.paragraphs(root, aside=True)]
    hidden = [Paragraph(one, aside=True) for one in document.hidden]
    loose = _is_wrapped(text)
    rows = [row for paragraph in (*text, *aside, *hidden) for row in _rows(paragraph, loose=loose)]
    return set_out(rows, _flags(document, len(notes), loose=loose))


def _joined(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs, one whose end was deleted together with the next."""
    waiting: Paragraph | None = None
    for paragraph in paragraphs:
        if waiting:
            paragraph.text = waiting.text + paragraph.text
            paragraph.marker = waiting.marker or paragraph.marker
        waiting = paragraph if paragraph.joined else None
        if not waiting:
            yield paragraph
    if waiting:
        yield waiting


def _rows(paragraph: Paragraph, *, loose: bool) -> Iterator[Row]:
    lines = f"{paragraph.marker} {paragraph.text}".split("\n")
    firm = not loose
    if firm or not paragraph.text.strip() or paragraph.heading or paragraph.marker:
        yield Row(0, "", 0, firm=firm)
    for line in lines:
        if line.strip():
            yield Row(0, line, 0, firm=firm, heading=paragraph.heading, aside=paragraph.aside)


def _is_wrapped(paragraphs: list[Paragraph]) -> bool:
    """Return whether every line is a paragraph of its own, as in a text that was copied out of a PDF."""
    texts = [one.text.strip() for one in paragraphs if one.text.strip() and not one.marker and not one.heading]
    cut = sum(
        1
        for before, after in pairwise(texts)
        if before[-1].isalnum() and not finished(before) and starts_small(after) and not recognise(after)
    )
    return cut >= max(_FEWEST_LINES, _MANY_LINES * len(texts))


def _flags(document: Document, notes: int, *, loose: bool) -> list[Flag]:
    counts = document.counts
    found = {
        "numbers_written": counts["numbers"],
        "tracked_changes": counts["changes"],
        "tables_read": counts["tables"],
        "notes_removed": notes,
        "pictures_left_out": counts["pictures"],
        "letters_unknown": counts["symbols"],
        "hidden_removed": len(document.hidden),
        "lines_joined": int(loose),
    }
    unknown = [Flag("number_style_unknown", 1, {"style": style}) for style in sorted(document.numbering.unknown)]
    return [*(Flag(code, 1, {"count": count}) for code, count in found.items() if count), *unknown]
