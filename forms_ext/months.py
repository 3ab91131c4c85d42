"""Months of the calendar, as people count them."""

from calendar import monthrange
from datetime import datetime


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same day so many months earlier; the last day of a shorter month.

    :param months: how many; negative for later.
    """
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))
