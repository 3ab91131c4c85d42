"""Asking for a consent again: after a material change, and when it expires. What rests on a consent dies with it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from forms_ext.actions import CancelAction, DeliverAction, WithdrawConsentAction
from forms_ext.actions.ask_again import AskAgainAction, ExpireConsentsAction, earlier_wordings
from forms_ext.actions.consenting import GiveConsentAction, Shown
from forms_ext.audits import verify_consents
from forms_ext.models import ConsentRecord, ConsentStatement, Message
from forms_ext.months import months_before
from tests import builders, people

RENEWAL, REMINDER = "renewal", "reminder"


def reword(photo, html="<p>Pictures may also be shown in films.</p>", change_class="material"):
    photo.refresh_from_db()
    photo.statement, photo.change_class = html, change_class
    photo.full_clean()
    photo.save_revision().publish()
    photo.refresh_from_db()


def send_everything():
    """Send all that is queued and return how many of each kind were sent."""
    while any(DeliverAction().execute().values()):
        pass
    return {kind: Message.objects.filter(kind=kind, state="sent").count() for kind in (RENEWAL, REMINDER)}


def give_again(consent):
    consent.refresh_from_db()
    shown = Shown(str(consent.pk), consent.version.__class__.objects.order_by("-pk").first().pk, timezone.now().isoformat())
    return GiveConsentAction(consent, shown).execute()


@pytest.fixture
def ada(contact):
    return builders.submit(contact, email="ada@example.org").consents.get()


@pytest.fixture
def bao(contact):
    return builders.submit(contact, email="bao@example.org", consent="no").consents.get()


# After a material change


def test_everybody_who_gave_the_earlier_wording_is_asked_once(ada, bao, photo):
    reword(photo)
    counts = [AskAgainAction(photo.translation_key).execute() for _turn in range(2)]

    (message,) = Message.objects.filter(kind=RENEWAL)
    assert (counts, message.to) == ([1, 0], "ada@example.org")
    assert "/forms/mine/" in message.text
    assert "Until you answer" in message.text


def test_editorial_change_asks_nobody(ada, photo):
    reword(photo, "<p>The same, said shorter.</p>", "editorial")

    assert (AskAgainAction(photo.translation_key).execute(), earlier_wordings(photo.translation_key)) == (0, {})


def test_return_to_earlier_words_asks_those_who_gave_the_ones_between(ada, contact, photo):
    reword(photo)
    cleo = builders.submit(contact, email="cleo@example.org").consents.get()
    reword(photo, builders.PHOTO)

    assert AskAgainAction(photo.translation_key).people() == [[cleo]]


def test_one_person_gets_one_message_with_every_own_page(home, ada, photo):
    other = builders.form_page(home, [*builders.person(), builders.consent(photo)], title="Newsletter")
    builders.submit(other, email="Ada@example.org")
    reword(photo)

    assert AskAgainAction(photo.translation_key).execute() == 1
    message = Message.objects.get(kind=RENEWAL)
    assert (message.text.count("/forms/mine/"), len(message.rests_on), "Contact" in message.text) == (2, 2, True)


def test_cancelled_registration_is_not_asked(ada, photo):
    CancelAction(ada.submission).execute()
    reword(photo)

    assert AskAgainAction(photo.translation_key).execute() == 0


def test_earlier_consent_stays_what_it_was_until_somebody_answers(ada, photo):
    before = (ada.state, ada.version_id, ada.length)
    reword(photo)
    AskAgainAction(photo.translation_key).execute()

    ada.refresh_from_db()
    assert (ada.state, ada.version_id, ada.length) == before


def test_consent_given_anew_is_called_renewed_and_has_the_present_wording(ada, photo):
    reword(photo)
    AskAgainAction(photo.translation_key).execute()

    renewed = give_again(ada)

    assert (renewed.state, renewed.version_id) == ("given", photo.current_version_id)
    assert [event.kind for event in renewed.events.all()] == ["given", "renewed"]
    assert Message.objects.get(kind=RENEWAL).state == "dropped"
    assert (list(verify_consents()), AskAgainAction(photo.translation_key).execute()) == ([], 0)


def test_only_those_of_ones_own_pages_are_asked(home, ada, photo):
    reword(photo)
    elsewhere = builders.form_page(home, builders.person(), title="Elsewhere")
    otto = people.moderator("otto", elsewhere)
    mara = people.moderator("mara", home)

    assert [AskAgainAction(photo.translation_key, user=user).execute() for user in (otto, mara)] == [0, 1]


# What rests on a consent


def test_nothing_that_rests_on_a_withdrawn_consent_is_sent(contact, photo, figure):
    given = [builders.submit(contact, email=f"p{number}@example.org").consents.get() for number in range(20)]
    send_everything()
    reword(photo)
    assert AskAgainAction(photo.translation_key).execute() == 20
    for consent in given[::2]:
        WithdrawConsentAction(consent).execute()

    assert send_everything()[RENEWAL] == 10
    withdrawn = {consent.submission.email for consent in given[::2]}
    late = [one for one in mail.outbox if one.to[0] in withdrawn and "read again" in one.subject]
    assert late == []
    figure(f"sent_after_withdrawal {len(late)} (of 10 withdrawn with a message queued)")


def test_withdrawal_while_a_message_is_being_sent_stops_it(ada, photo, monkeypatch):
    reword(photo)
    AskAgainAction(photo.translation_key).execute()
    claim = DeliverAction._claim

    def claim_then_withdraw(self):
        messages = claim(self)
        if messages:
            WithdrawConsentAction(ada).execute()
        return messages

    monkeypatch.setattr(DeliverAction, "_claim", claim_then_withdraw)

    assert send_everything()[RENEWAL] == 0


def test_control_without_the_rule_it_would_be_sent(ada, photo, monkeypatch):
    reword(photo)
    AskAgainAction(photo.translation_key).execute()
    monkeypatch.setattr("forms_ext.actions.withdraw.drop_resting", lambda _consent: None)
    monkeypatch.setattr("forms_ext.actions.timeliness.still_rests", lambda _message: True)
    WithdrawConsentAction(ada).execute()

    assert send_everything()[RENEWAL] == 1


def test_other_consents_of_the_same_person_are_still_asked_for(home, ada, photo):
    other = builders.form_page(home, [*builders.person(), builders.consent(photo)], title="Newsletter")
    kept = builders.submit(other, email="ada@example.org").consents.get()
    reword(photo)
    AskAgainAction(photo.translation_key).execute()

    WithdrawConsentAction(ada).execute()

    assert [(one.state, len(one.rests_on)) for one in Message.objects.filter(kind=RENEWAL).order_by("pk")] == [
        ("dropped", 2),
        ("queued", 1),
    ]
    assert Message.objects.get(kind=RENEWAL, state="queued").rests_on == [[str(kept.pk), 1]]


# Expiry


@pytest.fixture
def yearly(home):
    """A consent that holds for twelve months, given a year ago less ten days."""
    statement = builders.statement(refresh_after_months=12)
    host = builders.form_page(home, [*builders.person(), builders.consent(statement)], title="Newsletter")
    return builders.submit(host).consents.get()


def at(monkeypatch, days):
    moment = timezone.now() + timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_consent_is_announced_then_ends(yearly, monkeypatch):
    assert ExpireConsentsAction().execute() == {"expired": 0, "reminded": 0}
    at(monkeypatch, 355)
    assert [ExpireConsentsAction().execute() for _turn in range(2)] == [{"expired": 0, "reminded": 1}, {"expired": 0, "reminded": 0}]
    assert "/forms/mine/" in Message.objects.get(kind=REMINDER).text
    at(monkeypatch, 15)

    assert ExpireConsentsAction().execute() == {"expired": 1, "reminded": 0}
    yearly.refresh_from_db()
    assert (yearly.state, [event.kind for event in yearly.events.all()], list(verify_consents())) == ("expired", ["given", "expired"], [])
    assert Message.objects.get(kind=REMINDER).state == "dropped"


def test_consent_given_again_in_time_lasts_as_long_again(yearly, monkeypatch):
    at(monkeypatch, 355)
    ExpireConsentsAction().execute()
    assert give_again(yearly).events.last().kind == "renewed"
    at(monkeypatch, 355)

    assert ExpireConsentsAction().execute() == {"expired": 0, "reminded": 1}


def test_expired_consent_can_be_given_again_on_the_own_page(yearly, monkeypatch, client):
    at(monkeypatch, 370)
    ExpireConsentsAction().execute()
    page = client.get(Message.objects.get(kind="receipt").text.split("http://localhost:8000")[1].split()[0]).content.decode()

    assert ("Expired" in page, "/give/" in page) == (True, True)


def test_consent_without_a_limit_never_ends(ada, monkeypatch):
    at(monkeypatch, 5000)

    assert ExpireConsentsAction().execute() == {"expired": 0, "reminded": 0}


@pytest.mark.parametrize("months", [0, 1_201, 99_999])
def test_months_that_nobody_can_mean_are_refused(home, months):
    chosen = ConsentStatement(name="N", statement="<p>S</p>", short_label="L", refresh_after_months=months, locale=home.locale)

    with pytest.raises(ValidationError) as refused:
        chosen.clean_fields()

    assert list(refused.value.message_dict) == ["refresh_after_months"]


@pytest.mark.parametrize("months", [0, 99_999])
def test_months_that_nobody_can_count_end_no_consent_and_stop_no_other(home, yearly, monkeypatch, months):
    statement = builders.statement(name="Odd")
    # As it came into the library before such numbers were refused.
    statement.refresh_after_months = months
    statement.store_version()
    builders.submit(builders.form_page(home, [*builders.person(), builders.consent(statement)], title="Odd"))
    at(monkeypatch, 370)

    assert ExpireConsentsAction().execute()["expired"] == 1


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ((2027, 3, 31), 1, (2027, 2, 28)),
        ((2028, 2, 29), 12, (2027, 2, 28)),
        ((2027, 1, 15), 1, (2026, 12, 15)),
        ((2027, 11, 30), -3, (2028, 2, 29)),
        ((2027, 11, 30), 99_999, (2, 8, 30)),
        ((2027, 11, 30), -99_999, (9998, 2, 28)),
    ],
)
def test_months_are_those_of_the_calendar(day, months, expected):
    assert months_before(datetime(*day, tzinfo=UTC), months) == datetime(*expected, tzinfo=UTC)


def test_records_of_a_wording_are_found_by_number(ada):
    assert ConsentRecord.objects.given().get() == ada
