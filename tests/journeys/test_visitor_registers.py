"""A visitor without JavaScript registers, reads the mail, cancels a side event and withdraws a consent."""

import re

import pytest

from eventpages.models import EventPage
from forms_ext.audits import audit_places, verify_consents
from forms_ext.models import ConsentRecord, Submission

from .conftest import address_in


@pytest.fixture
def dialogue(demo):
    """Return the event with the most side events: the dialogue of the demo, in English."""
    events = EventPage.objects.filter(locale__language_code="en", registration="here", live=True)
    return max((event for event in events if event.takes_answers()), key=lambda event: len(event.side_events))


def fill_in(visitor, name="Visitor One", address="one@journeys.example"):
    visitor.get_by_label("Full name").fill(name)
    visitor.get_by_label(re.compile("E-?mail address")).fill(address)


def wait_until_seen(page, element):
    """Wait until the browser has scrolled to an element: the page leads there by itself, without a script."""
    for _turn in range(50):
        if 0 <= element.bounding_box()["y"] < page.viewport_size["height"]:
            return
        page.wait_for_timeout(100)
    raise AssertionError("the page did not lead to the element")


def test_visitor_registers_and_changes_her_mind(visitor, dialogue, mails, shot):
    visitor.goto("/")
    visitor.get_by_role("link", name="Events").first.click()
    visitor.get_by_role("link", name=dialogue.title).first.click()
    shot(visitor, "event")

    visitor.get_by_role("button", name="Register for this event").click()
    summary = visitor.get_by_role("alert")
    assert summary.get_by_role("heading", name="There is a problem").is_visible()
    wait_until_seen(visitor, summary)
    shot(visitor, "event-errors")

    fill_in(visitor)
    for option in visitor.locator(".option input").all():
        option.check()
    visitor.get_by_label("Yes, I agree").first.check()
    for box in visitor.get_by_label("I confirm this").all():
        box.check()
    for group in visitor.locator("fieldset.field .choices").all():
        group.locator("input").first.check()
    visitor.get_by_role("button", name="Register for this event").click()

    visitor.wait_for_url(re.compile("/forms/receipt/"))
    submission = Submission.objects.order_by("-pk").first()
    assert submission.reference[:4] in visitor.locator(".ref").inner_text()
    shot(visitor, "receipt")

    letter = mails()
    assert letter["To"] == "one@journeys.example"
    assert [part.get_content_type() for part in letter.iter_attachments()] in ([], ["text/calendar"])
    visitor.goto(address_in(letter.get_body(("plain",)).get_content(), "forms/mine"))
    shot(visitor, "own-page")

    visitor.get_by_role("button", name="Give back my place").first.click()
    assert visitor.get_by_role("status").inner_text().startswith("You gave back your place")
    visitor.get_by_role("button", name="Withdraw").first.click()
    assert visitor.get_by_role("status").inner_text().startswith("Your consent is withdrawn")

    submission.refresh_from_db()
    claims = {claim.pool.item: claim.state for claim in submission.claims.select_related("pool")}
    assert claims[""] == "confirmed"
    assert sorted(state for item, state in claims.items() if item) == ["confirmed", "released"]
    assert "withdrawn" in submission.consents.values_list("state", flat=True)
    assert (list(audit_places()), list(verify_consents())) == ([], [])


def test_visitor_refuses_every_consent_and_is_registered(visitor, dialogue):
    visitor.goto(dialogue.url)
    fill_in(visitor, "Visitor Two", "two@journeys.example")
    for answer in visitor.get_by_label("No, I do not agree").all():
        answer.check()
    for box in visitor.get_by_label("I confirm this").all():
        box.check()
    for group in visitor.locator("fieldset.field .choices").all():
        group.locator("input").first.check()
    visitor.get_by_role("button", name="Register for this event").click()

    visitor.wait_for_url(re.compile("/forms/receipt/"))
    submission = Submission.objects.get(email="two@journeys.example")
    assert submission.state == "accepted"
    assert set(ConsentRecord.objects.filter(submission=submission).values_list("state", flat=True)) == {"refused"}


def test_going_back_and_sending_again_counts_once(visitor, dialogue):
    visitor.goto(dialogue.url)
    fill_in(visitor, "Visitor Three", "three@journeys.example")
    for answer in visitor.get_by_label("No, I do not agree").all():
        answer.check()
    for box in visitor.get_by_label("I confirm this").all():
        box.check()
    for group in visitor.locator("fieldset.field .choices").all():
        group.locator("input").first.check()
    visitor.get_by_role("button", name="Register for this event").click()
    visitor.wait_for_url("**/forms/receipt/**")
    first = visitor.url
    visitor.go_back()
    visitor.get_by_role("button", name="Register for this event").click()
    visitor.wait_for_url("**/forms/receipt/**")

    assert visitor.url == first
    assert Submission.objects.filter(email="three@journeys.example").count() == 1
