"""Thousands of steps in any order: register, cancel, leave, decide, undo, resize, offer, take, let lapse, close, open, switch."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, run_state_machine_as_test

from forms_ext.actions import promote
from forms_ext.actions.room import Room
from tests import builders

from .places_rules import PlacesRules


class PlacesMachine(PlacesRules, RuleBasedStateMachine):
    """One event, from its publishing on."""

    home = None

    @initialize(capacity=st.integers(1, 5), waiting=st.sampled_from(["auto", "offer"]), review=st.booleans())
    def begin(self, capacity, waiting, review):
        self.open_event(self.home, capacity=capacity, waiting=waiting, review=review)

    def teardown(self):
        if hasattr(self, "undone"):
            self.close_event()


def run(examples, steps, *, shrink=True):
    phases = [Phase.generate, Phase.shrink] if shrink else [Phase.generate]
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=True,
        report_multiple_bugs=False,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(PlacesMachine, settings=chosen)


@pytest.fixture
def home(db, monkeypatch):
    home = builders.tree()
    monkeypatch.setattr(PlacesMachine, "home", home)
    for name in ("steps", "refused"):
        monkeypatch.setattr(PlacesMachine, name, 0)
    return home


def test_places_keep_their_promises_whatever_happens(home, figure):
    run(5, 30)

    figure(f"places machine {connection.vendor}: {told()}, every promise checked after each")
    # Of steps that were all refused every promise would hold.
    assert PlacesMachine.refused < PlacesMachine.steps / 2


def told():
    return f"{PlacesMachine.steps} steps, {PlacesMachine.refused} of them refused"


@pytest.mark.long
def test_places_keep_their_promises_for_long(home, figure):
    run(250, 40)

    figure(f"places machine, long, {connection.vendor}: {told()}, every promise checked after each")
    assert PlacesMachine.refused < PlacesMachine.steps / 2


def first_come_last_served(pool):
    return IN_LINE(pool).order_by("-seq")


def count_nobody(room):
    return {pool.pk: 0 for pool in room.pools.values()}


IN_LINE = promote.in_line


@pytest.mark.parametrize(
    ("owner", "name", "without"),
    [(promote, "in_line", first_come_last_served), (Room, "count", count_nobody)],
    ids=["order", "count"],
)
def test_without_the_guard_the_machine_finds_it(home, monkeypatch, owner, name, without):
    monkeypatch.setattr(owner, name, without)

    with pytest.raises(AssertionError):
        run(40, 25, shrink=False)
