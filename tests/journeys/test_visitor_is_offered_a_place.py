"""A full event: one who waited takes the place that is offered, another lets it lapse and asks again; a group waits together."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from eventpages.models import EventIndexPage, EventPage
from forms_ext.actions import CancelAction
from forms_ext.audits import audit_places
from forms_ext.models import Claim, Message
from tests import builders

from .conftest import address_in


@pytest.fixture
def event(home):
    """An event with two places that are offered to those who wait, and a question for groups; both places are taken."""
    index = builders.publish(home.add_child(instance=EventIndexPage(title="Events", slug="events")))
    page = EventPage(title="Delta seminar", slug="delta", date_from=date(2030, 5, 2), registration="here", timezone="Asia/Shanghai")
    page.capacity, page.waiting, page.offer_hours = 2, "offer", 24
    places = builders.part("places", {"label": "How many places do you need?", "hint": "Yours included.", "most": 4})
    builders.set_fields(page, [*builders.person(), places])
    page = builders.publish(index.add_child(instance=page))
    page.first = [builders.submit(page, full_name=f"Early {name}", email=f"{name}@example.org") for name in ("a", "b")]
    return page


def register(visitor, event, name, places="1"):
    visitor.goto(event.url)
    visitor.get_by_role("link", name="Join the waiting list").click()
    visitor.get_by_label("Full name").fill(name)
    visitor.get_by_label("E-mail address").fill(f"{name.lower()}@example.org")
    visitor.get_by_label("How many places do you need?").select_option(places)
    visitor.get_by_role("button", name="Join the waiting list").click()
    visitor.get_by_role("heading", name="You are on the waiting list").wait_for()


def offer_to(name):
    return address_in(Message.objects.filter(to=f"{name.lower()}@example.org", kind="offer").latest("pk").text, "forms/offer/")


def state_of(name):
    return Claim.objects.get(submission__email=f"{name.lower()}@example.org").state


def test_one_takes_the_offered_place_and_another_lets_it_lapse(visitor, event, shot):
    register(visitor, event, "Mai")
    assert visitor.get_by_text("You are number 1 on the waiting list.").is_visible()
    assert visitor.get_by_text("have 24 hours to take the place").first.is_visible()
    register(visitor, event, "Noor")

    CancelAction(event.first[0]).execute()
    visitor.goto(offer_to("Mai"))
    assert visitor.get_by_role("heading", name="A place is offered to you: Delta seminar").is_visible()
    assert visitor.get_by_text("(Shanghai)").is_visible()
    assert state_of("Mai") == "offered"
    shot(visitor, "offer")
    visitor.get_by_role("button", name="Take the place").click()
    visitor.get_by_text("The place is yours.").wait_for()
    assert (state_of("Mai"), state_of("Noor")) == ("confirmed", "waiting")

    CancelAction(event.first[1]).execute()
    Claim.objects.filter(state="offered").update(offer_until=timezone.now() - timedelta(minutes=1))
    call_command("promote_waiting")
    assert state_of("Noor") == "released"
    visitor.goto(offer_to("Noor"))
    visitor.get_by_role("button", name="Ask for a place again").click()
    visitor.get_by_text("We wrote down that you would like a place.").wait_for()
    assert state_of("Noor") == "confirmed"
    assert list(audit_places()) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_offer_can_be_read_by_everybody(event, open_window, axe, sideways, scheme):
    builders.submit(event, full_name="Mai", email="mai@example.org")
    CancelAction(event.first[0]).execute()
    for width in (320, 1280):
        window = open_window(color_scheme=scheme, viewport={"width": width, "height": 900})
        window.goto(offer_to("Mai"))
        axe(window)
        assert sideways(window) <= 0


def test_group_reads_why_it_waits_and_comes_together(visitor, event):
    CancelAction(event.first[0]).execute()
    builders.submit(event, full_name="Early c", email="c@example.org")
    register(visitor, event, "Pham", places="2")
    assert visitor.get_by_text("You asked for 2 places: a group gets them together").is_visible()

    CancelAction(event.first[1]).execute()
    visitor.goto(event.url)
    assert visitor.get_by_text("The places left are kept for people who have waited longer").is_visible()

    CancelAction(Claim.objects.get(submission__email="c@example.org").submission).execute()
    visitor.goto(offer_to("Pham"))
    visitor.get_by_role("button", name="Take the places").click()
    visitor.get_by_text("2 places confirmed").or_(visitor.get_by_text("The place is yours.")).first.wait_for()
    assert (state_of("Pham"), list(audit_places())) == ("confirmed", [])


def test_group_larger_than_the_event_is_told_the_numbers(visitor, event):
    visitor.goto(event.url)
    visitor.get_by_label("Full name").fill("Big")
    visitor.get_by_label("E-mail address").fill("big@example.org")
    visitor.get_by_label("How many places do you need?").select_option("4")
    visitor.get_by_role("button", name="Join the waiting list").click()

    summary = visitor.get_by_role("alert")
    assert "There are 2 places in all, and you asked for 4." in summary.inner_text()
    assert visitor.get_by_label("Full name").input_value() == "Big"
