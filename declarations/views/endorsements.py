"""Who endorsed a text, for everybody who may read it: a page, and the same as CSV and JSON. Nothing private is in any of them."""

import csv
import io
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from declarations.documents import Document
from declarations.lists import EndorsementFilterSet
from declarations.models import DeclarationPage, Endorsement, TextVersion
from declarations.models.tally import Tally
from declarations.states import Withdrawal
from forms_ext.exports import guarded
from forms_ext.schema.countries import country_name

from .reading import standing
from .trails import trail

ON_A_PAGE = 50
COLUMNS = (
    "number",
    "kind",
    "name",
    "organisation",
    "country",
    "language",
    "version",
    "signed_as",
    "signed_on",
    "proof",
    "reservations",
    "withdrawn_on",
)


def show(request: HttpRequest, page: DeclarationPage) -> HttpResponse:
    """Show the list with its filters and counts; every count is that of the rows it stands above."""
    tally = page.tally
    filters = EndorsementFilterSet(request.GET, tally.rows)
    found = filters.qs
    named = found.named()
    # Who withdrew is shown in the whole list only: filters find what counts. What makes no sense filters nothing.
    whole = not any(filters.form.cleaned_data.values())
    rows = Endorsement.objects.shown(page.host_key, tally.versions) if whole else named
    rows = rows.select_related("version", "carried_from").order_by("serial")
    results = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    numbers = points_by_version(results)
    for row in results:
        told(row, numbers)
    total, listed = found.count(), named.count()
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "trail": trail(request, page, _("Endorsements")),
        "tally": tally,
        "filters": filters,
        "results": results,
        "total": total,
        "anonymous": total - listed,
        "withdrawn": rows.filter(withdrawal=Withdrawal.MARK).count() if whole else 0,
        "matrix": matrix(page, tally),
        "query": f"{query.urlencode()}&" if query else "",
        "address": f"{page.get_url(request)}endorsements/",
        **standing(page),
    }
    return render(request, "declarations/endorsements.html", context)


def points_by_version(rows) -> dict[int, dict[str, str]]:
    """Return the number of each point by its identity, for the versions that ``rows`` are about."""
    versions = TextVersion.objects.filter(pk__in={row.version_id for row in rows if row.reservations})
    return {version.pk: {point.uid: point.number or str(point.place) for point in Document(version.content).points} for version in versions}


def told(row: Endorsement, numbers: dict[int, dict[str, str]]) -> Endorsement:
    """Give a row the words that the list shows."""
    known = numbers.get(row.version_id, {})
    # What was withdrawn has no reservation any more; its numbers would be read as those of another version.
    row.points = [] if row.withdrawal else [known[uid] for uid in known if uid in row.reservations]
    row.country_words = country_name(row.country, get_language()) if row.country else ""
    return row


def matrix(page: DeclarationPage, tally: Tally) -> list[dict[str, Any]]:
    """Return for each point how many people and organisations have a reservation about it; empty where nobody has one."""
    counted = tally.reservations
    if not counted:
        return []
    return [
        {"point": point, "people": counted[point.uid, "person"], "organisations": counted[point.uid, "organisation"]}
        for point in page.points
    ]


def public_rows(page: DeclarationPage) -> list[dict[str, Any]]:
    """Return those who are listed by name, as files tell them."""
    rows = Endorsement.objects.shown(page.host_key, page.tally.versions)
    rows = list(rows.select_related("version", "carried_from").order_by("serial"))
    numbers = points_by_version(rows)
    return [as_row(told(row, numbers)) for row in rows]


def as_row(row: Endorsement) -> dict[str, Any]:
    """Return one listed endorsement by column; the person who signs for an organisation is not named."""
    return {
        "number": row.serial,
        "kind": row.kind,
        "name": "" if row.is_organisation else row.display_name,
        "organisation": row.organisation,
        "country": row.country,
        "language": row.version.language,
        "version": row.version.number,
        "signed_as": row.signed_version.number,
        "signed_on": localdate(row.signed_at).isoformat(),
        "proof": row.proof,
        "reservations": row.points,
        "withdrawn_on": localdate(row.withdrawn_at).isoformat() if row.withdrawn_at else "",
    }


def as_json(request: HttpRequest, page: DeclarationPage) -> HttpResponse:
    """Answer with the counts and the list."""
    tally = page.tally
    counts = {
        "counted": tally.total,
        "people": tally.people,
        "organisations": tally.organisations,
        "listed": tally.listed,
        "anonymous": tally.anonymous,
        "with_earlier_versions": tally.earlier,
    }
    content = {"declaration": page.title, "address": page.full_url, "counts": counts, "endorsements": public_rows(page)}
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})


def as_csv(request: HttpRequest, page: DeclarationPage) -> HttpResponse:
    """Answer with the list for a spreadsheet; no cell is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in public_rows(page):
        cells = {**row, "reservations": " ".join(row["reservations"])}
        writer.writerow([guarded(str(cells[name])) for name in COLUMNS])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="endorsements-{page.slug}.csv"'
    return response
