"""The database is away: everybody is asked to come back, nothing is restarted, and what was typed is still in the form."""

import contextlib
import http.client
import sqlite3
import time
from urllib.parse import urlencode

import pytest
from django.db import connection, connections

from forms_ext.models import Submission

from .events import make_event
from .running_site import get
from .stage import stage, visitors_of
from .visitors import HEADERS, History

GIVE_UP_SECONDS = 30


@pytest.fixture
def event(index):
    return make_event(index, "dialogue", places=10, side_places=5)


@contextlib.contextmanager
def away(cluster):
    """Take the database away: PostgreSQL crashes, SQLite is held by a writer that does not finish."""
    connections.close_all()
    if cluster:
        cluster.stop("immediate")
        yield
        cluster.start()
        return
    with contextlib.closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def send(visitor):
    """Return the answer to one sending and its text."""
    line = http.client.HTTPConnection("127.0.0.1", visitor.port, timeout=30)
    with contextlib.closing(line):
        line.request("POST", visitor.action, urlencode(visitor.data, doseq=True), HEADERS)
        answer = line.getresponse()
        return answer, answer.read().decode()


def test_database_away_asks_to_come_back_and_nothing_is_restarted(event, stoppable_database, figure):
    with stage("tests.reliability.settings_impatient") as running:
        visitor = visitors_of(event, running.port, History(), people=1, seed=1)[0]
        workers = running.web.children()
        with away(stoppable_database):
            refused, text = send(visitor)
            health, page = get(running.port, "/healthz")[0], get(running.port, event.get_url())[0]
            style = get(running.port, "/static/convene/convene-base.css")[0]
        began = time.monotonic()
        while send(visitor)[0].status != 303 and time.monotonic() < began + GIVE_UP_SECONDS:
            time.sleep(0.05)
        recovery = time.monotonic() - began
        same_workers = running.web.children() == workers
    figure(f"database away {connection.vendor}: sending {refused.status}, page {page}, health {health}; back after {recovery:.2f} s")
    assert (refused.status, refused.headers["Retry-After"]) == (503, "120")
    assert "Go back one page; your answers are usually still there." in text
    assert "no second registration" in text
    # A SQLite that only waits for its writer can still be read.
    assert (health, page) == ((503, 503) if stoppable_database else (200, 200))
    assert style == 200
    assert same_workers
    assert recovery < 5
    assert Submission.objects.count() == 1


def test_visitor_goes_back_to_the_typed_answers_and_sends_again(event, stoppable_database, browser):
    with stage("tests.reliability.settings_impatient") as running:
        page = browser.new_page(base_url=f"http://localhost:{running.port}", java_script_enabled=False)
        page.goto(event.get_url())
        page.get_by_label("Full name").fill("Ada Berg")
        page.get_by_label("E-mail").fill("ada@example.org")
        page.get_by_role("radio", name="Yes").check()
        with away(stoppable_database):
            page.get_by_role("button", name="Register").click()
            said = page.get_by_role("heading", level=1).inner_text()
            page.go_back()
        typed = page.get_by_label("Full name").input_value()
        page.get_by_role("button", name="Register").click()
        page.wait_for_url("**/forms/receipt/**")
        page.close()

    assert said == "We will be back shortly"
    assert typed == "Ada Berg"
    assert Submission.objects.count() == 1
