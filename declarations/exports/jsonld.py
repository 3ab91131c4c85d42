"""A declaration as linked data, for search engines and libraries.

Source: https://schema.org/Legislation; an open letter adopts nothing and is a CreativeWork.
"""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate

from declarations.exports.citation import kind_name, standing_name, wording_of
from declarations.exports.edition import Edition
from declarations.schema import Point
from declarations.states import Kind

SCHEMA = "https://schema.org"
ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def jsonld(edition: Edition, *, whole: bool = True) -> dict[str, Any]:
    """Return the text with its points as parts, or one point with the text that it is part of.

    :param whole: whether the points bring their words; a page that shows them need not say them twice.
    """
    if edition.point is None:
        return {"@context": SCHEMA, **_work(edition), "hasPart": [_point(edition, point, whole=whole) for point in edition.points]}
    return {"@context": SCHEMA, **_point(edition, edition.point, whole=whole), "isPartOf": _work(edition)}


def script_text(data: dict[str, Any]) -> SafeString:
    """Return ``data`` as JSON that no letter in it can end a script element with."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(text)  # noqa: S308 -- every letter that means something to HTML is escaped above


def _is_letter(edition: Edition) -> bool:
    return edition.kind == Kind.OPEN_LETTER


def _work(edition: Edition) -> dict[str, Any]:
    who = [_given({"@type": "Organization", "@id": made.ror, "name": made.name, "url": made.url}) for made in edition.organisers]
    adopted = edition.adopted_on.isoformat() if edition.adopted_on else ""
    kept = edition.version
    common = {
        "@type": "CreativeWork" if _is_letter(edition) else "Legislation",
        "@id": edition.version_address,
        "url": edition.address,
        "name": edition.title,
        "inLanguage": edition.language,
        "publisher": {"@type": "Organization", "name": edition.publisher} if edition.publisher else None,
        "locationCreated": {"@type": "Place", "name": edition.place} if edition.place else None,
        "datePublished": localdate(kept.published_at).isoformat() if kept else "",
        "version": kept.number if kept else None,
        "translationOfWork": {"@type": "CreativeWork", "@id": edition.original} if edition.original else None,
        "sameAs": f"https://doi.org/{edition.doi}" if edition.doi else "",
        "license": {"@type": "CreativeWork", "name": edition.licence} if edition.licence else None,
    }
    if _is_letter(edition):
        return _given(common | {"genre": kind_name(edition), "author": who, "dateCreated": adopted, "identifier": edition.code})
    law = {
        "legislationType": kind_name(edition),
        "legislationIdentifier": edition.code,
        "legislationDate": adopted,
        "legislationDateVersion": localdate(kept.published_at).isoformat() if kept else "",
        "legislationPassedBy": who,
        "legislationLegalForce": f"{SCHEMA}/NotInForce" if standing_name(edition) else "",
    }
    return _given(common | law)


def _point(edition: Edition, point: Point, *, whole: bool) -> dict[str, Any]:
    data = {
        "@type": "CreativeWork" if _is_letter(edition) else "Legislation",
        "@id": edition.link_of(point),
        "name": f"{edition.title}, {point.number}" if point.number else edition.title,
        "headline": point.heading,
        "position": point.place,
        "inLanguage": edition.language,
        "text": wording_of(point) if whole else "",
    }
    return _given(data if _is_letter(edition) else data | {"legislationIdentifier": point.number})


def _given(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value}
