"""Calendar files of one event and of a list."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from eventpages.models import EventChange, EventIndexPageMixin, EventPageMixin
from eventpages.models.registration import host_keys
from eventpages.schema.ical import calendar_text

PAST = timedelta(days=366)


def event_calendar(page: EventPageMixin) -> HttpResponse:
    """Return the event as a file to open once.

    :raises Http404: while no day is known.
    """
    text = page.calendar_file({""})
    if not text:
        raise Http404
    return _file(text, f"{page.slug}.ics", as_attachment=True)


def index_calendar(page: EventIndexPageMixin) -> HttpResponse:
    """Return the coming events and those of the past year as a calendar to follow; cancelled ones stay in it."""
    recent = page.events().with_days().filter(ends_at__gt=timezone.now() - PAST)
    events = list(recent.earliest_first().select_related("locale").defer_streamfields())
    keys = host_keys(events)
    sequences = EventChange.objects.sequences(keys.values())
    entries = [event.calendar_entry(sequences.get(keys[event.pk], 0), keys[event.pk]) for event in events]
    return _file(calendar_text(entries, name=page.title, language=page.locale.language_code), f"{page.slug}.ics", as_attachment=False)


def _file(text: str, name: str, *, as_attachment: bool) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(as_attachment, name)}
    return HttpResponse(text, content_type="text/calendar; method=PUBLISH; charset=utf-8", headers=headers)
