"""A declaration as a tagged PDF that carries its own JSON and Akoma Ntoso. Needs the extra ``pdf``: WeasyPrint and its Pango.

Source: https://doc.courtbouillon.org/weasyprint/; PDF/UA-1 is aimed at, no validator is part of the project.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from declarations.dates import day_words
from declarations.documents import Part
from declarations.exports.akoma_ntoso import akoma_ntoso
from declarations.exports.citation import standing_name
from declarations.exports.edition import Edition
from declarations.exports.plain_json import plain_json
from declarations.exports.qr import qr_data
from declarations.schema import Point, paragraphs

logger = logging.getLogger("weasyprint")
LAYOUT = "1"
"""Other than before whenever the same wording is set otherwise; it is part of the name under which a PDF is kept."""
SHEET = "declarations/pdf.css"
FONTS = "convene/fonts/"
MOST_CODES = 60
LONGEST_WHOLE = 2500
"""Letters of a point up to which it is not divided between two pages; a longer one would leave half a page empty."""


@cache
def weasyprint():
    """Return the library, or None where it or the programs below it are not installed."""
    try:
        import weasyprint as library  # noqa: PLC0415 -- an extra: the site runs without it
    except (ImportError, OSError):
        return None
    return library


class MissingLetters(Exception):
    """No font of this machine has some letter of the text; a PDF would show boxes in their place."""


class _Listener(logging.Handler):
    """Hears what WeasyPrint says of letters that it could not draw."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.missing = False

    def emit(self, record):
        self.missing = self.missing or record.getMessage().startswith(".notdef glyph")


def available() -> bool:
    """Tell whether this site makes PDF files."""
    return weasyprint() is not None


def release() -> str:
    """Return what, besides the edition, decides how a PDF looks."""
    return f"{LAYOUT}/{weasyprint().__version__}"


def pdf(edition: Edition) -> bytes:
    """Return the file. It asks for nothing outside: fonts come from the site, every other address is refused.

    :raises MissingLetters: when some letter cannot be drawn.
    """
    library = weasyprint()
    fonts = library.text.fonts.FontConfiguration()
    fetcher = _fetcher()
    with translation.override(edition.language):
        source = render_to_string("declarations/pdf.html", context(edition))
    sheet = library.CSS(string=Path(finders.find(SHEET)).read_text(), url_fetcher=fetcher, font_config=fonts)
    document = library.HTML(string=source, base_url=edition.address, url_fetcher=fetcher)
    options = {"pdf_variant": "pdf/ua-1", "pdf_tags": True, "custom_metadata": True}
    with _listening() as listener:
        made = document.write_pdf(stylesheets=[sheet], font_config=fonts, attachments=_attachments(edition), **options)
    if listener.missing:
        raise MissingLetters
    return made


@contextmanager
def _listening() -> Iterator[_Listener]:
    listener = _Listener()
    logger.addHandler(listener)
    try:
        yield listener
    finally:
        logger.removeHandler(listener)


def context(edition: Edition) -> dict:
    """Return what the template shows."""
    coded = len(edition.points) <= MOST_CODES
    return {
        "edition": edition,
        "standing": standing_name(edition),
        "bidi": edition.language.split("-")[0] in settings.LANGUAGES_BIDI,
        "adopted": day_words(edition.adopted_on, edition.adopted_until) if edition.adopted_on else "",
        "parts": [_point(edition, part, coded=coded) if isinstance(part, Point) else _part(part) for part in edition.parts],
    }


def _part(part: Part) -> dict:
    plain = part.kind in {"enacting", "crossheading"}
    return {"kind": part.kind, "title": part.title, "html": part.html if plain else _safe(part.html)}


def _point(edition: Edition, point: Point, *, coded: bool) -> dict:
    address = edition.permanent.get(point.uid, "")
    return {
        "kind": "point",
        "point": point,
        "name": edition.fragment_of(point),
        "paragraphs": [_safe(text) for text in point.paragraphs],
        "subpoints": [(label, [_safe(text) for text in paragraphs(html)]) for label, html in point.labelled],
        "link": edition.link_of(point),
        "whole": len(point.html) + sum(len(html) for _uid, html in point.subpoints) <= LONGEST_WHOLE,
        "code": qr_data(address) if address and coded else "",
    }


def _safe(html: str) -> str:
    return mark_safe(html)  # noqa: S308 -- cleaned by ``schema.folded_html``


def _attachments(edition: Edition) -> list:
    made = weasyprint().Attachment
    data = json.dumps(plain_json(edition), ensure_ascii=False, indent=1)
    return [
        made(string=data, name=f"{edition.file_name}.json", description="JSON", relationship="Data"),
        made(string=akoma_ntoso(edition), name=f"{edition.file_name}.akn.xml", description="Akoma Ntoso 3.0", relationship="Alternative"),
    ]


def _fetcher():
    """Return what WeasyPrint asks for files: it gives fonts of the site and what is written in the page itself, nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 -- an extra

    class OwnFiles(URLFetcher):
        def fetch(self, url, headers=None):
            scheme, _, name = url.partition(":")
            if scheme == "font" and (found := finders.find(FONTS + Path(name).name)):
                return URLFetcherResponse(url, Path(found).read_bytes(), {"Content-Type": "font/woff2"})
            if scheme == "data":
                return super().fetch(url, headers)
            raise ValueError("a PDF of a declaration asks for nothing outside")

    return OwnFiles()
