"""A visitor sees what changed between two versions of a text, and reads it in two languages side by side."""

from playwright.sync_api import expect
from wagtail.models import Locale

from declarations.models import DeclarationPage
from tests import builders

from .conftest import WINDOWS


def amend(page):
    """Publish the second version: one point reworded, one moved, one new."""
    raw = page.body.get_prep_value()
    points = [part for part in raw if part["type"] == "point"]
    points[0]["value"]["text"] = points[0]["value"]["text"].replace("Soil, water", "Soil, clean water")
    points.append(points.pop(3))
    points.append(
        builders.part("point", {"heading": "Mend the nets", "text": "<p>nets are mended where they are used.</p>", "subpoints": []})
    )
    around = [part for part in raw if part["type"] != "point"]
    before = [part for part in around if part["type"] not in {"closing", "annex"}]
    page.body = page.body.stream_block.to_python([*before, *points, *(part for part in around if part["type"] in {"closing", "annex"})])
    page.change_class = "amendment"
    return builders.publish(page)


def test_visitor_sees_what_changed(demo, open_window, axe, sideways, shot):
    text = amend(DeclarationPage.objects.get(locale=Locale.objects.get(language_code="en")))
    for name, options in WINDOWS.items():
        page = open_window(**options)
        page.goto(text.url)
        page.get_by_role("link", name="What changed since version 1").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("What changed from version 1 to version 2")
        axe(page)
        assert sideways(page) <= 0
        shot(page, f"compare-{name}", full_page=True)


def test_visitor_reads_two_languages_side_by_side(demo, open_window, axe, sideways, shot):
    text = amend(DeclarationPage.objects.get(locale=Locale.objects.get(language_code="en")))
    for name, options in WINDOWS.items():
        page = open_window(**options)
        page.goto(text.url)
        page.get_by_role("link", name="Deutsch", exact=True).and_(page.locator(".beside a")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("In two languages")
        expect(page.get_by_role("heading", name="Deutsch: translation of version 1; version 2 is in force")).to_be_visible()
        expect(page.locator("td.stale")).to_contain_text("Made from version 1")
        expect(page.get_by_text("Not yet translated")).to_have_count(1)
        axe(page)
        assert sideways(page) <= 0
        shot(page, f"beside-{name}", full_page=True)
