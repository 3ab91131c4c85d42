"""An event as search engines read it.

Source: https://schema.org/Event; the values of status and attendance are addresses of schema.org.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from eventpages.dates import When
from eventpages.states import Attendance, EventStatus, Phase

SCHEMA = "https://schema.org"
MODES = {
    Attendance.IN_PERSON: "OfflineEventAttendanceMode",
    Attendance.ONLINE: "OnlineEventAttendanceMode",
    Attendance.HYBRID: "MixedEventAttendanceMode",
}
STATUS = {
    EventStatus.SCHEDULED: "EventScheduled",
    EventStatus.POSTPONED: "EventPostponed",
    EventStatus.CANCELLED: "EventCancelled",
}
# Nothing is offered in the other phases.
AVAILABILITY = {Phase.OPEN: "InStock", Phase.FEW: "LimitedAvailability", Phase.WAITING: "SoldOut"}
ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Facts:
    """What is told about an event; every address is absolute.

    :param previous_start: the start that was announced before this one, ISO 8601.
    """

    uid: str
    title: str
    url: str
    when: When
    phase: Phase
    status: str
    attendance: str
    language: str
    summary: str = ""
    place: str = ""
    online_url: str = ""
    image: str = ""
    organisers: list[dict[str, str]] = field(default_factory=list)
    previous_start: str = ""
    opens: str = ""
    closes: str = ""


def event_data(facts: Facts) -> dict[str, Any]:
    """Return the event as a JSON-LD object; empty where no day is known, because a start is then not to be told."""
    if not facts.when.has_days:
        return {}
    data: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": f"urn:uuid:{facts.uid}",
        "name": facts.title,
        "url": facts.url,
        "description": facts.summary,
        "startDate": facts.when.start_attribute,
        "endDate": facts.when.end_attribute,
        "previousStartDate": facts.previous_start,
        "eventStatus": f"{SCHEMA}/{_status(facts)}",
        "eventAttendanceMode": f"{SCHEMA}/{MODES[Attendance(facts.attendance)]}",
        "location": _location(facts),
        "image": facts.image,
        "organizer": [{"@type": "Organization", **organiser} for organiser in facts.organisers],
        "inLanguage": facts.language,
        "offers": _offer(facts),
    }
    return {name: value for name, value in data.items() if value}


def _status(facts: Facts) -> str:
    if facts.status == EventStatus.SCHEDULED and facts.previous_start:
        return "EventRescheduled"
    return STATUS[EventStatus(facts.status)]


def _location(facts: Facts) -> list[dict[str, str]]:
    found = []
    if facts.attendance != Attendance.ONLINE and facts.place:
        found.append({"@type": "Place", "name": facts.place, "address": facts.place})
    if facts.attendance != Attendance.IN_PERSON:
        found.append({"@type": "VirtualLocation", "url": facts.online_url or facts.url})
    return found


def _offer(facts: Facts) -> dict[str, str]:
    if facts.phase not in AVAILABILITY:
        return {}
    offer = {"@type": "Offer", "url": f"{facts.url}#register", "availability": f"{SCHEMA}/{AVAILABILITY[facts.phase]}"}
    return offer | {name: value for name, value in (("validFrom", facts.opens), ("validThrough", facts.closes)) if value}


def script_text(data: dict[str, Any]) -> SafeString:
    """Return ``data`` as JSON that no letter in it can end a script element with."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(text)  # noqa: S308 -- every letter that means something to HTML is escaped above
