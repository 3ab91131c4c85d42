"""Pasting a text in the editor: read it, look at what was found, make a draft."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from declarations.actions import ImportTextAction
from declarations.importer import read_text
from declarations.models import DeclarationIndexPage
from declarations.views.flags import described

LONGEST = 2_000_000


class PasteForm(forms.Form):
    """The text as it was pasted."""

    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=255, required=False, help_text=gettext_lazy("If the text does not carry its own.")
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=gettext_lazy("Paste it as it is, with its line breaks, page numbers and columns. Nothing is corrected."),
    )


def import_text(request: HttpRequest, parent_id: int) -> HttpResponse:
    """Show the form; show what was found; make the draft when the editor says so."""
    parent = get_object_or_404(DeclarationIndexPage, pk=parent_id)
    if not parent.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    form = PasteForm(request.POST or None)
    context = {"parent": parent, "form": form, "page_title": _("Import a text")}
    if request.method == "POST" and form.is_valid():
        found = read_text(form.cleaned_data["text"], language=parent.locale.language_code)
        reading = {**found.as_dict(), "flags": [described(flag) for flag in found.flags]}
        if "make" in request.POST:
            return make_draft(request, parent, reading, form.cleaned_data["title"])
        context["reading"] = reading
    return render(request, "declarations/import_text.html", context)


def make_draft(request, parent, reading, title) -> HttpResponse:
    """Make the draft and lead to its editor, with what has to be looked at."""
    page = ImportTextAction(parent, reading, title=title, user=request.user).execute()
    count = len(reading["flags"])
    sentence = ngettext("The draft is made. %(count)d place needs a look:", "The draft is made. %(count)d places need a look:", count)
    listed = [f"{flag['message']} ({_('line')} {flag['line']})" for flag in reading["flags"]]
    messages.success(request, " ".join([sentence % {"count": count}, *listed]) if count else _("The draft is made."))
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
