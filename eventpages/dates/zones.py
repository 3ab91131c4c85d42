"""Time zones: their names, and the instant that a wall clock means."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from .patterns import clock, day_and_month_and_year

REGIONS = {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}


class WrongDate(ValueError):
    """A date that cannot be announced; the message is a sentence for the editor.

    :param part: which part is wrong: ``date_from``, ``time_from``, ``date_to`` or ``time_to``.
    """

    def __init__(self, message: str, part: str = "date_from"):
        super().__init__(message)
        self.part = part


class MissingHour(WrongDate):
    """A wall time that the clocks of that place skip.

    :param readings: the two wall times that may be meant, the earlier one first.
    """

    def __init__(self, message: str, readings: tuple[time, time], part: str = "time_from"):
        super().__init__(message, part)
        self.readings = readings


def city(zone: str) -> str:
    """Return what people call a zone: the last part of its IANA name, in plain letters."""
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def zone_choices() -> list:
    """Return the IANA zones of places as choices, grouped by region, and UTC."""
    regions: dict[str, list[tuple[str, str]]] = {}
    for zone in sorted(available_timezones()):
        region, slash, rest = zone.partition("/")
        if slash and region in REGIONS:
            regions.setdefault(region, []).append((zone, rest.replace("_", " ").replace("/", " / ")))
    return [("UTC", "UTC"), *regions.items()]


def instant(day: date, hour: time, zone: str) -> datetime:
    """Return the instant, in UTC, at which the clocks in ``zone`` show this; of two such instants the first.

    :raises MissingHour: when the clocks skip this hour.
    """
    local = datetime.combine(day, hour, ZoneInfo(zone))
    found = local.astimezone(UTC)
    if found.astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None):
        return found
    later, earlier = found, local.replace(fold=1).astimezone(UTC)
    readings = tuple(moment.astimezone(local.tzinfo).time() for moment in (earlier, later))
    sentence = _("On %(date)s the clocks in %(city)s skip %(time)s. Write %(earlier)s or %(later)s.")
    words = {"date": day_and_month_and_year(day), "city": city(zone), "time": clock(hour)}
    raise MissingHour(sentence % {**words, "earlier": clock(readings[0]), "later": clock(readings[1])}, readings)


def midnight(day: date, zone: str) -> datetime:
    """Return the instant, in UTC, at which ``day`` begins in ``zone``; where midnight is skipped, the first instant after it."""
    return datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(UTC)
