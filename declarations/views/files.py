"""A text, a version or a point as a file. Nothing here depends on the visitor; who may see the page may see its files."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date

from declarations.exports import pdf
from declarations.exports.edition import Edition
from declarations.exports.editions import edition_of, with_origins
from declarations.exports.formats import FORMATS, PDF_TYPE
from declarations.models import DeclarationPageMixin, TextVersion

KEEP_PDF = 7 * 24 * 3600
"""Seconds for which a PDF is kept. Its name holds everything that it is made of, so that it never has to be thrown away."""


SETTING = Lock()
"""One PDF at a time in each process: setting takes a second of its processor, and a crowd would set the same one."""
PATIENCE = 15
"""Seconds for which a visitor waits for the PDFs of others; then the answer is 503, so that the pages have processes left."""


class Busy(Exception):
    """Others wait for their PDFs for too long already."""


def file(request: HttpRequest, page: DeclarationPageMixin, family: str, name: str, *, version: str = "", point: str = "") -> HttpResponse:
    """Return one file.

    :param family: "cite" or "as"; with ``name`` the last two steps of the address.
    :param version: the number of a version, empty for the text as it stands.
    :param point: the place of a point, empty for the whole text.
    :raises Http404: when there is no such format, version or point.
    """
    if (family, name) == ("as", "pdf"):
        return _pdf(request, page, with_origins(_edition(page, version, point), page))
    made = FORMATS.get((family, name))
    if made is None:
        raise Http404
    edition = _edition(page, version, point)
    content = made.make(with_origins(edition, page) if made.origins else edition).encode()
    tag = hashlib.sha256(content).hexdigest()[:32]
    return _answer(request, page, edition, tag, lambda: content, content_type=made.content_type, ending=made.ending, saved=made.saved)


def _edition(page: DeclarationPageMixin, version: str, point: str) -> Edition:
    kept = None
    if version:
        kept = TextVersion.objects.filter(declaration_key=page.declaration_key, language=page.language, number=int(version)).first()
        if kept is None:
            raise Http404
    edition = edition_of(page, kept)
    if not point:
        return edition
    found = next((made for made in edition.document.points if made.place == int(point)), None)
    if found is None:
        raise Http404
    return edition.at(found)


def _pdf(request: HttpRequest, page: DeclarationPageMixin, edition: Edition) -> HttpResponse:
    if not pdf.available():
        return _no_pdf(request, page)
    # Publishing the page again without a change makes no other file.
    lasting = replace(edition, changed_at=edition.version.published_at) if edition.version else edition
    tag = hashlib.sha256(f"{pdf.release()}/{lasting!r}".encode()).hexdigest()
    try:
        return _answer(request, page, edition, tag[:32], lambda: _kept_pdf(page, edition, tag), content_type=PDF_TYPE, ending="pdf")
    except pdf.MissingLetters:
        return _no_pdf(request, page, letters_missing=True)
    except Busy:
        response = _no_pdf(request, page, busy=True)
        response["Retry-After"] = "60"
        return response


def _kept_pdf(page: DeclarationPageMixin, edition: Edition, tag: str) -> bytes:
    """Return the PDF from the cache, or set it. A page that is not for everybody leaves nothing in the cache.

    :raises MissingLetters: when it cannot be set; that is remembered as an empty file.
    :raises Busy: when too many wait.
    """
    if page.get_view_restrictions().exists():
        with _turn():
            return pdf.pdf(edition)
    key = f"declarations.pdf.{tag}"
    made = cache.get(key)
    if made is None:
        with _turn():
            made = cache.get_or_set(key, lambda: _set(edition), KEEP_PDF)
    if not made:
        raise pdf.MissingLetters
    return made


@contextmanager
def _turn() -> Iterator[None]:
    if not SETTING.acquire(timeout=PATIENCE):
        raise Busy
    try:
        yield
    finally:
        SETTING.release()


def _set(edition: Edition) -> bytes:
    try:
        return pdf.pdf(edition)
    except pdf.MissingLetters:
        return b""


def _no_pdf(request: HttpRequest, page: DeclarationPageMixin, *, letters_missing: bool = False, busy: bool = False) -> HttpResponse:
    context = {"page": page, "letters_missing": letters_missing, "busy": busy}
    return render(request, "declarations/no_pdf.html", context, status=503 if busy else 404)


def _answer(request, page, edition: Edition, tag: str, content, *, content_type: str, ending: str, saved: bool = False) -> HttpResponse:
    """Return the content, or 304 where the visitor has it already; only then it need not be made."""
    changed = edition.version.published_at if edition.version else edition.changed_at
    since = int(max(changed, page.last_published_at or changed, datetime(1970, 1, 2, tzinfo=UTC)).timestamp())
    headers = {
        "ETag": f'"{tag}"',
        "Last-Modified": http_date(since),
        "Cache-Control": "no-cache",
        "Content-Language": edition.language,
        # A search engine shall show the page, not its file.
        "Link": f'<{edition.address}>; rel="canonical"',
    }
    response = get_conditional_response(request, headers["ETag"], since)
    if response is None:
        response = HttpResponse(content(), content_type=content_type)
        response["Content-Disposition"] = content_disposition_header(saved, f"{edition.file_name}.{ending}")
    for header, value in headers.items():
        response[header] = value
    return response
