"""A declaration as plain text: what a screen reader, an e-mail or an archive takes."""

from collections.abc import Iterator

from declarations.documents import Part
from declarations.exports.citation import attribution, standing_name, wording_of
from declarations.exports.edition import Edition
from declarations.exports.fragments import texts_of
from declarations.schema import Point

RULE = "-- "


def plaintext(edition: Edition) -> str:
    """Return the text with an empty line between paragraphs, and under a rule where it comes from."""
    foot = [RULE, attribution(edition), *filter(None, [standing_name(edition)]), edition.link]
    foot += [f"sha256 {edition.version.sha256}"] if edition.version and not edition.point else []
    return "\n\n".join([edition.title, *_paragraphs(edition)]) + "\n\n" + "\n".join(foot) + "\n"


def _paragraphs(edition: Edition) -> Iterator[str]:
    for part in edition.parts:
        if isinstance(part, Point):
            yield from ([part.heading] if part.heading else [])
            yield wording_of(part).replace("\n", "\n\n")
        else:
            yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    yield from ([part.title] if part.title else [])
    yield from [part.html] if part.kind in {"enacting", "crossheading"} else texts_of(part.html)
