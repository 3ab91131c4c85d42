"""A declaration as an entry of BibTeX.

Source: the btxdoc of BibTeX 0.99; braces are counted even behind a backslash, so that they are written as commands.
"""

import re

from django.utils.text import slugify

from declarations.exports.citation import change_name, kind_name, point_name, standing_name, version_name
from declarations.exports.edition import Edition

COMMANDS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{letter: f"\\{letter}" for letter in "&%$#_"},
    }
)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def escaped(text: str) -> str:
    """Return ``text`` so that TeX prints these letters."""
    return " ".join(text.translate(COMMANDS).split())


def address(url: str) -> str:
    """Return a web address as the field ``url`` takes it: no letter that would end the field or begin a command."""
    return re.sub(r"[{}\\\s]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), url)


def key_of(edition: Edition) -> str:
    """Return the key by which a paper cites the entry: ``harbour-charter-2026-v1-point-3``."""
    words = [slugify(edition.slug) or "declaration", str(edition.dated.year)]
    words += [f"v{edition.version.number}"] if edition.version else []
    return "-".join([*words, *([edition.point.anchor] if edition.point else [])])


def bibtex(edition: Edition) -> str:
    """Return the entry, in UTF-8 as biber reads it."""
    title = f"{edition.title}, {point_name(edition.point)}" if edition.point else edition.title
    notes = [version_name(edition), change_name(edition), standing_name(edition)]
    fields = {
        "title": f"{{{escaped(title)}}}",
        # Braces keep a name whole that has "and" or a comma in it.
        "author": " and ".join(f"{{{escaped(organiser.name)}}}" for organiser in edition.organisers),
        "year": str(edition.dated.year),
        "type": escaped(kind_name(edition)),
        "number": escaped(edition.code),
        "address": escaped(edition.place),
        "publisher": escaped(edition.publisher),
        "language": escaped(edition.language),
        "note": escaped(", ".join(note for note in notes if note)),
        "doi": address(edition.doi),
        "url": address(edition.link),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if edition.adopted_on:
        lines.insert(3, f"  month = {MONTHS[edition.adopted_on.month - 1]},")
    return "\n".join([f"@misc{{{key_of(edition)},", *lines, "}", ""])
