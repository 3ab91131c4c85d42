"""Every setting of the app with its default, read from the one dictionary ``settings.CONVENE``."""

from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # The time zone of a new event, an IANA name; empty: the time zone of the site.
    "EVENT_TIME_ZONE": "",
    # Times of events in other zones are told in this one as well, an IANA name; empty: the time zone of the site.
    "SECOND_TIME_ZONE": "",
    # Events on one page of the list.
    "EVENTS_PER_PAGE": 20,
    # Below which pages a list of events may be made, as "app.Model"; empty: below any page.
    "EVENT_INDEX_PARENTS": [],
}


def get(name: str) -> Any:
    """Return the setting ``name``.

    :raises KeyError: when no such setting exists.
    """
    default = DEFAULTS[name]
    return getattr(settings, "CONVENE", {}).get(name, default)


def zone_of_new_events() -> str:
    """Return the IANA name of the time zone that a new event starts with."""
    return get("EVENT_TIME_ZONE") or settings.TIME_ZONE


def second_zone() -> str:
    """Return the IANA name of the zone in which times are told a second time."""
    return get("SECOND_TIME_ZONE") or settings.TIME_ZONE
