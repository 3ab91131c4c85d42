"""Two hundred people want twenty places at the same moment, and each of two side events with a chance of one half.

The controls take the guard away and have to oversell: otherwise this test could not see an oversold room. On SQLite the
transaction has to go too, because an IMMEDIATE transaction alone is already a lock there.
"""

import random
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import connection

from eventpages.models import EventIndexPage, EventPage
from forms_ext.audits import audit_places
from forms_ext.models import Claim, Pool, Submission
from forms_ext.schema.questions import html_name
from tests import builders

from .running_site import in_parallel, post, running_site

PEOPLE, AT_ONCE, PLACES, SIDE_PLACES, SEED = 200, 32, 20, 6, 20_260_000
CONTROL = {"sqlite": "tests.reliability.settings_without_transaction", "postgresql": "tests.reliability.settings_without_lock"}


ROUNDS = 6
CAPACITY = {"": PLACES, "side-walk": SIDE_PLACES, "side-supper": SIDE_PLACES}


@dataclass
class Outcome:
    """What two hundred posts left behind."""

    answers: dict
    confirmed: dict

    @property
    def oversold(self):
        return sum(max(0, confirmed - CAPACITY[item]) for item, confirmed in self.confirmed.items())


def side_event(title, key, waiting="auto"):
    value = {"title": title, "date": "2030-05-02", "capacity": SIDE_PLACES, "waiting": waiting}
    return builders.part("side_event", value, key)


@pytest.fixture
def index(transactional_db):
    home = builders.tree()
    return builders.publish(home.add_child(instance=EventIndexPage(title="Events", slug="events")))


def make_event(index, slug="dialogue", waiting="auto"):
    """Publish an event for twenty people with two side events."""
    page = EventPage(title="Dialogue", slug=slug, date_from=date(2030, 5, 2), registration="here", capacity=PLACES, waiting=waiting)
    parts = [*builders.person(), builders.part("attendance", {"label": "Side events", "hint": ""})]
    builders.set_fields(page, parts)
    page.side_events = page.side_events.stream_block.to_python([side_event("Walk", "side-walk"), side_event("Supper", "side-supper")])
    return builders.publish(index.add_child(instance=page))


def race(event, settings_module):
    """Let everybody post at once and return what happened."""
    choose = random.Random(SEED)  # noqa: S311 -- a seeded run can be repeated
    form = event.form()
    attendance = html_name(builders.field_key(event, "attendance"))
    jobs = []
    with running_site(settings_module) as port:
        for number in range(PEOPLE):
            items = [item for item in ("side-walk", "side-supper") if choose.random() < 0.5]
            data = builders.filled(event, form, full_name=f"Visitor {number}", email=f"visitor{number}@example.org")
            jobs.append(lambda data={**data, attendance: items}: post(port, form.action, data)[0])
        answers = in_parallel(jobs, AT_ONCE)
    pools = Pool.objects.of_host(event.host_key)
    confirmed = {pool.item: Claim.objects.filter(pool=pool, state="confirmed").count() for pool in pools}
    return Outcome(answers, confirmed)


def test_nobody_gets_a_place_that_is_not_there(index, figure):
    outcome = race(make_event(index), "tests.reliability.settings_race")

    figure(
        f"race {connection.vendor} seed {SEED}: {PEOPLE} posts at {AT_ONCE}, confirmed {outcome.confirmed}, answers {dict(outcome.answers)}"
    )
    assert outcome.answers == {303: PEOPLE}
    assert outcome.oversold == 0
    assert outcome.confirmed == CAPACITY
    assert list(audit_places()) == []
    assert Submission.objects.count() == PEOPLE


def test_full_room_without_waiting_list_answers_with_the_page_that_says_so(index, figure):
    outcome = race(make_event(index, waiting="off"), "tests.reliability.settings_race")

    figure(f"race without waiting list {connection.vendor}: confirmed {outcome.confirmed}, answers {dict(outcome.answers)}")
    assert outcome.answers == {303: PLACES, 422: PEOPLE - PLACES}
    assert outcome.confirmed[""] == PLACES
    assert list(audit_places()) == []


def test_control_without_the_guard_oversells(index, figure):
    # A race is a matter of chance, most of all on SQLite, where single writes still wait for each other.
    for turn in range(ROUNDS):
        outcome = race(make_event(index, slug=f"control-{turn}"), CONTROL[connection.vendor])
        figure(f"control {connection.vendor}: oversold {outcome.oversold}, confirmed {outcome.confirmed}, answers {dict(outcome.answers)}")
        if outcome.oversold:
            break

    assert outcome.oversold > 0
