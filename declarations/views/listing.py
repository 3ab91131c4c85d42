"""The list of declarations and its feed."""

from typing import Any

from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import feedgenerator

from declarations import conf
from declarations.filters import DeclarationFilterSet
from declarations.models import DeclarationIndexPage, DeclarationPage


def public_texts(page: DeclarationIndexPage):
    """Return the declarations of a list that everybody may see, the newest first."""
    pages = DeclarationPage.objects.child_of(page).live().public()
    return pages.order_by(F("adopted_on").desc(nulls_first=True), "title")


def index_context(page: DeclarationIndexPage, request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Return the context of a list of declarations: one page of what the filters leave."""
    everything = public_texts(page)
    filters = DeclarationFilterSet(request.GET, everything)
    part = Paginator(filters.qs, conf.get("DECLARATIONS_PER_PAGE")).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return context | {
        "filters": filters,
        "part": part,
        "declarations": list(part.object_list),
        "query": f"{query.urlencode()}&" if query else "",
        "is_default": not filters.chips and not filters.problems,
        "nothing_yet": not filters.known,
    }


class Texts(Feed):
    """The declarations of a list for feed readers."""

    feed_type = feedgenerator.Atom1Feed

    def __init__(self, page: DeclarationIndexPage):
        self.page = page

    def get_object(self, request):
        return request

    def title(self, request):
        return self.page.title

    def link(self, request):
        return self.page.get_url(request)

    def feed_url(self, request):
        return f"{self.page.get_url(request)}feed/"

    def items(self, request):
        self.request = request
        return public_texts(self.page)[: conf.get("DECLARATIONS_PER_PAGE")]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.highlight()["text"]

    def item_link(self, item):
        return item.get_url(self.request)

    def item_guid(self, item):
        return f"urn:uuid:{item.declaration_key}:{item.language}"

    def item_pubdate(self, item):
        return item.first_published_at

    def item_updateddate(self, item):
        return item.last_published_at


def feed(request: HttpRequest, page: DeclarationIndexPage) -> HttpResponse:
    """Answer with the feed of a list."""
    return Texts(page)(request)
