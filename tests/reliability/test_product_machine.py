"""Editors, visitors, staff and the clock in any order: what was promised holds after every step."""

import pytest
from django.db import IntegrityError, connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, run_state_machine_as_test

from forms_ext.actions import submit
from forms_ext.models import ConsentRecord, FormVersion, Message
from tests import builders

from .product_rules import ProductRules

ANSWERS = st.lists(st.tuples(st.sampled_from(["yes", "no"]), st.booleans()), min_size=2, max_size=4)


class ProductMachine(ProductRules, RuleBasedStateMachine):
    """One event, from its publishing on."""

    home = None

    @initialize(capacity=st.integers(1, 4), review=st.booleans(), confirms=st.booleans(), first=ANSWERS)
    def begin(self, capacity, review, confirms, first):
        self.open_site(self.home, capacity, review=review, confirms=confirms)
        # Some come at once: in a short run it is a matter of luck whether anybody comes later, and who is not there breaks nothing.
        for consent, walk in first:
            self.open_form(consent, walk=walk)
            self.send_what_is_open(0)

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
    monkeypatch.setattr(ProductMachine, "stored", 0)
    return home


def test_product_keeps_its_promises_whatever_happens(home, figure):
    run(6, 25)

    steps, stored = ProductMachine.steps, ProductMachine.stored
    figure(f"product machine {connection.vendor}: {steps} steps, {stored} forms taken, every promise checked after each")
    # Of nobody every promise would hold.
    assert stored >= 12


@pytest.mark.long
def test_product_keeps_its_promises_for_long(home, figure):
    run(150, 50)

    steps, stored = ProductMachine.steps, ProductMachine.stored
    figure(f"product machine, long, {connection.vendor}: {steps} steps, {stored} forms taken, every promise checked after each")
    assert stored > 300


STORE = FormVersion.store


def oldest(frozen, page_id):
    """Stand for storing the wording that was seen: keep the first one of the host for ever."""
    return FormVersion.objects.filter(host_key=frozen["host_key"]).order_by("pk").first() or STORE(frozen, page_id)


def never(action):
    """Stand for looking for an earlier sending: there never is one, and the unique key has to stop the second row."""


@pytest.fixture
def played(home):
    """The rules in the hand of a test: one person opened the form and sent it."""
    rules = ProductRules()
    rules.open_site(home, 4, review=False)
    rules.open_form("yes", walk=True)
    rules.send_what_is_open(0)
    yield rules
    rules.close_site()


def test_played_by_hand_every_promise_is_kept(played):
    played.send_again(0)
    played.relabel(0, "Name")
    played.open_form("no", walk=False)
    played.send_what_is_open(0)
    played.wording_is_what_was_seen()
    played.nothing_is_lost_or_doubled()
    played.each_has_one_receipt_and_one_entry()
    played.consents_say_what_was_said()


def test_control_without_the_rule_of_repeats_a_second_row_meets_the_unique_key(played, monkeypatch):
    monkeypatch.setattr(submit.SubmitAction, "_sent_before", never)

    with pytest.raises(IntegrityError):
        played.send_again(0)


def test_control_without_the_wording_that_was_seen_is_red(played, monkeypatch):
    monkeypatch.setattr(FormVersion, "store", oldest)
    played.relabel(0, "Name")
    played.open_form("no", walk=False)
    played.send_what_is_open(0)

    with pytest.raises(AssertionError):
        played.wording_is_what_was_seen()


def test_control_a_message_too_many_or_a_consent_turned_round_is_red(played):
    Message.objects.filter(kind="receipt").update(kind="other")
    with pytest.raises(AssertionError):
        played.each_has_one_receipt_and_one_entry()

    ConsentRecord.objects.update(state="refused")
    with pytest.raises(AssertionError):
        played.consents_say_what_was_said()
    with pytest.raises(AssertionError):
        played.places_and_consents_agree()


def count_at_once(action, submission):
    """Stand for asking for the address first: the sending takes its places and effect at once."""
    submit.admit(submission)


def test_control_a_sending_that_counts_before_its_address_is_confirmed_is_red(home, monkeypatch):
    monkeypatch.setattr(submit.SubmitAction, "_ask", count_at_once)
    rules = ProductRules()
    rules.open_site(home, 4, review=False, confirms=True)
    rules.open_form("yes", walk=True)
    rules.send_what_is_open(0)

    with pytest.raises(AssertionError):
        rules.what_does_not_count_takes_nothing()
    with pytest.raises(AssertionError):
        rules.consents_say_what_was_said()
    rules.close_site()


def test_played_by_hand_a_robot_counts_once_it_is_released(home):
    rules = ProductRules()
    rules.open_site(home, 4, review=False, confirms=True)
    for robot in (True, False):
        rules.open_form("yes", walk=True, robot=robot)
        rules.send_what_is_open(0)
    rules.what_does_not_count_takes_nothing()
    assert [(person.held, person.counts) for person in rules.site.people] == [(True, False), (False, False)]

    rules.release(0)
    rules.confirm(0)
    rules.confirm(0)

    assert [person.counts for person in rules.site.people] == [True, True]
    rules.what_does_not_count_takes_nothing()
    rules.each_has_one_receipt_and_one_entry()
    rules.consents_say_what_was_said()
    rules.close_site()
