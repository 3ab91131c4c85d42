"""Places that are offered to those who wait and have to be taken in time."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from forms_ext.actions import (
    CancelAction,
    DecideAction,
    Decision,
    NotAllowed,
    PassOfferAction,
    QueueAgainAction,
    TakeOfferAction,
    UndoDecisionAction,
)
from forms_ext.audits import audit_places
from forms_ext.models import Claim, FormPage, Message, Pool, PoolSpec
from tests import builders

SIDE = "side-walk"


@pytest.fixture
def course(home):
    """One place, offered to those who wait."""
    return builders.form_page(home, builders.person(), title="Course", capacity=1, waiting="offer", offer_hours=24)


@pytest.fixture
def event(home, monkeypatch):
    """One place at the host and one in a side event, both offered."""
    main = FormPage.pools
    monkeypatch.setattr(FormPage, "pools", lambda page: [*main(page), PoolSpec(item=SIDE, title="Walk", capacity=1, waiting="offer")])
    parts = [*builders.person(), builders.part("attendance", {"label": "Side events", "hint": ""})]
    return builders.form_page(home, parts, title="Dialogue", capacity=1, waiting="offer")


def register(host, name, **values):
    return builders.submit(host, full_name=name, email=f"{name}@example.org", **values)


def claim(submission, item=""):
    return Claim.objects.select_related("pool", "submission").get(submission=submission, pool__item=item)


def states(*people):
    return [claim(person).state for person in people]


def time_is_up():
    Claim.objects.filter(state="offered").update(offer_until=timezone.now() - timedelta(seconds=1))
    call_command("promote_waiting")


def kinds(person):
    return list(Message.objects.filter(to=person.email).order_by("pk").values_list("kind", flat=True))


def agree():
    return list(audit_places()) == []


def offer_address(person):
    mail = Message.objects.filter(to=person.email, kind="offer").latest("pk")
    return re.search(r"https?://[^/\s]+(/forms/offer/\w+/)", mail.text).group(1)


@pytest.fixture
def three(course):
    """The first has the place, the other two wait."""
    return [register(course, name) for name in ("a", "b", "c")]


def test_newcomer_gets_a_free_place_at_once(three):
    assert states(*three) == ["confirmed", "waiting", "waiting"]
    assert [person.state for person in three] == ["accepted", "received", "received"]


def test_free_place_is_offered_to_the_first_who_waits_and_held(course, three):
    a, b, c = three

    CancelAction(a).execute()

    assert states(b, c) == ["offered", "waiting"]
    assert states(register(course, "d")) == ["waiting"]
    assert (kinds(b), kinds(c)) == (["receipt", "offer"], ["receipt"])
    assert agree()


def test_offer_ends_after_the_hours_of_the_host(three):
    before = timezone.now()
    CancelAction(three[0]).execute()

    until = claim(three[1]).offer_until
    assert before + timedelta(hours=24) <= until <= timezone.now() + timedelta(hours=24)


def test_offer_ends_when_the_event_begins_sooner(three):
    start = timezone.now() + timedelta(hours=2)
    Pool.objects.update(offers_until=start)

    CancelAction(three[0]).execute()

    assert claim(three[1]).offer_until == start


def test_nothing_is_offered_once_the_event_has_begun(three):
    Pool.objects.update(offers_until=timezone.now() - timedelta(seconds=1))

    CancelAction(three[0]).execute()

    assert states(*three) == ["released", "waiting", "waiting"]
    assert agree()


def test_taking_an_offer_confirms_and_accepts(three):
    a, b, c = three
    CancelAction(a).execute()

    TakeOfferAction(claim(b)).execute()
    TakeOfferAction(claim(b)).execute()

    b.refresh_from_db()
    assert (states(b, c), b.state) == (["confirmed", "waiting"], "accepted")
    assert kinds(b) == ["receipt", "offer", "promotion"]
    assert agree()


def test_taking_an_offer_where_a_moderator_decides_holds_the_place(course, three):
    course.review = True
    builders.publish(course)
    CancelAction(three[0]).execute()

    TakeOfferAction(claim(three[1])).execute()

    three[1].refresh_from_db()
    assert (states(three[1]), three[1].state) == (["pending"], "received")
    assert agree()


def test_passing_an_offer_on_offers_it_to_the_next_at_once(three):
    a, b, c = three
    CancelAction(a).execute()

    PassOfferAction(claim(b)).execute()

    assert states(b, c) == ["released", "offered"]
    assert claim(b).reason == "left"
    assert kinds(b) == ["receipt", "offer", "passed"]
    assert agree()


def test_offer_that_nobody_took_goes_to_the_next_and_says_so(three):
    a, b, c = three
    CancelAction(a).execute()

    time_is_up()

    assert states(b, c) == ["released", "offered"]
    assert claim(b).reason == "expired"
    assert kinds(b) == ["receipt", "offer", "lapsed"]
    assert agree()


def test_lapsed_offer_cannot_be_taken_even_before_the_job_ran(three):
    a, b, _c = three
    CancelAction(a).execute()
    Claim.objects.filter(submission=b).update(offer_until=timezone.now() - timedelta(seconds=1))

    with pytest.raises(NotAllowed, match="could be taken until"):
        TakeOfferAction(claim(b)).execute()

    assert states(b) == ["offered"]


def test_whoever_let_an_offer_go_queues_again_at_the_end(three):
    a, b, c = three
    CancelAction(a).execute()
    time_is_up()

    QueueAgainAction(claim(b)).execute()
    QueueAgainAction(claim(b)).execute()

    assert states(b, c) == ["waiting", "offered"]
    assert claim(b).seq > claim(c).seq
    assert kinds(b) == ["receipt", "offer", "lapsed", "requeued"]
    assert agree()


def test_queueing_again_takes_a_free_place_when_nobody_waits(course):
    a, b = register(course, "a"), register(course, "b")
    CancelAction(a).execute()
    time_is_up()

    QueueAgainAction(claim(b)).execute()

    b.refresh_from_db()
    assert (states(b), b.state) == (["confirmed"], "accepted")
    assert agree()


def test_queueing_again_is_refused_after_cancelling(three):
    a, b, _c = three
    CancelAction(a).execute()
    time_is_up()
    CancelAction(b).execute()

    with pytest.raises(NotAllowed, match="no longer ask for a place"):
        QueueAgainAction(claim(b)).execute()


def test_person_without_an_address_gets_the_place_instead_of_an_offer(home):
    host = builders.form_page(home, [builders.question("full_name", "Name")], title="Tour", capacity=1, waiting="offer")
    a, b = builders.submit(host, full_name="a"), builders.submit(host, full_name="b")

    CancelAction(a).execute()

    assert states(b) == ["confirmed"]


def test_limit_taken_away_gives_offered_places_for_good(course, three):
    CancelAction(three[0]).execute()

    course.capacity = None
    builders.publish(course)

    assert states(*three[1:]) == ["confirmed", "confirmed"]
    assert agree()


def test_side_place_is_not_given_on_an_offer_of_the_event(event):
    a = register(event, "a")
    b = register(event, "b", attendance=[SIDE])
    CancelAction(a).execute()
    assert (claim(b).state, claim(b, SIDE).state) == ("offered", "waiting")

    TakeOfferAction(claim(b)).execute()

    assert (claim(b).state, claim(b, SIDE).state) == ("confirmed", "confirmed")
    assert agree()


def test_letting_the_event_go_lets_its_side_events_go_and_asks_for_both_again(event):
    a = register(event, "a")
    b = register(event, "b", attendance=[SIDE])
    CancelAction(a).execute()

    time_is_up()
    assert (claim(b).state, claim(b, SIDE).state) == ("released", "released")

    QueueAgainAction(claim(b)).execute()
    assert (claim(b).state, claim(b, SIDE).state) == ("confirmed", "confirmed")
    assert agree()


def test_moderator_cannot_accept_whoever_has_not_taken_the_offer(three):
    CancelAction(three[0]).execute()

    with pytest.raises(NotAllowed, match="has not taken it yet"):
        DecideAction(three[1], Decision.ACCEPT).execute()

    assert states(three[1]) == ["offered"]


def test_undoing_the_decline_of_an_offer_gives_the_offer_back(three):
    CancelAction(three[0]).execute()
    until = claim(three[1]).offer_until
    DecideAction(three[1], Decision.DECLINE).execute()
    assert states(*three[1:]) == ["released", "waiting"]

    UndoDecisionAction(three[1]).execute()

    assert (claim(three[1]).state, claim(three[1]).offer_until) == ("offered", until)
    assert agree()


# The page behind the link


def test_opening_the_link_changes_nothing_and_shows_until_when(client, three):
    CancelAction(three[0]).execute()
    Claim.objects.filter(submission=three[1]).update(offer_until=datetime(2099, 5, 2, 7, 30, tzinfo=UTC))

    page = client.get(offer_address(three[1]))

    assert page.status_code == 200
    assert "2 May 2099" in page.content.decode()
    assert states(*three[1:]) == ["offered", "waiting"]
    assert page.cookies == {}


@pytest.mark.parametrize(("button", "after"), [("take", ["confirmed", "waiting"]), ("pass", ["released", "offered"])])
def test_buttons_do_what_they_say(client, three, button, after):
    CancelAction(three[0]).execute()
    page = client.get(offer_address(three[1])).content.decode()
    action = re.search(rf'action="([^"]+/{button}/)"', page).group(1)

    assert client.get(action).status_code == 405
    response = client.post(action)

    assert (response.status_code, states(*three[1:])) == (303, after)
    assert client.get(response.url).status_code == 200


def test_late_press_of_the_button_says_so_and_shows_the_way_back(client, three):
    CancelAction(three[0]).execute()
    address = offer_address(three[1])
    action = re.search(r'action="([^"]+/take/)"', client.get(address).content.decode()).group(1)
    time_is_up()

    response = client.post(action)

    assert response.status_code == 409
    again = re.search(r'action="([^"]+/again/)"', response.content.decode()).group(1)
    assert client.post(again).status_code == 303
    assert states(*three[1:]) == ["waiting", "offered"]


def test_link_of_one_person_does_not_act_for_another(client, three, course):
    CancelAction(three[0]).execute()
    address = offer_address(three[1])

    response = client.post(f"{address}places/{claim(three[2]).pk}/take/")

    assert response.status_code == 409
    assert states(*three[1:]) == ["offered", "waiting"]


def test_foreign_press_is_refused(client, three):
    CancelAction(three[0]).execute()

    response = client.post(f"{offer_address(three[1])}places/{claim(three[1]).pk}/take/", headers={"Sec-Fetch-Site": "cross-site"})

    assert (response.status_code, states(three[1])) == (403, ["offered"])


# Negative controls of the audit


def test_audit_finds_an_offer_without_end_and_one_that_was_never_ended(three):
    CancelAction(three[0]).execute()
    Claim.objects.filter(submission=three[1]).update(offer_until=None)
    assert [finding.code for finding in audit_places()] == ["offer-without-end"]

    Claim.objects.filter(submission=three[1]).update(offer_until=timezone.now() - timedelta(hours=1))
    assert [finding.code for finding in audit_places()] == ["offer-not-ended"]


def test_audit_finds_a_side_place_of_somebody_without_a_place(event):
    register(event, "a")
    b = register(event, "b", attendance=[SIDE])
    Claim.objects.filter(submission=b, pool__item=SIDE).update(state="confirmed")

    assert [finding.code for finding in audit_places()] == ["side-place-without-place"]


def test_without_ending_offers_the_audit_is_not_silent(three, monkeypatch):
    from forms_ext.actions import PromoteAction

    CancelAction(three[0]).execute()
    Claim.objects.filter(submission=three[1]).update(offer_until=timezone.now() - timedelta(hours=1))
    monkeypatch.setattr(PromoteAction, "_end_offers", lambda _action: None)

    call_command("promote_waiting")

    assert [finding.code for finding in audit_places()] == ["offer-not-ended"]


def test_address_that_is_opened_later_claims_nothing_that_is_over(client, course):
    """The history of a browser keeps what the address said right after the button."""
    a, b = register(course, "a"), register(course, "b")
    CancelAction(a).execute()
    page = offer_address(b)
    taken = client.post(f"{page}places/{claim(b).pk}/take/")["Location"]
    told = "The place is yours. We are sending you a message."
    assert told in client.get(taken).content.decode()

    CancelAction(b).execute()

    after = [client.get(f"{page}?done={done}").content.decode() for done in ("taken", "passed", "again", "nonsense")]
    assert ["Nothing is offered to you at the moment." in html for html in after] == [True] * 4
    assert told not in after[0]


def test_offer_that_ends_where_no_place_is_given_any_more_says_so(client, course):
    a, b = register(course, "a"), register(course, "b")
    CancelAction(a).execute()
    course.unpublish()
    assert "Take the place" not in client.get(offer_address(b)).content.decode()
    time_is_up()

    mail = Message.objects.get(to=b.email, kind="lapsed")
    assert mail.subject == "The offer has ended: Course"
    for text in (mail.text, mail.html):
        assert [words in text for words in ("No places are given any more.", "next person", "Ask for a place")] == [True, False, False]
