"""What a page of a declaration says for those who cite it: in its head, in its section "Cite", on paper."""

from typing import Any
from urllib.parse import urlsplit

from django import template
from wagtail.models import Site

from declarations.exports import pdf
from declarations.exports.citation import citation, point_name, version_name
from declarations.exports.edition import Edition
from declarations.exports.editions import Known, edition_of
from declarations.exports.formats import AS, CITE
from declarations.exports.highwire import highwire
from declarations.exports.jsonld import jsonld, script_text
from declarations.exports.qr import qr_svg

register = template.Library()


def edition_in(context) -> Edition:
    """Return what the page shows: the text, the ``version`` or the ``point`` of the context. It is put together once."""
    page, version, point = context["page"], context.get("version"), context.get("point")
    kept = page.__dict__.setdefault("editions", {})
    key = version.number if version else None
    if key not in kept:
        site = Site.find_for_request(context["request"])
        known = Known(next(iter(context["versions"]), None), context["reading"].addresses, site.site_name if site else "")
        kept[key] = edition_of(page, version, known)
    found = kept[key].document.point(point.uid) if point else None
    return kept[key].at(found) if found else kept[key]


def files_below(edition: Edition, base: str) -> dict[str, Any]:
    """Return name and address of each file of what a page shows."""
    below = f"{base}points/{edition.point.place}/" if edition.point else base
    made = [(one.label, f"{below}as/{one.name}/", one.content_type.partition(";")[0]) for one in AS]
    return {
        "cite_files": [(one.label, f"{below}cite/{one.name}/") for one in CITE],
        "text_files": [*([("PDF", f"{below}as/pdf/", "application/pdf")] if pdf.available() else []), *made],
    }


@register.inclusion_tag("declarations/cite_head.html", takes_context=True)
def cite_head(context):
    """Write what search engines and reference managers read in the head of the page."""
    edition = edition_in(context)
    address = edition.version_address if context.get("version") else edition.address
    files = files_below(edition, address)
    papers = [link for label, link, _kind in files["text_files"] if label == "PDF"]
    return files | {"pairs": highwire(edition, pdf="".join(papers)), "data": script_text(jsonld(edition, whole=False))}


@register.inclusion_tag("declarations/cite.html", takes_context=True)
def cite_this(context):
    """Write the section from which a reader copies a citation."""
    edition = edition_in(context)
    return files_below(edition, context["reading"].base) | {"citation": citation(edition), "edition": edition}


@register.inclusion_tag("declarations/code.html", takes_context=True)
def code_of(context, point):
    """Write the square code that leads from paper to a point."""
    address = edition_in(context).permanent.get(point.uid, "")
    parts = urlsplit(address)
    return {"point": point, "lines": (parts.netloc, parts.path), "code": qr_svg(address) if address else ""}


@register.inclusion_tag("declarations/running.html", takes_context=True)
def running_head(context):
    """Write the head of every printed sheet."""
    edition = edition_in(context)
    return {"edition": edition, "point": point_name(edition.point) if edition.point else "", "version": version_name(edition)}


@register.inclusion_tag("declarations/ground.html", takes_context=True)
def ground(context):
    """Write what stands at the end of a printed text: which wording it is, where it stands, how it is checked."""
    return {"edition": edition_in(context)}
