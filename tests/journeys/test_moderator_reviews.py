"""A moderator's morning: look, filter, accept, undo, decline, see the waiting person move up, take the list away."""

import csv
import io
import time
from pathlib import Path

import pytest
from django.urls import reverse
from wagtail.models import Page

from forms_ext.actions.promote import PromoteWaitingAction
from forms_ext.models import GroupFormRight, Message, Submission
from tests import builders, people


@pytest.fixture
def dialogues(home):
    return home.add_child(instance=Page(title="Dialogues", slug="dialogues"))


@pytest.fixture
def school(dialogues):
    """A form with two places and a waiting list, decided by hand, and three people who sent it."""
    parts = [*builders.person(), builders.consent(builders.statement())]
    host = builders.form_page(dialogues, parts, title="Spring school", capacity=2, waiting="auto", review=True)
    for name, address, answer in (("Ada Berg", "ada", "yes"), ("Nguyễn Bảo", "bao", "no"), ("Cleo Dahl", "cleo", "yes")):
        builders.submit(host, full_name=name, email=f"{address}@example.org", consent=answer)
    return host


@pytest.fixture
def mara(dialogues):
    return people.moderator("mara", dialogues)


@pytest.fixture
def at_the_desk(school, mara, page, admin_login):
    """Return the page of a moderator who has just logged in."""
    admin_login(page, mara)
    return page


@pytest.fixture
def undo_within(settings):
    """Return a function that sets the seconds in which a decision can be undone."""

    def change(seconds):
        settings.CONVENE = {**settings.CONVENE, "UNDO_SECONDS": seconds}

    return change


def state_of(name):
    return Submission.objects.get(display_name=name).state


def views(page):
    """Return the views with their counts as a moderator reads them."""
    bar = page.get_by_role("navigation", name="Views")
    bar.wait_for()
    return [" ".join(link.inner_text().split()) for link in bar.get_by_role("link").all()]


def results(page):
    return page.locator("#listing-results").inner_text()


def row(page, name):
    return page.get_by_role("row").filter(has_text=name)


def search_and_filter(page, axe):
    """Search ignores accents, the drawer filters by the answer to a consent, and both keep the view."""
    page.get_by_role("link", name="Desk", exact=True).click()
    assert views(page) == ["New 2", "Waiting list 1", "Accepted 0", "Declined 0", "Cancelled 0", "Held 0", "All 3"]
    axe(page)
    page.get_by_role("textbox", name="Search").fill("nguyen")
    page.get_by_text("There is 1 match").wait_for()
    assert "Ada Berg" not in results(page)
    page.goto(f"{reverse('desk:index')}?view=all")
    page.get_by_role("button", name="Show filters").click()
    page.get_by_role("button", name="Photographs").click()
    page.get_by_label("Refused").check()
    page.get_by_text("There is 1 match").wait_for()
    assert "Nguyễn Bảo" in results(page)
    assert page.get_by_role("link", name="All 1").get_attribute("aria-current") == "page"


def accept_undo_and_accept_again(page, axe):
    """Accepting goes on to the next one; a slip is undone and nobody is told."""
    page.goto(reverse("desk:index"))
    row(page, "Nguyễn Bảo").get_by_role("link").first.click()
    axe(page)
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("heading", name="Ada Berg").wait_for()
    assert state_of("Nguyễn Bảo") == "accepted"
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone.").wait_for()
    assert state_of("Nguyễn Bảo") == "received"
    assert list(Message.objects.filter(kind="decision", state="queued")) == []
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("heading", name="Ada Berg").wait_for()


def decline_from_the_list(page, axe):
    """The menu of the row leads to a reason and to the message as it will be read."""
    page.get_by_role("link", name="List", exact=True).click()
    row(page, "Ada Berg").get_by_role("button", name="More options").click()
    page.get_by_role("link", name="Decline", exact=True).click()
    page.get_by_label("Reason").fill("The school is for farmers.")
    page.get_by_role("button", name="Show the message with this reason").click()
    page.locator("pre").get_by_text("The school is for farmers.").wait_for()
    axe(page)
    page.get_by_role("button", name="Decline").click()
    page.get_by_text("is declined").wait_for()
    assert state_of("Ada Berg") == "declined"


def place_moves_on(page):
    """The place is given to the next in line once nobody can undo any more."""
    PromoteWaitingAction().execute()
    assert Submission.objects.get(display_name="Cleo Dahl").main_claim.state == "waiting"
    time.sleep(1.1)
    PromoteWaitingAction().execute()
    page.reload()
    assert views(page) == ["New 1", "Waiting list 0", "Accepted 1", "Declined 1", "Cancelled 0", "Held 0", "All 3"]
    assert "Cleo Dahl" in results(page)


def download(page):
    """Return the downloaded list: state and place by name."""
    page.get_by_role("link", name="All 3").click()
    page.get_by_role("button", name="Actions").click()
    with page.expect_download() as file:
        page.get_by_role("link", name="Download as CSV").click()
    text = Path(file.value.path()).read_text(encoding="utf-8-sig")
    return {line["Full name"]: (line["State"], line["Place"]) for line in csv.DictReader(io.StringIO(text))}


def test_moderator_reviews(at_the_desk, axe, undo_within, shot):
    undo_within(60)
    at_the_desk.goto(reverse("desk:index"))
    shot(at_the_desk, "desk")
    at_the_desk.goto("/admin/")
    search_and_filter(at_the_desk, axe)
    accept_undo_and_accept_again(at_the_desk, axe)
    undo_within(1)
    decline_from_the_list(at_the_desk, axe)
    place_moves_on(at_the_desk)

    assert download(at_the_desk) == {
        "Ada Berg": ("Declined", "Released"),
        "Nguyễn Bảo": ("Accepted", "Confirmed"),
        "Cleo Dahl": ("Received", "Place held until the decision"),
    }


def test_two_keys_decide_and_move_on(at_the_desk, undo_within):
    undo_within(60)
    page = at_the_desk
    page.goto(reverse("desk:detail", args=[Submission.objects.get(display_name="Nguyễn Bảo").pk]))
    page.locator("body").press("a")
    page.get_by_role("heading", name="Ada Berg").wait_for()
    accepted = state_of("Nguyễn Bảo")
    page.locator("body").press("u")
    page.get_by_text("Undone.").wait_for()
    page.locator("body").press("j")
    page.get_by_role("heading", name="Ada Berg").wait_for()

    assert (accepted, state_of("Nguyễn Bảo"), state_of("Ada Berg")) == ("accepted", "received", "received")


CUT_OFF = "() => [...document.querySelectorAll('.desk-scroll')].filter(box => box.scrollHeight > box.clientHeight).length"


def addresses():
    """Return every kind of screen at the desk, in the state that a moderator meets first."""
    ada = Submission.objects.get(display_name="Ada Berg")
    index = reverse("desk:index")
    desk = [index, f"{index}?view=held", reverse("desk:detail", args=[ada.pk]), reverse("desk:decide", args=[ada.pk, "decline"])]
    registers = [reverse(f"registers_{name}_modeladmin_index") for name in ("consents", "messages")]
    return [*desk, *registers, reverse("registers_consents_modeladmin_inspect", args=[ada.consents.get().pk])]


@pytest.mark.parametrize("width", [320, 1280])
def test_desk_is_readable_for_everybody(at_the_desk, axe, sideways, width):
    at_the_desk.set_viewport_size({"width": width, "height": 800})
    for scheme in ("light", "dark"):
        # Before the page is there: the buttons of the editor fade from one scheme to the other.
        at_the_desk.emulate_media(color_scheme=scheme)
        for address in addresses():
            at_the_desk.goto(address)
            axe(at_the_desk)
            assert (address, sideways(at_the_desk)) == (address, 0)
            # A table that scrolls sideways must not hide its last row.
            assert (address, at_the_desk.evaluate(CUT_OFF)) == (address, 0)


def test_rights_are_given_on_the_group_screen(school, dialogues, page, admin_login):
    deciders = people.group("Deciders")
    admin_login(page, people.superuser())
    page.goto(reverse("wagtailusers_groups:edit", args=[deciders.pk]))
    panel = page.locator("#form-rights-section")
    panel.get_by_role("button", name="Add rights over a page").click()
    panel.get_by_role("button", name="Choose a page").click()
    page.get_by_role("dialog").get_by_role("link", name="Explore", exact=True).first.click()
    page.get_by_role("dialog").get_by_role("link", name="Dialogues", exact=True).click()
    panel.get_by_text("Dialogues").wait_for()
    panel.get_by_label("Accept, decline and release").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Group 'Deciders' updated").wait_for()

    assert sorted(GroupFormRight.objects.filter(group=deciders, page=dialogues).values_list("right", flat=True)) == ["decide", "list"]
