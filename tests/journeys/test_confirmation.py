"""A visitor confirms an address; another registers twice; a moderator looks at what was held."""

import re

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from forms_ext.actions import Circumstances
from forms_ext.models import AccessLink, Message, Submission
from tests import builders, people

from .conftest import LOOKS, address_in


@pytest.fixture
def dialogues(home):
    return home.add_child(instance=Page(title="Dialogues", slug="dialogues"))


def evening(dialogues, **fields):
    parts = [*builders.person(), builders.question("long_text", "Remarks", required=False), builders.consent(builders.statement())]
    return builders.form_page(dialogues, parts, title="Evening at the river", capacity=20, waiting="auto", **fields)


def register(page, host, name="Ada Berg", address="ada@journeys.example"):
    page.goto(host.url)
    page.get_by_label("Full name").fill(name)
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Yes, I agree").check()
    page.get_by_role("button", name="Send").click()
    page.wait_for_url(re.compile("/forms/receipt/"))
    return page.get_by_role("heading", level=1).inner_text()


def link_in(letter, part):
    return address_in(letter.get_body(("plain",)).get_content(), part)


def test_visitor_confirms_her_address(visitor, dialogues, mails):
    host = evening(dialogues, confirm_email=True)
    assert register(visitor, host) == "One step is left: confirm your address"
    letter = mails()
    assert letter["Subject"] == "Please confirm your address: Evening at the river"

    visitor.goto(link_in(letter, "forms/confirm"))
    assert Submission.objects.get().state == "unconfirmed"
    visitor.get_by_role("button", name="Confirm this address").click()

    assert visitor.get_by_role("status").inner_text() == "Your address is confirmed. What you sent counts from now on."
    assert Submission.objects.get().main_claim.state == "confirmed"
    assert mails()["Subject"] == "You are registered: Evening at the river"
    visitor.goto(link_in(letter, "forms/confirm"))
    visitor.get_by_role("link", name="Open your own page").click()
    assert "Ada Berg" in visitor.locator("main").inner_text()


def test_visitor_registers_twice(visitor, dialogues, mails):
    host = evening(dialogues, one_per_address=True)
    headings = [register(visitor, host, name) for name in ("Ada Berg", "Ada Berg-Ohm")]

    assert headings == ["We have what you sent"] * 2
    letter = mails()
    assert letter["Subject"] == "You have sent this before: Evening at the river"
    visitor.goto(link_in(letter, "forms/mine"))
    own = visitor.locator("main").inner_text()
    assert "Ada Berg" in own
    assert "Ada Berg-Ohm" not in own
    assert [submission.state for submission in Submission.objects.order_by("pk")] == ["accepted", "held"]


@pytest.fixture
def robot(open_window):
    return open_window()


def test_moderator_releases_what_was_held(robot, page, admin_login, dialogues, mails):
    host = evening(dialogues)
    robot.goto(host.url)
    robot.locator("#homepage").evaluate("box => { box.value = 'https://shop.example' }")
    robot.get_by_label("Full name").fill("Rob Ott")
    robot.get_by_label("E-mail address").fill("rob@journeys.example")
    robot.get_by_label("No, I do not agree").check()
    robot.get_by_role("button", name="Send").click()
    robot.wait_for_url(re.compile("/forms/receipt/"))
    assert "Somebody of the team looks at it first" in robot.locator("main").inner_text()
    assert Message.objects.count() == 0

    admin_login(page, people.moderator("mara", dialogues))
    page.goto(reverse("desk:index"))
    page.get_by_role("link", name="Held 1").click()
    page.get_by_text("A field that people cannot see was filled in").first.wait_for()
    page.locator("a.desk-reference").first.click()
    page.get_by_text("Held because").wait_for()
    page.get_by_role("button", name="Release").click()
    page.get_by_text("is released and goes its ordinary way").wait_for()

    assert mails()["To"] == "rob@journeys.example"
    assert Submission.objects.get().main_claim.state == "confirmed"


def addresses(dialogues):
    """Return the pages that only a sending which does not count yet, or no more, leads to."""
    confirmed, single = evening(dialogues, confirm_email=True), evening(dialogues, slug="single", one_per_address=True)
    unconfirmed, counted = builders.submit(confirmed), builders.submit(single)
    links = {}
    for submission in (unconfirmed, counted):
        links[submission] = f"/forms/receipt/{AccessLink.issue(submission, 'receipt').token}/"
    confirm = f"/forms/confirm/{AccessLink.issue(unconfirmed, 'confirm').token}/"
    return [*links.values(), confirm, "/forms/confirm/" + "0" * 32 + "/"]


@pytest.fixture(params=LOOKS, ids=str)
def window(request, open_window):
    """Windows of a phone and of a desktop, light and dark."""
    width, scheme = request.param
    return open_window(viewport={"width": width, "height": 900}, color_scheme=scheme)


def test_pages_are_readable_for_everybody(window, dialogues, axe, sideways):
    for address in addresses(dialogues):
        window.goto(address)
        axe(window)
        assert (address, sideways(window)) == (address, 0)


def test_page_that_gives_back_is_readable_for_everybody(window, dialogues, axe, sideways):
    host = evening(dialogues)
    window.goto(host.url)
    window.get_by_label("Full name").fill("Ada Berg")
    PageViewRestriction.objects.create(page=host, restriction_type="login")
    window.locator("form.form").evaluate("form => { form.noValidate = true; setTimeout(() => form.requestSubmit()) }")
    window.get_by_role("heading", level=1, name="This form is for some people only now").wait_for()
    axe(window)
    assert sideways(window) == 0


def test_held_ones_at_the_desk_are_readable_for_everybody(page, admin_login, dialogues, axe):
    held = builders.submit(evening(dialogues), Circumstances(trap=True))
    admin_login(page, people.moderator("mara", dialogues))
    for address in (f"{reverse('desk:index')}?view=held", reverse("desk:detail", args=[held.pk])):
        page.goto(address)
        axe(page)
