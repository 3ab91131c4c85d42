"""One sending for each e-mail address: the second is held, and nobody who looks learns that there was a first."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from forms_ext.actions import CancelAction, DecideAction, NotAllowed, UndoDecisionAction
from forms_ext.actions.addresses import plain_address
from forms_ext.actions.confirm import TidySendingsAction
from forms_ext.audits import audit_places
from forms_ext.models import ConsentRecord, Message, Submission
from tests import builders

OTHER = "Somebody Else"


@pytest.fixture
def single(home, photo):
    """A form with three places that counts each address once."""
    parts = [*builders.person(), builders.consent(photo)]
    return builders.form_page(home, parts, title="Evening", capacity=3, waiting="auto", one_per_address=True)


@pytest.fixture
def first(single):
    return builders.submit(single)


@pytest.fixture
def second(single, first):
    return builders.submit(single, full_name=OTHER)


def kinds():
    return sorted(Message.objects.values_list("kind", flat=True))


def test_second_sending_is_held_without_place_or_consent(second):
    assert (second.state, second.hold_reasons) == ("held", ["same_address"])
    assert (second.claims.count(), second.consents.count()) == (0, 0)
    assert list(audit_places()) == []


def test_without_the_rule_both_count(home):
    host = builders.form_page(home, builders.person(), title="Evening", capacity=3)
    for name in ("Ada Berg", OTHER):
        builders.submit(host, full_name=name)

    assert set(Submission.objects.values_list("state", flat=True)) == {"accepted"}


@pytest.mark.parametrize("spelling", ["ADA@example.org", "ada@EXAMPLE.org", " ada@example.org "])
def test_spelling_of_an_address_does_not_matter(single, first, spelling):
    assert builders.submit(single, email=spelling, full_name=OTHER).state == "held"


def test_domain_is_compared_as_dns_knows_it():
    assert plain_address("ada@exämple.de") == plain_address("ada@xn--exmple-cua.de")


def test_mail_to_the_address_links_to_the_first(first, second):
    message = Message.objects.get(kind="again")

    assert message.to == "ada@example.org"
    assert message.submission == first
    assert OTHER not in message.text + message.html
    assert re.search(r"/forms/mine/[0-9a-f]{32}/", message.text)


def test_address_hears_of_it_once_an_hour(single, first):
    for number in range(3):
        builders.submit(single, full_name=f"Somebody {number}")

    assert kinds() == ["again", "receipt"]


def test_address_hears_of_each_form_at_once(home, single, first):
    """Who sends two forms twice is told of both: the receipts promised it."""
    other = builders.form_page(home, builders.person(), title="Morning", slug="morning", one_per_address=True)
    builders.submit(other)
    for host in (single, other):
        builders.submit(host, full_name=OTHER)

    told = Message.objects.filter(kind="again").values_list("submission__host_key", flat=True)
    assert set(told) == {single.host_key, other.host_key}


def seen_as(client, submission, location):
    """Return the receipt of a submission with everything that tells two honest sendings apart made equal."""
    Submission.objects.filter(pk=submission.pk).update(submitted_at=MOMENT, reference="AAAA" + submission.reference[4:])
    submission.refresh_from_db()
    page = client.get(location).content.decode()
    return page.replace(submission.reference[4:], "RRRR").replace(submission.display_name, "NAME")


MOMENT = timezone.datetime(2027, 3, 1, 12, tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize("confirm", [False, True])
def test_receipts_of_first_and_second_look_the_same(client, single, confirm):
    single.confirm_email = confirm
    builders.publish(single)
    locations = [builders.send(client, single, full_name=name)["Location"] for name in ("Ada Berg", OTHER)]
    one, two = Submission.objects.order_by("pk")

    assert (one.state, two.state) == ("unconfirmed" if confirm else "accepted", "held")
    first_page, second_page = (seen_as(client, *pair) for pair in zip((one, two), locations, strict=True))
    assert first_page == second_page.replace(two.reference[:4], one.reference[:4])


def test_receipt_does_not_tell_that_the_same_was_sent_before(client, single):
    """Somebody who knows every answer of another sends them, too, and is led to the receipt of the first."""
    location = builders.send(client, single)["Location"]
    fresh_page = client.get(location).content
    Submission.objects.update(submitted_at=timezone.now() - timedelta(hours=23))

    assert builders.send(client, single)["Location"] == location
    assert client.get(location).content == fresh_page


@pytest.mark.parametrize("confirm", [False, True])
def test_receipts_look_the_same_once_the_first_is_cancelled(client, single, confirm):
    """Nobody confirms, or whoever has the address cancels: days later the receipt of the first must not tell that it was one."""
    single.confirm_email = confirm
    builders.publish(single)
    locations = [builders.send(client, single, full_name=name)["Location"] for name in ("Ada Berg", OTHER)]
    Submission.objects.update(submitted_at=timezone.now() - timedelta(days=5))
    one, two = Submission.objects.order_by("pk")
    TidySendingsAction().execute() if confirm else CancelAction(one).execute()
    one.refresh_from_db()

    assert (one.state, two.state) == ("cancelled", "held")
    first_page, second_page = (seen_as(client, *pair) for pair in zip((one, two), locations, strict=True))
    assert first_page == second_page.replace(two.reference[:4], one.reference[:4])


def test_receipt_elsewhere_does_tell_the_place(client, home):
    """The control: the receipt of a form without the rule shows what this one keeps to itself."""
    host = builders.form_page(home, builders.person(), title="Evening", capacity=3)

    assert "You are registered" in client.get(builders.send(client, host)["Location"]).content.decode()


def test_same_sending_again_leads_to_the_same_receipt(client, single):
    locations = [builders.send(client, single, full_name=name)["Location"] for name in ("Ada Berg", OTHER, "Ada Berg", OTHER)]

    assert locations[:2] == locations[2:]
    assert Submission.objects.count() == 2


def test_full_event_answers_first_and_second_alike(client, home):
    host = builders.form_page(home, builders.person(), title="Evening", capacity=1, one_per_address=True)
    form = host.form()
    client.post(form.action, builders.filled(host, form))

    answers = [
        client.post(form.action, builders.filled(host, form, full_name=OTHER, email=email)) for email in ("ada@example.org", "b@c.org")
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("leave", ["cancel", "decline"])
def test_address_is_free_again(single, first, leave):
    CancelAction(first).execute() if leave == "cancel" else DecideAction(first, "decline").execute()

    assert builders.submit(single, full_name=OTHER).state == "accepted"


def test_accepting_again_is_refused_while_another_counts(single, first):
    DecideAction(first, "decline").execute()
    builders.submit(single, full_name=OTHER)

    for action in (DecideAction(first, "accept"), UndoDecisionAction(first)):
        with pytest.raises(NotAllowed, match="counts already"):
            action.execute()
    first.refresh_from_db()
    assert (first.state, first.address_digest) == ("declined", "")


def test_accepting_again_takes_the_address_back(single, first):
    DecideAction(first, "decline").execute()
    UndoDecisionAction(first).execute()

    assert builders.submit(single, full_name=OTHER).state == "held"


def test_releasing_is_refused_while_another_counts(first, second):
    with pytest.raises(NotAllowed, match="counts already"):
        DecideAction(second, "release").execute()
    second.refresh_from_db()
    assert second.state == "held"


def test_releasing_takes_a_place_a_consent_and_sends_the_receipt(first, second):
    CancelAction(first).execute()

    DecideAction(second, "release").execute()

    second.refresh_from_db()
    assert (second.state, second.claims.get().state, second.consents.get().state) == ("accepted", "confirmed", "given")
    assert second.messages.get().kind == "receipt"
    assert second.address_digest != ""


def test_rule_switched_on_later_counts_those_before(home):
    host = builders.form_page(home, builders.person(), title="Evening", capacity=3)
    builders.submit(host)
    host.one_per_address = True
    host = builders.publish(host)

    assert builders.submit(host, full_name=OTHER).state == "held"


def test_database_refuses_a_second_one_below_the_rule(single, first):
    """The net below the rule: without the check in the action, the unique index stops a second."""
    from django.db import IntegrityError, transaction

    second = builders.submit(single, email="bo@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=second.pk).update(address_digest=first.address_digest)


def test_consents_of_a_held_sending_are_not_in_the_ledger(second):
    assert set(ConsentRecord.objects.values_list("submission", flat=True)) == {second.pk - 1}
