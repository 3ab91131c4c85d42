"""When something takes place, as it is announced."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from eventpages.states import Precision

from . import patterns
from .zones import MissingHour, WrongDate, city, instant, midnight

EARLIEST_YEAR, LATEST_YEAR = 1900, 2200


class NotInOrder(WrongDate):
    """The end does not come after the start."""


class OutOfRange(WrongDate):
    """A year in which nothing is announced."""


@dataclass(frozen=True)
class When:
    """Wall date and time in a place. The wall time is what was announced; the instants are derived from it.

    :param zone: IANA name of the time zone of the place.
    :param precision: how much of the rest is known; see :class:`eventpages.states.Precision`.
    :param first: the first day, or any day of the first month; None where no day is known.
    :param last: the last day, the same day when None.
    :param start: on the first day; only with precision "exact".
    :param end: on the last day; None for an open end.
    :param called: what visitors call the zone; the city of the zone when empty.
    """

    zone: str
    precision: str = Precision.EXACT
    first: date | None = None
    last: date | None = None
    start: time | None = None
    end: time | None = None
    called: str = ""

    # What is known

    @property
    def is_known(self) -> bool:
        """Tell whether at least a month is known."""
        return self.first is not None and self.precision != Precision.TBA

    @property
    def has_days(self) -> bool:
        """Tell whether the days are known, not only the month."""
        return self.is_known and self.precision != Precision.MONTH

    @property
    def has_time(self) -> bool:
        """Tell whether the time of the start is known."""
        return self.has_days and self.precision == Precision.EXACT and self.start is not None

    @property
    def first_day(self) -> date | None:
        """Return the first day; of a month its first."""
        if not self.is_known:
            return None
        return self.first if self.has_days else self.first.replace(day=1)

    @property
    def last_day(self) -> date | None:
        """Return the last day, the first one where there is only one; of a month its last."""
        if not self.is_known:
            return None
        last = self.last or self.first
        return last if self.has_days else last.replace(day=calendar.monthrange(last.year, last.month)[1])

    @property
    def is_one_day(self) -> bool:
        """Tell whether everything is on one day."""
        return self.has_days and self.first_day == self.last_day

    # The instants

    @property
    def starts_at(self) -> datetime | None:
        """Return the start in UTC; the first instant of the first day where no time is known, None where no day is.

        :raises MissingHour: when the clocks of the place skip this hour.
        """
        if not self.is_known:
            return None
        return instant(self.first_day, self.start, self.zone) if self.has_time else midnight(self.first_day, self.zone)

    @property
    def ends_at(self) -> datetime | None:
        """Return the first instant, in UTC, at which it is over; None where no day is known.

        :raises MissingHour: when the clocks of the place skip this hour.
        """
        if not self.is_known:
            return None
        if not (self.has_time and self.end):
            return midnight(self.last_day + timedelta(days=1), self.zone)
        try:
            return instant(self.last_day, self.end, self.zone)
        except MissingHour as error:
            error.part = "time_to"
            raise

    def is_over(self, now: datetime) -> bool:
        """Tell whether it has ended at ``now``; something without a date has not."""
        return self.ends_at is not None and self.ends_at <= now

    def check(self):
        """Look for what cannot be announced.

        :raises WrongDate: for a time zone that does not exist.
        :raises OutOfRange: for a year before 1900 or after 2200.
        :raises NotInOrder: when the end does not come after the start.
        :raises MissingHour: when the clocks of the place skip an hour that was written.
        """
        if self.zone not in available_timezones():
            raise WrongDate(_("There is no such time zone."), "timezone")
        for part, day in (("date_from", self.first), ("date_to", self.last)):
            if day is not None and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
                raise OutOfRange(_("Write a year from %(first)d to %(last)d.") % {"first": EARLIEST_YEAR, "last": LATEST_YEAR}, part)
        if not self.is_known:
            return
        if self.last_day < self.first_day:
            raise NotInOrder(_("The last day comes before the first."), "date_to")
        if self.starts_at >= self.ends_at:
            raise NotInOrder(_("The end comes before the start."), "time_to")

    # The words, in the active language

    @property
    def zone_words(self) -> str:
        """Return what visitors call the time zone, for example "Hanoi"."""
        return self.called or city(self.zone)

    @property
    def date_words(self) -> str:
        """Return for example "15 to 16 April 2027", "June 2027" or "Date to be announced"."""
        if not self.is_known:
            return _("Date to be announced")
        first, last = self.first_day, self.last_day
        if self.has_days:
            full, same_year, same_month = patterns.day_and_month_and_year, patterns.day_and_month, patterns.day_alone
        else:
            full, same_year, same_month = patterns.month_and_year, patterns.month_alone, None
        if first == last or (same_month is None and (first.year, first.month) == (last.year, last.month)):
            return full(first)
        if first.year != last.year:
            return patterns.span_of_dates(full(first), full(last))
        shortest = same_month if same_month and first.month == last.month else same_year
        return patterns.span_of_dates(shortest(first), full(last))

    @property
    def time_words(self) -> str:
        """Return for example "9:00 to 17:30" or "from 9:00"; the start alone where the end is on another day."""
        if not self.has_time:
            return ""
        start = patterns.clock(self.start)
        if self.end is None or not self.is_one_day:
            return patterns.from_time(start)
        return patterns.span_of_times(start, patterns.clock(self.end))

    @property
    def clock_words(self) -> str:
        """Return the times with their zone, for example "9:00 to 17:30 (Hanoi)"; empty where no time is known."""
        if not self.has_time:
            return ""
        words = {"start": patterns.clock(self.start), "zone": self.zone_words}
        if self.end is None:
            return _("From %(start)s (%(zone)s)") % words
        words["end"] = patterns.clock(self.end)
        if self.is_one_day:
            return _("%(start)s to %(end)s (%(zone)s)") % words
        return _("From %(start)s on the first day to %(end)s on the last (%(zone)s)") % words

    @property
    def words(self) -> str:
        """Return everything in one line, for example "15 April 2027, 9:00 to 17:30 (Hanoi)"."""
        if not self.has_time:
            return self.date_words
        words = {"date": self.date_words, "time": self.time_words, "zone": self.zone_words}
        if self.is_one_day or self.end is None:
            return _("%(date)s, %(time)s (%(zone)s)") % words
        words |= {"first": patterns.day_and_month_and_year(self.first_day), "start": patterns.clock(self.start)}
        words |= {"last": patterns.day_and_month_and_year(self.last_day), "end": patterns.clock(self.end)}
        return _("%(first)s, %(start)s, to %(last)s, %(end)s (%(zone)s)") % words

    def words_in(self, zone: str) -> str:
        """Return a sentence with the times in another ``zone``; empty where the clocks there show the same."""
        if not self.has_time:
            return ""
        own, other = ZoneInfo(self.zone), ZoneInfo(zone)
        start, end = self.starts_at, self.ends_at
        there, until = start.astimezone(other), end.astimezone(other)
        if there.utcoffset() == start.astimezone(own).utcoffset() and until.utcoffset() == end.astimezone(own).utcoffset():
            return ""
        name = city(zone)
        if there.date() != self.first_day:
            words = {"date": patterns.day_and_month(there.date()), "time": patterns.clock(there.time()), "zone": name}
            return _("It begins on %(date)s at %(time)s in %(zone)s.") % words
        if not self.is_one_day or self.end is None or until.date() != self.first_day:
            return _("It begins at %(time)s in %(zone)s.") % {"time": patterns.clock(there.time()), "zone": name}
        return _("That is %(times)s in %(zone)s.") % {
            "times": patterns.span_of_times(patterns.clock(there.time()), patterns.clock(until.time())),
            "zone": name,
        }

    # A date as a leaf of a calendar shows it

    @property
    def leaf(self) -> str:
        """Return the day of the month of the start, the month in short where no day is known, or nothing."""
        if not self.is_known:
            return ""
        return str(self.first_day.day) if self.has_days else dateformat.format(self.first_day, "M")

    @property
    def leaf_note(self) -> str:
        """Return what stands under the day: its weekday, or the last day, for example "to 16 Apr"."""
        if not self.has_days:
            return _("days to come") if self.is_known else ""
        if self.is_one_day:
            return dateformat.format(self.first_day, "D")
        return _("to %(last)s") % {"last": patterns.short_day_and_month(self.last_day)}

    @property
    def leaf_month(self) -> str:
        """Return the month of the start in short, for example "Apr"."""
        return dateformat.format(self.first_day, "M") if self.is_known else ""

    @property
    def month_words(self) -> str:
        """Return the month of the start, for example "April 2027"; a heading of lists."""
        return patterns.month_and_year(self.first_day) if self.is_known else _("Date to be announced")

    # For machines

    @property
    def start_attribute(self) -> str:
        """Return the start for ``<time datetime>``: with its offset, as a day or as a month."""
        if not self.is_known:
            return ""
        if self.has_time:
            return self.starts_at.astimezone(ZoneInfo(self.zone)).isoformat(timespec="minutes")
        return self.first_day.isoformat() if self.has_days else self.first_day.strftime("%Y-%m")

    @property
    def end_attribute(self) -> str:
        """Return the end likewise; the last day where the end is open."""
        if not self.is_known:
            return ""
        if self.has_time and self.end:
            return self.ends_at.astimezone(ZoneInfo(self.zone)).isoformat(timespec="minutes")
        return self.last_day.isoformat() if self.has_days else self.last_day.strftime("%Y-%m")


def words_of_start(moment: datetime, zone: str, called: str = "") -> str:
    """Return the instant from which something holds, for example "1 March 2027, 9:00 (Hanoi)"."""
    local = moment.astimezone(ZoneInfo(zone))
    words = {"date": patterns.day_and_month_and_year(local.date()), "time": patterns.clock(local.time()), "zone": called or city(zone)}
    return pgettext("a moment", "%(date)s, %(time)s (%(zone)s)") % words


def words_of_end(moment: datetime, zone: str, called: str = "") -> str:
    """Return the instant until which something holds; at midnight the day that ends, for example "31 March 2027"."""
    local = moment.astimezone(ZoneInfo(zone))
    return day_of_end(moment, zone) if local.time() == time(0) else words_of_start(moment, zone, called)


def day_of_start(moment: datetime, zone: str) -> str:
    """Return the day from which something holds, for example "1 March 2027"."""
    return patterns.day_and_month_and_year(moment.astimezone(ZoneInfo(zone)).date())


def day_of_end(moment: datetime, zone: str) -> str:
    """Return the last day on which something holds; at midnight the day that ends."""
    return day_of_start(moment - timedelta(microseconds=1), zone)


__all__ = ["NotInOrder", "OutOfRange", "When", "day_of_end", "day_of_start", "words_of_end", "words_of_start"]
