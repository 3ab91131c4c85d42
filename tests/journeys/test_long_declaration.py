"""A text of many points with long words: nothing is wider than the window, and no number is torn."""

import pytest
from playwright.sync_api import expect

from declarations.models import DeclarationIndexPage, DeclarationPage, Provision
from tests import builders
from tests.declarations.conftest import raw_point, set_body

LONG = "Donauuferbefestigungsgesellschaftsvorstandsversammlung" * 3
LAST = 38  # XXXVIII, the longest of the first fifty


@pytest.fixture
def text(home):
    index = builders.publish(home.add_child(instance=DeclarationIndexPage(title="Declarations", slug="declarations")))
    page = DeclarationPage(title="Long Charter", slug="long", status="adopted", number_style="roman")
    points = [raw_point(f"{LONG} https://words.example/{LONG}", f"point-{number}", LONG) for number in range(1, LAST + 1)]
    index.add_child(instance=set_body(page, points))
    return builders.publish(page)


def test_long_words_and_numbers_stay_in_their_place(open_window, text, sideways):
    for width in (320, 800, 1280):
        window = open_window(viewport={"width": width, "height": 800})
        for address, number in ((text.url, f"#point-{LAST} .no span"), (f"{text.url}points/{LAST}/", ".big-no")):
            window.goto(address)
            torn = window.locator(number).evaluate(
                "(made) => { const r = document.createRange(); r.selectNodeContents(made); return r.getClientRects().length }"
            )
            assert (sideways(window), torn) == (0, 1), (width, address)
    window.goto(text.url)
    window.emulate_media(media="print")
    assert window.locator(f"#point-{LAST} .no span").evaluate("(made) => made.getClientRects().length") == 1


def test_numbers_of_one_text_are_of_one_size(open_window, text):
    window = open_window()
    window.goto(text.url)
    sizes = {window.locator(f"#point-{number} .no").evaluate("(made) => getComputedStyle(made).fontSize") for number in (1, 7, 8, LAST)}

    assert len(sizes) == 1


def test_links_that_stand_alone_are_as_high_as_a_finger(open_window, text):
    window = open_window(viewport={"width": 320, "height": 800})
    window.goto(text.url)
    links = window.locator(".point aside p > a, .versions a").all()

    assert len(links) > LAST
    assert [link.inner_text() for link in links if link.bounding_box()["height"] < 44] == []


def test_whoever_follows_a_permanent_link_sees_which_point_is_meant(open_window, text):
    short = Provision.objects.get(uid="point-12").short_id
    for width in (320, 1280):
        window = open_window(viewport={"width": width, "height": 800})
        window.goto(f"/p/{short}/")
        expect(window.locator("#point-12 .no span")).to_be_in_viewport(ratio=1)
        marks = [window.locator(f"#point-{place}").evaluate("(made) => getComputedStyle(made).backgroundImage") for place in (11, 12, 13)]
        assert [mark != "none" for mark in marks] == [False, True, False]
