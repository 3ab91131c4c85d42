"""Editors, visitors, staff and the clock in any order: what was promised holds after every step."""

import pytest
from django.db import IntegrityError, connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, run_state_machine_as_test

from forms_ext.actions import submit
from forms_ext.models import FormVersion
from tests import builders

from .product_rules import ProductRules


class ProductMachine(ProductRules, RuleBasedStateMachine):
    """One event, from its publishing on."""

    home = None

    @initialize(capacity=st.integers(1, 4), review=st.booleans())
    def begin(self, capacity, review):
        self.open_site(self.home, capacity, review=review)

    def teardown(self):
        if hasattr(self, "site"):
            self.close_site()


def run(examples, steps, *, shrink=True):
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=True,
        report_multiple_bugs=False,
        phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(ProductMachine, settings=chosen)


@pytest.fixture
def home(db, monkeypatch):
    home = builders.tree()
    monkeypatch.setattr(ProductMachine, "home", home)
    monkeypatch.setattr(ProductMachine, "steps", 0)
    return home


def test_product_keeps_its_promises_whatever_happens(home, figure):
    run(3, 25)

    figure(f"product machine {connection.vendor}: {ProductMachine.steps} steps, every promise checked after each")


@pytest.mark.long
def test_product_keeps_its_promises_for_long(home, figure):
    run(150, 50)

    figure(f"product machine, long, {connection.vendor}: {ProductMachine.steps} steps, every promise checked after each")


STORE = FormVersion.store


def oldest(frozen, page_id):
    """Stand for storing the wording that was seen: keep the first one of the host for ever."""
    return FormVersion.objects.filter(host_key=frozen["host_key"]).order_by("pk").first() or STORE(frozen, page_id)


def never(action):
    """Stand for looking for an earlier sending: there never is one, and the unique key has to stop the second row."""


CONTROLS = [
    pytest.param(submit.SubmitAction, "_sent_before", never, IntegrityError, id="repeat"),
    pytest.param(FormVersion, "store", oldest, AssertionError, id="wording", marks=pytest.mark.long),
]


@pytest.mark.parametrize(("owner", "name", "without", "found"), CONTROLS)
def test_without_the_guard_the_machine_finds_it(home, monkeypatch, owner, name, without, found):
    monkeypatch.setattr(owner, name, without)

    with pytest.raises(found):
        run(60, 30, shrink=False)
