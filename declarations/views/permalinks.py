"""The permanent address of a point: it never answers 404 once it was given."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from declarations.models import DeclarationPage, Provision


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
    for page in live_pages(provision.declaration_key):
        if any(point.uid == provision.uid for point in page.points):
            return HttpResponseRedirect(f"{page.get_url(request)}#p-{short_id}")
    return gone(request, provision)


def gone(request: HttpRequest, provision: Provision) -> HttpResponse:
    """Answer 410 with the last wording that was public."""
    last = provision.last_text(get_language())
    pages = live_pages(provision.declaration_key)
    private = not provision.public or any(page.get_view_restrictions().exists() for page in pages)
    context = {"last": None if private else last, "declaration": None if private or not pages else pages[0], "short_id": provision.short_id}
    return render(request, "declarations/point_gone.html", context, status=410)
