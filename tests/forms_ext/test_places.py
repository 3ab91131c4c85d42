"""Places and waiting lists."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from forms_ext.actions import CancelAction, DecideAction, Decision, LeaveAction, NotAllowed
from forms_ext.actions.promote import PromoteWaitingAction
from forms_ext.audits import audit_places
from forms_ext.models import Claim, FormPage, Message, Pool, PoolSpec, Submission
from tests import builders

SIDE = "side-walk"


@pytest.fixture
def side_pools(monkeypatch):
    """Give form pages a side event with one place, as an event page has them."""
    main = FormPage.pools

    def pools(page):
        return [*main(page), PoolSpec(item=SIDE, title="Walk", capacity=1, waiting="auto", note="3 May, 9:00")]

    monkeypatch.setattr(FormPage, "pools", pools)


@pytest.fixture
def event(home, side_pools):
    parts = [*builders.person(), builders.part("attendance", {"label": "Side events", "hint": ""})]
    return builders.form_page(home, parts, title="Dialogue", capacity=2, waiting="auto")


@pytest.fixture
def reviewed(home):
    return builders.form_page(home, builders.person(), title="School", capacity=1, waiting="auto", review=True)


def register(host, name, **values):
    return builders.submit(host, full_name=name, email=f"{name}@example.org", **values)


def state(submission, item=""):
    return Claim.objects.get(submission=submission, pool__item=item).state


def undo_time_is_over():
    Claim.objects.update(held_until=timezone.now() - timedelta(seconds=1))
    PromoteWaitingAction().execute()


def agree():
    return [finding.code for finding in audit_places()] == []


def test_places_are_given_in_order_of_arrival(workshop):
    states = [register(workshop, name).main_claim.state for name in ("a", "b", "c", "d")]

    assert states == ["confirmed", "confirmed", "waiting", "waiting"]
    assert [submission.state for submission in Submission.objects.order_by("pk")] == ["accepted", "accepted", "received", "received"]
    assert agree()


def test_place_in_the_queue_is_counted(workshop):
    people = [register(workshop, name) for name in ("a", "b", "c", "d")]

    assert people[3].main_claim.queue_position() == 2


def test_cancelling_gives_the_place_to_the_next_and_tells_once(workshop):
    a, _b, c, d = (register(workshop, name) for name in ("a", "b", "c", "d"))

    CancelAction(a).execute()

    c.refresh_from_db()
    assert (state(c), state(d), c.state) == ("confirmed", "waiting", "accepted")
    assert [message.to for message in Message.objects.filter(kind="promotion")] == ["c@example.org"]
    assert agree()


def test_cancelling_twice_is_once(workshop):
    a, _b, c, d = (register(workshop, name) for name in ("a", "b", "c", "d"))

    CancelAction(a).execute()
    CancelAction(a).execute()

    assert (state(c), state(d)) == ("confirmed", "waiting")
    assert Message.objects.filter(kind="cancellation").count() == 1


def test_larger_capacity_promotes_at_publish(workshop):
    people = [register(workshop, name) for name in ("a", "b", "c", "d")]

    workshop.capacity = 3
    builders.publish(workshop)

    assert [state(person) for person in people] == ["confirmed", "confirmed", "confirmed", "waiting"]


def test_limit_taken_away_seats_everybody_who_waited(workshop):
    people = [register(workshop, name) for name in ("a", "b", "c")]

    workshop.capacity = None
    builders.publish(workshop)

    assert [state(person) for person in people] == ["confirmed"] * 3
    assert Submission.objects.get(pk=people[2].pk).state == "accepted"
    assert Message.objects.filter(kind="promotion").count() == 1


def test_lowered_capacity_takes_no_place_away(workshop):
    people = [register(workshop, name) for name in ("a", "b")]

    workshop.capacity = 1
    builders.publish(workshop)

    assert [state(person) for person in people] == ["confirmed", "confirmed"]
    assert state(register(workshop, "c")) == "waiting"


def test_no_waiting_list_refuses_the_newcomer_and_stores_nothing(home):
    host = builders.form_page(home, builders.person(), title="Small", capacity=1)
    register(host, "a")

    with pytest.raises(NotAllowed, match="Every place is taken"):
        register(host, "b")

    assert Submission.objects.count() == 1


def test_full_host_shows_its_sentence_instead_of_the_form(client, home):
    host = builders.form_page(home, builders.person(), title="Small", capacity=1, full_text="<p>The room is full.</p>")
    register(host, "a")

    page = client.get(host.url).content.decode()

    assert "The room is full." in page
    assert 'name="ticket"' not in page


def test_sending_to_a_host_that_filled_up_says_so(client, home):
    host = builders.form_page(home, builders.person(), title="Small", capacity=1)
    form = host.form()
    register(host, "a")

    response = client.post(form.action, builders.filled(host, form, full_name="Bo"))

    assert response.status_code == 422
    assert "Every place is taken" in response.content.decode()
    assert 'value="Bo"' in response.content.decode()


def test_full_side_event_never_stops_a_registration(event):
    a, b = register(event, "a", attendance=[SIDE]), register(event, "b", attendance=[SIDE])

    assert (state(a, SIDE), state(b, SIDE)) == ("confirmed", "waiting")
    assert b.state == "accepted"


def test_side_claim_of_a_waiting_person_waits_with_it(event):
    register(event, "a")
    b = register(event, "b")
    c = register(event, "c", attendance=[SIDE])

    assert (state(c), state(c, SIDE)) == ("waiting", "waiting")
    CancelAction(b).execute()
    assert (state(c), state(c, SIDE)) == ("confirmed", "confirmed")
    assert agree()


def test_waiting_person_does_not_block_the_side_event_for_others(event):
    register(event, "a")
    b = register(event, "b")
    register(event, "c", attendance=[SIDE])

    CancelAction(b).execute()
    assert agree()


def test_leaving_a_side_event_keeps_the_registration(event):
    a, b = register(event, "a", attendance=[SIDE]), register(event, "b", attendance=[SIDE])

    LeaveAction(Claim.objects.get(submission=a, pool__item=SIDE)).execute()

    a.refresh_from_db()
    assert (state(a), state(a, SIDE), state(b, SIDE)) == ("confirmed", "released", "confirmed")
    assert a.state == "accepted"


def test_place_at_the_host_cannot_be_left_alone(event):
    a = register(event, "a")

    with pytest.raises(NotAllowed, match="Cancel the registration"):
        LeaveAction(a.main_claim).execute()


def test_review_holds_the_place_until_the_decision(reviewed):
    a, b = register(reviewed, "a"), register(reviewed, "b")

    assert (state(a), a.state, state(b)) == ("pending", "received", "waiting")
    DecideAction(a, Decision.ACCEPT).execute()
    a.refresh_from_db()
    assert (state(a), a.state) == ("confirmed", "accepted")


def test_person_on_the_waiting_list_cannot_be_accepted(reviewed):
    register(reviewed, "a")
    b = register(reviewed, "b")

    with pytest.raises(NotAllowed, match="No place is free"):
        DecideAction(b, Decision.ACCEPT).execute()

    b.refresh_from_db()
    assert (b.state, state(b)) == ("received", "waiting")


def test_declining_promotes_after_the_time_to_undo(reviewed):
    a, b = register(reviewed, "a"), register(reviewed, "b")

    DecideAction(a, Decision.DECLINE, reason="Too late.").execute()
    PromoteWaitingAction().execute()
    assert state(b) == "waiting"

    undo_time_is_over()
    assert state(b) == "pending"
    assert agree()


def test_undone_decline_is_never_told(reviewed):
    a, b = register(reviewed, "a"), register(reviewed, "b")
    DecideAction(a, Decision.ACCEPT).execute()
    Message.objects.filter(kind="decision").update(not_before=timezone.now() - timedelta(seconds=1))

    DecideAction(a, Decision.DECLINE).execute()
    DecideAction(a, Decision.ACCEPT).execute()

    undo_time_is_over()
    told = Message.objects.filter(kind="decision", submission=a).exclude(state="dropped")
    assert [message.tells for message in told] == ["accepted"]
    assert (state(a), state(b)) == ("confirmed", "waiting")


def test_declined_person_gets_a_place_back_only_if_one_is_free(reviewed):
    a, b = register(reviewed, "a"), register(reviewed, "b")
    DecideAction(a, Decision.DECLINE).execute()
    undo_time_is_over()

    with pytest.raises(NotAllowed, match="No place is free"):
        DecideAction(a, Decision.ACCEPT).execute()

    a.refresh_from_db()
    assert (a.state, state(a), state(b)) == ("declined", "released", "pending")
    assert agree()


def test_second_moderator_is_told_that_the_first_was_faster(reviewed):
    a = register(reviewed, "a")
    DecideAction(a, Decision.ACCEPT, version_no=a.version_no).execute()

    with pytest.raises(NotAllowed, match="meanwhile"):
        DecideAction(a, Decision.DECLINE, version_no=a.version_no).execute()


def test_cancelled_cannot_be_accepted(workshop):
    a = register(workshop, "a")
    CancelAction(a).execute()

    with pytest.raises(NotAllowed, match="cannot become"):
        DecideAction(a, Decision.ACCEPT).execute()


def test_host_whose_publish_was_interrupted_is_healed_by_the_next_sending(workshop):
    Pool.objects.all().delete()

    assert state(register(workshop, "a")) == "confirmed"


def test_visit_never_writes(client, workshop, django_assert_num_queries):
    Pool.objects.all().delete()

    client.get(workshop.url)

    assert Pool.objects.count() == 0


def test_copy_of_a_host_has_its_own_places(workshop):
    register(workshop, "a")
    copy = workshop.copy(update_attrs={"slug": "copy"})

    assert copy.host_key != workshop.host_key
    assert Pool.objects.get(host_key=workshop.host_key, item="").count_taken() == 1


def test_unpublishing_keeps_every_row_and_offers_nothing(workshop):
    register(workshop, "a")
    workshop.unpublish()

    pool = Pool.objects.get(host_key=workshop.host_key)
    assert (pool.offered, pool.count_taken()) == (False, 1)


def test_two_languages_are_one_room(workshop):
    from wagtail.models import Locale

    german = Locale.objects.create(language_code="de")
    workshop.get_parent().copy_for_translation(german).save_revision().publish()
    twin = workshop.copy_for_translation(german)
    twin.capacity = 99
    twin.title = "Werkstatt"
    twin = builders.publish(twin)

    states = [register(workshop, "a").main_claim.state, register(twin, "b").main_claim.state, register(twin, "c").main_claim.state]

    assert states == ["confirmed", "confirmed", "waiting"]
    assert Pool.objects.get(host_key=workshop.host_key).capacity == 2


def test_audit_finds_an_oversold_pool(workshop):
    register(workshop, "a")
    register(workshop, "b")
    c = register(workshop, "c")
    Claim.objects.filter(submission=c).update(state="confirmed")

    assert "oversold" in [finding.code for finding in audit_places()]
    with pytest.raises(SystemExit):
        call_command("audit_places")


def test_audit_finds_a_free_place_that_was_not_given(workshop):
    a, _b, _c = (register(workshop, name) for name in ("a", "b", "c"))
    Claim.objects.filter(submission=a).update(state="released")

    assert "free-place-not-given" in [finding.code for finding in audit_places()]


def test_audit_finds_somebody_who_passed_in_the_queue(workshop):
    _a, b, _c, d = (register(workshop, name) for name in ("a", "b", "c", "d"))
    Claim.objects.filter(submission=b).update(state="released")
    Claim.objects.filter(submission=d).update(state="confirmed")

    assert "passed-in-the-queue" in [finding.code for finding in audit_places()]


def test_failed_sending_leaves_nothing_behind(workshop, monkeypatch):
    from forms_ext import emails

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr(emails, "queue_receipt", fail)
    with pytest.raises(RuntimeError):
        register(workshop, "a")

    assert (Submission.objects.count(), Claim.objects.count(), Message.objects.count()) == (0, 0, 0)
