"""Ways to sign beside the form that everybody sees: the link of an invitation, and the sheet for paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from declarations.exports.qr import qr_svg
from declarations.models import DeclarationPage, TextVersion
from declarations.states import EndorsementMode, Role
from forms_ext.emails import absolute
from forms_ext.schema.items import Item

from .reading import standing
from .trails import trail

LINES = 10
"""So many people sign on one sheet: as many as fit on A4 together with what they sign."""


def sheet(request: HttpRequest, page: DeclarationPage) -> HttpResponse:
    """Show the sheet for the version in force: its number, its hash, a code that leads to its words, and lines to sign on."""
    version = TextVersion.newest(page.host_key, page.language)
    if version is None or not page.has_form:
        raise Http404
    address = absolute(f"{page.get_url(request)}v/{version.number}/")
    context = {
        "page": page,
        "trail": trail(request, page, _("Sheet for signing")),
        "version": version,
        "address": address,
        "code": mark_safe(qr_svg(address)),  # noqa: S308 -- made by ourselves from an address
        "statements": statements(page),
        "lines": range(1, LINES + 1),
        **standing(page),
    }
    return render(request, "declarations/sheet.html", context)


def statements(page: DeclarationPage) -> list[Item]:
    """Return the statements that are recorded when the sheet is entered: nobody agrees to words that are not on the paper."""
    return [item for item in page.form().items if item.kind == "acknowledgement" or item.spec.get("role") == Role.LISTING_CONSENT]


def invited(request: HttpRequest, page: DeclarationPage, key: str) -> HttpResponse:
    """Show the page with its form to whoever was given the link."""
    if page.endorsement_mode != EndorsementMode.INVITATION or not constant_time_compare(key, page.invitation_key):
        raise Http404
    request.is_invited = True
    return page.serve(request)
