"""An editor links from an event to a point; a visitor follows the link and finds the way back."""

import re

import pytest
from playwright.sync_api import expect
from wagtail.models import Locale

from declarations.models import DeclarationPage, Provision
from eventpages.models import EventPage

from .test_editor_composes import publish


@pytest.fixture
def editor(staff):
    return staff("Editors")


def link_to_a_point(page, shot):
    text = page.locator(".Draftail-Editor__wrapper").filter(visible=True).first
    text.locator("div[role=textbox]").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" See point 2")
    for _letter in "point 2":
        page.keyboard.press("Shift+ArrowLeft")
    page.get_by_role("button", name="Point of a declaration").click()
    modal = page.locator(".modal-dialog")
    modal.get_by_label("Search term").fill("crosses")
    expect(modal.get_by_role("alert")).to_have_text(re.compile("There is 1 match"))
    shot(page, "choose-a-point")
    modal.get_by_role("link", name=re.compile("Count what crosses")).click()
    expect(text.locator("a.TooltipEntity")).to_have_text("point 2")
    # The editor takes up what is typed a moment later.
    page.locator("input[type=hidden][value*='POINT']").first.wait_for(state="attached")


def compare_languages(page, locale, axe, shot):
    """Open the report on the languages of the text; both say the same, but the German one writes a number out."""
    text = DeclarationPage.objects.get(locale=locale)
    page.goto(f"/admin/pages/{text.pk}/edit/")
    page.get_by_role("button", name="Actions", exact=True).click()
    page.get_by_role("link", name="Compare languages").click()
    expect(page.get_by_role("heading", name="German")).to_be_visible()
    axe(page)
    shot(page, "concordance", full_page=True)


def test_link_to_a_point_leads_there_and_back(editor, open_window, axe, shot):
    event = EventPage.objects.live().filter(locale=Locale.objects.get(language_code="en")).exclude(body=[]).first()
    editor.goto(f"/admin/pages/{event.pk}/edit/")
    link_to_a_point(editor, shot)
    publish(editor)
    short = Provision.objects.get(uid=DeclarationPage.objects.get(locale=event.locale).points[1].uid).short_id
    event.refresh_from_db()
    assert f'<a linktype="point" id="{short}">' in str(event.body.get_prep_value())

    compare_languages(editor, event.locale, axe, shot)
    visitor = open_window()
    visitor.goto(event.url)
    visitor.get_by_role("main").get_by_role("link", name="point 2").click()
    expect(visitor).to_have_url(re.compile(f"#p-{short}$"))
    back = visitor.get_by_role("region", name="Taken up in")
    back.scroll_into_view_if_needed()
    shot(visitor, "taken-up")
    axe(visitor)
    back.get_by_role("link", name=event.title).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(event.title)
