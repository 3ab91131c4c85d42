"""An editor words a consent, composes an event with a form and publishes it; pastes a declaration and publishes it."""

import re

import pytest
from playwright.sync_api import expect

from declarations.models import DeclarationIndexPage, DeclarationPage, Provision
from eventpages.models import EventIndexPage, EventPage
from forms_ext.models import ConsentStatement, Submission

STATEMENT = (
    "During the workshop we take photographs and record short films of talks and of the rooms. Some of them may later be shown on our "
    "website, in our accounts on social networks and in printed reports to those who pay for the work. I agree that pictures and films "
    "in which I can be recognised are published in this way. I can take this back at any time."
)
CHARTER = """The Pond Charter

Three towns met by the water in spring.

We have agreed on the following:

First, ponds are kept open to those who live beside them.

Second, rain is led to ponds before it is led to pipes.
"""


@pytest.fixture
def editor(staff):
    return staff("Editors")


def publish(page):
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish").click()
    page.locator(".messages").get_by_text(re.compile("published", re.IGNORECASE)).first.wait_for()


def write(page, text):
    """Type into the first rich text editor of the page, and wait until it has taken up what was typed."""
    field = page.locator(".Draftail-Editor div[role=textbox]").first
    field.click()
    field.press_sequentially(text, delay=0)
    expect(page.locator("input[data-draftail-input]").first).to_have_value(re.compile(re.escape(text[-20:])))


def insert(page, panel, name=None):
    """Put a block at the end of a stream; where there is only one kind, no menu opens."""
    page.locator(f"#panel-child-{panel}-content button[title='Insert a block']").last.click()
    if name:
        page.get_by_role("option", name=name, exact=True).click()


def word_a_consent(page):
    page.get_by_role("link", name="Statements").first.click()
    page.get_by_role("link", name="Add statement").first.click()
    page.locator("#id_name").fill("Pictures of workshops")
    write(page, STATEMENT)
    page.locator("#id_short_label").fill("Einverständnis Bilder")
    page.locator("#id_short_label_language").select_option("de")
    publish(page)


def side_event(page, number, title, day, label):
    insert(page, "registration-side_events")
    field = f"#side_events-{number}-value-"
    page.locator(f"{field}title").fill(title)
    page.locator(f"{field}date").fill(day)
    page.keyboard.press("Escape")
    page.locator("#panel-child-registration-side_events-content").get_by_role("button", name="Settings").nth(number).click()
    page.locator(f"{field}short_label").fill(label)
    page.locator(f"{field}short_label_language").select_option("de")
    page.locator(f"{field}capacity").fill("12")


def compose_an_event(page, shot):
    index = EventIndexPage.objects.get(locale__language_code="en")
    page.goto(f"/admin/pages/{index.pk}/")
    page.get_by_role("link", name="Add child page").first.click()
    page.locator("#id_title").fill("Workshop on ponds")
    page.locator("#id_summary").fill("Two days beside the water.")
    page.get_by_role("tab", name="When and where").click()
    page.locator("#id_precision").select_option("month")
    page.locator("#id_date_from").fill("2031-06-01")
    page.keyboard.press("Escape")
    page.locator("#id_place").fill("Freiburg, Germany")
    page.get_by_role("tab", name="Registration").click()
    page.locator("#id_registration").select_option("here")
    page.locator("#id_capacity").fill("40")
    page.locator("#id_waiting").select_option("auto")
    side_event(page, 0, "Walk around the ponds", "2031-06-05", "Teilnahme Rundgang 05.06.")
    side_event(page, 1, "Supper at the mill", "2031-06-06", "Teilnahme Abendessen 06.06.")
    if not page.locator("input[value='attendance']").count():
        insert(page, "registration-fields", "Side events to join")
    insert(page, "registration-fields", "Consent")
    page.get_by_role("button", name="Choose statement").last.click()
    page.get_by_role("link", name="Pictures of workshops").click()
    page.get_by_role("dialog").wait_for(state="detached")
    assert "undefined" not in page.eval_on_selector_all("input, textarea", "fields => fields.map(field => field.value)")
    page.wait_for_timeout(500)  # the window of the library fades away
    shot(page, "editor")
    publish(page)


def test_editor_composes_and_publishes_an_event_with_a_form(editor, open_window, shot):
    word_a_consent(editor)
    compose_an_event(editor, shot)

    assert ConsentStatement.objects.get(name="Pictures of workshops").current_version.number == 1
    event = EventPage.objects.get(slug="workshop-on-ponds")
    visitor = open_window()
    visitor.goto(event.url)
    assert visitor.locator(".ticket").get_by_text("June 2031").first.is_visible()
    assert visitor.locator(".option").count() == 2
    assert visitor.locator(".option [lang=de]").first.inner_text() == "Teilnahme Rundgang 05.06."
    assert STATEMENT in visitor.locator(".statement").inner_text()
    assert visitor.locator("input:checked").count() == 0
    visitor.get_by_label("Full name").fill("Visitor Nine")
    visitor.get_by_label(re.compile("E-?mail address")).fill("nine@journeys.example")
    visitor.get_by_label("No, I do not agree").check()
    visitor.get_by_role("button", name="Register for this event").click()
    visitor.wait_for_url(re.compile("/forms/receipt/"))
    assert Submission.objects.get(email="nine@journeys.example").state == "accepted"


def test_editor_pastes_a_declaration_and_publishes_it(editor, open_window, shot):
    index = DeclarationIndexPage.objects.get(locale__language_code="en")
    editor.goto(f"/admin/pages/{index.pk}/")
    editor.get_by_role("button", name="Actions").first.click()
    editor.get_by_role("link", name="Import a text").click()
    editor.locator("#id_text").fill(CHARTER)
    editor.get_by_role("button", name="Read the text").click()
    editor.get_by_role("heading", name="What was found").wait_for()
    shot(editor, "import")
    editor.get_by_role("button", name="Make a draft of it").click()
    editor.wait_for_url("**/edit/")
    editor.get_by_role("tab", name="About the text").click()
    editor.locator("#id_status").select_option("adopted")
    publish(editor)

    page = DeclarationPage.objects.get(title="The Pond Charter")
    visitor = open_window()
    visitor.goto(page.url)
    shot(visitor, "declaration")
    visitor.get_by_role("link", name="Permanent link to point 2").click()
    short = Provision.objects.get(uid=page.points[1].uid).short_id
    assert visitor.url.endswith(f"{page.url}#p-{short}")
