"""A declaration as an item of CSL-JSON, as reference managers and processors of citations read it.

Source: the schema of CSL 1.0.2, https://github.com/citation-style-language/schema.
"""

from typing import Any

from declarations.exports.bibtex import key_of
from declarations.exports.citation import kind_name, point_name, standing_name
from declarations.exports.edition import Edition


def csl(edition: Edition) -> list[dict[str, Any]]:
    """Return the list with the one item."""
    item = {
        "id": key_of(edition),
        "type": "document",
        "title": edition.title,
        "genre": kind_name(edition),
        "author": [{"literal": organiser.name} for organiser in edition.organisers],
        "issued": {"date-parts": [[day.year, day.month, day.day] for day in (edition.dated, edition.adopted_until) if day]},
        "number": edition.code,
        "version": str(edition.version.number) if edition.version else "",
        "section": point_name(edition.point) if edition.point else "",
        "publisher": edition.publisher,
        "publisher-place": edition.place,
        "language": edition.language,
        "note": standing_name(edition),
        "DOI": edition.doi,
        "URL": edition.link,
    }
    return [{name: value for name, value in item.items() if value}]
