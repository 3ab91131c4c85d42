"""What a page may weigh: kilobytes after gzip, and requests."""

import gzip
import secrets

from declarations.models import DeclarationPage
from eventpages.models import EventPage
from tests.journeys.conftest import demo, open_window

__all__ = ["demo", "open_window"]

KILOBYTE = 1024
BUDGETS = {"document": 20, "stylesheet": 14, "script": 8, "font": 100}
MOST_REQUESTS = 10


def weigh(page, path):
    """Return the kilobytes by kind of what a page loads, text as it travels after gzip, and the number of requests."""
    answers = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 -- Playwright wants a function of Python
    assert page.goto(path).status == 200
    page.wait_for_load_state("networkidle")
    weights = dict.fromkeys(BUDGETS, 0.0)
    for answer in answers:
        kind, body = answer.request.resource_type, answer.body()
        if kind in weights:
            weights[kind] += (len(body) if kind == "font" else len(gzip.compress(body, 6))) / KILOBYTE
    # The sign in the tab is the browser's wish, asked for once and kept for all pages.
    return weights, len([answer for answer in answers if "favicon" not in answer.url])


def test_pages_stay_within_their_budgets(demo, open_window, figure):
    event = next(event for event in EventPage.objects.live() if event.takes_answers())
    text = DeclarationPage.objects.live().get(locale__language_code="en")
    version = f"{text.url}v/1/"
    # Only declarations have a script: it copies a reference.
    plain, scripted = {"script"}, set()
    pages = (
        ("home", "/", plain),
        ("event with form", event.url, plain),
        ("declaration", text.url, scripted),
        ("version", version, scripted),
    )
    for name, path, without in pages:
        weights, requests = weigh(open_window(), path)

        figure(f"budget {name}: {', '.join(f'{kind} {weight:.1f} KB' for kind, weight in weights.items())}, {requests} requests")
        # What was not loaded weighs nothing and would be within any budget.
        assert {kind for kind, weight in weights.items() if not weight} == without
        assert {kind: weight for kind, weight in weights.items() if weight > BUDGETS[kind]} == {}
        assert requests <= MOST_REQUESTS


HEAVY = """<!doctype html><title>{}</title><link rel="stylesheet" href="style.css"><script src="script.js"></script>
<style>@font-face {{ font-family: heavy; src: url(font.woff2) }} p {{ font-family: heavy }}</style><p>heavy</p>"""


def test_a_page_that_is_too_heavy_in_everything_is_noticed(browser, live_server):
    page = browser.new_page()
    noise = secrets.token_hex(110_000)
    files = {
        "": {"body": HEAVY.format(noise), "content_type": "text/html"},
        "style.css": {"body": f"/*{noise}*/", "content_type": "text/css"},
        "script.js": {"body": f"/*{noise}*/", "content_type": "text/javascript"},
        "font.woff2": {"body": noise, "content_type": "font/woff2"},
    }
    page.route("**/heavy/*", lambda route: route.fulfill(**files[route.request.url.rpartition("/")[2]]))

    weights, requests = weigh(page, f"{live_server.url}/heavy/")

    assert ({kind for kind, weight in weights.items() if weight > BUDGETS[kind]}, requests) == (set(BUDGETS), 4)
