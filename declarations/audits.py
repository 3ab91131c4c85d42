"""Computing again what must agree: the hashes and chains of text versions, their points, the addresses of the points.

What the rows alone cannot tell needs a witness outside the database, see :func:`verify_heads`.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from declarations.documents import Document, Part
from declarations.models import DeclarationPage, Provision, ProvisionText, TextVersion
from declarations.models.versions import short_id
from declarations.schema import Point, plain
from declarations.states import RECORDED
from forms_ext.audits import CHUNK, Finding
from forms_ext.ledger import chained, sha256

# More than two points never meet in the same eight signs; see ``Provision.of_point``.
ATTEMPTS = 5


def verify_texts() -> Iterator[Finding]:
    """Give every version and every point that was changed, removed or added behind our back."""
    last: TextVersion | None = None
    for version in TextVersion.objects.order_by("declaration_key", "language", "number").iterator(chunk_size=CHUNK):
        same = last is not None and (last.declaration_key, last.language) == (version.declaration_key, version.language)
        before = last if same else None
        where = f"version {version.pk}"
        if sha256(version.text) != version.sha256:
            yield Finding("text-changed", where)
        if version.chain != chained(before.chain if before else "", version.sha256):
            yield Finding("chain-broken", where)
        if version.number != (before.number + 1 if before else 1):
            yield Finding("version-missing", where)
        yield from _verify_points(version, where)
        last = version
    yield from _verify_addresses()
    yield from _verify_pages()


def _verify_points(version: TextVersion, where: str) -> Iterator[Finding]:
    try:
        document = Document(version.content)
        written = [
            (str(version.declaration_key), point.uid, point.place, point.lead_in[:40], point.heading, point.html, plain(point.html))
            for point in document.points
        ]
        language = document.language
    except (ValueError, KeyError, TypeError, AttributeError):
        yield Finding("text-unreadable", where)
        return
    if language != version.language:
        yield Finding("language-changed", where)
    columns = ("provision__declaration_key", "provision__uid", "place", "number", "heading", "html", "plain")
    kept = [(str(key), *values) for key, *values in version.provisions.order_by("place").values_list(*columns)]
    if written != kept:
        yield Finding("points-differ", where)


def _verify_addresses() -> Iterator[Finding]:
    """Give every point whose eight signs are not made from it, and every one that stands in no version."""
    kept = set(ProvisionText.objects.values_list("provision_id", flat=True))
    for provision in Provision.objects.all().iterator(chunk_size=CHUNK):
        made = {short_id(provision.declaration_key, provision.uid, attempt) for attempt in range(ATTEMPTS)}
        if provision.short_id not in made:
            yield Finding("address-changed", f"point {provision.pk}")
        if provision.pk not in kept:
            yield Finding("point-without-version", f"point {provision.pk}")


def _verify_pages() -> Iterator[Finding]:
    """Give every public page of an adopted text that reads otherwise than its newest version.

    Letters are compared, not addresses of links: a page that a link leads to may have moved meanwhile.
    """
    for page in DeclarationPage.objects.filter(live=True, alias_of=None, status__in=RECORDED).select_related("locale").iterator(CHUNK):
        newest = TextVersion.newest(page.declaration_key, page.language)
        try:
            same = newest is not None and _letters(page.document) == _letters(Document(newest.content))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # reported as unreadable
        if not same:
            yield Finding("page-differs", f"page {page.pk}")


def _letters(document: Document) -> list:
    """Return the title and the letters of every part in their order."""
    return [document.title, *(_letters_of(part) for part in document.parts)]


def _letters_of(part: Part | Point) -> tuple:
    if isinstance(part, Part):
        return part.kind, part.title, plain(part.html)
    return part.uid, part.lead_in, part.heading, plain(part.html), *(plain(text) for _uid, text in part.subpoints)


def heads() -> Iterator[str]:
    """Give one line for each declaration and language: its key, the language, the number and the chain of its newest version."""
    newest: TextVersion | None = None
    for version in TextVersion.objects.order_by("declaration_key", "language", "number").defer("text").iterator(chunk_size=CHUNK):
        if newest is not None and (newest.declaration_key, newest.language) != (version.declaration_key, version.language):
            yield _head(newest)
        newest = version
    if newest is not None:
        yield _head(newest)


def _head(version: TextVersion) -> str:
    return f"{version.declaration_key} {version.language} {version.number} {version.chain}"


def verify_heads(lines: Iterable[str]) -> Iterator[Finding]:
    """Give every version that was there when ``lines`` were printed and is not there now as it was.

    Whoever owns the database can take out the newest versions of a text that is no longer online, or hash a whole chain
    anew. He cannot change what somebody keeps elsewhere.

    :param lines: what :func:`heads` gave on an earlier day.
    """
    for place, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            key, language, number, chain = line.split()
            found = TextVersion.objects.filter(declaration_key=UUID(key), language=language, number=int(number)).first()
        except ValueError:
            yield Finding("line-unreadable", f"line {place}")
            continue
        if found is None:
            yield Finding("version-missing", f"line {place}")
        elif found.chain != chain:
            yield Finding("chain-changed", f"line {place}")
