"""Wall dates in places: instants, gaps, words."""

from datetime import UTC, date, datetime, time

import pytest

from eventpages.dates import MissingHour, NotInOrder, OutOfRange, When, WrongDate, words_of_end, words_of_start, zone_choices

HANOI, BERLIN = "Asia/Ho_Chi_Minh", "Europe/Berlin"
APRIL_15, APRIL_16 = date(2027, 4, 15), date(2027, 4, 16)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "starts_at", "ends_at"),
    [
        (When(HANOI, "exact", APRIL_15, None, time(9), time(17, 30)), utc(2027, 4, 15, 2), utc(2027, 4, 15, 10, 30)),
        (When(HANOI, "exact", APRIL_15, APRIL_16, time(9), time(17, 30)), utc(2027, 4, 15, 2), utc(2027, 4, 16, 10, 30)),
        (When(HANOI, "exact", APRIL_15, None, time(9), None), utc(2027, 4, 15, 2), utc(2027, 4, 15, 17)),
        (When(HANOI, "exact", APRIL_15), utc(2027, 4, 14, 17), utc(2027, 4, 15, 17)),
        (When(HANOI, "day", APRIL_15, APRIL_16), utc(2027, 4, 14, 17), utc(2027, 4, 16, 17)),
        (When("Asia/Kathmandu", "day", APRIL_15), utc(2027, 4, 14, 18, 15), utc(2027, 4, 15, 18, 15)),
        (When("America/Toronto", "day", APRIL_15), utc(2027, 4, 15, 4), utc(2027, 4, 16, 4)),
        (When("UTC", "day", APRIL_15), utc(2027, 4, 15), utc(2027, 4, 16)),
        (When(BERLIN, "month", date(2027, 12, 24)), utc(2027, 11, 30, 23), utc(2027, 12, 31, 23)),
        (When(HANOI, "month", date(2027, 12, 5), date(2028, 1, 9)), utc(2027, 11, 30, 17), utc(2028, 1, 31, 17)),
        (When(HANOI, "month", date(2028, 2, 29)), utc(2028, 1, 31, 17), utc(2028, 2, 29, 17)),
        # The days on which the clocks of Berlin change have 23 and 25 hours.
        (When(BERLIN, "day", date(2027, 3, 28)), utc(2027, 3, 27, 23), utc(2027, 3, 28, 22)),
        (When(BERLIN, "day", date(2027, 10, 31)), utc(2027, 10, 30, 22), utc(2027, 10, 31, 23)),
        # Of an hour that comes twice the first one is meant.
        (When(BERLIN, "exact", date(2027, 10, 31), None, time(2, 30), time(4)), utc(2027, 10, 31, 0, 30), utc(2027, 10, 31, 3)),
        # Where midnight is skipped, the day begins with its first instant.
        (When("Africa/Cairo", "day", date(2027, 4, 30)), utc(2027, 4, 29, 22), utc(2027, 4, 30, 21)),
        (When(HANOI, "tba", APRIL_15), None, None),
        (When(HANOI, "exact"), None, None),
    ],
)
def test_instants_follow_the_clocks_of_the_place(when, starts_at, ends_at):
    when.check()

    assert (when.starts_at, when.ends_at) == (starts_at, ends_at)


@pytest.mark.parametrize(
    ("when", "readings", "part"),
    [
        (When(BERLIN, "exact", date(2027, 3, 28), None, time(2, 30), time(9)), (time(1, 30), time(3, 30)), "time_from"),
        (When(BERLIN, "exact", date(2027, 3, 27), date(2027, 3, 28), time(9), time(2)), (time(1), time(3)), "time_to"),
        (When("Australia/Lord_Howe", "exact", date(2027, 10, 3), None, time(2, 15), None), (time(1, 45), time(2, 45)), "time_from"),
    ],
)
def test_a_skipped_hour_is_refused_with_the_two_readings(when, readings, part):
    with pytest.raises(MissingHour) as refused:
        when.check()

    assert (refused.value.readings, refused.value.part) == (readings, part)


def test_a_skipped_hour_is_told_in_words():
    with pytest.raises(MissingHour) as refused:
        When(BERLIN, "exact", date(2027, 3, 28), None, time(2, 30)).check()

    assert str(refused.value) == "On 28 March 2027 the clocks in Berlin skip 2:30. Write 1:30 or 3:30."


@pytest.mark.parametrize("reading", [time(1, 30), time(3, 30)])
def test_both_readings_exist(reading):
    When(BERLIN, "exact", date(2027, 3, 28), None, reading).check()


@pytest.mark.parametrize(
    ("when", "error", "part"),
    [
        (When(HANOI, "day", APRIL_16, APRIL_15), NotInOrder, "date_to"),
        (When(HANOI, "exact", APRIL_15, None, time(9), time(8)), NotInOrder, "time_to"),
        (When(HANOI, "exact", APRIL_15, None, time(9), time(9)), NotInOrder, "time_to"),
        (When(HANOI, "day", date(1, 1, 1)), OutOfRange, "date_from"),
        (When(HANOI, "day", APRIL_15, date(9999, 12, 31)), OutOfRange, "date_to"),
        (When("Asia/Atlantis", "day", APRIL_15), WrongDate, "timezone"),
        (When("../etc/passwd", "day", APRIL_15), WrongDate, "timezone"),
    ],
)
def test_dates_that_cannot_be_announced_are_refused(when, error, part):
    with pytest.raises(error) as refused:
        when.check()

    assert refused.value.part == part


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(HANOI, "exact", APRIL_15, None, time(9), time(17, 30), "Hanoi"), "15 April 2027, 9:00 to 17:30 (Hanoi)"),
        (When(HANOI, "exact", APRIL_15, None, time(9), time(17, 30)), "15 April 2027, 9:00 to 17:30 (Ho Chi Minh)"),
        (When(HANOI, "exact", APRIL_15, None, time(9), None, "Hanoi"), "15 April 2027, from 9:00 (Hanoi)"),
        (
            When(HANOI, "exact", APRIL_15, APRIL_16, time(9), time(17, 30), "Hue"),
            "15 April 2027, 9:00, to 16 April 2027, 17:30 (Hue)",
        ),
        (When(HANOI, "day", APRIL_15), "15 April 2027"),
        (When(HANOI, "day", APRIL_15, APRIL_16), "15 to 16 April 2027"),
        (When(HANOI, "day", date(2027, 4, 30), date(2027, 5, 2)), "30 April to 2 May 2027"),
        (When(HANOI, "day", date(2027, 12, 30), date(2028, 1, 2)), "30 December 2027 to 2 January 2028"),
        (When(HANOI, "month", date(2027, 6, 17)), "June 2027"),
        (When(HANOI, "month", date(2027, 6, 1), date(2027, 7, 31)), "June to July 2027"),
        (When(HANOI, "month", date(2027, 12, 1), date(2028, 1, 1)), "December 2027 to January 2028"),
        (When(HANOI, "tba"), "Date to be announced"),
        (When(HANOI, "exact"), "Date to be announced"),
    ],
)
def test_words_say_no_more_than_is_known(when, words):
    assert when.words == words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(HANOI, "exact", APRIL_15, None, time(9), time(17, 30), "Hanoi"), "9:00 to 17:30 (Hanoi)"),
        (When(HANOI, "exact", APRIL_15, None, time(9), None, "Hanoi"), "From 9:00 (Hanoi)"),
        (
            When(HANOI, "exact", APRIL_15, APRIL_16, time(9), time(17, 30), "Hue"),
            "From 9:00 on the first day to 17:30 on the last (Hue)",
        ),
        (When(HANOI, "day", APRIL_15), ""),
    ],
)
def test_clock_words_name_the_zone(when, words):
    assert when.clock_words == words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(HANOI, "day", APRIL_15, APRIL_16), "15. bis 16. April 2027"),
        (When(HANOI, "day", date(2027, 5, 30), date(2027, 6, 2)), "30. Mai bis 2. Juni 2027"),
        (When(HANOI, "month", date(2027, 10, 1)), "Oktober 2027"),
        (When(HANOI, "exact", APRIL_15, None, time(9), time(17, 30), "Hanoi"), "15. April 2027, 9:00 bis 17:30 Uhr (Hanoi)"),
    ],
)
def test_words_are_german_where_the_page_is(german, when, words):
    assert when.words == words


@pytest.mark.parametrize(
    ("when", "zone", "sentence"),
    [
        (When(HANOI, "exact", APRIL_15, None, time(9), time(17, 30)), BERLIN, "That is 4:00 to 12:30 in Berlin."),
        (When(HANOI, "exact", APRIL_15, APRIL_16, time(9), time(17, 30)), BERLIN, "It begins at 4:00 in Berlin."),
        (When(HANOI, "exact", APRIL_15, None, time(9), None), BERLIN, "It begins at 4:00 in Berlin."),
        (When(HANOI, "exact", APRIL_15, None, time(9), time(17)), "America/New_York", "It begins on 14 April at 22:00 in New York."),
        (When(HANOI, "exact", APRIL_15, None, time(9), time(17)), "Asia/Bangkok", ""),
        (When(HANOI, "day", APRIL_15), BERLIN, ""),
        (When(HANOI, "tba"), BERLIN, ""),
    ],
)
def test_a_second_zone_is_told_only_where_its_clocks_differ(when, zone, sentence):
    assert when.words_in(zone) == sentence


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        (When(HANOI, "exact", APRIL_15, None, time(9), time(17, 30)), "2027-04-15T09:00+07:00", "2027-04-15T17:30+07:00"),
        (When(BERLIN, "exact", date(2027, 10, 31), None, time(1), time(9)), "2027-10-31T01:00+02:00", "2027-10-31T09:00+01:00"),
        (When(HANOI, "exact", APRIL_15, APRIL_16, time(9), None), "2027-04-15T09:00+07:00", "2027-04-16"),
        (When(HANOI, "day", APRIL_15, APRIL_16), "2027-04-15", "2027-04-16"),
        (When(HANOI, "month", date(2027, 6, 17)), "2027-06", "2027-06"),
        (When(HANOI, "tba"), "", ""),
    ],
)
def test_attributes_carry_the_offset_or_no_time(when, start, end):
    assert (when.start_attribute, when.end_attribute) == (start, end)


@pytest.mark.parametrize(
    ("when", "leaf", "note", "month"),
    [
        (When(HANOI, "day", APRIL_15), "15", "Thu", "April 2027"),
        (When(HANOI, "day", APRIL_15, date(2027, 5, 2)), "15", "to 2 May", "April 2027"),
        (When(HANOI, "month", date(2027, 6, 17)), "Jun", "days to come", "June 2027"),
        (When(HANOI, "tba"), "", "", "Date to be announced"),
    ],
)
def test_the_leaf_of_a_calendar_shows_the_start(when, leaf, note, month):
    assert (when.leaf, when.leaf_note, when.month_words) == (leaf, note, month)


@pytest.mark.parametrize(
    ("moment", "from_then", "until_then"),
    [
        (utc(2027, 3, 31, 16, 59), "31 March 2027, 23:59 (Hanoi)", "31 March 2027, 23:59 (Hanoi)"),
        (utc(2027, 3, 31, 17), "1 April 2027, 0:00 (Hanoi)", "31 March 2027"),
    ],
)
def test_an_end_at_midnight_is_told_by_the_day_that_ends(moment, from_then, until_then):
    assert (words_of_start(moment, HANOI, "Hanoi"), words_of_end(moment, HANOI, "Hanoi")) == (from_then, until_then)


def test_zones_to_choose_from_are_those_of_places():
    choices = zone_choices()
    zones = [zone for _region, group in choices[1:] for zone, _name in group]

    assert choices[0] == ("UTC", "UTC")
    assert {HANOI, BERLIN, "America/Argentina/Buenos_Aires"} <= set(zones)
    assert [zone for zone in zones if zone.startswith(("Etc/", "posix/", "US/"))] == []
