"""A declaration as it is read: the text in force, or a version that was kept."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from wagtail.models import Page

from declarations.documents import Document, Part
from declarations.models import DeclarationPage, Provision, TextVersion
from declarations.models.taken_up import uses
from declarations.schema import Point
from declarations.states import Status

from .headers import alternates, relations
from .origins import origin

LONG_NUMBER = 3
"""A number of more signs than this does not fit into its column in large letters."""


@dataclass(frozen=True)
class Reading:
    """The parts of a wording, its points with their permanent addresses.

    :param addresses: the eight signs of each point by its identity.
    :param base: the address below which its points have pages, with a slash at its end.
    """

    document: Document
    addresses: dict[str, str]
    base: str

    @cached_property
    def rows(self) -> list[tuple[Point, str]]:
        """Return the points with the eight signs of each, empty where it has none yet."""
        return [(point, self.addresses.get(point.uid, "")) for point in self.document.points]

    @cached_property
    def groups(self) -> list[dict[str, Any]]:
        """Return the points as they follow each other, in groups that a crossheading opens."""
        rows = iter(self.rows)
        groups: list[dict[str, Any]] = []
        for part in self.document.parts:
            is_point = isinstance(part, Point)
            if part.kind == "crossheading" if not is_point else not groups:
                groups.append({"crossheading": "" if is_point else part.html, "rows": []})
            if is_point:
                groups[-1]["rows"].append(next(rows))
        return groups

    @cached_property
    def numbers_are_long(self) -> bool:
        """Tell whether the count comes to long numbers, as Roman ones are: all are set small then, so that none seems to matter less."""
        return any(point.value and len(point.number) > LONG_NUMBER for point in self.document.points)

    @property
    def preamble(self) -> list[Part]:
        """Return the clauses of the preamble."""
        return self.document.of_kind("preamble")

    @property
    def enacting(self) -> str:
        """Return the enacting clause, or an empty text."""
        return next((part.html for part in self.document.of_kind("enacting")), "")

    @property
    def closing(self) -> list[Part]:
        """Return the closing paragraphs."""
        return self.document.of_kind("closing")

    @property
    def annexes(self) -> list[Part]:
        """Return the annexes."""
        return self.document.of_kind("annex")


def versions_of(page: DeclarationPage) -> list[TextVersion]:
    """Return the versions of the page's language without their texts, the newest first."""
    return list(TextVersion.objects.filter(declaration_key=page.declaration_key, language=page.language).order_by("-number").defer("text"))


def short_ids(page: DeclarationPage) -> dict[str, str]:
    """Return the eight signs of every point that was ever kept, by its identity."""
    return dict(Provision.objects.filter(declaration_key=page.declaration_key).values_list("uid", "short_id"))


def public_page(page_id: int | None) -> Page | None:
    """Return a page in the language of the reader. One that is a draft or private is not named to the public."""
    found = Page.objects.live().public().filter(pk=page_id).first() if page_id else None
    return found.localized if found else None


def standing(page: DeclarationPage) -> dict[str, Any]:
    """Return what has to be said above every view of a text that is not simply in force."""
    if page.status == Status.ADOPTED:
        return {}
    return {"standing": page.status, "successor": public_page(page.superseded_by_id)}


def languages_of(request: HttpRequest, page: DeclarationPage) -> dict[str, str]:
    """Return the address of the text in each language in which everybody may read it, its own included."""
    pages = Page.objects.filter(translation_key=page.declaration_key, alias_of=None).live().public().select_related("locale")
    found = {one.locale.language_code: address for one in pages.order_by("locale__language_code") if (address := one.get_url(request))}
    return found if len(found) > 1 else {}


def adopters(page: DeclarationPage) -> list[Any]:
    """Return the organisations that adopted the text, their logos in all sizes at once."""
    values = [child.value for child in page.organisers]
    prefetch_related_objects([value["logo"] for value in values if value["logo"]], "renditions")
    return values


def declaration_context(page: DeclarationPage, request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Return the context of the page of a declaration."""
    versions = versions_of(page)
    addresses = languages_of(request, page)
    canonical = (page.alias_of or page).get_full_url(request) or ""
    return context | {
        "reading": Reading(page.document, short_ids(page), page.get_url(request) or ""),
        "versions": versions,
        "translation": origin(page) if page.is_translation else None,
        "uses": uses(page.declaration_key, page.document.points),
        "language_addresses": addresses,
        "links": [*relations(request, page, versions, canonical=canonical), *alternates(request, addresses.items())],
        "canonical": canonical,
        "event": public_page(page.event_id),
        "organisers": adopters(page),
        **standing(page),
    }
