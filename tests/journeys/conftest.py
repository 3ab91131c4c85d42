"""A person in front of the demo site with a real browser."""

import email
import os
import re
from email import policy
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command
from wagtail.models import Collection, Locale, Page, Site

from tests import builders, people
from tests.rows import kept_rows, put_back

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PASSWORD = "a-password-for-journeys"
LOOKS = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]
# The windows in which a page is looked at, by the name of the picture.
WINDOWS = {"wide": {}, "dark": {"color_scheme": "dark"}, "narrow": {"viewport": {"width": 320, "height": 700}}}


# The rows of the demo site, from the first test of a worker that asks for it.
KEPT = {}


@pytest.fixture
def demo(transactional_db, settings):
    """Give the demo site."""
    settings.CONVENE = {**settings.CONVENE, "UNDO_SECONDS": 1}
    cache.clear()
    if KEPT:
        put_back(KEPT)
    else:
        build_demo()
        KEPT.update(kept_rows())


def build_demo():
    """Build the demo site on an empty tree; a flushed test database lacks what Wagtail's migrations made."""
    from convene_site.demo.content import build

    Page.objects.all().delete()
    Site.objects.all().delete()
    Locale.objects.all().delete()
    Locale.objects.create(language_code="en")
    Page.add_root(title="Root", slug="root", locale=Locale.objects.get())
    Collection.objects.exists() or Collection.add_root(name="Root")
    build()
    Site.clear_site_root_paths_cache()


@pytest.fixture
def open_window(browser, live_server):
    """Open windows that fail the test on a script error, a broken content policy, a cookie or a request elsewhere."""
    contexts, faults = [], []

    def open_(*, visitor=True, **options):
        context = browser.new_context(
            base_url=live_server.url, locale="en-GB", accept_downloads=True, **{"viewport": {"width": 1280, "height": 900}, **options}
        )
        contexts.append((context, visitor))
        page = context.new_page()
        # Nothing waits that long on a machine at rest; on one that is busy nothing else is wrong.
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on("console", lambda message: "Content Security Policy" in message.text and visitor and faults.append(message.text))
        page.on("request", lambda request: elsewhere(request.url, live_server.url) and faults.append(f"elsewhere: {request.url}"))
        return page

    open_.faults = faults
    yield open_
    for context, visitor in contexts:
        if visitor and context.cookies():
            faults.append(f"cookies: {[cookie['name'] for cookie in context.cookies()]}")
        context.close()
    assert faults == []


@pytest.fixture
def visitor(open_window):
    """Return the window of a visitor without JavaScript."""
    return open_window(java_script_enabled=False)


def elsewhere(url, home):
    return not url.startswith((home, "data:", "blob:", "about:"))


@pytest.fixture
def staff(demo, open_window):
    """Log somebody of a group in through the login form and return the window."""

    def log_in(group):
        user = get_user_model().objects.create_user(group.lower(), f"{group.lower()}@convene.example", PASSWORD)
        user.groups.add(Group.objects.get(name=group))
        page = open_window(visitor=False)
        page.goto("/admin/")
        page.locator("#id_username").fill(user.username)
        page.locator("#id_password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/admin/")
        return page

    return log_in


@pytest.fixture
def home(transactional_db):
    """Return the home page of a small site that a journey builds itself, instead of the demo."""
    Collection.objects.exists() or Collection.add_root(name="Root")
    return builders.tree()


def declined(message):
    """Tell whether the editor's own saving was declined: it does so while somebody publishes, and says it on the screen."""
    return "400" in message.text and message.location["url"].endswith("/edit/")


@pytest.fixture
def page(open_window):
    """Return a window for staff in which an error on the console fails the test as well."""
    errors = []
    window = open_window(visitor=False)
    window.on("console", lambda message: message.type == "error" and not declined(message) and errors.append(message.text))
    yield window
    assert errors == []


@pytest.fixture
def admin_login():
    """Return a function that logs an account of ``tests.people`` in through the login form."""

    def log_in(page, user):
        page.goto("/admin/login/")
        page.get_by_label("Username").fill(user.get_username())
        page.locator("#id_password").fill(people.PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/admin/")

    return log_in


@pytest.fixture
def axe():
    """Return a function that fails with a report when a page breaks a rule of WCAG 2.2 AA."""

    def check(page):
        found = Axe().run(page, options={"runOnly": WCAG})
        assert found.violations_count == 0, found.generate_report()

    return check


@pytest.fixture
def sideways():
    """Return a function that tells by how many pixels a page is wider than its window."""
    return lambda page: page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.fixture
def shot():
    """Write a screenshot for the README when ``CONVENE_SCREENSHOTS`` names a folder."""
    folder = os.environ.get("CONVENE_SCREENSHOTS")

    def take(page, name, **options):
        if folder:
            page.wait_for_load_state("networkidle")  # the drawing of the cover comes last
            page.screenshot(path=Path(folder) / f"{name}.png", **options)

    return take


def address_in(text, part):
    """Return the first address in a message that contains ``part``, without its host."""
    return re.search(rf"https?://[^/\s]+(/\S*{part}\S*)", text).group(1)


def newest_mail(folder):
    """Return the newest of the messages that were written to a folder."""
    return email.message_from_bytes(sorted(folder.glob("*.eml"))[-1].read_bytes(), policy=policy.default)


@pytest.fixture
def mails(settings, tmp_path):
    """Send the mail to a folder, and return a function that gives the newest one."""
    settings.EMAIL_BACKEND = "convene_site.mailfiles.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path

    def newest():
        call_command("send_outbox")
        return newest_mail(tmp_path)

    return newest
