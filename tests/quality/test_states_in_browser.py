"""Every public page and state in a real browser: accessible in light and dark, on a phone and on a desk; strict content
policy, no cookie, no request elsewhere.
"""

import re
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe

from declarations.models import DeclarationPage, Provision
from eventpages.models import EventIndexPage, EventPage
from forms_ext.models import AccessLink, Submission
from forms_ext.models.links import Purpose
from tests import builders
from tests.journeys.conftest import demo, elsewhere, open_window

__all__ = ["demo", "open_window"]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES, WIDTHS, LEAST = ("light", "dark"), (320, 1280), 28


@dataclass
class State:
    """A page in a state: where it is and what to do there."""

    name: str
    path: str
    do: object = field(default=lambda _page: None)


def send_empty(page):
    page.get_by_role("button", name="Register for this event").click()
    page.get_by_role("heading", name="There is a problem").wait_for()


def states():
    """Return the pages and states of the promise, from the demo."""
    english = EventPage.objects.filter(locale__language_code="en", live=True)
    open_event = max((event for event in english if event.takes_answers()), key=lambda event: len(event.side_events))
    submission = next(one for one in Submission.objects.order_by("pk") if one.claims.filter(pool__item__gt="").exists())
    declaration = DeclarationPage.objects.filter(locale__language_code="en", live=True).first()
    full = full_event(open_event)
    return [
        State("home", "/"),
        State("events", EventIndexPage.objects.get(locale__language_code="en").url),
        State("event with form", open_event.url),
        State("event with errors", open_event.url, send_empty),
        State("full", full.url),
        State("receipt", f"/forms/receipt/{AccessLink.issue(submission, Purpose.RECEIPT).token}/"),
        State("own page", f"/forms/mine/{AccessLink.issue(submission, Purpose.MANAGE).token}/"),
        State("declaration", declaration.url),
        State("404", "/nothing-here/"),
    ]


def full_event(event):
    """Return a copy of ``event`` whose only place is taken."""
    copy = event.copy(update_attrs={"slug": "full-house", "title": "Full house"})
    copy.capacity, copy.waiting = 1, "off"
    copy = builders.publish(copy)
    builders.submit(copy, email="first@visitor.example")
    return copy


def test_every_state_is_accessible(demo, open_window, figure):
    ran, faults, listed = [], [], states()
    for scheme in SCHEMES:
        for width in WIDTHS:
            page = open_window(color_scheme=scheme, viewport={"width": width, "height": 900})
            for state in listed:
                page.goto(state.path)
                state.do(page)
                report = Axe().run(page, options={"runOnly": RULES})
                sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                ran.append((state.name, scheme, width))
                if report.violations_count or sideways > 0:
                    faults.append((ran[-1], sideways, report.generate_report()))

    figure(f"axe: {len(ran)} page states, {len(faults)} with violations")
    for name in dict.fromkeys(name for name, _scheme, _width in ran):
        figure(f"axe ran {name}: light and dark, 320 and 1280 px")
    assert len(ran) >= LEAST
    assert faults == []


def test_axe_sees_a_fault(browser):
    page = browser.new_page()
    page.set_content(
        "<!doctype html><html><head><title>x</title></head><body><img src='data:,'><p style='color:#ccc'>pale</p></body></html>"
    )

    assert Axe().run(page, options={"runOnly": RULES}).violations_count > 0


def test_crawl_finds_no_breach_of_the_content_policy(demo, open_window, figure, live_server):
    """``open_window`` fails on a breach, a script error, a cookie and a request to another host."""
    page = open_window()
    waiting, seen, wrong = ["/", "/de/"], set(), []
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = page.goto(path)
        if answer.status != 200:
            wrong.append((path, answer.status))
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        for link in links:
            inner = re.sub(r"#.*", "", link).removeprefix(live_server.url)
            if not elsewhere(link, live_server.url) and inner not in seen and not re.search(r"\?|/ics/|/admin/|\.svg$|^/p/", inner):
                waiting.append(inner)
    for state in states():
        page.goto(state.path)
        state.do(page)
    for short in Provision.objects.values_list("short_id", flat=True):
        page.goto(f"/p/{short}/")

    figure(
        f"crawl: {len(seen)} public pages, answers other than 200: {len(wrong)}, "
        f"breaches of the content policy, script errors, requests to other hosts: {len(open_window.faults)}, "
        f"cookies: {len(page.context.cookies())}"
    )
    assert (wrong, open_window.faults, page.context.cookies()) == ([], [], [])
    assert len(seen) >= 20


def test_content_policy_is_strict(client, db):
    header = client.get("/nothing-here/")["Content-Security-Policy"]

    assert "'unsafe-inline'" not in header
    assert "default-src 'none'" in header
