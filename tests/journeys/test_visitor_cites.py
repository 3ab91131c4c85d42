"""A reader quotes a point in an article: copies the words, takes the reference, prints the sheet."""

import re

from playwright.sync_api import expect

from declarations.models import DeclarationIndexPage, DeclarationPage, Provision
from tests import builders
from tests.declarations.conftest import RAW, set_body


def charter_below(home):
    index = builders.publish(home.add_child(instance=DeclarationIndexPage(title="Declarations", slug="declarations")))
    page = DeclarationPage(title="Harbour Charter", slug="harbour", status="adopted", kind="charter")
    index.add_child(instance=set_body(page, RAW))
    return builders.publish(page)


def test_reader_quotes_a_point_and_takes_the_reference(home, open_window, axe, sideways, shot):
    charter = charter_below(home)
    window = open_window(permissions=["clipboard-read", "clipboard-write"])
    window.goto(charter.url)
    window.get_by_role("link", name="About point 2").click()

    window.get_by_role("button", name="Copy the quotation").click()
    expect(window.get_by_role("button", name="Copied")).to_be_visible()
    copied = window.evaluate("navigator.clipboard.readText()")
    assert "“Second, quays stay open to those who fish.”" in copied
    assert f"/p/{Provision.objects.get(uid='point-quay').short_id}/" in copied

    with window.expect_download() as download:
        window.get_by_role("link", name="BibTeX").click()
    assert download.value.suggested_filename == "harbour-v1-point-2-en.bib"
    axe(window)
    for width in (320, 1280):
        window.set_viewport_size({"width": width, "height": 900})
        assert sideways(window) <= 0


def test_without_a_script_the_words_are_there_to_be_copied(home, open_window):
    charter = charter_below(home)
    window = open_window(java_script_enabled=False)
    window.goto(f"{charter.url}points/2/")

    expect(window.locator("#quotation")).to_contain_text("quays stay open")
    expect(window.get_by_role("button", name="Copy the quotation")).to_be_hidden()


def test_sheet_has_a_code_at_every_point_and_says_which_version_it_is(home, open_window):
    charter = charter_below(home)
    window = open_window()
    window.goto(charter.url)
    codes, ground = window.locator(".qr svg"), window.locator(".ground")
    expect(codes.first).to_be_hidden()
    expect(ground).to_be_hidden()
    window.emulate_media(media="print")

    expect(codes).to_have_count(3)
    for number in range(3):
        expect(codes.nth(number)).to_be_visible()
    expect(ground).to_contain_text(re.compile("sha256 [0-9a-f]{64}"))
    expect(window.locator(".running")).to_be_visible()
    expect(window.locator(".masthead")).to_be_hidden()
