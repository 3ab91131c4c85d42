"""The day or days of an adoption as the active language writes them."""

from datetime import date

from django.utils import dateformat
from django.utils.translation import pgettext


def day_words(first: date, last: date | None = None) -> str:
    """Return for example "13 November 2026", "11 to 13 November 2026" or "30 October to 2 November 2026"."""
    whole = pgettext("pattern of a date", "j F Y")
    if last is None or last == first:
        return dateformat.format(first, whole)
    if (first.year, first.month) == (last.year, last.month):
        opening = pgettext("pattern of a day without month and year", "j")
    elif first.year == last.year:
        opening = pgettext("pattern of a date without the year", "j F")
    else:
        opening = whole
    days = {"first": dateformat.format(first, opening), "last": dateformat.format(last, whole)}
    return pgettext("two dates", "%(first)s to %(last)s") % days
