"""Whether a form takes answers now, and when that changes."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _

from forms_ext.months import FIRST_DAY, LAST_DAY


@dataclass(frozen=True)
class Window:
    """Whether a form takes answers now.

    :param state: ``open``, ``soon`` (opens later), ``closed``, or a host's own word for why it takes none.
    :param until: when that changes; None where nobody knows.
    """

    state: str
    until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether answers are taken."""
        return self.state == "open"


def begin_of_day(first_day: datetime | None, days_before: int | None) -> datetime | None:
    """Return the beginning of the day that lies so many calendar days before ``first_day``, on the same clocks.

    Days are counted on the calendar of the place: across a change of the clocks a day has 23 or 25 hours.
    """
    if first_day is None or days_before is None:
        return None
    return datetime.combine(first_day.date() - timedelta(days=days_before), time(0), tzinfo=first_day.tzinfo)


def end_of_day(first_day: datetime | None, days_before: int | None) -> datetime | None:
    """Return the end of the day that lies so many calendar days before ``first_day``; zero days is the day itself."""
    return begin_of_day(first_day, None if days_before is None else days_before - 1)


def wrong_year(moment: datetime | None) -> str:
    """Return a sentence for a year that nobody can mean, such as 0027; empty for all others and for no moment at all."""
    if moment is None or FIRST_DAY.year <= moment.year <= LAST_DAY.year:
        return ""
    return _("Write a year from %(first)d to %(last)d.") % {"first": FIRST_DAY.year, "last": LAST_DAY.year}


# The most that an editor can mean by a number of days or hours: ten years of opening, a year of thinking, a century of keeping.
MOST = {"opens_days_before": 3_660, "closes_days_before": 3_660, "offer_hours": 8_784, "retention_days": 36_500}


def wrong_numbers(host) -> dict[str, str]:
    """Return a sentence for each setting of ``host`` that no calendar can count with, by its name."""
    numbers = {name: getattr(host, name) for name in MOST}
    return {
        name: _("Write a number up to %(most)d.") % {"most": MOST[name]}
        for name, number in numbers.items()
        if number is not None and number > MOST[name]
    }
