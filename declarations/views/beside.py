"""A declaration in two languages side by side, with an honest word on how old a translation is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from declarations.models import DeclarationPage
from declarations.sides import Pair, pairs

from .comparing import part_name
from .headers import relation
from .origins import Origin, origin
from .reading import standing
from .trails import trail


def others(page: DeclarationPage) -> list[DeclarationPage]:
    """Return the same text in the other languages in which everybody may read it."""
    twins = DeclarationPage.objects.filter(translation_key=page.declaration_key, alias_of=None).live().public()
    return list(twins.exclude(locale_id=page.locale_id).select_related("locale").order_by("locale__language_code"))


def side_by_side(request: HttpRequest, page: DeclarationPage, code: str) -> HttpResponse | None:
    """Show a text beside itself in another language; None where there is no such language."""
    twins = others(page)
    twin = next((other for other in twins if other.language == code), None)
    if twin is None:
        return None
    left, right = origin(page), origin(twin)
    context = {
        "page": page,
        "trail": trail(request, page, _("Two languages")),
        "left": left,
        "right": right,
        "origins": [(left, marked(left, page)), (right, marked(right, twin))],
        "languages": twins,
        "rows": [row(pair, left, right) for pair in pairs(page.document, twin.document)],
        "canonical": page.get_full_url(request),
        "links": [relation(page.get_full_url(request), "canonical")],
        **standing(page),
    }
    return TemplateResponse(request, "declarations/side_by_side.html", context)


def marked(side: Origin, page: DeclarationPage) -> int:
    """Return how many points of a page are marked as older than the authentic text."""
    return sum(point.uid in side.older for point in page.points)


def row(pair: Pair, left: Origin, right: Origin) -> dict[str, Any]:
    """Return what the page shows of one pair."""
    is_point = pair.kind == "point"
    return {
        "kind": pair.kind,
        "number": pair.part.number if is_point else "",
        "name": part_name(pair.kind) if not is_point else _("Point"),
        "cells": [cell(part, one, other) for part, one, other in zip(pair.sides, (left, right), (right, left), strict=True)],
    }


def cell(part, one: Origin, other: Origin) -> dict[str, Any]:
    """Return one side of a row; where it has no text, say whether it was not translated yet or never stood in that language."""
    uid = getattr(part, "uid", "")
    missing = _("Not yet translated") if one.page.is_translation or not other.page.is_translation else _("Not part of the authentic text")
    return {"part": part, "origin": one, "stale": uid in one.older, "missing": missing}
