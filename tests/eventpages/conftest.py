"""A small site with a list of events."""

import pytest
from django.utils import translation
from wagtail.models import Locale

from eventpages.models import EventIndexPage
from tests import builders

from . import examples


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
def german():
    """Switch to German."""
    with translation.override("de"):
        yield
