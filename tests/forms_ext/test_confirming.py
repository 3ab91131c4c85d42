"""A sending counts once the link in the mail was followed and its button pressed."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from forms_ext.actions import CancelAction, TidySendingsAction
from forms_ext.audits import audit_places, verify_consents
from forms_ext.models import AccessLink, ConsentRecord, Message, Submission
from tests import builders

WRITTEN = "Buy at https://shop.example now"


@pytest.fixture
def evening(home, photo):
    """A form with one place and a waiting list whose addresses are confirmed by mail."""
    parts = [*builders.person(), builders.question("long_text", "Remarks", required=False), builders.consent(photo)]
    return builders.form_page(home, parts, title="Evening", capacity=1, waiting="auto", confirm_email=True)


@pytest.fixture
def sent(client, evening):
    """The receipt of a visitor who sent the form."""
    return builders.send(client, evening, long_text=WRITTEN)["Location"]


@pytest.fixture
def link(sent):
    return re.search(r"/forms/confirm/[0-9a-f]{32}/", Message.objects.get().text).group()


def only():
    return Submission.objects.get()


def test_sending_waits_without_place_consent_or_receipt(client, sent):
    submission = only()

    assert submission.state == "unconfirmed"
    assert (submission.claims.count(), submission.consents.count()) == (0, 0)
    assert list(Message.objects.values_list("kind", flat=True)) == ["confirm"]
    assert "One step is left" in client.get(sent).content.decode()
    assert list(audit_places()) == []


def test_mail_holds_nothing_that_the_visitor_wrote(sent):
    message, written = Message.objects.get(), ("Ada", "shop.example", "Buy")
    letter = message.subject + message.text + message.html

    assert [words in str(only().answers) for words in written] == [True] * 3
    assert [words for words in (*written, "/forms/mine/") if words in letter] == []


def test_a_hundred_visits_change_nothing(client, link):
    before = Submission.objects.values().get()
    for number in range(100):
        answer = (client.head if number % 10 == 9 else client.get)(link)
        assert answer.status_code == 200
    assert Submission.objects.values().get() == before
    assert client.get(link).cookies == {}


def test_button_lets_it_count(client, link):
    response = client.post(link)

    submission = only()
    assert response.status_code == 303
    assert "Your address is confirmed" in client.get(response["Location"]).content.decode()
    assert (submission.state, submission.claims.get().state) == ("accepted", "confirmed")
    assert submission.confirmed_at is not None
    assert sorted(Message.objects.values_list("kind", flat=True)) == ["confirm", "receipt"]


def test_consent_is_given_and_confirmed(client, link):
    client.post(link)

    record = ConsentRecord.objects.get()
    assert record.state == "given"
    assert [event.kind for event in record.events.all()] == ["given", "confirmed"]
    assert list(verify_consents()) == []


def test_refusal_is_confirmed_as_a_refusal(client, evening):
    builders.send(client, evening, consent="no")
    client.post(f"/forms/confirm/{AccessLink.objects.get(purpose='confirm').token}/")

    record = ConsentRecord.objects.get()
    assert (record.state, [event.kind for event in record.events.all()]) == ("refused", ["refused", "confirmed"])


def test_confirming_twice_is_once(client, link):
    for _number in range(2):
        assert client.post(link).status_code == 303
    assert Message.objects.filter(kind="receipt").count() == 1
    assert "Your address is confirmed" in client.get(link).content.decode()


def test_queue_is_joined_at_the_confirmation(client, evening, link):
    """Who confirms first is first, whoever sent first."""
    quick = builders.submit(evening, email="bo@example.org")
    client.post(f"/forms/confirm/{AccessLink.objects.get(submission=quick, purpose='confirm').token}/")
    client.post(link)

    states = dict(Submission.objects.values_list("email", "claims__state"))
    assert states == {"bo@example.org": "confirmed", "ada@example.org": "waiting"}


def test_post_of_another_site_is_refused(client, link):
    assert client.post(link, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert only().state == "unconfirmed"


def test_post_of_a_mail_program_without_any_header_works(link):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post(link, {"List-Unsubscribe": "One-Click"}).status_code == 303


def test_expired_link_looks_like_an_unknown_one(client, link):
    AccessLink.objects.update(expires_at=timezone.now())

    assert client.get(link).content == client.get("/forms/confirm/" + "0" * 32 + "/").content
    assert client.post(link).status_code == 404
    assert only().state == "unconfirmed"


def test_job_cancels_what_nobody_confirmed(client, link):
    Submission.objects.update(submitted_at=timezone.now() - timedelta(days=3, seconds=1))
    call_command("tidy_sendings")

    assert only().state == "cancelled"
    assert list(Message.objects.values_list("kind", flat=True)) == ["confirm"]
    assert "can no longer be confirmed" in client.get(link).content.decode()
    assert client.post(link).status_code == 409


def test_job_leaves_what_can_still_be_confirmed(link):
    Submission.objects.update(submitted_at=timezone.now() - timedelta(days=2, hours=23))

    assert TidySendingsAction().execute()["cancelled"] == 0
    assert only().state == "unconfirmed"


def test_same_sending_again_is_the_same_and_mails_no_more(client, evening, sent):
    assert builders.send(client, evening, long_text=WRITTEN)["Location"] == sent
    assert Message.objects.count() == 1


def test_same_sending_an_hour_later_is_asked_again(client, evening, sent):
    Message.objects.update(not_before=timezone.now() - timedelta(minutes=61))
    builders.send(client, evening, long_text=WRITTEN)

    assert Message.objects.filter(kind="confirm").count() == 2


def test_second_sending_of_an_address_is_asked_an_hour_later(client, evening, sent):
    builders.send(client, evening, long_text="Something else")

    first, second = Message.objects.order_by("pk")
    assert second.not_before - first.not_before >= timedelta(hours=1)


def test_second_form_asks_at_once(client, home, evening, sent):
    """Two events of a series on one afternoon: neither confirmation waits for the other."""
    builders.send(client, builders.form_page(home, builders.person(), title="Morning", slug="morning", confirm_email=True))

    first, second = Message.objects.order_by("pk")
    assert second.not_before - first.not_before < timedelta(minutes=30)


def test_second_that_came_before_the_rule_is_refused_in_words_for_visitors(client, evening, link):
    second = builders.submit(evening, long_text="Something else")
    client.post(link)
    evening.one_per_address = True
    builders.publish(evening)

    response = client.post(f"/forms/confirm/{AccessLink.objects.get(submission=second, purpose='confirm').token}/")

    html = response.content.decode()
    assert (response.status_code, "counts already. Our message" in html, "Decline or cancel" in html) == (409, True, False)


def test_full_event_refuses_the_late_confirmation(client, evening, link):
    evening.waiting = "off"
    builders.publish(evening)
    quick = builders.submit(evening, email="bo@example.org")
    client.post(f"/forms/confirm/{AccessLink.objects.get(submission=quick, purpose='confirm').token}/")

    response = client.post(link)

    assert response.status_code == 409
    assert "Every place is taken meanwhile" in response.content.decode()
    assert Submission.objects.get(email="ada@example.org").state == "unconfirmed"


def test_event_taken_back_meanwhile_gives_no_place(client, evening, link):
    evening.unpublish()

    assert client.post(link).status_code == 409
    assert only().state == "unconfirmed"


def test_cancelled_sending_cannot_be_confirmed(client, link):
    CancelAction(only()).execute()

    assert client.post(link).status_code == 409
    assert Message.objects.count() == 1


def test_form_without_address_counts_at_once(home):
    parts = [builders.question("short_text", "Your city")]
    host = builders.form_page(home, parts, title="Survey", capacity=3, confirm_email=True)

    assert builders.submit(host, short_text="Hue").state == "accepted"


def test_link_of_another_purpose_confirms_nothing(client, link):
    receipt = AccessLink.objects.get(purpose="receipt")

    assert client.post(f"/forms/confirm/{receipt.token}/").status_code == 404


def test_sending_that_nobody_confirmed_is_in_order(client, sent):
    Submission.objects.update(submitted_at=timezone.now() - timedelta(days=60))

    assert TidySendingsAction().execute()["cancelled"] == 1
    assert (only().state, list(audit_places())) == ("cancelled", [])


def test_cancelled_sending_without_an_entry_is_found(client, sent):
    Submission.objects.update(state="cancelled")

    assert [finding.code for finding in audit_places()] == ["not-in-the-log"]
