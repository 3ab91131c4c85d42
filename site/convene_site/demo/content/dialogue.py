"""The dialogue: a month that is known, five focus areas, two side events, a form with a consent."""

from datetime import date, time, timedelta

from eventpages.models import EventPage

from .consensus import to_point
from .days import WEDNESDAY, at, month, nth
from .dialogue_words import ASKED, FOCUS_AREAS, ORGANISERS, QUOTE, SIDE_EVENTS, TEXT, WORDS
from .parts import part, to
from .questions import choice, person, photographs, privacy, question
from .statements import Library
from .tree import Pages, both

ZONE = "Asia/Ho_Chi_Minh"


def side_event(name: str, language: str, day: date, hours: tuple[int, int], *, capacity: int, called: str) -> dict:
    """Return a side event; its short label is for the lists in the hall, which are kept in German."""
    title, place, text = SIDE_EVENTS[language][name]
    value = {
        "title": title,
        "date": day.isoformat(),
        "time_from": time(hours[0]).isoformat(),
        "time_to": time(hours[1]).isoformat(),
        "place": place,
        "text": text,
        "capacity": capacity,
        "waiting": "auto",
        "short_label": f"Teilnahme {called} {day:%d.%m.}",
        "short_label_language": "" if language == "de" else "de",
        "cancelled": False,
    }
    return part("side_event", f"dialogue/{name}", value)


def side_events(language: str) -> list[dict]:
    """Return the walk and, three days later, the visit."""
    walk = nth(2, WEDNESDAY, month(5))
    return [
        side_event("walk", language, walk, (14, 17), capacity=24, called="Deichgang"),
        side_event("visit", language, walk + timedelta(days=3), (8, 16), capacity=8, called="Marktgärten"),
    ]


def fields(language: str, library: Library) -> list[dict]:
    """Return the form."""
    words = ASKED[language]
    return [
        *person("dialogue", language),
        choice("dialogue/way", words["way"], words["ways"]),
        part("attendance", "dialogue/side-events", {"label": words["side_events"], "hint": words["side_hint"]}),
        *photographs("dialogue", language, library),
        part("heading", "dialogue/organisers", words["organisers"]),
        question("long_text", "dialogue/needs", words["needs"], required=False, hint=words["needs_hint"]),
        privacy("dialogue", library),
    ]


def body(language: str, consensus: Pages) -> list[dict]:
    """Return the text."""
    said, speaker = QUOTE[language]
    links = {"consensus": to(consensus[language]), "ground": to_point("ground"), "water": to_point("water")}
    return [
        part("text", "dialogue/text", TEXT[language].format(**links)),
        part("quote", "dialogue/quote", {"words": said, "speaker": speaker}),
    ]


def organisers(language: str) -> list[dict]:
    """Return who carries the dialogue."""
    return [
        part("organiser", f"dialogue/organiser-{number}", {"name": name, "role": roles[language], "url": address})
        for number, (name, roles, address) in enumerate(ORGANISERS)
    ]


def build(events: Pages, privacy_notice: Pages, library: Library, consensus: Pages) -> Pages:
    """Return the dialogue in both languages: one room, two languages."""

    def words(language: str) -> dict:
        areas = [
            part("focus_area", f"dialogue/area-{number}", {"sentence": sentence}) for number, sentence in enumerate(FOCUS_AREAS[language])
        ]
        return {
            **WORDS[language],
            "body": body(language, consensus),
            "focus_areas": areas,
            "side_events": side_events(language),
            "fields": fields(language, library),
            "organisers": organisers(language),
        }

    return both(
        events,
        EventPage,
        words,
        precision="month",
        date_from=month(5),
        timezone=ZONE,
        zone_called="Hue",
        attendance="hybrid",
        registration="here",
        capacity=120,
        waiting="auto",
        closes_at=at(nth(3, WEDNESDAY, month(4)), time(23, 59), ZONE),
        privacy_page=privacy_notice["en"],
    )
