"""Search over the public pages of the site, in the language of the visitor."""

import re
import unicodedata
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db import connection
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from .highlights import highlight_of

LONGEST_QUERY = 200
PER_PAGE = 10
# Which apps' pages are of which kind; pages of any other app are "pages".
KINDS = {"events": _("Events"), "texts": _("Declarations"), "pages": _("Pages")}
KIND_OF_APP = {"eventpages": "events", "declarations": "texts"}


def cleaned(typed):
    """Return what was typed as words that every database can search.

    Control signs and halves of letters are gone, and so is everything after 200 letters.
    """
    readable = typed.encode("utf-8", "ignore").decode()
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", readable).split())[:LONGEST_QUERY]


def terms(words):
    """Return the letters and digits of ``words``: signs mean something to the search of a database, and it may choke on them."""
    composed = unicodedata.normalize("NFC", words)
    return " ".join("".join(sign if unicodedata.category(sign)[0] in "LNM" else " " for sign in composed).split())


def found(words, content_types=None):
    """Return the live public pages with all ``words``, closest first where the database can rank; at least one letter is needed."""
    pages = Page.objects.live().public().filter(locale=Locale.get_active(), depth__gt=1)
    if content_types is not None:
        pages = pages.filter(content_type_id__in=content_types)
    # Ranking on SQLite compares every hit with every other: minutes on a large site.
    return pages.specific().search(terms(words), operator="and", order_by_relevance=connection.vendor != "sqlite")


def kind_of(content_type_id):
    return KIND_OF_APP.get(ContentType.objects.get_for_id(content_type_id).app_label, "pages")


def kinds_with(numbers, chosen, words):
    """Return the kinds that have results, "all" first, with their numbers and addresses."""
    totals = dict.fromkeys(KINDS, 0)
    for content_type_id, number in numbers.items():
        totals[kind_of(content_type_id)] += number
    every = {"label": _("All"), "number": sum(totals.values()), "address": "?" + urlencode({"q": words}), "current": not chosen}
    return [every] + [
        {"label": KINDS[kind], "number": number, "address": "?" + urlencode({"q": words, "kind": kind}), "current": kind == chosen}
        for kind, number in totals.items()
        if number
    ]


def marked(text, words):
    """Return ``text`` as HTML with the words that were searched for marked."""
    pattern = "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True))
    pieces = re.split(f"({pattern})", text, flags=re.IGNORECASE)
    # A pattern in brackets makes split return text and match in turn.
    return format_html_join("", "{}", ((format_html("<mark>{}</mark>", piece) if odd % 2 else piece,) for odd, piece in enumerate(pieces)))


def hit(page, words, request):
    """Return one result: where it belongs, title and text with marks, address."""
    shown = highlight_of(page, request)
    belongs = [shown.kind or page.get_verbose_name(), shown.when, shown.where]
    return {
        "where": " · ".join(str(part) for part in belongs if part),
        "title": marked(shown.title, words),
        "text": marked(shown.text or page.search_description, words),
        "address": shown.address,
    }


@require_safe
def search(request):
    """Show what the site knows about some words. Whatever is typed, the answer is a page."""
    words = cleaned(request.GET.get("q", ""))
    kind = request.GET.get("kind", "")
    if not words:
        return render(request, "home/search.html", {"words": ""})
    numbers = found(words).facet("content_type_id") if terms(words) else {}
    chosen = kind if kind in KINDS else ""
    wanted = [pk for pk in numbers if kind_of(pk) == chosen] if chosen else None
    results = Paginator(found(words, wanted) if numbers else [], PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "words": words,
        "kinds": kinds_with(numbers, chosen, words),
        "results": results,
        "hits": [hit(page, words, request) for page in results],
        "query": urlencode({"q": words, **({"kind": chosen} if chosen else {})}) + "&",
    }
    return render(request, "home/search.html", context)
