"""One point of a declaration on a page of its own: with its address, its neighbours and what it was before."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from declarations.documents import Document
from declarations.models import DeclarationPage, TextVersion
from declarations.models.taken_up import taken_up
from declarations.schema import Point, plain

from .editions import unknown
from .headers import alternates, relations
from .reading import Reading, short_ids, standing
from .trails import trail

DESCRIPTION = 200


@dataclass(frozen=True)
class Past:
    """What a point was in one version.

    :param label: the number it had, or its place where points have no numbers.
    :param was: the label in the version before, where that was another one.
    """

    version: TextVersion
    label: str
    was: str = ""
    new: bool = False
    reworded: bool = False


def wording_of(point: Point) -> tuple:
    """Return what of a point is wording, without its number."""
    return point.heading, point.html, tuple(text for _uid, text in point.subpoints)


def history(versions: list[TextVersion], uid: str) -> list[Past]:
    """Return what the point was in each version that had it, the newest first."""
    found, before = [], None
    for version in sorted(versions, key=lambda one: one.number):
        point = Document(version.content).point(uid)
        if point is not None:
            found.append(
                Past(
                    version,
                    point.label,
                    was=before.label if before and before.label != point.label else "",
                    new=before is None,
                    reworded=before is not None and wording_of(before) != wording_of(point),
                )
            )
        before = point
    return found[::-1]


def full_versions(page: DeclarationPage) -> list[TextVersion]:
    """Return the versions of the page's language with their texts, the newest first."""
    return list(TextVersion.objects.filter(declaration_key=page.declaration_key, language=page.language).order_by("-number"))


def point(request: HttpRequest, page: DeclarationPage, place: int) -> HttpResponse:
    """Show one point of the text in force."""
    versions = full_versions(page)
    base = page.get_url(request)
    reading = Reading(page.document, short_ids(page), base)
    if not 1 <= place <= len(reading.rows):
        return unknown(request, page, versions, _("There is no such point"))
    shown = reading.rows[place - 1][0]
    twins = list(in_other_languages(request, page, shown.uid))
    addresses = {page.language: f"{base}points/{place}/", **{code: address for code, _name, address, _title in twins}}
    canonical = request.build_absolute_uri(addresses[page.language])
    context = context_of(request, page, reading, place) | {
        "versions": versions,
        "past": history(versions, shown.uid),
        "twins": twins,
        "canonical": canonical,
        "language_addresses": addresses,
        "links": [*relations(request, page, versions, canonical=canonical), *alternates(request, addresses.items())],
        "trail": trail(request, page, heading(shown)),
    }
    return TemplateResponse(request, "declarations/point_page.html", context)


def version_point(request: HttpRequest, page: DeclarationPage, number: int, place: int) -> HttpResponse:
    """Show one point of a version that was kept."""
    versions = full_versions(page)
    version = next((one for one in versions if one.number == number), None)
    if version is None:
        return unknown(request, page, versions, _("There is no such version"))
    home = page.get_url(request)
    reading = Reading(Document(version.content), short_ids(page), f"{home}v/{number}/")
    if not 1 <= place <= len(reading.rows):
        return unknown(request, page, versions, _("There is no such point"))
    shown = reading.rows[place - 1][0]
    now = page.document.point(shown.uid)
    canonical = request.build_absolute_uri(f"{home}points/{now.place}/" if now else home)
    steps = trail(request, page, _("Version %(number)s") % {"number": number})
    steps[-1]["address"] = f"{home}v/{number}/"
    context = context_of(request, page, reading, place) | {
        "version": version,
        "versions": versions,
        "now": now,
        "past": history(versions, shown.uid),
        "canonical": canonical,
        "links": relations(request, page, versions, canonical=canonical, shown=version),
        "trail": [*steps, {"title": heading(shown), "address": ""}],
    }
    return TemplateResponse(request, "declarations/point_page.html", context)


def heading(point: Point) -> str:
    """Return what the page of a point is called."""
    return _("Point %(number)s") % {"number": point.label}


def context_of(request: HttpRequest, page: DeclarationPage, reading: Reading, place: int) -> dict[str, Any]:
    """Return what every page of a point shows."""
    rows = reading.rows
    shown, short_id = rows[place - 1]
    permanent = request.build_absolute_uri(reverse("declarations:permalink", args=[short_id])) if short_id else ""
    text = f"{shown.lead_in} {plain(shown.html)}".strip()
    return {
        "page": page,
        "reading": reading,
        "point": shown,
        "heading": heading(shown),
        # After a number of its own, such as "3 bis", the fifth point is not called point 5.
        "in_order": shown.value == place,
        "short_id": short_id,
        "permanent": permanent,
        "description": text if len(text) <= DESCRIPTION else f"{text[:DESCRIPTION].rsplit(' ', 1)[0]} …",
        "before": rows[place - 2][0] if place > 1 else None,
        "after": rows[place][0] if place < len(rows) else None,
        "pages": taken_up(page.declaration_key).get(shown.uid, []),
        **standing(page),
    }


def in_other_languages(request: HttpRequest, page: DeclarationPage, uid: str):
    """Give code, name of the language, address and title of the same point in each other language that everybody may read."""
    others = DeclarationPage.objects.filter(translation_key=page.declaration_key, alias_of=None).live().public()
    for other in others.exclude(locale_id=page.locale_id).select_related("locale").order_by("locale__language_code"):
        point = other.document.point(uid)
        address = other.get_url(request)
        if point is not None and address:
            yield other.language, other.locale.get_display_name(), f"{address}points/{point.place}/", point.title
