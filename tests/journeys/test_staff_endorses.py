"""The page of the team for endorsements, and the import desk where it refuses something: without a barrier in every state."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from declarations.models import DeclarationPage
from tests import people
from tests.declarations.conftest import RAW, set_body
from tests.declarations.endorsing.conftest import make_charter, signed
from tests.declarations.endorsing.test_new_versions import change

ORGANISATION = {"signer": "organisation", "organisation": "Water Board", "web_address": "https://water.example"}
SETTLED = (
    "() => Promise.allSettled([...document.querySelectorAll('.messages *')].flatMap(one => one.getAnimations()).map(one => one.finished))"
)


@pytest.fixture
def charter(home):
    return make_charter()


@pytest.fixture
def page(open_window):
    """Return a window for staff; what a form refuses with 422 is told on the console, too."""
    return open_window(visitor=False)


@pytest.fixture
def look(page, axe, sideways):
    """Return a function that looks at the screen: axe, in the dark on a phone and in the light on a desk."""

    def at(name):
        for scheme, width in (("dark", 320), ("light", 1280)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 1600})
            # A message slides in; until it stands its colours are mixed.
            page.evaluate(SETTLED)
            axe(page)
            assert sideways(page) <= 0, (name, width)
            if folder := os.environ.get("CONVENE_SCREENSHOTS"):
                page.screenshot(path=Path(folder) / f"team-{name}-{scheme}.png")

    return at


def team(page, declaration):
    page.goto(reverse("declarations_endorsements", args=[declaration.pk]))


def test_boxes_to_write_in_look_like_boxes(page, admin_login, charter):
    signed(charter, **ORGANISATION, email="maria@elsewhere.example")
    admin_login(page, people.superuser())
    team(page, charter)

    for label in ("How you know", "ROR identifier", "Where the paper is kept"):
        assert page.get_by_label(label).evaluate("box => getComputedStyle(box).borderTopStyle") == "solid"
        assert page.get_by_label(label).bounding_box()["height"] >= 40


def test_page_of_the_team_has_no_barrier_in_any_state(page, admin_login, charter, look):
    pond = DeclarationPage(title="Pond Charter", slug="pond", status="adopted")
    charter.get_parent().add_child(instance=set_body(pond, RAW))
    signed(charter, email="early@example.org", full_name="Early Bird")
    charter = change(charter, "amendment")
    signed(charter, **ORGANISATION, email="maria@elsewhere.example")
    admin_login(page, people.superuser())

    team(page, pond)
    look("no-form")
    page.get_by_role("button", name="Add the ready-made form").click()
    page.wait_for_url("**/edit/*")
    team(page, pond)
    expect(page.get_by_text("Nobody can endorse at the moment.")).to_be_visible()
    look("hindered")

    team(page, charter)
    expect(page.get_by_role("button", name="Ask 1 signer")).to_be_visible()
    look("work-to-do")
    page.get_by_label("How you know").fill("Rang the board")
    page.get_by_label("ROR identifier").fill("nonsense")
    page.get_by_role("button", name="Proved: let it count").click()
    expect(page.get_by_text("This is no ROR identifier.")).to_be_visible()
    expect(page.get_by_label("How you know")).to_have_value("Rang the board")
    look("refused-proof")
    page.get_by_label("Version on the sheet").select_option("1")
    page.get_by_label("Who signed").select_option("organisation")
    page.get_by_label("What the paper says").select_option("anonymous")
    page.get_by_label("One signer on each line").fill("Kim Soo; Harbour Museum; Atlantis")
    page.get_by_label("Where the paper is kept").fill("Folder 3")
    page.get_by_role("button", name="Enter", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="Line 1")).to_be_visible()
    for name, value in {"Version": "1", "Who signed": "organisation", "What the paper": "anonymous", "Where the paper": "Folder 3"}.items():
        expect(page.get_by_label(name)).to_have_value(value)
    look("refused-paper")


def test_import_desk_has_no_barrier_where_it_refuses(page, admin_login, charter, look):
    admin_login(page, people.superuser())
    address = reverse("declarations_import_text", args=[charter.get_parent().pk])
    page.goto(address)
    page.get_by_role("button", name="Read the text").click()
    expect(page.get_by_text("Paste a text, or choose a file.")).to_be_visible()
    look("import-empty")
    page.get_by_label("Or a file").set_input_files({"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 torn"})
    page.get_by_role("button", name="Read the text").click()
    expect(page.get_by_text("The file is broken")).to_be_visible()
    look("import-broken")
    page.get_by_label("Text", exact=True).fill("Gulls sleep on the pier.")
    page.get_by_role("button", name="Read the text").click()
    page.wait_for_url("**/imports/**")
    look("import-one-sentence")
    page.goto(address)
    expect(page.get_by_role("heading", name="Not finished yet")).to_be_visible()
    look("import-unfinished")
