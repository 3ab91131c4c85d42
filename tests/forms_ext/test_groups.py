"""Groups: several places with one sending, given together or not at all."""

import pytest

from forms_ext.actions import CancelAction
from forms_ext.actions.places import Full
from forms_ext.audits import audit_places
from forms_ext.models import Claim, FormPage, Pool, PoolSpec, Submission
from forms_ext.schema.questions import html_name
from tests import builders

SIDE = "side-walk"


def asking(most=6):
    return builders.part("places", {"label": "How many places do you need?", "hint": "", "most": most}, "places-key")


@pytest.fixture
def tour(home):
    """Five places and a waiting list; a visitor may ask for several."""
    return builders.form_page(home, [*builders.person(), asking()], title="Tour", capacity=5, waiting="auto")


@pytest.fixture
def event(home, monkeypatch):
    """Ten places, and three in a side event."""
    main = FormPage.pools
    monkeypatch.setattr(FormPage, "pools", lambda page: [*main(page), PoolSpec(item=SIDE, title="Walk", capacity=3, waiting="auto")])
    parts = [*builders.person(), asking(), builders.part("attendance", {"label": "Side events", "hint": ""})]
    return builders.form_page(home, parts, title="Dialogue", capacity=10, waiting="auto")


def register(host, name, places=None, **values):
    chosen = {"places": str(places)} if places else {}
    return builders.submit(host, full_name=name, email=f"{name}@example.org", **chosen, **values)


def claim(submission, item=""):
    return Claim.objects.select_related("pool").get(submission=submission, pool__item=item)


def agree():
    return list(audit_places()) == []


def test_group_holds_as_many_places_as_it_asked_for(tour):
    group, single = register(tour, "a", 3), register(tour, "b")

    assert (claim(group).places, claim(single).places) == (3, 1)
    assert Pool.objects.get(host_key=tour.host_key).count_taken() == 4
    assert agree()


def test_group_waits_as_a_group_and_nobody_passes_it(tour):
    a, b = register(tour, "a", 3), register(tour, "b", 3)
    c = register(tour, "c")

    assert [claim(person).state for person in (a, b, c)] == ["confirmed", "waiting", "waiting"]

    CancelAction(a).execute()
    assert [claim(person).state for person in (b, c)] == ["confirmed", "confirmed"]
    assert agree()


def test_group_larger_than_the_room_is_refused_with_the_numbers(tour):
    with pytest.raises(Full, match="There are 5 places in all, and you asked for 6"):
        register(tour, "a", 6)

    assert Submission.objects.count() == 0


def test_group_that_does_not_fit_is_told_how_many_are_left(home):
    host = builders.form_page(home, [*builders.person(), asking()], title="Small", capacity=3)
    register(host, "a", 2)

    with pytest.raises(Full, match="1 place is left, and you asked for 2"):
        register(host, "b", 2)

    assert claim(register(host, "c", 1)).state == "confirmed"
    assert agree()


def test_refused_group_keeps_every_answer(client, tour):
    response = builders.send(client, tour, full_name="Bo", places="6")
    page = response.content.decode()

    assert response.status_code == 422
    assert "you asked for 6" in page
    assert 'value="Bo"' in page
    assert '<option value="6" selected>' in page


@pytest.mark.parametrize("sent", ["0", "-1", "7", "1e3", "two", "99999999999999999999"])
def test_number_that_was_not_offered_is_refused(client, tour, sent):
    response = builders.send(client, tour, places=sent)

    assert (response.status_code, Submission.objects.count()) == (422, 0)


def test_unanswered_question_is_one_place(client, tour):
    form = tour.form()
    data = builders.filled(tour, form)
    data.pop(html_name("places-key"), None)

    assert client.post(form.action, data).status_code == 303
    assert Claim.objects.get().places == 1


def test_side_event_takes_the_whole_group_or_lets_it_wait(event):
    a, b = register(event, "a", 2, attendance=[SIDE]), register(event, "b", 2, attendance=[SIDE])

    assert (claim(a, SIDE).state, claim(a, SIDE).places) == ("confirmed", 2)
    assert (claim(b).state, claim(b, SIDE).state, claim(b, SIDE).places) == ("confirmed", "waiting", 2)
    assert agree()


def test_group_larger_than_a_side_event_does_not_hold_up_its_queue(event):
    group = register(event, "a", 4, attendance=[SIDE])

    assert (claim(group).state, group.missed_side_events) == ("confirmed", ["Walk"])
    assert claim(register(event, "b", attendance=[SIDE]), SIDE).state == "confirmed"


def test_places_ahead_are_counted_not_only_groups(tour):
    register(tour, "a", 5)
    register(tour, "b", 3)
    last = register(tour, "c")

    assert (claim(last).queue_position(), claim(last).places_ahead()) == (2, 3)


def test_receipt_does_not_call_places_taken_that_are_kept_for_a_group(client, tour):
    register(tour, "a", 4)
    register(tour, "b", 3)

    single, group = (client.get(builders.send(client, tour, places=places).url.split("#")[0]).content.decode() for places in "12")

    kept = "The places that are free at the moment are kept for people who have waited longer."
    assert (kept in single, "Every place is taken" in single) == (True, False)
    assert (kept in group, "There is no room for your group at the moment." in group) == (False, True)


def test_receipt_tells_position_places_ahead_and_rule(client, tour):
    register(tour, "a", 5)
    register(tour, "b", 3)

    receipt = client.get(builders.send(client, tour, places="2").url.split("#")[0]).content.decode()

    assert "You are number 2 on the waiting list." in receipt
    assert "Before you, 3 places are asked for" in receipt
    assert "You asked for 2 places" in receipt
    assert "in order of arrival" in receipt


def test_newcomer_without_waiting_list_does_not_pass_a_group_that_waits(home):
    host = builders.form_page(home, [*builders.person(), asking()], title="Small", capacity=3, waiting="auto")
    register(host, "a", 2)
    group = register(host, "b", 2)
    host.waiting = "off"
    host = builders.publish(host)

    with pytest.raises(Full, match="kept for people who have waited longer"):
        register(host, "c", 1)

    assert claim(group).state == "waiting"
    assert agree()


def test_page_counts_places_not_registrations(tour):
    register(tour, "a", 4)
    pool = builders.publish(tour).live_pools[""]

    assert (pool.taken, pool.left(pool.taken), pool.availability(pool.taken)) == (4, 1, "few")


def test_without_strict_order_the_audit_finds_who_passed(tour):
    register(tour, "a", 3)
    register(tour, "b", 3)
    last = register(tour, "c")
    Claim.objects.filter(submission=last).update(state="confirmed")

    assert "passed-in-the-queue" in [finding.code for finding in audit_places()]
