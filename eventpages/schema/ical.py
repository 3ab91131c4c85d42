"""Calendar files. What cannot be put on a day (a month, a date to be announced) has no entry.

Source: RFC 5545 and, for name, refresh interval and source of a subscription, RFC 7986.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from eventpages.dates import When

PRODUCT = "-//Convene//Events//EN"
CONFIRMED, CANCELLED = "CONFIRMED", "CANCELLED"


@dataclass(frozen=True)
class Entry:
    """One thing in a calendar.

    :param uid: never changes, whatever becomes of title, date and address.
    :param sequence: grows when date, place or status change.
    :param modified: when it was last published; the same on every reading, so that a file only differs where the event does.
    :param status: ``CONFIRMED`` or ``CANCELLED``.
    """

    uid: str
    sequence: int
    modified: datetime
    summary: str
    when: When
    location: str = ""
    description: str = ""
    url: str = ""
    status: str = CONFIRMED


@lru_cache(maxsize=256)
def entry_file(entries: tuple[Entry, ...]) -> str:
    """Return a file that is opened once: the same text for the same entries, made once for all who registered alike."""
    return calendar_text(list(entries))


def calendar_text(entries: list[Entry], *, name: str = "", language: str = "") -> str:
    """Return the entries that have a day as one calendar file; empty where none has.

    :param name: the name of a subscription; empty for a file that is opened once.
    """
    dated = [entry for entry in entries if entry.when.has_days]
    if not dated and not name:
        return ""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name, parameters={"LANGUAGE": language} if language else None)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for entry in dated:
        calendar.add_component(_event(entry))
    if dated:
        # The zones are described for the years that occur here, not for all of history.
        first = min(entry.when.first_day for entry in dated)
        last = max(entry.when.last_day for entry in dated)
        calendar.add_missing_timezones(first_date=first - timedelta(days=366), last_date=last + timedelta(days=366))
    return calendar.to_ical().decode()


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    modified = entry.modified.astimezone(UTC).replace(microsecond=0)
    event.add("dtstamp", modified)
    event.add("last-modified", modified)
    event.add("status", entry.status)
    for name in ("summary", "location", "description", "url"):
        if value := getattr(entry, name):
            event.add(name, value)
    for name, value in _bounds(entry.when):
        event.add(name, value)
    return event


def _bounds(when: When):
    """Give start and end: days with an exclusive end, or wall times with their zone; an open end on one day has no end."""
    if not when.has_time:
        yield "dtstart", when.first_day
        yield "dtend", when.last_day + timedelta(days=1)
        return
    zone = ZoneInfo(when.zone) if when.zone != "UTC" else UTC
    yield "dtstart", when.starts_at.astimezone(zone)
    if when.end or not when.is_one_day:
        yield "dtend", when.ends_at.astimezone(zone)
