"""The report on what differs between the languages of a text, for those who edit it."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from declarations.concordance import DIFFERS, Finding, concordance
from declarations.models import DeclarationPage
from declarations.states import STYLES

from .comparing import part_name


@dataclass(frozen=True)
class Report:
    """What was found between the text and one other language.

    :param draft: whether the newest draft was compared, not the page that is live.
    """

    page: DeclarationPage
    findings: list[dict[str, Any]]
    draft: bool

    @property
    def differing(self) -> int:
        """Return how many findings can be counted and do not agree."""
        return sum(finding["level"] == DIFFERS for finding in self.findings)


@require_safe
def report(request: HttpRequest, page_id: int) -> HttpResponse:
    """Compare the languages of a declaration as their editors have them now."""
    page = get_object_or_404(DeclarationPage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    twins = languages_for(request.user, page)
    base = next((twin for twin in [page, *twins] if not twin.is_translation), page)
    text = newest_of(request.user, base)
    others = [twin for twin in [page, *twins] if twin.pk != base.pk]
    title = _("Concordance of languages")
    context = {
        "page": page,
        "base": base,
        "reports": [compared(request.user, text, other) for other in others],
        "page_title": title,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_explore", args=[page.pk]), "label": page.get_admin_display_title()},
            {"url": "", "label": title},
        ],
    }
    return TemplateResponse(request, "declarations/concordance.html", context)


def languages_for(user, page: DeclarationPage) -> list[DeclarationPage]:
    """Return the text in its other languages: those that are live and those that ``user`` may edit."""
    twins = DeclarationPage.objects.filter(translation_key=page.translation_key, alias_of=None).exclude(pk=page.pk)
    found = twins.select_related("locale").order_by("locale__language_code")
    return [twin for twin in found if twin.live or twin.permissions_for_user(user).can_edit()]


def newest_of(user, page: DeclarationPage) -> DeclarationPage:
    """Return the newest draft to those who may edit it, else the page as it is live."""
    if page.has_unpublished_changes and page.permissions_for_user(user).can_edit():
        return page.get_latest_revision_as_object()
    return page


def compared(user, text: DeclarationPage, other: DeclarationPage) -> Report:
    """Return the report on one other language."""
    there = newest_of(user, other)
    return Report(other, [told(finding) for finding in concordance(text.document, there.document)], draft=there is not other)


def told(finding: Finding) -> dict[str, Any]:
    """Return a finding as the report shows it, in the editor's language."""
    values = [finding.left, finding.right]
    if finding.code == "months":
        values = [", ".join(str(MONTHS[int(number)]) for number in value.split(", ") if number) for value in values]
    if finding.code == "style":
        values = [str(dict(STYLES)[value]) for value in values]
    return {"level": finding.level, "where": where(finding), "sentence": sentences()[finding.code], "values": values}


def where(finding: Finding) -> str:
    """Return where in the text something was found."""
    if finding.kind == "point":
        return _("Point %(number)s") % {"number": finding.place}
    if finding.kind in {"text", "title"}:
        return _("Whole text") if finding.kind == "text" else _("Title")
    return f"{part_name(finding.kind)} {finding.place}"


def sentences() -> dict[str, str]:
    """Return what each kind of finding says."""
    return {
        "style": _("The points are numbered in another style."),
        "order": _("The points stand in another order."),
        "missing": _("This is not there yet."),
        "added": _("This is only there."),
        "number": _("The point has another number."),
        "heading": _("Only one of them has a heading."),
        "paragraphs": _("The number of paragraphs differs."),
        "subpoints": _("The number of sub-points differs."),
        "numbers": _("Numbers that only one of them names."),
        "months": _("Months that only one of them names."),
        "number_words": _("Numbers in words that only one of them names."),
        "leftover": _("A label in another language."),
        "written_number": _("A number is written in words although it is set in front by itself."),
        "untranslated": _("The same words in both languages."),
    }
