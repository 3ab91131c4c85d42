"""How a text or a point is cited in words, in the language of the reader."""

from dataclasses import dataclass

from django.utils.translation import get_language_info, pgettext
from django.utils.translation import gettext as _

from declarations.exports.edition import Edition
from declarations.exports.fragments import texts_of
from declarations.schema import Point
from declarations.states import ChangeClass, Kind, Status


def language_name(code: str) -> str:
    """Return the name of a language in the language of the reader; its code where it is not known."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def point_name(point: Point) -> str:
    """Return what a point is called in a citation: "point 3"."""
    return _("point %(number)s") % {"number": point.label}


def version_name(edition: Edition) -> str:
    """Return what the wording is called: "version 2", "draft"."""
    if edition.version is None:
        return pgettext("wording", "draft")
    return _("version %(number)s") % {"number": edition.version.number}


def kind_name(edition: Edition) -> str:
    """Return the word for the kind of the text."""
    return str(Kind(edition.kind).label)


def standing_name(edition: Edition) -> str:
    """Return the word for a text that no longer applies: "Superseded", "Withdrawn"; empty for every other."""
    return str(Status(edition.status).label) if edition.status in {Status.SUPERSEDED, Status.WITHDRAWN} else ""


def change_name(edition: Edition) -> str:
    """Return what the version is: as adopted, a correction, an amendment, a translation; empty for a draft."""
    return str(ChangeClass(edition.version.change_class).label) if edition.version else ""


def attribution(edition: Edition) -> str:
    """Return where a quotation comes from: "Harbour Charter (2026), point 3, version 1, English"."""
    parts = [f"{edition.title} ({edition.dated.year})", *([point_name(edition.point)] if edition.point else [])]
    return ", ".join([*parts, version_name(edition), language_name(edition.language)])


def reference(edition: Edition) -> str:
    """Return the line for a list of references."""
    who = "; ".join(organiser.name for organiser in edition.organisers)
    year = f"({edition.dated.year})."
    title = ", ".join([edition.title, *([point_name(edition.point)] if edition.point else []), version_name(edition)])
    issued = ", ".join(part for part in (edition.publisher, edition.place, edition.code) if part)
    doi = f"doi:{edition.doi}" if edition.doi else ""
    parts = [f"{who} {year}" if who else "", f"{title}." if who else f"{title} {year}", f"{issued}." if issued else "", doi, edition.link]
    return " ".join(part for part in parts if part)


def wording_of(point: Point) -> str:
    """Return a point as plain letters, its number in front, sub-points included, one paragraph per line."""
    paragraphs = texts_of(point.html) or [""]
    paragraphs[0] = f"{point.lead_in}{point.joint}{paragraphs[0]}".strip()
    for label, html in point.labelled:
        first, *others = texts_of(html) or [""]
        paragraphs += [f"{label} {first}".strip(), *others]
    return "\n".join(paragraphs)


@dataclass(frozen=True)
class Citation:
    """What a reader may copy.

    :param quote: the words of the point with their attribution and link; of a whole text only these two.
    :param reference: a line for a list of references.
    """

    quote: str
    reference: str


def citation(edition: Edition) -> Citation:
    """Return a text or a point as it is cited."""
    source = f"{attribution(edition)}\n{edition.link}"
    quote = f"“{wording_of(edition.point)}”\n— {source}" if edition.point else source
    return Citation(quote, reference(edition))
