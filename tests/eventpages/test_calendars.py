"""Calendar files: read back by the library, stable over an event's life."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from eventpages.actions import RecordChangeAction
from eventpages.models import EventChange, EventPage
from tests import builders

from .examples import HALF_PAST_FIVE, NINE, change, day, draft, event, open_event, side_event


def entries(text):
    """Return the entries of a calendar file; reading it must not find a mistake."""
    calendar = Calendar.from_ical(text)
    assert calendar.errors == []
    assert all(entry.errors == [] for entry in calendar.walk())
    return calendar.walk("VEVENT")


def entry_of(client, page):
    (found,) = entries(client.get(page.url + "ics/").content)
    return found


@pytest.fixture
def talk(events):
    return event(events, precision="exact", date_from=date(2027, 4, 15), time_from=NINE, time_to=HALF_PAST_FIVE, place="Hue, Viet Nam")


def test_an_entry_has_what_a_calendar_needs(client, talk):
    found = entry_of(client, talk)
    zone = ZoneInfo("Asia/Ho_Chi_Minh")

    assert found["uid"] == str(talk.host_key)
    assert found["sequence"] == 0
    assert found["status"] == "CONFIRMED"
    assert found["location"] == "Hue, Viet Nam"
    assert found["url"] == talk.full_url
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (
        datetime(2027, 4, 15, 9, tzinfo=zone),
        datetime(2027, 4, 15, 17, 30, tzinfo=zone),
    )
    assert found.decoded("dtstamp") == talk.last_published_at.replace(microsecond=0)


def test_a_file_carries_its_time_zone_and_is_the_same_at_every_reading(client, talk):
    first, second = (client.get(talk.url + "ics/") for _reading in range(2))

    assert first.content == second.content
    assert b"BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh" in first.content
    assert first["Content-Type"] == "text/calendar; method=PUBLISH; charset=utf-8"
    assert first["Content-Disposition"] == 'attachment; filename="restoring-the-land.ics"'
    assert dict(first.cookies) == {}


@pytest.mark.parametrize(
    ("values", "start", "end"),
    [
        ({"date_from": date(2027, 4, 15)}, date(2027, 4, 15), date(2027, 4, 16)),
        ({"date_from": date(2027, 4, 15), "date_to": date(2027, 4, 16)}, date(2027, 4, 15), date(2027, 4, 17)),
    ],
)
def test_whole_days_have_an_exclusive_end(client, events, values, start, end):
    found = entry_of(client, event(events, **values))

    assert (found.decoded("dtstart"), found.decoded("dtend")) == (start, end)


def test_an_open_end_on_one_day_has_no_end(client, events):
    found = entry_of(client, event(events, precision="exact", date_from=date(2027, 4, 15), time_from=NINE))

    assert "dtend" not in found


def test_times_in_utc_need_no_zone(client, events):
    page = event(events, precision="exact", date_from=date(2027, 4, 15), time_from=NINE, timezone="UTC")

    assert entry_of(client, page).decoded("dtstart") == datetime(2027, 4, 15, 9, tzinfo=UTC)


@pytest.mark.parametrize("values", [{"precision": "month"}, {"precision": "tba"}])
def test_what_has_no_day_has_no_file(client, events, values):
    page = event(events, **values)

    assert client.get(page.url + "ics/").status_code == 404
    assert 'href="/events/restoring-the-land/ics/"' not in client.get(page.url).content.decode()


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_an_event_that_is_off_is_cancelled_in_calendars(client, talk, status):
    found = entry_of(client, change(talk, status=status, status_note="The hall is flooded."))

    assert (found["status"], found["sequence"]) == ("CANCELLED", 1)
    assert "The hall is flooded." in found["description"]


@pytest.mark.parametrize(
    ("values", "sequence"),
    [
        ({"date_from": date(2027, 4, 16), "date_to": date(2027, 4, 16)}, 1),
        ({"time_from": time(10)}, 1),
        ({"timezone": "Europe/Berlin"}, 1),
        ({"precision": "month"}, 1),
        ({"place": "Hanoi, Viet Nam"}, 1),
        ({"room": "Hall B"}, 1),
        ({"side_events": [side_event(key="walk")]}, 1),
        ({"title": "Another title"}, 0),
        ({"summary": "Other words"}, 0),
        ({"slug": "another-address"}, 0),
        ({}, 0),
    ],
)
def test_sequence_grows_with_date_place_and_status_only(talk, values, sequence):
    page = change(talk, **values)

    assert EventChange.objects.sequences([page.host_key]) == {page.host_key: sequence}


def test_nothing_changes_for_calendars_while_a_draft_is_written(talk):
    talk.place = "Hanoi, Viet Nam"
    talk.save_revision()

    assert EventChange.objects.sequences([talk.host_key]) == {talk.host_key: 0}


def test_an_older_version_that_is_published_again_still_makes_the_sequence_grow(client, talk):
    older = talk.latest_revision
    change(talk, place="Hanoi, Viet Nam")

    older.publish()
    found = entry_of(client, EventPage.objects.get(pk=talk.pk))

    assert (found["location"], found["sequence"], found["uid"]) == ("Hue, Viet Nam", 2, str(talk.host_key))


def test_the_guard_is_the_history_and_not_the_page(talk):
    """Without the rows of the history the sequence would start again."""
    change(talk, place="Hanoi, Viet Nam")
    EventChange.objects.all().delete()

    RecordChangeAction(talk.host_key).execute()

    assert EventChange.objects.sequences([talk.host_key]) == {talk.host_key: 0}


def test_writing_down_twice_changes_nothing(talk):
    first = RecordChangeAction(talk.host_key).execute()

    assert RecordChangeAction(talk.host_key).execute() == first


def test_an_event_that_was_never_published_has_no_history(events):
    assert RecordChangeAction(draft(events).host_key).execute() is None


def test_languages_have_one_identity_and_one_history(client, talk, german_locale):
    german = talk.copy_for_translation(german_locale, copy_parents=True)
    german = change(german, title="Das Land", place="Hue, Vietnam")

    assert entry_of(client, german)["uid"] == str(talk.host_key)
    assert EventChange.objects.sequences([talk.host_key]) == {talk.host_key: 0}


def test_a_failing_history_does_not_spoil_a_publish(talk, monkeypatch, caplog):
    monkeypatch.delattr(RecordChangeAction, "execute")

    page = change(talk, place="Hanoi, Viet Nam")

    assert (page.place, len(caplog.records)) == ("Hanoi, Viet Nam", 1)


def test_the_file_of_a_registration_has_what_was_joined(events):
    raw = [side_event("Dyke walk", key="walk", place="Pier 3"), side_event("Dinner", 30, key="dinner")]
    page = open_event(events, side_events=raw)

    found = {str(entry["uid"]): str(entry["summary"]) for entry in entries(page.calendar_file({"", "walk"}))}

    assert found == {str(page.host_key): "Restoring the land", f"{page.host_key}-walk": "Dyke walk"}


def test_a_side_event_with_a_day_is_in_the_file_although_the_event_has_none(events):
    page = open_event(events, precision="month", side_events=[side_event(key="walk")])

    assert [str(entry["summary"]) for entry in entries(page.calendar_file({"", "walk"}))] == ["Dyke walk"]


def test_a_registration_without_a_day_gets_no_file(events):
    assert open_event(events, precision="tba").calendar_file({""}) == ""


def test_the_mail_of_a_registration_carries_the_file(dialogue):
    message = builders.submit(dialogue, attendance=["walk"]).messages.get()
    (attachment,) = message.attachments

    assert sorted(str(entry["uid"]) for entry in entries(attachment["text"])) == [str(dialogue.host_key), f"{dialogue.host_key}-walk"]


def test_a_list_can_be_followed(client, events):
    coming = event(events, title="Coming")
    cancelled = event(events, title="Cancelled", status="cancelled")
    recent = event(events, title="Half a year ago", date_from=day(-180))
    event(events, title="Two years ago", date_from=day(-730))
    event(events, title="In a month to come", precision="month")
    event(events, title="Some day", precision="tba")
    draft(events, title="Draft")

    answer = client.get(events.url + "ics/")
    found = {str(entry["uid"]): (str(entry["summary"]), str(entry["status"])) for entry in entries(answer.content)}

    assert found == {
        str(coming.host_key): ("Coming", "CONFIRMED"),
        str(cancelled.host_key): ("Cancelled", "CANCELLED"),
        str(recent.host_key): ("Half a year ago", "CONFIRMED"),
    }
    assert answer["Content-Disposition"] == 'inline; filename="events.ics"'
    assert Calendar.from_ical(answer.content)["x-wr-calname"] == "Events"
    assert Calendar.from_ical(answer.content)["refresh-interval"].dt == timedelta(hours=12)


def test_an_empty_list_can_be_followed(client, events):
    assert entries(client.get(events.url + "ics/").content) == []


def test_a_followed_list_costs_as_much_for_many_events(client, events, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(30) as captured:
            assert client.get(events.url + "ics/").status_code == 200
        return len(captured)

    for number in range(3):
        event(events, title=f"Event {number}")
    cost()
    before = cost()
    for number in range(3, 12):
        event(events, title=f"Event {number}")

    assert cost() == before
