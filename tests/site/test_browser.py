"""The site's own pages in a browser: accessible, nothing sideways, nothing that the content policy stops."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ["/", "/about/", "/search/?q=table", "/search/?q=zebra", "/nothing-here/", "/de/"]


@pytest.fixture
def site(transactional_db, settings_of_site, german):
    """Return nothing; the tree is there for the server's own thread."""


@pytest.fixture
def open_page(browser, live_server, site):
    """Open an address and give the page with what its console said."""
    contexts = []

    def open_(path, width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.asked = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(live_server.url + path)
        return page

    yield open_
    for context in contexts:
        context.close()


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible(open_page, path, scheme):
    page = open_page(path, color_scheme=scheme)

    report = Axe().run(page, options={"runOnly": RULES})

    assert report.violations_count == 0, report.generate_report()


@pytest.mark.parametrize("path", PAGES)
def test_phone_page_is_accessible_and_never_wider_than_the_phone(open_page, path):
    page = open_page(path, width=320)

    report = Axe().run(page, options={"runOnly": RULES})

    assert (sideways(page), report.violations_count) == (0, 0), report.generate_report()


@pytest.mark.parametrize("width", [390, 640, 1280])
@pytest.mark.parametrize("path", ["/", "/about/", "/search/?q=table"])
def test_text_of_double_size_fits(open_page, path, width):
    page = open_page(path, width=width)
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    narrowest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('main :is(p, h2):not(.sr)')].map(part => part.clientWidth).filter(Boolean))"
    )

    assert sideways(page) == 0
    assert narrowest >= 100


def test_right_to_left_page_is_mirrored(open_page):
    page = open_page("/")
    page.evaluate("document.documentElement.dir = 'rtl'")

    brand, languages = page.locator(".masthead .brand").bounding_box(), page.locator(".masthead .langs").bounding_box()

    assert brand["x"] > languages["x"]
    assert sideways(page) == 0
    assert page.locator(".hero > img").evaluate("image => getComputedStyle(image).scale") == "-1 1"


def test_forced_colours_keep_shapes_and_drop_the_drawing(open_page):
    page = open_page("/", forced_colors="active")

    assert page.locator(".hero > img").is_visible() is False
    assert page.locator(".hero h1").is_visible() is True


@pytest.mark.parametrize("path", ["/", "/about/", "/search/?q=table"])
def test_page_is_let_through_by_its_own_content_policy(open_page, live_server, path):
    page = open_page(path)
    page.wait_for_load_state("networkidle")

    assert page.said == []
    assert [address for address in page.asked if not address.startswith((live_server.url, "data:"))] == []
    assert len(page.asked) <= 10


def test_first_stop_of_the_keyboard_leads_past_the_menu(open_page):
    page = open_page("/about/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    # The browser moves there a moment after the key; if it never does, this fails after its time is up.
    expect(page.locator("#main")).to_be_focused()


def test_languages_open_by_keyboard_and_lie_above_the_page(open_page):
    page = open_page("/")
    page.locator(".langs > summary").focus()
    page.keyboard.press("Enter")
    link = page.locator(".langs a", has_text="Deutsch")
    box = link.bounding_box()

    on_top = page.evaluate("([x, y]) => document.elementFromPoint(x, y).textContent", [box["x"] + 5, box["y"] + box["height"] / 2])

    assert on_top == "Deutsch"


def test_targets_are_44_pixels(open_page):
    page = open_page("/", width=390)
    page.locator(".langs > summary").click()

    small = page.evaluate(
        """[...document.querySelectorAll('.masthead a, .masthead summary, .foot li a, .btn')]
            .map(part => [part.textContent.trim(), part.getBoundingClientRect().height]).filter(([, height]) => height < 44)"""
    )

    assert small == []


def test_paper_has_no_menu_and_no_dark_ground(open_page):
    page = open_page("/about/", color_scheme="dark")
    page.emulate_media(media="print")

    assert page.locator(".masthead").is_visible() is False
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
