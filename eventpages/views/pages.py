"""What the templates of events show. Nothing here depends on the visitor."""

from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Count
from django.utils import timezone
from wagtail.images.shortcuts import get_rendition_or_not_found

from eventpages import conf
from eventpages.filters import UPCOMING, EventFilterSet
from eventpages.models import EventIndexPageMixin, EventPageMixin
from eventpages.models.registration import count_places
from eventpages.schema.structured import script_text

COVER = "fill-1600x840"


def event_context(page: EventPageMixin, request, context: dict) -> dict:
    """Return the context of an event page, in a phase of the editor's choice in a preview."""
    forced = getattr(request, "preview_phase", None)
    standing = page.standing_in(forced) if forced else page.standing
    if not standing.takes_registrations and getattr(request, "answer_form", None) is None:
        # FormHost shows every form in a preview; here the phase decides.
        context.pop("form", None)
    cover = get_rendition_or_not_found(page.lead_image, COVER) if page.lead_image_id and page.lead_image else None
    image = request.build_absolute_uri(cover.url) if cover else ""
    return context | {
        "standing": standing,
        "when": page.when,
        "second_zone": page.when.words_in(conf.second_zone()),
        "cover": cover,
        "cover_url": image,
        "more_events": count_places(page.more_events()),
        "structured_data": script_text(page.structured_data(standing, image=image)) if page.when.has_days else "",
    }


@dataclass(frozen=True)
class Month:
    """The events of a list that begin in one month."""

    words: str
    events: list


def index_context(page: EventIndexPageMixin, request, context: dict) -> dict:
    """Return the context of a list of events: one page of what the filters leave, by month."""
    filters = EventFilterSet(request.GET, queryset=page.events())
    found = filters.qs.defer_streamfields()
    found = found.earliest_first() if filters.when == UPCOMING else found.latest_first()
    part = Paginator(found, conf.get("EVENTS_PER_PAGE")).get_page(request.GET.get("page"))
    events = count_places(part.object_list)
    return context | {
        "filters": filters,
        "months": [Month(words, list(group)) for words, group in groupby(events, key=lambda event: event.when.month_words)],
        "part": part,
        "years": past_years(page),
        "asks_for": filters.when,
        "is_default": filters.when == UPCOMING and not filters.is_narrowed and not filters.problems,
    }


def past_years(page: EventIndexPageMixin) -> list[tuple[int, int]]:
    """Return the years with past events and how many each has, the latest first."""
    rows = page.events().past(timezone.now()).order_by("-date_from__year").values_list("date_from__year").annotate(Count("pk"))
    return list(rows)
