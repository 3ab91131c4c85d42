"""A version that was kept, and the version of a day. What is shown here never changes."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from declarations.dates import day_words
from declarations.documents import Document
from declarations.models import DeclarationPage, TextVersion

from .headers import relations
from .reading import Reading, short_ids, standing, versions_of
from .trails import trail


def version(request: HttpRequest, page: DeclarationPage, number: int) -> HttpResponse:
    """Show a version as it was kept; where the number was never given, say which versions there are."""
    versions = versions_of(page)
    shown = next((one for one in versions if one.number == number), None)
    if shown is None:
        return unknown(request, page, versions, _("There is no such version"))
    home = page.get_url(request)
    title = _("Version %(number)s") % {"number": number}
    context = {
        "page": page,
        "trail": trail(request, page, title),
        "version": shown,
        "versions": versions,
        "before": number - 1 if number > 1 else None,
        "after": number + 1 if number < versions[0].number else None,
        "reading": Reading(Document(shown.content), short_ids(page), f"{home}v/{number}/"),
        "links": relations(request, page, versions, canonical=page.get_full_url(request), shown=shown),
        **standing(page),
    }
    return TemplateResponse(request, "declarations/version.html", context)


def at_day(request: HttpRequest, page: DeclarationPage, day: str) -> HttpResponse:
    """Lead to the version that was in force at the end of a day."""
    versions = versions_of(page)
    try:
        asked = date.fromisoformat(day) if len(day) == 10 else None
    except ValueError:
        asked = None
    if asked is None:
        return unknown(
            request, page, versions, _("“%(day)s” is no date") % {"day": day}, _("Write year, month and day, for example 2026-03-14.")
        )
    if asked > timezone.localdate():
        return unknown(request, page, versions, _("This day has not come yet"), _("Nobody knows which version will be in force then."))
    found = next((one for one in versions if in_force_from(page, one) <= asked), None)
    if found is None:
        return unknown(request, page, versions, _("No version was in force on %(day)s") % {"day": day_words(asked)})
    return HttpResponseRedirect(f"{page.get_url(request)}v/{found.number}/")


def in_force_from(page: DeclarationPage, version: TextVersion) -> date:
    """Return the first day of a version: of the first one the day of adoption where that was earlier, else the day it was kept."""
    kept = timezone.localdate(version.published_at)
    adopted = page.adopted_until or page.adopted_on
    return min(kept, adopted) if version.number == 1 and adopted else kept


def unknown(request: HttpRequest, page: DeclarationPage, versions: list[TextVersion], heading: str, hint: str = "") -> HttpResponse:
    """Say that there is no such version or point, and which versions there are."""
    context = {"page": page, "trail": trail(request, page, heading), "versions": versions, "heading": heading, "hint": hint}
    return TemplateResponse(request, "declarations/unknown.html", context, status=404)
