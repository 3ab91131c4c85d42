"""Bringing a text into the editor: paste it or choose a file; what was found opens in the next view."""

from pathlib import PurePath

from django import forms
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from wagtail.models import Page

from declarations.actions import StartImportAction
from declarations.actions.arrange import may_import
from declarations.importer import Reading, read_file, read_text
from declarations.importer.files import MOST_BYTES
from declarations.models import DeclarationIndexPage, DeclarationPage, TextImport
from declarations.views.flags import described

LONGEST = 2_000_000
ENDINGS = (".txt", ".md", ".markdown", ".docx", ".pdf")


class SourceForm(forms.Form):
    """A text as it was pasted, or a file."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("Paste it as it is, with its line breaks, page numbers and columns. Nothing is corrected."),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        help_text=gettext_lazy("Text, Markdown, Word (.docx) or PDF. Only its text is kept, until the draft is made."),
    )

    def __init__(self, *args, language: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.language = language
        self.reading: Reading | None = None

    def clean_text(self):
        text = self.cleaned_data["text"]
        if len(text) > LONGEST:
            raise forms.ValidationError(_("This text is longer than two million letters. Import it in pieces."))
        return text

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and PurePath(file.name).suffix.lower() not in ENDINGS:
            raise forms.ValidationError(
                _("Only text, Markdown, Word (.docx) and PDF files can be read. Save it as one of these, or paste its text.")
            )
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 megabytes. Paste its text instead."))
        return file

    def clean(self):
        cleaned = super().clean()
        text, file = cleaned.get("text", ""), cleaned.get("file")
        if self.errors:
            return cleaned
        if text.strip() and file:
            raise forms.ValidationError(_("Paste a text or choose a file, not both."))
        if not text.strip() and not file:
            raise forms.ValidationError(_("Paste a text, or choose a file."))
        self.reading = read_file(file.read(), file.name, language=self.language) if file else read_text(text, language=self.language)
        if not any(part.strip() for part in self.reading.texts()):
            stops = [described(flag)["message"] for flag in self.reading.flags if flag.level == "stop"]
            raise forms.ValidationError(stops or [_("There is no text.")])
        return cleaned


def crumbs(parent: Page, page: Page | None) -> list[dict[str, str]]:
    """Return the way to the place where the text belongs."""
    way = [*parent.get_ancestors().filter(depth__gt=1), parent]
    items = [{"url": reverse("wagtailadmin_explore", args=[one.pk]), "label": one.title} for one in way]
    if page:
        items.append({"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.title})
    return [*items, {"url": "", "label": _("Import")}]


@csrf_exempt
def import_text(request: HttpRequest, parent_id: int) -> HttpResponse:
    """Begin a new declaration below a list of declarations."""
    return begin(request, parent_id, None)


@csrf_exempt
def import_again(request: HttpRequest, page_id: int) -> HttpResponse:
    """Begin a new wording of a declaration."""
    page = get_object_or_404(DeclarationPage, pk=page_id)
    return begin(request, page.get_parent().pk, page)


def begin(request: HttpRequest, parent_id: int, page: DeclarationPage | None) -> HttpResponse:
    """Show the form; keep what was read and lead to it. What is too large is told before anything is read of it."""
    parent = get_object_or_404(DeclarationIndexPage, pk=parent_id)
    if not may_import(request.user, parent, page):
        raise PermissionDenied
    try:
        _files = request.FILES
    except RequestDataTooBig:
        request.POST, request._files = QueryDict(), MultiValueDict()  # noqa: SLF001 -- the way Django itself gives up a body
        form = SourceForm(request.POST, language=parent.locale.language_code)
        form.add_error(
            None, _("This is more than can be read at once. Your text is still there: go back one page, and import it in pieces.")
        )
        return _shown(request, parent, page, form, status=413)
    return csrf_protect(_read)(request, parent, page)


def _read(request: HttpRequest, parent: DeclarationIndexPage, page: DeclarationPage | None) -> HttpResponse:
    posted = request.method == "POST"
    form = SourceForm(request.POST if posted else None, request.FILES if posted else None, language=parent.locale.language_code)
    if not posted or not form.is_valid():
        return _shown(request, parent, page, form)
    file = form.cleaned_data["file"]
    made = StartImportAction(parent, form.reading, request.user, name=file.name if file else "", page=page).execute()
    return redirect("declarations_import_preview", made.pk)


def _shown(request, parent, page, form, status=200) -> HttpResponse:
    unfinished = TextImport.objects.filter(user=request.user, parent_id=parent.pk, page_id=page.pk if page else None)
    context = {
        "parent": parent,
        "page": page,
        "form": form,
        "unfinished": unfinished,
        "page_title": _("Import a new wording") if page else _("Import a text"),
        "breadcrumbs_items": crumbs(parent, page),
    }
    return render(request, "declarations/import_text.html", context, status=status)
