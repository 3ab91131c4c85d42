"""Days counted from today, so that the demo never grows old."""

import calendar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

MONDAY, WEDNESDAY, THURSDAY, SATURDAY = calendar.MONDAY, calendar.WEDNESDAY, calendar.THURSDAY, calendar.SATURDAY


def month(ahead: int, today: date | None = None) -> date:
    """Return the first day of the month that lies ``ahead`` months after that of ``today``, or before it when negative."""
    today = today or timezone.localdate()
    years, rest = divmod(today.month - 1 + ahead, 12)
    return date(today.year + years, rest + 1, 1)


def nth(number: int, weekday: int, first: date) -> date:
    """Return the ``number``-th ``weekday`` of the month that begins with ``first``.

    :param number: 1 to 4.
    :param weekday: 0 for Monday to 6 for Sunday.
    """
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def at(day: date, hour: time, zone: str) -> datetime:
    """Return the moment at which the clocks of ``zone`` show this."""
    return datetime.combine(day, hour, ZoneInfo(zone))
