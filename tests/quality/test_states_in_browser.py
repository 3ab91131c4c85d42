"""Every public page and state in a real browser: accessible in light and dark, on a phone and on a desk; strict content
policy, no cookie, no request elsewhere.
"""

import re
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from wagtail.models import Page

from declarations.models import Provision
from tests.journeys.conftest import demo, elsewhere, open_window
from tests.quality import states

__all__ = ["demo", "open_window"]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES, WIDTHS = ("light", "dark"), (320, 1280)


@pytest.fixture
def every_state(demo, live_server):
    """Return all states; the site has an address that fails for as long as the test runs."""
    with override_settings(ROOT_URLCONF=states.__name__):
        yield [*states.public_states(), *states.error_states(live_server.url)]


@pytest.fixture
def look(open_window):
    """Return a function that looks at states in both widths and schemes: what it looked at, and what was wrong."""

    def look_at(found, **options):
        ran, faults = [], []
        for width in WIDTHS:
            page = open_window(viewport={"width": width, "height": 900}, **options)
            for state in found:
                status = state.visit(page)
                for scheme in SCHEMES:
                    page.emulate_media(color_scheme=scheme)
                    report = Axe().run(page, options={"runOnly": RULES})
                    sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                    ran.append((state.name, scheme, width))
                    if report.violations_count or sideways > 0 or status != state.status:
                        faults.append((ran[-1], status, sideways, report.generate_report()))
        return ran, faults

    return look_at


def test_every_state_is_accessible(every_state, look, figure):
    ran, faults = look(every_state)

    figure(f"axe: {len(ran)} page states, {len(faults)} with violations")
    for name in dict.fromkeys(name for name, _scheme, _width in ran):
        figure(f"axe ran {name}: light and dark, 320 and 1280 px")
    assert len({state.name for state in every_state}) == 18
    assert sorted(ran) == sorted(product((state.name for state in every_state), SCHEMES, WIDTHS))
    assert faults == []


def test_doors_of_private_pages_are_accessible(demo, look, figure):
    ran, faults = look(states.door_states(), visitor=False)

    figure(f"axe: {len(ran)} states of the doors of private pages, {len(faults)} with violations")
    assert (len(ran), faults) == (16, [])


def test_axe_sees_a_fault(browser):
    page = browser.new_page()
    page.set_content(
        "<!doctype html><html><head><title>x</title></head><body><img src='data:,'><p style='color:#ccc'>pale</p></body></html>"
    )

    assert Axe().run(page, options={"runOnly": RULES}).violations_count > 0


def test_crawl_finds_no_breach_of_the_content_policy(every_state, open_window, figure, live_server):
    """``open_window`` fails on a breach, a script error, a cookie and a request to another host."""
    page = open_window()
    public = {listed.url for listed in Page.objects.live().public() if listed.url}
    waiting, seen, wrong = sorted(public), set(), []
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        # A file is fetched: shown in a window it would be a download.
        file = re.search(r"/(as|cite)/[a-z]+/$", path)
        answer = page.request.get(path) if file else page.goto(path)
        if answer.status != 200:
            wrong.append((path, answer.status))
        if file:
            continue
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        for link in links:
            inner = re.sub(r"#.*", "", link).removeprefix(live_server.url)
            if not elsewhere(link, live_server.url) and inner not in seen and not re.search(r"\?|/ics/|/admin/|\.svg$|^/p/", inner):
                waiting.append(inner)
    met = {state.name: state.visit(page) for state in every_state}
    points = {short: page.goto(f"/p/{short}/").status for short in Provision.objects.values_list("short_id", flat=True)}

    figure(
        f"crawl: {len(seen)} public pages, answers other than 200: {len(wrong)}, {len(met)} states of pages and errors "
        f"({', '.join(f'{name} {status}' for name, status in met.items() if status >= 400)}), "
        f"breaches of the content policy, script errors, requests to other hosts: {len(open_window.faults)}, "
        f"cookies: {len(page.context.cookies())}"
    )
    assert met == {state.name: state.status for state in every_state}
    assert (wrong, open_window.faults, page.context.cookies()) == ([], [], [])
    assert set(points.values()) == {200, 410}
    assert {"/", "/de/"} < public < seen


def test_content_policy_is_strict(client, db):
    header = client.get("/nothing-here/")["Content-Security-Policy"]

    assert "'unsafe-inline'" not in header
    assert "default-src 'none'" in header
