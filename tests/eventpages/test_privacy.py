"""Private events: nobody finds a way around the restrictions of a page, its list or its source."""

import pytest
from wagtail.models import Page, PageViewRestriction

from eventpages.models import EventPage
from tests import builders


def restricted_by(page, where):
    places = {"page": page, "list": page.get_parent(), "home": page.get_parent().get_parent(), "root": Page.objects.get(depth=1)}
    return PageViewRestriction.objects.create(page=places[where], restriction_type="login")


@pytest.mark.parametrize("where", ["page", "list", "home", "root"])
def test_a_private_page_is_private_with_its_calendar(client, dialogue, where):
    restricted_by(dialogue, where)

    answers = [client.get(dialogue.url + route).status_code for route in ("", "ics/")]

    assert answers == [302, 302]


@pytest.mark.parametrize("where", ["page", "list", "home", "root"])
def test_restrictions_are_those_that_wagtail_finds(dialogue, where):
    restricted_by(dialogue, where)
    page = EventPage.objects.get(pk=dialogue.pk)

    assert list(page.get_view_restrictions()) == list(Page.objects.get(pk=page.pk).get_view_restrictions()) != []


def test_an_alias_is_as_private_as_its_source(client, dialogue, events):
    alias = dialogue.create_alias(parent=events, update_slug="again")
    again = alias.specific.create_alias(parent=events, update_slug="once-more")
    restricted_by(dialogue, "page")

    assert [client.get(page.url).status_code for page in (alias, again)] == [302, 302]


def test_an_event_below_an_alias_of_a_private_list_is_private(client, dialogue, events, german_locale):
    german = dialogue.copy_for_translation(german_locale, copy_parents=True)
    builders.publish(german)
    restricted_by(dialogue, "list")

    assert client.get(EventPage.objects.get(pk=german.pk).url).status_code == 302
