"""A declaration as a statement in Akoma Ntoso 3.0, the XML of parliaments.

Source: OASIS LegalDocML, Akoma Ntoso Version 1.0 Part 2 and its naming convention. ``eId`` is the number now, ``wId`` the number
a point had when it was new, ``GUID`` its identity. No schema travels with this file; the tests validate against it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.text import slugify
from django.utils.timezone import localdate

from declarations.documents import Part
from declarations.exports.edition import Edition, identifiers
from declarations.exports.fragments import add_text, blocks_of, legible, letters, paragraph, pieces
from declarations.schema import Point

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGES = {
    "en": "eng",
    "de": "deu",
    "fr": "fra",
    "es": "spa",
    "it": "ita",
    "pt": "por",
    "ru": "rus",
    "vi": "vie",
    "zh": "zho",
    "ar": "ara",
}
INLINE = {"strong": "b", "em": "i", "a": "a", "br": "br"}


def akoma_ntoso(edition: Edition) -> str:
    """Return the document as XML in UTF-8, with its declaration."""
    root = Element("akomaNtoso", {"xmlns": NAMESPACE})
    statement = SubElement(root, "statement", {"name": slugify(edition.kind) or "statement", "contains": _contains(edition)})
    _meta(statement, edition, "")
    _titled(SubElement(statement, "preface"), edition)
    _preamble(statement, edition)
    _body(statement, edition)
    closing = [part for part in edition.parts if isinstance(part, Part) and part.kind == "closing"]
    if closing:
        _blocks(SubElement(statement, "conclusions"), edition, closing)
    _annexes(statement, edition)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _contains(edition: Edition) -> str:
    return "originalVersion" if edition.version is None or edition.version.number == 1 else "singleVersion"


def _code(edition: Edition) -> str:
    main = edition.language.split("-")[0].lower()
    return LANGUAGES.get(main, main)


def _meta(parent: Element, edition: Edition, component: str):
    """Write what the work, its wording and this file are. ``component`` is the last step of their addresses, of an annex only."""
    identification = SubElement(SubElement(parent, "meta"), "identification", {"source": "#publisher"})
    work = f"/akn/{edition.country}/statement/{edition.dated.isoformat()}/{slugify(edition.code or edition.slug) or 'text'}"
    changed = localdate(edition.version.published_at if edition.version else edition.changed_at)
    expression = f"{work}/{_code(edition)}@{changed.isoformat()}"
    _level(identification, "FRBRWork", work, component=component, when=edition.dated, web=edition.address)
    SubElement(identification[-1], "FRBRcountry", {"value": edition.country})
    if edition.code:
        SubElement(identification[-1], "FRBRnumber", {"value": legible(edition.code)})
    _level(identification, "FRBRExpression", expression, component=component, when=changed, web=edition.version_address)
    SubElement(identification[-1], "FRBRlanguage", {"language": _code(edition)})
    _level(identification, "FRBRManifestation", f"{expression}.xml", component=component, when=changed, web=edition.version_address)
    SubElement(identification[-1], "FRBRformat", {"value": "application/akn+xml"})
    if not component:
        _references(parent[-1], edition)


def _level(parent: Element, name: str, address: str, *, component: str, when: date, web: str):
    level = SubElement(parent, name)
    inner, ending = (address[:-4], ".xml") if address.endswith(".xml") else (address, "")
    SubElement(level, "FRBRthis", {"value": f"{inner}/!{component or 'main'}{ending}"})
    SubElement(level, "FRBRuri", {"value": address})
    SubElement(level, "FRBRalias", {"value": web, "name": "web"})
    SubElement(level, "FRBRdate", {"date": when.isoformat(), "name": "adoption" if name == "FRBRWork" else "publication"})
    SubElement(level, "FRBRauthor", {"href": "#publisher"})


def _references(meta: Element, edition: Edition):
    references = SubElement(meta, "references", {"source": "#publisher"})
    _organisation(references, "publisher", edition.publisher or edition.title, edition.address)
    for place, organiser in enumerate(edition.organisers, 1):
        _organisation(
            references, f"organiser_{place}", organiser.name, organiser.ror or organiser.url or f"{edition.address}#organiser-{place}"
        )


def _organisation(parent: Element, name: str, shown: str, href: str):
    SubElement(parent, "TLCOrganization", {"eId": name, "href": legible(href), "showAs": legible(shown) or "-"})


def _titled(preface: Element, edition: Edition):
    line = SubElement(preface, "p")
    SubElement(line, "docTitle").text = legible(edition.title)
    if edition.adopted_on:
        line = SubElement(preface, "p")
        SubElement(line, "docDate", {"date": edition.adopted_on.isoformat()}).text = edition.adopted_on.isoformat()


def _preamble(statement: Element, edition: Edition):
    clauses = [part for part in edition.parts if isinstance(part, Part) and part.kind in {"preamble", "enacting"}]
    if not clauses:
        return
    preamble = SubElement(statement, "preamble")
    for clause in clauses:
        if clause.kind == "enacting":
            SubElement(preamble, "formula", {"name": "enactingClause"}).append(paragraph(clause.html))
        else:
            _blocks(preamble, edition, [clause])


def _body(statement: Element, edition: Edition):
    parts = [part for part in edition.parts if isinstance(part, Point) or part.kind == "crossheading"]
    body = SubElement(statement, "mainBody")
    if not parts:
        SubElement(body, "p")
        return
    # A heading between points needs a container of theirs; the points keep their names, whatever stands around them.
    headed = any(isinstance(part, Part) for part in parts)
    inner = SubElement(body, "hcontainer", {"name": "points", "eId": "points"}) if headed else body
    names, numbers = identifiers(edition.document), count(1)
    for part in parts:
        if isinstance(part, Point):
            _point(inner, edition, part, names[part.uid])
        else:
            SubElement(inner, "crossHeading", {"eId": f"crossheading_{next(numbers)}"}).text = legible(part.html)


def _point(parent: Element, edition: Edition, point: Point, name: str):
    guid = "".join(legible(point.uid).split())
    names = {"eId": name, "wId": edition.original_numbers.get(point.uid, name), "GUID": guid}
    made = SubElement(parent, "point", {key: value for key, value in names.items() if value})
    if point.lead_in:
        SubElement(made, "num").text = legible(point.lead_in)
    if point.heading:
        SubElement(made, "heading").text = legible(point.heading)
    _fill(SubElement(made, "intro" if point.subpoints else "content"), edition, point.html)
    for place, (label, html) in enumerate(point.labelled, 1):
        below = SubElement(made, "subparagraph", {"eId": f"{name}__subpara_{place}"})
        SubElement(below, "num").text = label
        _fill(SubElement(below, "content"), edition, html)


def _annexes(statement: Element, edition: Edition):
    annexes = [part for part in edition.parts if isinstance(part, Part) and part.kind == "annex"]
    attachments = SubElement(statement, "attachments") if annexes else statement
    for place, annex in enumerate(annexes, 1):
        attachment = SubElement(attachments, "attachment", {"eId": f"att_{place}"})
        SubElement(attachment, "heading").text = legible(annex.title)
        document = SubElement(attachment, "doc", {"name": "annex", "contains": _contains(edition)})
        _meta(document, edition, f"annex_{place}")
        _fill(SubElement(document, "mainBody"), edition, annex.html)


def _blocks(parent: Element, edition: Edition, parts: Iterable[Part]):
    for part in parts:
        _fill(parent, edition, part.html)


def _fill(parent: Element, edition: Edition, html: str):
    """Write the paragraphs and lists of ``html``; one empty paragraph where there is nothing."""
    parent.extend([_translated(edition, block, block.tag) for block in blocks_of(html)] or [Element("p")])


def _translated(edition: Edition, element: Element, name: str) -> Element:
    made = Element(name, {"href": edition.absolute(element.get("href", ""))} if name == "a" else {})
    for piece in _allowed(element):
        if isinstance(piece, str):
            add_text(made, piece)
        elif piece.tag in INLINE or piece.tag in {"p", "ol", "ul", "li"}:
            made.append(_translated(edition, piece, INLINE.get(piece.tag, piece.tag)))
        else:
            add_text(made, letters(piece))
    return made


def _allowed(element: Element) -> Iterator[str | Element]:
    """Give what ``element`` holds; between the items of a list nothing else may stand, and no list without an item."""
    if element.tag in {"ol", "ul"}:
        yield from element.findall("li") or [Element("li")]
    else:
        yield from pieces(element)
