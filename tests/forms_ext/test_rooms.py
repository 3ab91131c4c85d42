"""Rooms that become smaller or larger, waiting lists that are switched, and who decides at the same moment."""

import pytest
from django.utils import timezone

from forms_ext.actions import CancelAction, DecideAction, Decision, NotAllowed, UndoDecisionAction
from forms_ext.actions.promote import PromoteWaitingAction
from forms_ext.actions.undo import last_decision
from forms_ext.audits import audit_places
from forms_ext.models import Claim, Message, Pool, Submission
from tests import builders


@pytest.fixture
def reviewed(home):
    return builders.form_page(home, builders.person(), title="School", capacity=1, waiting="auto", review=True)


def register(host, name, **values):
    return builders.submit(host, full_name=name, email=f"{name}@example.org", **values)


def states(*people):
    return [Claim.objects.get(submission=person, pool__item="").state for person in people]


def found():
    return [finding.code for finding in audit_places()]


def undo_time_is_over():
    Claim.objects.update(held_until=timezone.now())
    PromoteWaitingAction().execute()


def test_smaller_room_throws_nobody_out_counts_them_and_lets_new_ones_wait(workshop):
    people = [register(workshop, name) for name in ("a", "b")]
    workshop.capacity = 1
    workshop = builders.publish(workshop)

    pool = workshop.live_pools[""]
    assert (states(*people), pool.taken, pool.capacity, pool.ceiling) == (["confirmed", "confirmed"], 2, 1, 2)
    assert states(register(workshop, "c")) == ["waiting"]
    assert found() == []


def test_smaller_room_lets_nobody_in_until_enough_have_left(workshop):
    a, b = register(workshop, "a"), register(workshop, "b")
    workshop.capacity = 1
    workshop = builders.publish(workshop)
    c = register(workshop, "c")

    CancelAction(a).execute()
    assert states(b, c) == ["confirmed", "waiting"]
    assert Pool.objects.get(host_key=workshop.host_key).ceiling is None

    CancelAction(b).execute()
    assert states(c) == ["confirmed"]
    assert found() == []


def test_audit_finds_somebody_who_came_into_a_room_that_became_smaller(workshop):
    register(workshop, "a")
    register(workshop, "b")
    workshop.capacity = 1
    workshop = builders.publish(workshop)
    c = register(workshop, "c")

    Claim.objects.filter(submission=c).update(state="confirmed")

    assert "oversold" in found()


def test_switching_the_waiting_list_off_keeps_the_turns(workshop):
    a, _b, c = (register(workshop, name) for name in ("a", "b", "c"))
    workshop.waiting = "off"
    workshop = builders.publish(workshop)
    assert states(c) == ["waiting"]

    CancelAction(a).execute()

    assert states(c) == ["confirmed"]
    with pytest.raises(NotAllowed, match="Every place is taken"):
        register(workshop, "d")


# Decisions at the same moment


def test_undoing_the_decline_of_somebody_who_waits_gives_the_same_turn_back(workshop):
    a, _b, c, d = (register(workshop, name) for name in ("a", "b", "c", "d"))
    seq = Claim.objects.get(submission=c).seq
    DecideAction(c, Decision.DECLINE).execute()

    CancelAction(a).execute()
    assert states(c, d) == ["released", "waiting"]

    UndoDecisionAction(c).execute()
    assert states(c, d) == ["confirmed", "waiting"]
    assert Claim.objects.get(submission=c).seq == seq
    assert found() == []


def test_next_moves_up_once_the_turn_can_no_longer_come_back(workshop):
    a, _b, c, d = (register(workshop, name) for name in ("a", "b", "c", "d"))
    DecideAction(c, Decision.DECLINE).execute()
    CancelAction(a).execute()

    undo_time_is_over()

    assert states(c, d) == ["released", "confirmed"]
    assert found() == []


def test_without_keeping_the_turn_the_undone_person_is_passed(workshop, monkeypatch):
    from forms_ext.models.places import ClaimQuerySet

    monkeypatch.setattr(ClaimQuerySet, "in_line", ClaimQuerySet.waiting)
    a, _b, c, _d = (register(workshop, name) for name in ("a", "b", "c", "d"))
    DecideAction(c, Decision.DECLINE).execute()
    CancelAction(a).execute()
    UndoDecisionAction(c).execute()

    assert "passed-in-the-queue" in found()


def test_old_undo_button_does_not_take_back_a_newer_decision(reviewed):
    a = register(reviewed, "a")
    first = DecideAction(a, Decision.ACCEPT).execute()
    DecideAction(a, Decision.DECLINE, version_no=first.version_no).execute()

    with pytest.raises(NotAllowed, match="Somebody changed this"):
        UndoDecisionAction(a, version_no=first.version_no).execute()

    assert Submission.objects.get(pk=a.pk).state == "declined"


def test_second_of_two_opposite_decisions_is_told(reviewed):
    a = register(reviewed, "a")
    DecideAction(a, Decision.ACCEPT, version_no=a.version_no).execute()

    with pytest.raises(NotAllowed, match="Somebody changed this"):
        DecideAction(a, Decision.DECLINE, version_no=a.version_no).execute()

    assert (states(a), found()) == (["confirmed"], [])


@pytest.mark.parametrize("visitor_first", [True, False])
def test_cancelling_wins_over_accepting_whoever_is_first(reviewed, visitor_first):
    a, b = register(reviewed, "a"), register(reviewed, "b")
    accept = DecideAction(a, Decision.ACCEPT, version_no=a.version_no)
    if visitor_first:
        CancelAction(a).execute()
        with pytest.raises(NotAllowed, match="meanwhile"):
            accept.execute()
    else:
        accept.execute()
        CancelAction(a).execute()

    a.refresh_from_db()
    waiting_letters = Message.objects.filter(submission=a, kind="decision").exclude(state="dropped")
    assert (a.state, states(a, b), waiting_letters.count()) == ("cancelled", ["released", "pending"], 0)
    assert last_decision(a) is None
    assert found() == []


def test_declined_person_is_accepted_after_all_only_when_a_place_is_free(reviewed):
    a, b = register(reviewed, "a"), register(reviewed, "b")
    DecideAction(a, Decision.DECLINE).execute()
    undo_time_is_over()
    CancelAction(b).execute()

    DecideAction(a, Decision.ACCEPT).execute()

    assert (states(a), found()) == (["confirmed"], [])


# What the audit finds


@pytest.mark.parametrize(
    ("number", "model", "values", "code"),
    [
        (2, Claim, {"seq": 1}, "two-with-one-turn"),
        (0, Submission, {"state": "received"}, "confirmed-but-not-accepted"),
        (0, Claim, {"state": "pending"}, "accepted-but-not-confirmed"),
        (0, Submission, {"state": "cancelled"}, "place-without-registration"),
        (2, Submission, {"state": "cancelled"}, "not-in-the-log"),
        (2, Submission, {"state": "declined"}, "not-in-the-log"),
        (2, Submission, {"state": "accepted"}, "accepted-without-place"),
        (2, Claim, {"state": "confirmed"}, "oversold"),
        (2, Claim, {"state": "offered", "offer_until": timezone.now()}, "not-in-the-log"),
        (2, Claim, {"state": "released", "reason": "expired"}, "not-in-the-log"),
    ],
)
def test_audit_finds_what_was_tampered_with(workshop, number, model, values, code):
    person = [register(workshop, name) for name in ("a", "b", "c")][number]
    assert found() == []

    model.objects.filter(**({"submission": person} if model is Claim else {"pk": person.pk})).update(**values)

    assert code in found()
