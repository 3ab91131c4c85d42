"""From what the importer found to an arrangement."""

import re
from collections.abc import Iterator

from declarations.arrangement.order import in_order
from declarations.arrangement.parts import Arrangement, Part
from declarations.importer import Point, Reading
from declarations.importer.reading import Annex, Paragraph
from declarations.ordinals import STYLES, lead_in, render

_AFTER = r"[.,:;)\]、，．：،–—-]{0,3}"


def source_lines(source: str) -> list[str]:
    """Return a text as the lines that the importer counts."""
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def arranged(reading: Reading, source: str, language: str) -> Arrangement:
    """Return the reading of a text as parts that can be rearranged.

    :param source: the text that was read; the punctuation of markers is taken from it.
    :param language: the language in which the draft will number its points.
    """
    found = _Parts(source_lines(source))
    found.add(reading)
    return Arrangement(in_order(found.parts), number_style(reading, language), language)


def number_style(reading: Reading, language: str) -> str:
    """Return the style in which the text numbers its points; Arabic where no style fits all of them."""
    marked = [(point.number, point.marker.strip(" .,:;()").casefold()) for point in reading.points if point.number]
    for style in STYLES[:-1]:
        forms = [(render(number, style, language).casefold(), lead_in(number, style, language).casefold()) for number, _marker in marked]
        if marked and all(marker in pair for (_number, marker), pair in zip(marked, forms, strict=True)):
            return style
    return "arabic" if marked else "none"


class _Parts:
    """Collects the parts of a reading in the order of the draft."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.parts: list[Part] = []

    def add(self, reading: Reading) -> None:
        """Add everything that the reading holds."""
        self.paragraph("title", reading.title)
        for paragraph in reading.preamble:
            self.paragraph("preamble", paragraph)
        self.paragraph("enacting", reading.enacting)
        for point in reading.points:
            self.point(point)
        for paragraph in reading.closing:
            self.paragraph("closing", paragraph)
        for annex in reading.annexes:
            self.annex(annex)
        for dropped in reading.dropped:
            self.put("left_out", dropped.text, (dropped.line, dropped.line))

    def put(self, kind: str, text: str, lines: tuple[int, int], **more: str) -> None:
        """Add one part."""
        self.parts.append(Part(len(self.parts) + 1, kind, text, *lines, **more))

    def paragraph(self, kind: str, paragraph: Paragraph | None) -> None:
        """Add a paragraph where there is one."""
        if paragraph:
            self.put(kind, paragraph.text, (paragraph.first, paragraph.last))

    def point(self, point: Point) -> None:
        """Add a point with what belongs to it."""
        self.paragraph("crossheading", point.crossheading)
        first, *others = point.paragraphs or (Paragraph("", point.line, point.line),)
        heading = point.heading.text if point.heading else ""
        self.put(
            "point", first.text, (point.line, max(point.line, first.last)), marker=self.opening(point.marker, point.line), heading=heading
        )
        for paragraph in others:
            self.paragraph("continued", paragraph)
        for subpoint in point.subpoints:
            first, *others = subpoint.paragraphs or (Paragraph("", subpoint.line, subpoint.line),)
            self.put("subpoint", first.text, (subpoint.line, max(subpoint.line, first.last)), marker=subpoint.marker)
            for paragraph in others:
                self.paragraph("continued", paragraph)

    def annex(self, annex: Annex) -> None:
        """Add an annex; its title is the heading of its first part."""
        self.put("annex", "", (annex.line, annex.line), heading=annex.title)
        for paragraph in annex.paragraphs:
            self.paragraph("continued", paragraph)

    def opening(self, marker: str, line: int) -> str:
        """Return a marker with the punctuation that follows it in the source."""
        found = next(self.openings(marker, line), None)
        return found.rstrip() if found else marker

    def openings(self, marker: str, line: int) -> Iterator[str]:
        """Give the marker as it stands in a line."""
        if marker and 0 < line <= len(self.lines):
            for match in re.finditer(re.escape(marker) + _AFTER, self.lines[line - 1]):
                yield match[0]
