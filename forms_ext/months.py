"""The calendar as people mean and count it."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, datetime

# Days that somebody can mean in a form.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


def months_before(moment: datetime, months: int) -> datetime:
    """Return the same day so many months earlier; the last day of a shorter month. The calendar ends with the years 1 and 9999.

    :param months: how many; negative for later.
    """
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    year = min(max(year, MINYEAR + 1), MAXYEAR - 1)  # a year apart, so that every clock can tell it
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))
