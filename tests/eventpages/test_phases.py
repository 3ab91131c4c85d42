"""Where an event stands: one function, one badge."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eventpages.models import EventPage
from eventpages.schema.badge import badge_of
from eventpages.states import BY_PLACES, TAKING, Phase, phase_of

from .examples import ZONE

NOW = timezone.now()
DAY = timedelta(days=1)
OTHERS = [phase for phase in Phase if phase not in {Phase.OPEN, Phase.FEW, Phase.WAITING, Phase.FULL}]


@pytest.mark.parametrize(("availability", "phase"), list(BY_PLACES.items()))
def test_phase_follows_the_places_while_the_window_is_open(availability, phase):
    assert phase_of("open", availability) == phase


@pytest.mark.parametrize("availability", list(BY_PLACES))
@pytest.mark.parametrize("phase", OTHERS)
def test_phase_is_the_windows_word_otherwise(phase, availability):
    assert phase_of(phase.value, availability) == phase


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"registration": "none"}, "not_offered"),
        ({"registration": "here"}, "open"),
        ({"registration": "elsewhere"}, "elsewhere"),
        ({"registration": "here", "opens_at": NOW + DAY}, "soon"),
        ({"registration": "elsewhere", "opens_at": NOW + DAY}, "soon"),
        ({"registration": "here", "closes_at": NOW - DAY}, "closed"),
        ({"registration": "elsewhere", "closes_at": NOW - DAY}, "closed"),
        ({"registration": "here", "status": "cancelled"}, "cancelled"),
        ({"registration": "here", "status": "postponed"}, "postponed"),
        ({"registration": "none", "status": "cancelled"}, "cancelled"),
        # It has begun and is not over.
        ({"registration": "here", "starts_at": NOW - DAY}, "closed"),
        ({"registration": "here", "starts_at": NOW - DAY, "closes_at": NOW + DAY}, "open"),
        ({"registration": "none", "starts_at": NOW - DAY}, "not_offered"),
        # It is over.
        ({"registration": "here", "starts_at": NOW - 3 * DAY, "ends_at": NOW - DAY}, "past"),
        ({"registration": "none", "starts_at": NOW - 3 * DAY, "ends_at": NOW - DAY}, "past"),
        ({"registration": "elsewhere", "starts_at": NOW - 3 * DAY, "ends_at": NOW - DAY}, "past"),
        ({"registration": "here", "starts_at": NOW - 3 * DAY, "ends_at": NOW - DAY, "closes_at": NOW + DAY}, "past"),
        ({"registration": "here", "starts_at": NOW - 3 * DAY, "ends_at": NOW - DAY, "status": "cancelled"}, "cancelled"),
        ({"registration": "here", "starts_at": NOW - 3 * DAY, "ends_at": NOW - DAY, "status": "postponed"}, "postponed"),
        # No date is known.
        ({"registration": "here", "starts_at": None, "ends_at": None}, "open"),
        ({"registration": "none", "starts_at": None, "ends_at": None}, "not_offered"),
    ],
)
def test_window_tells_why_registrations_are_taken_or_not(fields, state):
    page = EventPage(**({"timezone": ZONE, "starts_at": NOW + 5 * DAY, "ends_at": NOW + 6 * DAY} | fields))

    assert page.window(NOW).state == state


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "until"),
    [
        ({}, NOW + 5 * DAY),
        ({"closes_at": NOW + 2 * DAY}, NOW + 2 * DAY),
        ({"opens_at": NOW + DAY}, NOW + DAY),
        ({"registration": "elsewhere"}, NOW + 5 * DAY),
        ({"starts_at": NOW - DAY}, NOW + 6 * DAY),
        ({"starts_at": None, "ends_at": None}, None),
        ({"status": "postponed"}, None),
    ],
)
def test_window_ends_with_the_next_change_by_time(fields, until):
    page = EventPage(**({"timezone": ZONE, "registration": "here", "starts_at": NOW + 5 * DAY, "ends_at": NOW + 6 * DAY} | fields))

    assert page.window(NOW).until == until


@pytest.mark.django_db
def test_window_closes_at_the_instant_of_the_start():
    page = EventPage(timezone=ZONE, registration="here", starts_at=NOW, ends_at=NOW + DAY)

    assert [page.window(NOW - timedelta(microseconds=1)).state, page.window(NOW).state] == ["open", "closed"]


@pytest.mark.parametrize(
    ("phase", "facts", "shape", "words"),
    [
        (Phase.NOT_OFFERED, {}, "", ""),
        (Phase.ELSEWHERE, {}, "open", "Registration elsewhere"),
        (Phase.SOON, {"until": "1 March 2027"}, "soon", "Opens 1 March 2027"),
        (Phase.SOON, {}, "soon", "Opens later"),
        (Phase.OPEN, {"until": "31 March 2027"}, "open", "Open until 31 March 2027"),
        (Phase.OPEN, {}, "open", "Registration open"),
        (Phase.FEW, {"left": 3}, "few", "3 places left"),
        (Phase.FEW, {"left": 1}, "few", "1 place left"),
        (Phase.FEW, {}, "few", "Few places left"),
        (Phase.WAITING, {"left": 0}, "wait", "Waiting list only"),
        (Phase.FULL, {"left": 0}, "full", "Full"),
        (Phase.CLOSED, {}, "full", "Registration closed"),
        (Phase.CANCELLED, {}, "off", "Cancelled"),
        (Phase.POSTPONED, {}, "moved", "Postponed"),
        (Phase.PAST, {}, "past", "Took place"),
    ],
)
def test_badge_says_the_phase_in_words_and_shape(phase, facts, shape, words):
    badge = badge_of(phase, **facts)

    assert (badge.shape, badge.words) == (shape, words)


def test_every_phase_has_its_badge():
    assert [phase for phase in Phase if phase != Phase.NOT_OFFERED and not badge_of(phase).words] == []


def test_registrations_are_taken_in_three_phases():
    assert {Phase.OPEN, Phase.FEW, Phase.WAITING} == TAKING
