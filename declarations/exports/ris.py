"""A declaration as a record of RIS.

Source: the description of the RIS format of 2011: two letters, two spaces, a hyphen, a space; one value per line; CRLF.
"""

from declarations.exports.citation import change_name, kind_name, point_name, standing_name, version_name
from declarations.exports.edition import Edition


def ris(edition: Edition) -> str:
    """Return the record, in UTF-8."""
    title = f"{edition.title}, {point_name(edition.point)}" if edition.point else edition.title
    lines = [
        ("TY", "GEN"),
        ("TI", title),
        *(("AU", organiser.name) for organiser in edition.organisers),
        ("PY", str(edition.dated.year)),
        ("DA", edition.dated.strftime("%Y/%m/%d")),
        ("CY", edition.place),
        ("PB", edition.publisher),
        ("M1", edition.code),
        ("M3", kind_name(edition)),
        ("ET", version_name(edition)),
        ("SE", point_name(edition.point) if edition.point else ""),
        ("N1", change_name(edition)),
        ("N1", standing_name(edition)),
        ("LA", edition.language),
        ("DO", edition.doi),
        ("UR", edition.link),
    ]
    # A value is one line: a second one could pass for another field.
    written = [f"{tag}  - {folded}" for tag, value in lines if (folded := " ".join(value.split()))]
    return "\r\n".join([*written, "ER  - ", ""])
