"""A declaration in two languages side by side, with an honest word on how old a translation is."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from declarations.differences import NEW, REWORDED, Difference
from declarations.documents import Document
from declarations.models import DeclarationPage, TextVersion
from declarations.sides import Pair, pairs

from .comparing import part_name
from .headers import relation
from .trails import trail


@dataclass(frozen=True)
class Origin:
    """Where the wording of one language comes from.

    :param number: its version in force; None before it was adopted.
    :param made_from: the version of the authentic text that it translates, where that is known.
    :param in_force: the authentic version in force; None for an authentic text.
    :param older: identities of the points that were reworded or added since.
    """

    page: DeclarationPage
    number: int | None
    made_from: int | None = None
    in_force: int | None = None
    older: frozenset[str] = frozenset()

    @property
    def code(self) -> str:
        """Return the code of the language."""
        return self.page.language

    @property
    def name(self) -> str:
        """Return the name of the language in itself."""
        return self.page.locale.language_info["name_local"]

    @property
    def stale(self) -> bool:
        """Tell whether the authentic text went on since it was translated."""
        return bool(self.made_from and self.in_force and self.made_from < self.in_force)


def origin(page: DeclarationPage) -> Origin:
    """Return where the text of a page comes from."""
    newest = TextVersion.newest(page.declaration_key, page.language)
    number = newest.number if newest else None
    if not page.is_translation:
        return Origin(page, number)
    authentic = TextVersion.newest(page.declaration_key, page.authentic_language)
    if authentic is None:
        return Origin(page, number)
    made_from = page.translation_of or (newest.translates if newest else None)
    return Origin(page, number, made_from, authentic.number, _older(authentic, made_from))


def _older(authentic: TextVersion, made_from: int | None) -> frozenset[str]:
    if made_from is None or made_from >= authentic.number:
        return frozenset()
    versions = TextVersion.objects.filter(declaration_key=authentic.declaration_key, language=authentic.language)
    source = versions.filter(number=made_from).first()
    if source is None:
        return frozenset()
    changes = Difference(Document(source.content), Document(authentic.content)).changes
    return frozenset(change.part.uid for change in changes if change.kind == "point" and {NEW, REWORDED} & set(change.states))


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
