"""Dates and times as the active language writes them. Every pattern is a whole that a translator can change.

The letters are those of Django's ``date`` filter: j day, F month, Y year, G hour, i minute, M month in short, D weekday in short.
"""

from datetime import date, time

from django.utils import dateformat
from django.utils.translation import pgettext


def day_and_month_and_year(day: date) -> str:
    """Return for example "15 April 2027"."""
    return dateformat.format(day, pgettext("pattern of a date", "j F Y"))


def day_and_month(day: date) -> str:
    """Return for example "15 April"."""
    return dateformat.format(day, pgettext("pattern of a date without the year", "j F"))


def day_alone(day: date) -> str:
    """Return for example "15", as in "15 to 16 April 2027"."""
    return dateformat.format(day, pgettext("pattern of a day without month and year", "j"))


def month_and_year(day: date) -> str:
    """Return for example "June 2027"."""
    return dateformat.format(day, pgettext("pattern of a month with the year", "F Y"))


def month_alone(day: date) -> str:
    """Return for example "June"."""
    return dateformat.format(day, pgettext("pattern of a month without the year", "F"))


def short_day_and_month(day: date) -> str:
    """Return for example "16 Apr"."""
    return dateformat.format(day, pgettext("pattern of a date in short, without the year", "j M"))


def clock(hour: time) -> str:
    """Return for example "9:00"."""
    return dateformat.time_format(hour, pgettext("pattern of a time", "G:i"))


def span_of_dates(first: str, last: str) -> str:
    """Return for example "15 to 16 April 2027"."""
    return pgettext("two dates", "%(first)s to %(last)s") % {"first": first, "last": last}


def span_of_times(start: str, end: str) -> str:
    """Return for example "9:00 to 17:30"."""
    return pgettext("two times of one day", "%(start)s to %(end)s") % {"start": start, "end": end}


def from_time(start: str) -> str:
    """Return for example "from 9:00"."""
    return pgettext("a time without an end", "from %(start)s") % {"start": start}
