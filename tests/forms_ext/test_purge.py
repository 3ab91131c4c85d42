"""Retention really deletes: what, when, and what stays."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as some

from forms_ext.actions import KeepRetentionAction, PurgeAction
from forms_ext.actions.purge_fields import PurgeFieldsAction
from forms_ext.actions.purge_notices import AnnouncePurgeAction
from forms_ext.actions.tallies import option_counts
from forms_ext.audits import audit_places, verify_consents
from forms_ext.models import AccessLink, Claim, ConsentRecord, ErasureEntry, Message, Retention, Submission
from forms_ext.models.retention import begin_of, day_of
from tests import builders

TODAY = day_of(timezone.now())


def later(days):
    return TODAY + timedelta(days=days)


def pass_days(days):
    """Let the daily job run on the days up to ``days`` days from today on which anything can happen here."""
    for number in sorted({0, 1, 2, 7, 14, 16, 17, 30, days}):
        if number <= days:
            KeepRetentionAction(later(number)).execute()


@pytest.fixture
def month(home, photo):
    """A form whose answers are kept for thirty days after sending, with everything a form can ask."""
    options = [{"type": "item", "value": label, "id": key} for label, key in (("In the hall", "opt-hall"), ("Online", "opt-online"))]
    parts = [
        *builders.person(),
        builders.question("choice", "How will you take part?", options=options),
        builders.question("yes_no", "Is it your first time?"),
        builders.question("long_text", "What do you eat?", required=False, keep_days=14),
        builders.consent(photo),
    ]
    return builders.form_page(
        home, parts, title="Workshop", retention_days=30, retention_from="submission", recipients="office@example.org"
    )


@pytest.fixture
def ada(month):
    return builders.submit(month, long_text="No nuts, please")


def test_purge_clears_the_person_and_keeps_the_place(month, ada):
    pass_days(31)

    ada.refresh_from_db()
    gone = (ada.answers, ada.extras, ada.email, ada.display_name, ada.search_text, ada.repeat_digest)
    assert gone == ({}, {}, "", "", "", "")
    assert (ada.state, ada.anonymised_at is not None) == ("received", True)
    message = Message.objects.get(submission=ada)
    assert (message.to, message.subject, message.text, message.html, message.attachments) == ("", "", "", "", [])
    assert AccessLink.objects.count() == 0
    assert ConsentRecord.objects.get().state == "given"
    assert list(verify_consents()) == []


def test_purge_comes_after_the_last_day_and_not_before(month, ada):
    pass_days(30)
    assert Submission.objects.get().anonymised_at is None

    KeepRetentionAction(later(31)).execute()
    assert Submission.objects.get().anonymised_at is not None


def test_counts_stay_right(month, ada):
    builders.submit(month, email="bo@example.org", choice="opt-online", yes_no="no", consent="no")
    builders.submit(month, email="cy@example.org", choice="opt-hall")
    before = option_counts(month.host_key)
    states = sorted(Submission.objects.values_list("state", flat=True))

    pass_days(31)

    assert option_counts(month.host_key) == before
    assert sorted(before.values()) == [1, 1, 2, 2]
    assert sorted(Submission.objects.values_list("state", flat=True)) == states
    assert sorted(ConsentRecord.objects.values_list("state", flat=True)) == ["given", "given", "refused"]


def test_control_without_keeping_counts_they_are_lost(month, ada, monkeypatch):
    monkeypatch.setattr("forms_ext.actions.purge.keep_counts", lambda _submissions: None)
    before = option_counts(month.host_key)

    pass_days(31)

    assert option_counts(month.host_key) != before


def test_places_and_queue_stay(home):
    host = builders.form_page(
        home, builders.person(), title="Room", capacity=2, waiting="auto", retention_days=1, retention_from="submission"
    )
    for name in ("a", "b", "c"):
        builders.submit(host, email=f"{name}@example.org")
    before = list(Claim.objects.order_by("pk").values())

    pass_days(3)

    assert list(Claim.objects.order_by("pk").values()) == before
    assert Submission.objects.filter(anonymised_at=None).count() == 0
    assert list(audit_places()) == []


def test_office_is_told_fourteen_days_before_with_numbers_only(month, ada):
    pass_days(16)
    assert Message.objects.filter(kind="purge_notice").count() == 0

    KeepRetentionAction(later(17)).execute()

    notice = Message.objects.get(kind="purge_notice")
    assert (notice.to, notice.submission_id) == ("office@example.org", None)
    assert "1 submission to “Workshop” has been kept long enough" in notice.text
    assert [word in notice.text + notice.subject for word in ("Ada", "ada@", ada.reference)] == [False] * 3


def test_owner_is_told_where_the_form_names_nobody(home, settings):
    settings.CONVENE = {**settings.CONVENE, "OWNER_EMAIL": "owner@example.org"}
    host = builders.form_page(home, builders.person(), title="Contact", retention_days=20, retention_from="submission")
    builders.submit(host)

    pass_days(7)

    assert Message.objects.get(kind="purge_notice").to == "owner@example.org"


def test_form_that_is_sent_every_day_means_one_notice_a_week(month, ada):
    Submission.objects.update(submitted_at=timezone.now() - timedelta(days=10))
    for number in range(1, 7):
        second = builders.submit(month, email=f"p{number}@example.org")
        Submission.objects.filter(pk=second.pk).update(submitted_at=timezone.now() - timedelta(days=10 - number))

    for number in range(15):
        KeepRetentionAction(later(number)).execute()

    assert Message.objects.filter(kind="purge_notice").count() == 1


def test_nothing_goes_before_the_office_was_told(month, ada):
    Submission.objects.update(submitted_at=timezone.now() - timedelta(days=400))

    assert PurgeAction(month.host_key).execute() == 0
    AnnouncePurgeAction(month.host_key).execute()
    assert [PurgeAction(month.host_key, later(days)).execute() for days in (0, 13, 14)] == [0, 0, 1]


def test_purging_twice_is_once(month, ada):
    pass_days(33)

    assert ErasureEntry.objects.filter(kind="purge").count() == 1


def test_site_says_how_long_where_the_form_does_not(home):
    host = builders.form_page(home, builders.person(), title="Contact")
    builders.submit(host)

    rule = Retention.objects.get(host_key=host.host_key)
    assert rule.last_day(timezone.now()) == later(365)


def test_one_answer_goes_before_the_rest(month, ada):
    key = builders.field_key(month, "long_text")
    assert (ada.answers[key], "nuts" in ada.search_text) == ("No nuts, please", True)
    Message.objects.update(text="You wrote: No nuts, please", state="sent")

    pass_days(14)
    ada.refresh_from_db()
    assert ada.answers[key] == "No nuts, please"
    KeepRetentionAction(later(15)).execute()

    ada.refresh_from_db()
    assert (key in ada.answers, "nuts" in ada.search_text, "berg" in ada.search_text) == (False, False, True)
    assert Message.objects.get().text == ""
    assert (ada.email, ada.anonymised_at) == ("ada@example.org", None)
    assert ErasureEntry.objects.get().parts == [key]


def test_shorter_days_hold_for_answers_given_before_and_longer_ones_do_not(month, ada):
    key = builders.field_key(month, "long_text")

    def publish(days):
        raw = month.fields.get_prep_value()
        next(part for part in raw if part["id"] == key)["value"]["keep_days"] = days
        builders.publish(builders.set_fields(month, raw))

    publish(20)
    assert PurgeFieldsAction(month.host_key, later(15)).rehearse() == {key: 1}
    publish(5)
    assert PurgeFieldsAction(month.host_key, later(6)).rehearse() == {key: 1}


def test_form_without_own_days_keeps_its_wording(contact):
    assert [spec for spec in contact.frozen()["fields"] if "keep_days" in spec] == []


# Rehearsal


def dump():
    """Return every row of the apps as text."""
    models = [model for name in ("forms_ext", "wagtailcore") for model in apps.get_app_config(name).get_models()]
    return serializers.serialize("json", [row for model in models for row in model._base_manager.order_by("pk")])


def rehearse(*arguments):
    out = StringIO()
    call_command("purge", "--dry-run", *arguments, stdout=out)
    return out.getvalue()


def test_rehearsal_tells_the_difference_and_changes_nothing(month, ada):
    AnnouncePurgeAction(month.host_key, later(17)).execute()
    before = dump()

    told = json.loads(rehearse("--json", "--on", later(31).isoformat()))

    assert dump() == before
    form = told[str(month.host_key)]
    assert form["rows"] == {"forms_ext.Submission": 1, "forms_ext.AccessLink": 2, "forms_ext.Message": 1}
    assert (form["answers"], form["not_announced_yet"]) == ({builders.field_key(month, "long_text"): 1}, 0)
    assert "Workshop: would go: " in rehearse("--on", later(31).isoformat())


def test_control_a_real_run_changes_the_dump(month, ada):
    before = dump()

    pass_days(31)

    assert dump() != before


# Days

ZONES = ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia"]
MOMENTS = some.datetimes(datetime(2024, 1, 1), datetime(2033, 1, 1), timezones=some.just(UTC))
DAYS = some.integers(0, 800) | some.just(2**31 - 1)


def kept_by_hand(start, days, zone):
    """Return the last day on which something is kept, counted on a calendar day by day."""
    return date.fromordinal(min(start.astimezone(ZoneInfo(zone)).date().toordinal() + days, date.max.toordinal()))


@pytest.mark.parametrize("zone", ZONES)
def test_days_of_retention_agree_with_the_calendar(month, ada, settings, figure, zone):
    wrong = {"kept": 0, "early": 0}

    @given(
        some.tuples(MOMENTS, some.none() | MOMENTS, some.booleans(), some.sampled_from(["submission", "end"]), DAYS, some.integers(-2, 2))
    )
    @how(max_examples=60, deadline=None, database=None)
    def compare(drawn):
        sent, ends, has_end, since, days, off = drawn
        Submission.objects.update(submitted_at=sent)
        rule = Retention(host_key=month.host_key, days=days, counted_from=since, has_end=has_end, ends_at=ends)
        start = sent if since == "submission" or not has_end else ends and max(sent, ends)
        last = kept_by_hand(start, days, zone) if start else date.max
        assert (rule.last_day(sent) or date.max) == last
        today = min(last.toordinal() + off, date.max.toordinal())
        today = date.fromordinal(today)
        goes = Submission.objects.filter(rule.over(today)).exists()
        wrong["early"] += goes and today <= last
        wrong["kept"] += not goes and today > last

    with timezone.override(zone):
        settings.TIME_ZONE = zone
        compare()
    figure(f"retention {zone}: rows_kept_wrongly {wrong['kept']}, rows_deleted_early {wrong['early']}")
    assert wrong == {"kept": 0, "early": 0}


@pytest.mark.parametrize("day", ["2028-02-29", "2027-03-28", "2027-10-31"])
def test_leap_day_and_days_of_changed_clocks_are_whole_days(settings, day):
    settings.TIME_ZONE = "Europe/Berlin"
    begins = begin_of(date.fromisoformat(day))

    assert (day_of(begins).isoformat(), day_of(begins - timedelta(microseconds=1))) == (day, date.fromisoformat(day) - timedelta(days=1))
