"""Events for tests, made and published the way the editor does."""

from datetime import date, time, timedelta

from django.utils import timezone

from eventpages.models import EventPage
from tests import builders

ZONE = "Asia/Ho_Chi_Minh"
STREAMS = {"body", "fields", "focus_areas", "organisers", "related", "side_events"}


def day(number: int) -> date:
    """Return the day ``number`` days from today."""
    return timezone.now().date() + timedelta(days=number)


def in_days(number: int):
    """Return the instant ``number`` days from now."""
    return timezone.now() + timedelta(days=number)


def fill(page, **values):
    """Set fields of a page; streams as raw data, as a saved form would give them."""
    for name, value in values.items():
        setattr(page, name, getattr(page, name).stream_block.to_python(value) if name in STREAMS else value)
    return page


def draft(index, title="Restoring the land", **values):
    """Return an event that was saved and never published: in thirty days, without registration, where nothing else is said."""
    usual = {"precision": "day", "date_from": day(30), "timezone": ZONE, "live": False}
    return index.add_child(instance=fill(EventPage(title=title), **(usual | values)))


def event(index, title="Restoring the land", **values):
    """Return a published event, see :func:`draft`."""
    return builders.publish(draft(index, title, **values))


def open_event(index, title="Restoring the land", **values):
    """Return a published event that takes registrations on its page."""
    return event(index, title, **({"registration": "here", "fields": builders.person()} | values))


def side_event(title="Dyke walk", number=29, key=None, **value):
    """Return a side event ``number`` days from today as raw data."""
    usual = {"title": title, "date": day(number).isoformat(), "waiting": "off", "cancelled": False}
    return builders.part("side_event", usual | value, key)


def attendance():
    """Return the part of a form in which people join side events."""
    return builders.part("attendance", {"label": "Side events", "hint": ""})


def change(page, **values):
    """Publish a page with other values and return it fresh."""
    return builders.publish(fill(type(page).objects.get(pk=page.pk), **values))


NINE, HALF_PAST_FIVE = time(9), time(17, 30)
