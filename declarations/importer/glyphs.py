"""The letters of a PDF with their places on the page, and the limits within which they are read."""

import io
import math
import re
import unicodedata
import zlib
from dataclasses import dataclass, field
from typing import NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect

from declarations.importer.source import Refused

MOST_PAGES = 100
"""Further pages are not read."""

MOST_GLYPHS = 150_000
"""After so many letters and lines drawn the page at hand is left, and no further one is read: some seconds of work."""

MOST_INFLATED = 150_000_000
"""A file that grows beyond so many bytes when it is unpacked is not read."""

UNKNOWN = "\ufffd"
_STREAM = re.compile(rb"stream\r?\n")
_TWICE = re.compile(rb"/Fl(?:ateDecode)?\s*/Fl(?:ateDecode)?\b")


class TooMuch(Exception):
    """A page holds more than is read."""


class Glyph(NamedTuple):
    """A letter as it was set: from ``x0`` to ``x1`` on the base line ``y``, in points from the lower left, and its size."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


@dataclass(slots=True)
class Sheet:
    """The letters of a page. ``turned`` are those of lines that do not run from left to right, in the order of the file."""

    height: float = 0.0
    glyphs: list[Glyph] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)


class _Collector(PDFTextDevice):
    """Collects letters and draws nothing."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.sheets: list[Sheet] = []
        self.count = 0

    def begin_page(self, page, ctm):
        _x0, y0, _x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.sheets.append(Sheet(abs(y1 - y0)))

    def begin_figure(self, name, bbox, matrix):
        self._count()

    def paint_path(self, graphicstate, stroke, fill, evenodd, path):
        self._count()

    def _count(self) -> None:
        self.count += 1
        if self.count > MOST_GLYPHS:
            raise TooMuch

    def render_char(self, matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate):  # noqa: PLR0917 -- the signature is the library's
        self._count()
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = UNKNOWN
        advance = font.char_width(cid) * fontsize * scaling
        (x0, y), (x1, y1) = apply_matrix_pt(matrix, (0, rise)), apply_matrix_pt(matrix, (advance, rise))
        size = abs(fontsize) * math.hypot(matrix[2], matrix[3])
        if abs(y1 - y) > 0.1 * size or x1 < x0:
            self.sheets[-1].turned.append(text)
        elif size:
            self.sheets[-1].glyphs.append(Glyph(text.replace("\u00a0", " "), x0, x1, y, size))
        return advance


def read_sheets(data: bytes) -> tuple[list[Sheet], bool]:
    """Return the pages of a PDF as letters, and whether that is all of them.

    :raises Refused: when the file needs a password, or when unpacking it would take too much room.
    """
    check_size(data)
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)), "")
    except PDFPasswordIncorrect as error:
        raise Refused("locked") from error
    manager = PDFResourceManager()
    collector = _Collector(manager)
    interpreter = PDFPageInterpreter(manager, collector)
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number == MOST_PAGES:
            return collector.sheets, False
        try:
            interpreter.process_page(page)
        except TooMuch:
            return collector.sheets[: max(1, number)], False
    return collector.sheets, True


def check_size(data: bytes) -> None:
    """Unpack every stream of a file within limits, before a reader does it without any.

    :raises Refused: when there is more than ``MOST_INFLATED``, or something is packed twice.
    """
    if _TWICE.search(data):
        raise Refused("file_too_much")
    left = MOST_INFLATED
    view = memoryview(data)
    for match in _STREAM.finditer(data):
        try:
            left -= len(zlib.decompressobj().decompress(view[match.end() :], left + 1))
        except zlib.error:
            continue
        if left < 0:
            raise Refused("file_too_much")


def is_backward(text: str) -> bool:
    """Return whether letters of a text are written from right to left."""
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)
