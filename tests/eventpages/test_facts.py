"""The date of a page: derived, checked, upcoming or past."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from eventpages.models import EventPage
from tests import builders

from .examples import ZONE, change, day, draft, event, fill

ZONES = ["Europe/Berlin", "Asia/Shanghai", "America/Toronto", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Niue", "UTC"]


def test_start_and_end_are_derived_when_a_draft_is_saved(events):
    page = draft(events, precision="exact", date_from=date(2027, 4, 15), time_from=time(9), time_to=time(17, 30))

    saved = EventPage.objects.get(pk=page.pk)

    assert (saved.starts_at, saved.ends_at) == (datetime(2027, 4, 15, 2, tzinfo=UTC), datetime(2027, 4, 15, 10, 30, tzinfo=UTC))


def test_start_and_end_follow_every_publish(events):
    page = event(events, date_from=date(2027, 4, 15))

    moved = change(page, timezone="Europe/Berlin")

    assert (moved.starts_at, moved.ends_at) == (datetime(2027, 4, 14, 22, tzinfo=UTC), datetime(2027, 4, 15, 22, tzinfo=UTC))


@pytest.mark.parametrize(
    ("precision", "kept"),
    [
        ("exact", (date(2027, 6, 17), time(9), date(2027, 6, 17), time(17))),
        ("day", (date(2027, 6, 17), None, date(2027, 6, 17), None)),
        ("month", (date(2027, 6, 1), None, date(2027, 6, 30), None)),
        ("tba", (None, None, None, None)),
    ],
)
def test_what_the_precision_does_not_know_is_taken_away(events, precision, kept):
    page = draft(events, precision=precision, date_from=date(2027, 6, 17), date_to=None, time_from=time(9), time_to=time(17))

    assert (page.date_from, page.time_from, page.date_to, page.time_to) == kept


@pytest.mark.parametrize(
    ("values", "part", "sentence"),
    [
        ({"date_from": date(2027, 4, 16), "date_to": date(2027, 4, 15)}, "date_to", "The last day comes before the first."),
        (
            {"precision": "exact", "date_from": date(2027, 4, 16), "time_from": time(9), "time_to": time(8)},
            "time_to",
            "The end comes before the start.",
        ),
        (
            {"precision": "exact", "timezone": "Europe/Berlin", "date_from": date(2027, 3, 28), "time_from": time(2, 30)},
            "time_from",
            "On 28 March 2027 the clocks in Berlin skip 2:30. Write 1:30 or 3:30.",
        ),
        ({"date_from": date(2027, 4, 16), "closes_at": datetime(2027, 5, 1, tzinfo=UTC)}, "closes_at", "after the event is over"),
        (
            {"opens_at": datetime(2027, 2, 1, tzinfo=UTC), "closes_at": datetime(2027, 1, 1, tzinfo=UTC)},
            "closes_at",
            "Registration would close before it opens.",
        ),
    ],
)
def test_dates_that_cannot_be_announced_are_refused_at_their_field(events, values, part, sentence):
    page = fill(event(events), **({"date_to": None} | values))

    with pytest.raises(ValidationError) as refused:
        page.full_clean()

    assert list(refused.value.message_dict) == [part]
    assert sentence in refused.value.message_dict[part][0]


def test_an_unknown_zone_is_refused_without_an_error_page(events):
    page = fill(event(events), timezone="Asia/Atlantis")

    with pytest.raises(ValidationError) as refused:
        page.full_clean()

    assert "timezone" in refused.value.message_dict


def test_a_draft_with_an_impossible_date_is_kept_without_start_and_end(events):
    page = draft(events, timezone="Europe/Berlin", precision="exact", date_from=date(2027, 3, 28), time_from=time(2, 30))

    assert (page.starts_at, page.ends_at, page.time_from) == (None, None, time(2, 30))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("minutes", [-1, 0, 1])
def test_upcoming_and_past_are_disjoint_and_complete_in_every_zone(events, zone, minutes):
    for number in (-2, -1, 0, 1):
        event(events, title=f"Day {number}", timezone=zone, date_from=day(number))
    event(events, title="No date", precision="tba")
    at = EventPage.objects.get(title="Day 0").ends_at + timedelta(minutes=minutes)

    upcoming = set(EventPage.objects.upcoming(at).values_list("title", flat=True))
    past = set(EventPage.objects.past(at).values_list("title", flat=True))

    assert upcoming & past == set()
    assert upcoming | past == {"Day -2", "Day -1", "Day 0", "Day 1", "No date"}
    assert ("Day 0" in past) == (minutes >= 0)


def test_an_event_is_upcoming_until_it_ends(events):
    page = event(events, date_from=day(-1), date_to=day(1))

    assert EventPage.objects.upcoming(timezone.now()).get() == page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("attendance", "place", "words"),
    [
        ("in_person", "Hue, Viet Nam", "Hue, Viet Nam"),
        ("hybrid", "Hue, Viet Nam", "Hue, Viet Nam, and online"),
        ("online", "Hue, Viet Nam", "Online"),
        ("in_person", "", "Place to be announced"),
        ("hybrid", "", "Place to be announced"),
    ],
)
def test_place_is_told_in_one_line(attendance, place, words):
    assert EventPage(attendance=attendance, place=place, timezone=ZONE).where_words == words


def test_a_copy_is_another_event(events):
    page = event(events)

    copy = builders.publish(page.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=True))

    assert copy.host_key != page.host_key
