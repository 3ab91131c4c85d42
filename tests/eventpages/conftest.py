"""A small site with a list of events."""

import pytest
from django.utils import translation
from wagtail.models import Locale

from eventpages.models import EventIndexPage
from tests import builders

from . import examples

# What a German catalogue says for the patterns of dates.
GERMAN = {
    ("pattern of a date", "j F Y"): "j. F Y",
    ("pattern of a date without the year", "j F"): "j. F",
    ("pattern of a day without month and year", "j"): "j.",
    ("two dates", "%(first)s to %(last)s"): "%(first)s bis %(last)s",
    ("two times of one day", "%(start)s to %(end)s"): "%(start)s bis %(end)s Uhr",
}


@pytest.fixture(autouse=True)
def english():
    """Make sure that no test leaves another language behind."""
    with translation.override("en"):
        yield


@pytest.fixture
def home(db):
    return builders.tree()


@pytest.fixture
def events(home):
    """Return the published list of events."""
    return home.add_child(instance=EventIndexPage(title="Events", slug="events", intro="Dialogues and workshops."))


@pytest.fixture
def german_locale(db):
    return Locale.objects.get_or_create(language_code="de")[0]


@pytest.fixture
def dialogue(events):
    """Return an event with two places, a waiting list and two side events that takes registrations."""
    return examples.open_event(
        events,
        capacity=2,
        waiting="auto",
        side_events=[examples.side_event("Dyke walk", key="walk", capacity=1), examples.side_event("Dinner", 30, key="dinner")],
        fields=[*builders.person(), examples.attendance()],
    )


@pytest.fixture
def german_patterns(monkeypatch):
    """Let the German catalogue know the patterns of dates and switch to German."""
    from django.utils.translation import trans_real

    messages = trans_real.translation("de")._catalog._catalogs[0]
    for (context, pattern), translated in GERMAN.items():
        monkeypatch.setitem(messages, f"{context}\x04{pattern}", translated)
    with translation.override("de"):
        yield
