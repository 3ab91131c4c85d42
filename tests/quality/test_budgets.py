"""What a page may weigh: kilobytes after gzip, and requests."""

import gzip
import secrets

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
    page.goto(path)
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
    for name, path in (("home", "/"), ("event with form", event.url)):
        weights, requests = weigh(open_window(), path)

        figure(f"budget {name}: {', '.join(f'{kind} {weight:.1f} KB' for kind, weight in weights.items())}, {requests} requests")
        assert {kind: weight for kind, weight in weights.items() if weight > BUDGETS[kind]} == {}
        assert requests <= MOST_REQUESTS


def test_a_heavy_page_is_noticed(browser, live_server):
    page = browser.new_page()
    page.route("**/heavy/", lambda route: route.fulfill(body=secrets.token_hex(40_000), content_type="text/html"))

    weights, _requests = weigh(page, f"{live_server.url}/heavy/")

    assert weights["document"] > BUDGETS["document"]
