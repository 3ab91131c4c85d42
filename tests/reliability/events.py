"""The event that everybody wants to come to."""

from datetime import date

from eventpages.models import EventPage
from tests import builders


def side_event(title, key, places, waiting="auto"):
    """Return a side event as raw StreamField data."""
    value = {"title": title, "date": "2030-05-02", "capacity": places, "waiting": waiting}
    return builders.part("side_event", value, key)


def make_event(index, slug, places, side_places, waiting="auto"):
    """Publish an event with two side events, a consent and an acknowledgement."""
    page = EventPage(title="Dialogue", slug=slug, date_from=date(2030, 5, 2), registration="here", capacity=places, waiting=waiting)
    parts = [
        *builders.person(),
        builders.part("attendance", {"label": "Side events", "hint": ""}),
        builders.consent(builders.statement(name=f"Photographs {slug}")),
    ]
    builders.set_fields(page, parts)
    sides = [side_event("Walk", "side-walk", side_places), side_event("Supper", "side-supper", side_places)]
    page.side_events = page.side_events.stream_block.to_python(sides)
    return builders.publish(index.add_child(instance=page))
