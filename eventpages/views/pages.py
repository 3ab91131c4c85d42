"""What the templates of events show. Nothing here depends on the visitor."""

from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Count, prefetch_related_objects
from django.utils import timezone
from wagtail.images.shortcuts import get_rendition_or_not_found

from eventpages import conf
from eventpages.filters import UPCOMING, EventFilterSet
from eventpages.models import EventIndexPageMixin, EventPageMixin
from eventpages.models.registration import count_places
from eventpages.schema.structured import script_text
from eventpages.states import Phase

# In these phases nobody wants the date in a calendar.
CALLED_OFF = {Phase.CANCELLED, Phase.POSTPONED, Phase.PAST}
# What networks show beside a link.
SHARED = "fill-1200x630|format-jpeg"


def event_context(page: EventPageMixin, request, context: dict) -> dict:
    """Return the context of an event page, in a phase of the editor's choice in a preview."""
    forced = getattr(request, "preview_phase", None)
    standing = page.standing_in(forced) if forced else page.standing
    if not standing.takes_registrations and getattr(request, "answer_form", None) is None:
        # FormHost shows every form in a preview; here the phase decides.
        context.pop("form", None)
    trail = page.trail(request)
    image, address = shared_image(page, request), page.get_url(request)
    return context | {
        "standing": standing,
        "when": page.when,
        "second_zone": page.when.words_in(conf.second_zone()),
        "shared_image": image,
        "side_events": page.dated_side_events(),
        "calendar_address": f"{address}ics/" if page.when.has_days and standing.phase not in CALLED_OFF else "",
        "all_events": trail[-2]["address"] if len(trail) > 1 else "",
        "trail": trail,
        "structured_data": script_text(page.structured_data(standing, image=image)) if page.when.has_days else "",
    }


def shared_image(page: EventPageMixin, request) -> str:
    """Return the absolute address of the editor's picture in the size that networks show; empty without one."""
    if page.lead_image is None:
        return ""
    prefetch_related_objects([page.lead_image], "renditions")
    return request.build_absolute_uri(get_rendition_or_not_found(page.lead_image, SHARED).url)


@dataclass(frozen=True)
class Month:
    """The events of a list that begin in one month."""

    words: str
    events: list


def index_context(page: EventIndexPageMixin, request, context: dict) -> dict:
    """Return the context of a list of events: one page of what the filters leave, by month."""
    filters = EventFilterSet(request.GET, queryset=page.events())
    found = filters.qs.defer_streamfields()
    found = found.earliest_first() if filters.asks_for == UPCOMING else found.latest_first()
    part = Paginator(found, conf.get("EVENTS_PER_PAGE")).get_page(request.GET.get("page"))
    events = count_places(part.object_list)
    return context | {
        "filters": filters,
        "months": [Month(words, list(group)) for words, group in groupby(events, key=lambda event: event.when.month_words)],
        "part": part,
        "query": query_without_page(request),
        "years": past_years(page),
        "asks_for": filters.asks_for,
        "is_default": filters.asks_for == UPCOMING and not filters.is_narrowed and not filters.problems,
    }


def past_years(page: EventIndexPageMixin) -> list[tuple[int, int]]:
    """Return the years with past events and how many each has, the latest first."""
    rows = page.events().past(timezone.now()).order_by("-date_from__year").values_list("date_from__year").annotate(Count("pk"))
    return list(rows)


def query_without_page(request) -> str:
    """Return the filters of the address as links to other pages of the list repeat them."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"{query.urlencode()}&" if query else ""
