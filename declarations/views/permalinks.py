"""The permanent address of a point: it never answers 404 once it was given."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from declarations.documents import Document
from declarations.models import DeclarationPage, Provision, ProvisionText


def live_pages(declaration_key) -> list[DeclarationPage]:
    """Return the live pages of a declaration: the one in the language of the address first, then the authentic one."""
    language = get_language()
    pages = DeclarationPage.objects.filter(translation_key=declaration_key, live=True, alias_of=None).select_related("locale")
    return sorted(pages, key=lambda page: (page.language != language, page.authentic_language not in ("", page.language), page.pk))


@require_safe
@cache_control(max_age=60)
def permalink(request: HttpRequest, short_id: str) -> HttpResponse:
    """Lead to the point where it is now, or show its last wording when it was withdrawn."""
    provision = Provision.objects.filter(short_id=short_id).first()
    if provision is None:
        raise Http404
    pages = live_pages(provision.declaration_key)
    for page in pages:
        address = page.get_url(request)  # a page that stands on no site has none
        if address and any(point.uid == provision.uid for point in page.points):
            return HttpResponseRedirect(f"{address}#p-{short_id}")
    return gone(request, provision, [page for page in pages if page.get_url(request)])


def gone(request: HttpRequest, provision: Provision, pages: list[DeclarationPage]) -> HttpResponse:
    """Answer 410 with the last wording that was public.

    :param pages: the pages of the declaration that can still be opened, the most fitting first.
    """
    last = provision.last_text(get_language())
    private = not provision.public or any(page.get_view_restrictions().exists() for page in pages)
    context = {"short_id": provision.short_id, "declaration": None, "last": None, "point": None, "kept_at": ""}
    if not private:
        context["declaration"] = pages[0] if pages else None
        context["last"], context["point"] = last, last and Document(last.version.content).point(provision.uid)
        context["kept_at"] = kept_at(request, pages, last) if last else ""
    return render(request, "declarations/point_gone.html", context, status=410)


def kept_at(request: HttpRequest, pages: list[DeclarationPage], last: ProvisionText) -> str:
    """Return the address of the last version that had the point, where a page of its language can be opened."""
    page = next((page for page in pages if page.language == last.version.language), None)
    return f"{page.get_url(request)}v/{last.version.number}/points/{last.place}/" if page else ""
