"""What the office is told: at once, once a day, once an hour when too much comes in; never a name or an answer."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Locale

from forms_ext import signals
from forms_ext.actions import CancelAction
from forms_ext.actions.notify import DigestAction, NoticeAction
from forms_ext.models import FormPage, Message, Submission
from forms_ext.schema.recipients import addresses, wrong_lines
from tests import builders, people

OFFICE = "office@example.org\n\n  desk@example.org \noffice@example.org"


@pytest.fixture
def form(home):
    """Return a function that makes a form with a notice."""

    def make(notice, recipients=OFFICE, **fields):
        return builders.form_page(home, builders.person(), title="Call", notice=notice, recipients=recipients, **fields)

    return make


def office():
    return Message.objects.filter(kind__in=["notice", "digest"]).order_by("pk")


def yesterday(hour=12):
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), datetime.min.time()))
    return midnight - timedelta(days=1) + timedelta(hours=hour)


def came(submission, moment, **fields):
    Submission.objects.filter(pk=submission.pk).update(submitted_at=moment, **fields)


# At once


def test_office_is_told_at_once_without_name_and_answer(form):
    sent = builders.submit(form("at_once", review=True), full_name="Ada Berg")
    first = office()[0]
    reference = f"{sent.reference[:4]} {sent.reference[4:]}"

    assert list(office().values_list("to", flat=True)) == ["office@example.org", "desk@example.org"]
    assert first.subject == f"New: {reference}, Call"
    for text in (first.text, first.html):
        assert [words in text for words in (reference, "Received", f"/admin/desk/{sent.pk}/")] == [True] * 3
        assert [words in text for words in ("Ada", "ada@example.org", "/forms/mine/")] == [False] * 3


@pytest.mark.parametrize("notice", ["off", "daily"])
def test_office_that_does_not_want_to_hear_at_once_is_not_told(form, notice):
    builders.submit(form(notice))

    assert list(office()) == []


def test_sending_that_is_repeated_is_told_once(form):
    host = form("at_once")
    for _number in range(2):
        builders.submit(host)

    assert office().count() == 2


@pytest.fixture
def untold(form):
    """Return a submission to a form whose office wants to hear at once, of which it has not heard."""
    sent = builders.submit(form("off"))
    FormPage.objects.update(notice="at_once")
    return sent


def test_sending_that_waits_for_its_confirmation_is_told_once_it_is_confirmed(untold):
    untold.state = "unconfirmed"
    signals.submitted.send(sender=None, submission=untold, user=None)
    before = office().count()
    untold.state = "received"
    signals.confirmed.send(sender=None, submission=untold, user=None)

    assert (before, office().count()) == (0, 2)


def test_held_sending_is_told_as_held(untold):
    untold.state = "held"
    signals.submitted.send(sender=None, submission=untold, user=None)

    assert "State: Held" in office()[0].text


def test_asking_costs_one_query_where_nobody_wants_to_hear(form, django_assert_num_queries):
    sent = builders.submit(form("daily"))

    with django_assert_num_queries(1):
        NoticeAction(sent).execute()


# A busy hour


def test_busy_hour_is_told_in_one_summary(form, settings):
    settings.CONVENE = {**settings.CONVENE, "NOTICES_AN_HOUR": 2}
    host = form("at_once", "office@example.org")
    for number in range(5):
        builders.submit(host, email=f"p{number}@example.org")
    single, early = office().count(), DigestAction().execute()
    an_hour_ago = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(minutes=30)
    Message.objects.update(created_at=an_hour_ago)
    Submission.objects.update(submitted_at=an_hour_ago)

    assert (single, early) == (2, 0)
    assert (DigestAction().execute(), DigestAction().execute()) == (1, 0)
    assert (office().last().subject, "New: 3\n" in office().last().text) == ("Many at once: Call", True)


def test_quiet_hour_needs_no_summary(form):
    builders.submit(form("at_once"))
    Message.objects.update(created_at=timezone.now() - timedelta(hours=2))
    Submission.objects.update(submitted_at=timezone.now() - timedelta(hours=2))

    assert DigestAction().execute() == 0


# Daily


def test_day_is_told_the_next_morning_once(form):
    host = form("daily", "office@example.org")
    sent = [builders.submit(host, email=f"p{number}@example.org") for number in range(4)]
    CancelAction(sent[3]).execute()
    came(sent[0], yesterday())
    came(sent[1], yesterday(23), state="held")
    came(sent[2], yesterday(-1))
    came(sent[3], yesterday(-5), state_at=yesterday(9))

    assert (DigestAction().execute(), DigestAction().execute()) == (1, 0)
    message = office().get()
    assert (message.subject, message.to, message.page_id) == ("A day in figures: Call", "office@example.org", host.pk)
    for line in ("New: 2\n", "Held: somebody has to look at them: 1\n", "Cancelled: 1\n"):
        assert line in message.text
    assert ("p0@" in message.text, timezone.localtime(message.not_before).hour) == (False, 6)


def test_days_on_which_no_worker_was_running_are_made_up_for(form):
    host = form("daily", "office@example.org")
    sent = [builders.submit(host, email=f"p{number}@example.org") for number in range(3)]
    for days, submission in zip((9, 3, 1), sent, strict=True):
        came(submission, yesterday() - timedelta(days=days - 1))

    # The first summary of a form tells of yesterday alone.
    assert DigestAction().execute() == 1
    # The worker made its last summary four days ago.
    Message.objects.update(created_at=timezone.now() - timedelta(days=4))
    assert (DigestAction().execute(), DigestAction().execute()) == (1, 0)
    days = [date_format(timezone.localdate() - timedelta(days=back), "DATE_FORMAT") for back in (1, 3)]
    assert [f"Call, {day}\n" in message.text for day, message in zip(days, office(), strict=True)] == [True, True]


def test_day_on_which_nothing_happened_is_not_told(form):
    builders.submit(form("daily"))  # today

    assert DigestAction().execute() == 0


def test_what_nobody_confirmed_never_came_in(form):
    sent = builders.submit(form("daily"))
    FormPage.objects.update(confirm_email=True)
    came(sent, yesterday(), state="cancelled", state_at=yesterday(20), confirmed_at=None)
    unconfirmed = DigestAction().execute()
    came(sent, yesterday(), state="received", confirmed_at=yesterday(13))

    assert (unconfirmed, DigestAction().execute()) == (0, 2)


def test_page_in_the_main_language_says_who_is_told(home, form):
    host = form("daily", "office@example.org")
    german = Locale.objects.create(language_code="de")
    home.copy_for_translation(german).save_revision().publish()
    twin = host.copy_for_translation(german)
    twin.recipients = "buero@example.org"
    twin = builders.publish(twin)
    for page in (host, twin):
        came(builders.submit(page, email=f"{page.pk}@example.org"), yesterday())
    DigestAction().execute()

    assert [(message.to, "New: 2\n" in message.text) for message in office()] == [("office@example.org", True)]


# Who is told


def test_recipients_are_one_address_on_each_line():
    text = f"{OFFICE}\nAda <ada@example.org>\na@example.org, b@example.org\nnonsense\nx@example.org\r\nBcc: y@example.org"

    assert addresses(text) == ["office@example.org", "desk@example.org", "x@example.org"]
    assert wrong_lines(text) == ["Ada <ada@example.org>", "a@example.org, b@example.org", "nonsense", "Bcc: y@example.org"]


@pytest.mark.parametrize(
    ("recipients", "sentence"),
    [
        ("a@example.org, b@example.org", "This is no e-mail address: “a@example.org, b@example.org”. Write one on each line"),
        ("", "Write who is told, or choose “Never”."),
    ],
)
def test_editor_is_told_what_is_wrong_with_the_recipients(home, recipients, sentence):
    with pytest.raises(ValidationError, match=sentence):
        home.add_child(instance=FormPage(title="Call", notice="at_once", recipients=recipients))


def test_editor_finds_the_settings_beside_the_form(home, form, client):
    client.force_login(people.superuser())
    page = client.get(reverse("wagtailadmin_pages:edit", args=[form("at_once").pk])).content.decode()

    assert ['name="notice"' in page, 'name="recipients"' in page] == [True, True]
