"""Ways to sign beside the form that everybody sees: the link of an invitation, and the sheet for paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.utils.safestring import mark_safe

from declarations.exports.qr import qr_svg
from declarations.models import DeclarationPage, TextVersion
from declarations.states import EndorsementMode
from forms_ext.emails import absolute

LINES = 15


def sheet(request: HttpRequest, page: DeclarationPage) -> HttpResponse:
    """Show the sheet for the version in force: its number, its hash, a code that leads to its words, and lines to sign on."""
    version = TextVersion.newest(page.host_key, page.language)
    if version is None or not page.has_form:
        raise Http404
    address = absolute(f"{page.get_url(request)}v/{version.number}/")
    code = mark_safe(qr_svg(address))  # noqa: S308 -- made by ourselves from an address
    return render(
        request,
        "declarations/sheet.html",
        {"page": page, "version": version, "address": address, "code": code, "lines": range(1, LINES + 1)},
    )


def invited(request: HttpRequest, page: DeclarationPage, key: str) -> HttpResponse:
    """Show the page with its form to whoever was given the link."""
    if page.endorsement_mode != EndorsementMode.INVITATION or not constant_time_compare(key, page.invitation_key):
        raise Http404
    request.is_invited = True
    return page.serve(request)
