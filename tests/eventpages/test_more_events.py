"""What an event page offers to read next."""

import pytest
from wagtail.models import PageViewRestriction

from eventpages.models import EventPage
from tests import builders

from .examples import day, draft, event


def more(page):
    return [found.title for found in EventPage.objects.get(pk=page.pk).more_events()]


@pytest.fixture
def others(events):
    """Return the list with one event of each kind in it."""
    event(events, title="In ten days", date_from=day(10))
    event(events, title="In five days", date_from=day(5))
    event(events, title="Last week", date_from=day(-7))
    event(events, title="Last year", date_from=day(-365))
    event(events, title="Called off", date_from=day(4), status="cancelled")
    draft(events, title="Draft", date_from=day(3))
    private = event(events, title="Private", date_from=day(2))
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    return events


def test_more_events_are_the_next_ones_then_the_latest_past_ones(others):
    assert more(event(others, title="This one")) == ["In five days", "In ten days", "Last week"]


def test_more_events_are_what_the_editor_picked_in_that_order(others):
    picks = [EventPage.objects.get(title=title).pk for title in ("Last year", "Private", "In ten days", "Draft")]

    page = event(others, title="This one", related=[builders.part("event", pk) for pk in picks])

    assert more(page) == ["Last year", "In ten days"]


def test_more_events_are_never_the_page_itself_or_its_twin(others, german_locale):
    page = event(others, title="This one", date_from=day(1))
    german = page.copy_for_translation(german_locale, copy_parents=True)
    builders.publish(german)
    page.create_alias(parent=others, update_slug="again")

    assert more(page) == ["In five days", "In ten days", "Last week"]
    assert "This one" not in more(german)


def test_more_events_cost_one_query(others, django_assert_num_queries):
    page = EventPage.objects.get(pk=event(others, title="This one").pk)

    with django_assert_num_queries(1):
        page.more_events()
