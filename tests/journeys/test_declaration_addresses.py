"""An editor corrects an adopted text; a visitor finds it, opens a point, copies its address and reads the version before."""

import re

from playwright.sync_api import expect
from wagtail.models import Locale

from declarations.models import DeclarationPage, TextVersion

from .conftest import WINDOWS


def press_publish(window):
    window.get_by_role("button", name="More actions").last.click()
    window.get_by_role("button", name="Publish").click()


def correct(window, text):
    """Change a heading, be asked what the change is, and say that it is a correction."""
    window.goto(f"/admin/pages/{text.pk}/edit/")
    heading = window.locator("input[name$='-value-heading']").first
    heading.fill(f"{heading.input_value()}!")
    press_publish(window)
    expect(window.get_by_text("Changed since version 1: point 1 (reworded).").first).to_be_visible()
    window.locator("#id_change_class").select_option("correction")
    press_publish(window)
    window.wait_for_url(re.compile(r"/admin/pages/\d+/$"))


def look(page, name, axe, sideways, shot):
    axe(page)
    assert sideways(page) <= 0
    shot(page, name, full_page=True)


def test_editor_corrects_and_visitor_follows_the_addresses(staff, open_window, axe, sideways, shot):
    text = DeclarationPage.objects.get(locale=Locale.objects.get(language_code="en"))
    editor = staff("Editors")
    correct(editor, text)
    assert [version.change_class for version in TextVersion.objects.filter(language="en").order_by("number")] == ["adopted", "correction"]
    editor.get_by_role("button", name="Registers").click()
    editor.get_by_role("link", name="Text versions").click()
    expect(editor.locator("main").get_by_text(text.title).first).to_be_visible()
    shot(editor, "register")

    for name, options in WINDOWS.items():
        page = open_window(**options)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{text.get_parent().url}?q={text.title.split()[-1]}")
        expect(page.get_by_role("list", name="Filters that are on")).to_be_visible()
        look(page, f"texts-{name}", axe, sideways, shot)
        page.get_by_role("link", name=text.title, exact=True).click()
        page.get_by_role("link", name="About point 1", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("!$"))
        expect(page.get_by_text("Version 2: point 1")).to_be_visible()
        page.get_by_role("button", name="Copy the address").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        look(page, f"point-{name}", axe, sideways, shot)
        page.get_by_role("link", name="Version 1: point 1").click()
        expect(page.get_by_text("This is version 1. Version 2 took its place.")).to_be_visible()
        look(page, f"version-{name}", axe, sideways, shot)
        page.goto(f"{text.url}at/2026-02-30/")
        expect(page.get_by_role("heading", level=1)).to_have_text("“2026-02-30” is no date")
        look(page, f"no-day-{name}", axe, sideways, shot)
