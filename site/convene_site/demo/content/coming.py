"""The coming events beside the dialogue: a full workshop, a school that is decided by hand, a conference that opens later."""

from datetime import time, timedelta

from eventpages.models import EventPage

from .coming_words import CONFERENCE, SCHOOL, TEXTS, WORKSHOP
from .days import MONDAY, THURSDAY, at, month, nth
from .parts import part
from .questions import choice, person, photographs, privacy, question
from .statements import Library
from .tree import Pages, both

BERLIN, NAIROBI = "Europe/Berlin", "Africa/Nairobi"


def text(event: str, language: str) -> list[dict]:
    """Return the text of an event."""
    return [part("text", f"{event}/text", TEXTS[event][language])]


def organiser(event: str, name: str, address: str) -> list[dict]:
    """Return the one organisation behind an event."""
    return [part("organiser", f"{event}/organiser", {"name": name, "role": "", "url": address})]


def workshop(events: Pages, privacy_notice: Pages, library: Library) -> Pages:
    """Return a small workshop; its seats are taken and its waiting list is open."""
    day = nth(3, THURSDAY, month(6))
    return both(
        events,
        EventPage,
        lambda language: {
            **WORKSHOP[language],
            "body": text("workshop", language),
            "fields": [*person("workshop", language), privacy("workshop", library)],
        },
        date_from=day,
        time_from=time(14),
        time_to=time(17, 30),
        timezone=BERLIN,
        registration="here",
        capacity=8,
        waiting="auto",
        closes_at=at(day - timedelta(days=7), time(18), BERLIN),
        organisers=organiser("workshop", "Field & Street", ""),
        privacy_page=privacy_notice["en"],
    )


def school(events: Pages, privacy_notice: Pages, library: Library) -> Pages:
    """Return a school of five days; a moderator decides about each application."""
    monday = nth(2, MONDAY, month(7))

    def fields(language: str) -> list[dict]:
        asked = SCHOOL[language]["asked"]
        return [
            *person("school", language),
            choice("school/side", asked["side"], asked["sides"]),
            question("long_text", "school/work", asked["work"], hint=asked["hint"]),
            *photographs("school", language, library),
            privacy("school", library),
        ]

    return both(
        events,
        EventPage,
        lambda language: {**SCHOOL[language]["page"], "body": text("school", language), "fields": fields(language)},
        date_from=monday,
        date_to=monday + timedelta(days=4),
        time_from=time(9),
        time_to=time(16),
        timezone=BERLIN,
        registration="here",
        capacity=20,
        review=True,
        closes_at=at(nth(2, MONDAY, month(5)), time(23, 59), BERLIN),
        organisers=organiser("school", "Round Table of Rural Districts", "https://districts.example/"),
        privacy_page=privacy_notice["en"],
    )


def conference(events: Pages, privacy_notice: Pages, library: Library) -> Pages:
    """Return a conference of three days; registration opens three months from now."""
    thursday = nth(2, THURSDAY, month(10))
    return both(
        events,
        EventPage,
        lambda language: {
            **CONFERENCE[language],
            "body": text("conference", language),
            "fields": [*person("conference", language), *photographs("conference", language, library), privacy("conference", library)],
        },
        precision="day",
        date_from=thursday,
        date_to=thursday + timedelta(days=2),
        timezone=NAIROBI,
        zone_called="Kisumu",
        attendance="hybrid",
        registration="here",
        capacity=240,
        waiting="auto",
        opens_at=at(nth(1, MONDAY, month(3)), time(9), NAIROBI),
        closes_at=at(nth(2, MONDAY, month(9)), time(23, 59), NAIROBI),
        organisers=organiser("conference", "Lake Victoria Planning School", "https://lakeschool.example/"),
        privacy_page=privacy_notice["en"],
    )


def build(events: Pages, privacy_notice: Pages, library: Library) -> dict[str, Pages]:
    """Return the coming events by their name in the demo."""
    return {
        "workshop": workshop(events, privacy_notice, library),
        "school": school(events, privacy_notice, library),
        "conference": conference(events, privacy_notice, library),
    }
