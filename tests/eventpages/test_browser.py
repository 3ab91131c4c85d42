"""Event pages in a browser: accessible in every phase, never wider than a phone, let through by the content policy."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from wagtail.models import Collection

from eventpages.models import EventIndexPage
from tests import builders

from .examples import HALF_PAST_FIVE, NINE, attendance, day, event, in_days, open_event, side_event

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUERIES = ["", "?when=past", "?q=nothing", "?after=yesterday"]


@pytest.fixture
def addresses(transactional_db):
    """Return the addresses of a list and of an event in every phase."""
    Collection.objects.exists() or Collection.add_root(name="Root")
    events = builders.tree().add_child(instance=EventIndexPage(title="Events", slug="events", intro="Dialogues."))
    options = {"capacity": 1, "fields": builders.person()}
    pages = [
        open_event(
            events,
            "Open",
            precision="exact",
            time_from=NINE,
            time_to=HALF_PAST_FIVE,
            place="Hue, Viet Nam",
            room="Riverside Hall",
            attendance="hybrid",
            online_url="https://live.example/",
            kind="Dialogue",
            summary="What a flood plain does for the town downstream.",
            capacity=40,
            body=[
                builders.part("text", "<h3>Why</h3><p>Two days.</p>"),
                builders.part("quote", {"words": "Soil first.", "speaker": "A planner"}),
            ],
            focus_areas=[builders.part("focus_area", {"sentence": "Soil maps made before the plan"})],
            organisers=[builders.part("organiser", {"name": "Institute", "role": "Host", "url": "https://delta.example/"})],
            side_events=[side_event(key="walk", capacity=2), side_event("Off", key="off", cancelled=True)],
            fields=[*builders.person(), attendance(), builders.consent(builders.statement())],
            what_next="<ol><li>We write to you.</li></ol>",
        ),
        open_event(events, "Full", **options),
        open_event(events, "Waiting", waiting="auto", **options),
        open_event(events, "Soon", opens_at=in_days(2)),
        open_event(events, "Closed", closes_at=in_days(-2)),
        open_event(events, "Off", status="cancelled", status_note="The hall is flooded."),
        open_event(events, "Moved", status="postponed", status_note="The hall is flooded."),
        event(events, "Elsewhere", registration="elsewhere", external_url="https://partner.example/"),
        event(events, "Past", date_from=day(-9)),
        event(events, "Month", precision="month"),
        event(events, "Some day", precision="tba"),
    ]
    for page in pages[1:3]:
        builders.submit(page)
    return [page.url for page in pages] + [events.url + query for query in QUERIES]


@pytest.fixture
def visit(browser, live_server, addresses):
    """Give every address as an open page, with what was said and asked for there."""
    contexts = []

    def visit_(**options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("request", lambda request: page.asked.append(request.url))
        for address in addresses:
            page.said.clear()
            page.goto(live_server.url + address)
            yield address, page
        assert context.cookies() == []

    yield visit_
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_every_phase_is_accessible_and_fits(visit, width):
    found = {}
    for address, page in visit(viewport={"width": width, "height": 900}):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            report = Axe().run(page, options={"runOnly": RULES})
            sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            problems = [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in report.response["violations"]]
            found[address, scheme] = problems + ([("sideways", sideways)] if sideways else [])

    assert {address: problems for address, problems in found.items() if problems} == {}


def test_the_content_policy_lets_everything_through(visit, live_server):
    stopped, elsewhere, data = {}, set(), []
    for address, page in visit():
        page.wait_for_load_state("load")
        # A value that a date field cannot hold is an honest complaint of the browser about the address.
        if said := [text for text in page.said if "does not conform to the required format" not in text]:
            stopped[address] = said
        elsewhere |= {asked for asked in page.asked if not asked.startswith((live_server.url, "data:"))}
        data.append(page.locator('script[type="application/ld+json"]').count())

    assert (stopped, elsewhere) == ({}, set())
    assert data == [1] * 9 + [0] * (2 + len(QUERIES))


def test_the_button_of_a_phone_is_seen_without_scrolling_past_the_text(visit):
    _address, page = next(visit(viewport={"width": 390, "height": 844}))
    button, text = page.locator(".ticket .btn").bounding_box(), page.locator(".prose").bounding_box()

    assert button["y"] + button["height"] <= 844 <= text["y"]
    assert button["height"] >= 44


def test_filters_are_folded_on_a_phone_and_open_beside_the_list(visit):
    shown = []
    for width in (390, 1280):
        for address, page in visit(viewport={"width": width, "height": 900}):
            if address.endswith("/events/"):
                shown.append(page.get_by_label("Words").is_visible())

    assert shown == [False, True]
