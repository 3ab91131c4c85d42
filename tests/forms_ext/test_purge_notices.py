"""Deletion comes after a notice that still holds, and a rehearsal tells what the daily job will really do."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from forms_ext.actions import KeepRetentionAction
from forms_ext.models import Message, Retention, Submission
from forms_ext.models.retention import day_of
from tests import builders, people

TODAY = day_of(timezone.now())


def later(days):
    return TODAY + timedelta(days=days)


def run_daily(first, last):
    """Let the daily job run on every day from ``first`` to ``last``, counted from today; return when answers went."""
    for number in range(first, last + 1):
        KeepRetentionAction(later(number)).execute()
        if not Submission.objects.filter(anonymised_at=None).exists():
            return number
    return None


def notices():
    return list(Message.objects.filter(kind="purge_notice").order_by("pk"))


@pytest.fixture
def month(home):
    """A form whose answers are kept for thirty days after sending."""
    return builders.form_page(
        home, builders.person(), title="Workshop", retention_days=30, retention_from="submission", recipients="office@example.org"
    )


@pytest.fixture
def ada(month):
    return builders.submit(month)


def rehearse(*arguments):
    out = StringIO()
    call_command("purge", "--dry-run", *arguments, stdout=out)
    return out.getvalue()


def test_office_is_told_again_when_it_gave_the_form_more_days(month, ada):
    run_daily(0, 20)
    assert len(notices()) == 1
    Retention.objects.update(days=90)

    gone = run_daily(21, 120)

    assert (gone, len(notices())) == (91, 2)
    assert Submission.objects.get().purge_noticed_on == later(77)


def test_office_is_told_again_when_the_event_was_put_off(month, ada):
    end = timezone.now() + timedelta(days=5)
    Retention.objects.update(has_end=True, counted_from="end", ends_at=end, days=20)
    run_daily(0, 20)
    assert len(notices()) == 1
    Retention.objects.update(ends_at=end + timedelta(days=100))

    assert (run_daily(21, 150), len(notices())) == (126, 2)


def test_fewer_days_need_no_second_notice(month, ada):
    run_daily(0, 20)
    Retention.objects.update(days=25)

    assert (run_daily(21, 60), len(notices())) == (31, 1)


@pytest.fixture
def someday(home, photo):
    """A form of something whose end nobody knows."""
    parts = [*builders.person(), builders.consent(photo)]
    host = builders.form_page(home, parts, title="Forum", retention_days=30, recipients="office@example.org")
    Retention.objects.filter(host_key=host.host_key).update(has_end=True, ends_at=None, counted_from="end")
    return host


@pytest.mark.parametrize(
    ("state", "consent", "goes"),
    [("cancelled", "no", 31), ("declined", "no", 31), ("cancelled", "yes", None), ("received", "no", None), ("accepted", "no", None)],
)
def test_what_was_cancelled_or_declined_waits_for_no_end_that_nobody_knows(someday, state, consent, goes):
    sent = builders.submit(someday, consent=consent)
    Submission.objects.update(state=state, state_at=timezone.now(), submitted_at=timezone.now() - timedelta(days=100))
    sent.refresh_from_db()

    assert sent.kept_until == (later(30) if goes else None)
    assert run_daily(0, 60) == goes


def test_screen_names_the_first_day_of_what_was_cancelled(someday):
    builders.submit(someday, consent="no")
    client = people.browser_of(people.superuser())

    def first():
        return client.get(reverse("desk:retention")).context["forms_kept"][0]["first"]

    before = first()
    Submission.objects.update(state="cancelled", state_at=timezone.now())

    assert (before, first()) == (None, later(31))


def test_rehearsal_of_a_day_tells_what_the_daily_job_will_have_done_by_then(month, ada):
    told = json.loads(rehearse("--json", "--on", later(31).isoformat()))[str(month.host_key)]
    before = json.loads(rehearse("--json", "--on", later(30).isoformat()))[str(month.host_key)]

    assert (told["rows"]["forms_ext.Submission"], told["not_announced_yet"], before["rows"]) == (1, 0, {})
    assert run_daily(0, 31) == 31


def test_rehearsal_knows_that_the_office_has_to_be_told_first(month, ada):
    Submission.objects.update(submitted_at=timezone.now() - timedelta(days=400))

    told = [json.loads(rehearse("--json", "--on", later(days).isoformat()))[str(month.host_key)] for days in (13, 14)]

    assert [(one["rows"].get("forms_ext.Submission", 0), one["not_announced_yet"]) for one in told] == [(0, 1), (1, 0)]
    assert run_daily(0, 60) == 14


def test_screen_and_command_rehearse_alike(month, ada):
    Submission.objects.update(submitted_at=timezone.now() - timedelta(days=400))
    client = people.browser_of(people.superuser())

    def rows(days):
        address = reverse("desk:rehearsal", args=[month.host_key])
        return dict(client.get(address, {"on": later(days).isoformat()}).context["goes"]).get("Submissions", 0)

    assert [rows(days) for days in (13, 14)] == [0, 1]


def test_rehearsal_speaks_in_words(month, ada):
    told = rehearse("--on", later(31).isoformat())

    assert told.startswith("Workshop: would go: links 2, submissions 1, messages 1; single answers: 0;\n")


def test_rehearsal_without_forms_says_so(db):
    assert rehearse() == "No form holds answers now.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--on", "2030-01-31"], "--on is for --dry-run only: nothing is deleted on another day than today."),
        (["--dry-run", "--on", "tomorrow"], "“tomorrow” is no day: write it as 2030-01-31."),
        (["--dry-run", "--compact"], "--compact changes files: leave out --dry-run."),
    ],
)
def test_purge_refuses_what_it_would_have_to_guess(month, ada, arguments, said):
    Submission.objects.update(submitted_at=timezone.now() - timedelta(days=400), purge_noticed_on=TODAY - timedelta(days=30))

    with pytest.raises(CommandError) as error:
        call_command("purge", *arguments)

    assert said in str(error.value)
    assert Submission.objects.filter(anonymised_at=None).count() == 1
