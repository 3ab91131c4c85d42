"""Joining and leaving side events from the own page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forms_ext.actions import LeaveAction, NotAllowed
from forms_ext.actions.joining import JoinAction
from forms_ext.actions.places import Full
from forms_ext.audits import audit_places
from forms_ext.models import Claim, Message, Submission
from tests import builders

from .conftest import SUPPER, WALK, address, register


def claim(submission, item=WALK):
    return Claim.objects.get(submission=submission, pool__item=item)


def test_side_event_is_joined_later(client, dialogue):
    submission = register(dialogue)
    button = address(submission, "join", item=WALK)
    assert button in client.get(address(submission)).content.decode()

    response = client.post(button)

    assert (response.status_code, claim(submission).state) == (303, "confirmed")
    assert "Below you see whether you have a place" in client.get(response["Location"]).content.decode()
    assert "your place is confirmed" in Message.objects.get(kind="join").text


def test_who_left_and_comes_back_stands_at_the_end(client, dialogue):
    ada, bo, cleo = (register(dialogue, name, attendance=[WALK]) for name in ("ada", "bo", "cleo"))

    LeaveAction(claim(ada)).execute()
    client.post(address(ada, "join", item=WALK))

    assert [claim(one).state for one in (ada, bo, cleo)] == ["waiting", "confirmed", "waiting"]
    assert (claim(cleo).queue_position(), claim(ada).queue_position()) == (1, 2)
    assert "number 2 on the waiting list" in Message.objects.get(kind="join").text
    assert list(audit_places()) == []


def test_full_side_event_says_so_and_has_no_button(client, dialogue):
    register(dialogue, "bo", attendance=[SUPPER])
    submission = register(dialogue)

    page = client.get(address(submission)).content.decode()

    assert ("there is no waiting list" in page, address(submission, "join", item=SUPPER) in page) == (True, False)
    response = client.post(address(submission, "join", item=SUPPER))
    assert (response.status_code, submission.claims.filter(pool__item=SUPPER).exists()) == (409, False)
    assert "Every place in this side event is taken." in response.content.decode()


def test_joining_twice_is_no_error(client, dialogue):
    submission = register(dialogue)

    codes = [client.post(address(submission, "join", item=WALK)).status_code for _number in range(2)]

    assert (codes, Message.objects.filter(kind="join").count()) == ([303, 303], 1)


def test_side_place_of_somebody_who_waits_for_the_event_waits_with_it(dialogue):
    for number in range(5):
        register(dialogue, f"guest{number}")
    submission = register(dialogue)

    JoinAction(submission, dialogue, WALK).execute()

    assert claim(submission).state == "waiting"
    assert list(audit_places()) == []


@pytest.mark.parametrize("item", ["side-unknown", "no"])
def test_unknown_side_event_cannot_be_joined(client, dialogue, item):
    submission = register(dialogue)

    response = client.post(address(submission, "join", item=item))

    assert (response.status_code, submission.claims.count()) == (409, 1)


def test_place_at_the_host_cannot_be_joined_apart(dialogue):
    submission = register(dialogue)

    with pytest.raises(NotAllowed, match="no longer offered"):
        JoinAction(submission, dialogue, "").execute()


@pytest.mark.parametrize("state", ["unconfirmed", "held", "declined", "cancelled"])
def test_what_does_not_count_joins_nothing(dialogue, state):
    submission = register(dialogue)
    Submission.objects.update(state=state)

    with pytest.raises(NotAllowed, match="no longer be changed"):
        JoinAction(submission, dialogue, WALK).execute()


def test_after_the_deadline_nothing_is_joined_but_places_are_given_back(client, dialogue):
    submission = register(dialogue, attendance=[WALK])
    dialogue.change_until = timezone.now() - timedelta(minutes=1)
    builders.publish(dialogue)

    page = client.get(address(submission)).content.decode()

    assert ("/join/" in page, "/leave/" in page) == (False, True)
    assert client.post(address(submission, "join", item=SUPPER)).status_code == 409


def test_full_is_asked_inside_the_lock(dialogue):
    register(dialogue, "bo", attendance=[SUPPER])

    with pytest.raises(Full):
        JoinAction(register(dialogue), dialogue, SUPPER).execute()


def test_group_that_comes_back_asks_for_as_many_places_as_it_wrote(home, side_pools):
    parts = [
        *builders.person(),
        builders.part("places", {"label": "How many places do you need?", "hint": "", "most": 5}, "places-key"),
        builders.part("attendance", {"label": "Side events", "hint": ""}),
    ]
    host = builders.form_page(home, parts, title="Tour", capacity=5, waiting="auto")
    submission = builders.submit(host, email="ada@example.org", places="3")

    with pytest.raises(Full):
        JoinAction(submission, host, SUPPER).execute()


def test_number_of_people_is_not_changed_with_the_answers(client, home):
    parts = [*builders.person(), builders.part("places", {"label": "How many places do you need?", "hint": "", "most": 5}, "places-key")]
    host = builders.form_page(home, parts, title="Tour", capacity=5)
    submission = builders.submit(host, email="ada@example.org", places="3")

    page = client.get(address(submission, "own_answers")).content.decode()

    assert ("How many places do you need?" in page, "The number of people: places hang on it." in page) == (False, True)
