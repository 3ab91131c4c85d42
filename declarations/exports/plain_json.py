"""A declaration as plain JSON, for programs that want the points."""

from typing import Any

from declarations.documents import Part
from declarations.exports.edition import Edition, identifiers
from declarations.exports.fragments import texts_of
from declarations.schema import Point
from forms_ext.ledger import canonical

SCHEMA = "convene-declaration-export-1"


def plain_json(edition: Edition) -> dict[str, Any]:
    """Return the facts and the parts; with a whole text also the ``canonical`` wording, whose bytes give the ``sha256``."""
    names = identifiers(edition.document)
    data = {
        "schema": SCHEMA,
        "title": edition.title,
        "language": edition.language,
        "kind": edition.kind,
        "status": edition.status,
        "code": edition.code,
        "doi": edition.doi,
        "licence": edition.licence,
        "adopted_on": edition.adopted_on.isoformat() if edition.adopted_on else None,
        "adopted_until": edition.adopted_until.isoformat() if edition.adopted_until else None,
        "place": edition.place,
        "adopted_by": [{"name": made.name, "role": made.role, "url": made.url, "ror": made.ror} for made in edition.organisers],
        "publisher": edition.publisher,
        "address": edition.address,
        "link": edition.link,
        "translation_of": edition.original or None,
        "version": _version(edition),
        "parts": [_point(edition, part, names) if isinstance(part, Point) else _part(part) for part in edition.parts],
    }
    return data if edition.point else data | {"canonical": canonical(edition.document.content)}


def _version(edition: Edition) -> dict[str, Any] | None:
    kept = edition.version
    return kept and {
        "number": kept.number,
        "change": kept.change_class,
        "published_at": kept.published_at.isoformat(),
        "sha256": kept.sha256,
        "address": edition.version_address,
    }


def _part(part: Part) -> dict[str, Any]:
    if part.kind in {"enacting", "crossheading"}:
        return {"kind": part.kind, "text": [part.html]}
    title = {"title": part.title} if part.kind == "annex" else {}
    return {"kind": part.kind, **title, "html": part.html, "text": texts_of(part.html)}


def _point(edition: Edition, point: Point, names: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": "point",
        "id": point.uid,
        "name": names[point.uid],
        "number": point.number,
        "lead_in": point.lead_in,
        "place": point.place,
        "heading": point.heading,
        "html": point.html,
        "text": texts_of(point.html),
        "subpoints": [{"label": label, "html": html, "text": texts_of(html)} for label, html in point.labelled],
        "link": edition.link_of(point),
    }
