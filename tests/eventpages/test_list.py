"""The list of events: months, filters, pages, what nobody may see."""

import random
import re
from datetime import date

import pytest
from wagtail.models import PageViewRestriction, Site

from eventpages.filters import EventFilterSet
from eventpages.models import EventPage
from tests import builders

from .examples import NINE, change, day, draft, event, open_event

SEED = 20270415


def titles(client, events, query=""):
    answer = client.get(f"{events.url}{query}")
    assert answer.status_code == 200
    return re.findall(r'<h3><a href="[^"]+">([^<]+)</a></h3>', answer.content.decode())


@pytest.fixture
def programme(events):
    """Return the list with coming, running, past, undated, private and unpublished events."""
    event(events, title="In ten days", date_from=day(10), place="Huế, Viet Nam", kind="Workshop", attendance="hybrid")
    event(events, title="Running", date_from=day(-1), date_to=day(1), attendance="online")
    event(events, title="Some day", precision="tba")
    event(events, title="Last week", date_from=day(-7), summary="Growers of the lagoon")
    event(events, title="Long ago", date_from=date(2019, 3, 1))
    draft(events, title="Draft", date_from=day(2))
    PageViewRestriction.objects.create(page=event(events, title="Private", date_from=day(3)), restriction_type="login")
    return events


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Running", "In ten days", "Some day"]),
        ("?when=", ["Running", "In ten days", "Some day"]),
        ("?when=upcoming", ["Running", "In ten days", "Some day"]),
        ("?when=past", ["Last week", "Long ago"]),
        ("?when=all", ["In ten days", "Running", "Last week", "Long ago", "Some day"]),
        ("?format=online", ["Running"]),
        ("?format=hybrid&when=all", ["In ten days"]),
        ("?q=workshop", ["In ten days"]),
        ("?q=hue", ["In ten days"]),
        ("?q=HU%E1%BA%BE+viet", ["In ten days"]),
        ("?q=hue+berlin", []),
        ("?q=growers&when=past", ["Last week"]),
        ("?q=%25", []),
        ("?when=past&after=2019-01-01&before=2019-12-31", ["Long ago"]),
        ("?when=all&before=2019-03-01", ["Long ago"]),
        ("?when=all&before=2019-02-28", []),
        ("?when=past&after=2019-03-02", ["Last week"]),
        ("?utm_source=letter", ["Running", "In ten days", "Some day"]),
    ],
)
def test_filters_leave_what_was_asked_for(client, programme, query, found):
    assert titles(client, programme, query) == found


def test_an_event_of_several_days_is_found_by_each_of_them(client, programme):
    for number in (-1, 0, 1):
        assert titles(client, programme, f"?when=all&after={day(number)}&before={day(number)}") == ["Running"]


@pytest.mark.parametrize(
    ("query", "sentence", "found"),
    [
        ("?after=yesterday", "Write the date as year, month and day", ["Running", "In ten days", "Some day"]),
        ("?before=2027-02-30", "Write the date as year, month and day", ["Running", "In ten days", "Some day"]),
        ("?after=99999-01-01", "Write the date as year, month and day", ["Running", "In ten days", "Some day"]),
        ("?when=never", "Select a valid choice", ["Running", "In ten days", "Some day"]),
        ("?format=telepathy&when=past", "Select a valid choice", ["Last week", "Long ago"]),
        (f"?q={'a' * 201}", "at most 200 characters", ["Running", "In ten days", "Some day"]),
        ("?after=x&q=workshop", "Write the date", ["In ten days"]),
    ],
)
def test_a_value_that_makes_no_sense_is_told_and_left_out(client, programme, query, sentence, found):
    html = client.get(f"{programme.url}{query}").content.decode()

    assert ("There is a problem" in html, sentence in html) == (True, True)
    assert titles(client, programme, query) == found


def test_no_query_ends_in_an_error_page(client, programme):
    chance = random.Random(SEED)  # noqa: S311 -- repeatable, not secret
    values = [
        "",
        "0",
        "-1",
        "1e9",
        "9" * 40,
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "2027-1-1",
        "é",
        "\u202e",
        "'\"<>",
        "%",
        "_",
        "\\",
        "None",
        "💧",
    ]
    names = ["q", "when", "after", "before", "format", "page", "status", "ordering", "other"]
    for _number in range(120):
        query = [(chance.choice(names), chance.choice(values)) for _pair in range(chance.randint(1, 5))]
        assert client.get(programme.url, query_params=query).status_code == 200, query


def test_the_years_of_past_events_lead_to_them(client, programme):
    html = client.get(programme.url).content.decode()

    assert '<a href="?when=past&amp;after=2019-01-01&amp;before=2019-12-31">2019<small>1 event</small></a>' in html
    assert titles(client, programme, "?when=past&after=2019-01-01&before=2019-12-31") == ["Long ago"]


def test_events_stand_under_the_month_of_their_start(client, events):
    event(events, title="Second", date_from=date(2031, 4, 15), precision="exact", time_from=NINE)
    event(events, title="First", date_from=date(2031, 4, 2), date_to=date(2031, 5, 3))
    event(events, title="Month", date_from=date(2031, 4, 9), precision="month")
    event(events, title="Later", date_from=date(2032, 4, 1))
    event(events, title="Some day", precision="tba")

    html = client.get(events.url).content.decode()
    found = re.findall(r'<h2 class="month">([^<]+)</h2>|<h3><a href="[^"]+">([^<]+)</a></h3>', html)

    assert [heading or title for heading, title in found] == [
        "April 2031",
        "Month",
        "First",
        "Second",
        "April 2032",
        "Later",
        "Date to be announced",
        "Some day",
    ]


def test_months_are_those_of_the_place_and_appear_once(client, events):
    event(events, title="Early in Auckland", date_from=date(2031, 5, 1), timezone="Pacific/Auckland")
    event(events, title="Late in Niue", date_from=date(2031, 4, 30), timezone="Pacific/Niue")

    html = client.get(events.url).content.decode()

    assert re.findall(r'<h2 class="month">([^<]+)</h2>', html) == ["April 2031", "May 2031"]


def test_rows_show_the_phase_and_what_happened(client, events):
    open_event(events, title="Open", capacity=3)
    event(events, title="Off", status="cancelled", status_note="The hall is flooded.", summary="Not shown")

    html = client.get(events.url).content.decode()

    assert ('<span class="badge few">3 places left</span>' in html, '<span class="badge off">Cancelled</span>' in html) == (True, True)
    assert ("The hall is flooded." in html, "Not shown" in html) == (True, False)


@pytest.mark.parametrize(("query", "robots"), [("", False), ("?when=past", True), ("?q=x", True), ("?after=x", True)])
def test_only_the_list_itself_is_for_search_engines(client, programme, query, robots):
    assert ('content="noindex, follow"' in client.get(f"{programme.url}{query}").content.decode()) == robots


def test_long_lists_have_pages_that_keep_the_filters(client, events, settings):
    settings.CONVENE = settings.CONVENE | {"EVENTS_PER_PAGE": 2}
    for number in range(1, 6):
        event(events, title=f"Event {number}", date_from=day(number), kind="Workshop")

    html = client.get(f"{events.url}?q=workshop&page=2").content.decode()

    assert titles(client, events, "?q=workshop&page=2") == ["Event 3", "Event 4"]
    assert ('href="?q=workshop&amp;page=1"' in html, 'href="?q=workshop&amp;page=3"' in html) == (True, True)


@pytest.mark.parametrize(("page", "found"), [("0", "Event 5"), ("99", "Event 5"), ("-1", "Event 5"), ("x", "Event 1"), ("", "Event 1")])
def test_a_page_that_does_not_exist_is_the_nearest(client, events, settings, page, found):
    settings.CONVENE = settings.CONVENE | {"EVENTS_PER_PAGE": 2}
    for number in range(1, 6):
        event(events, title=f"Event {number}", date_from=day(number))

    assert titles(client, events, f"?page={page}")[0] == found


def test_an_empty_list_says_so(client, events):
    assert "No event is announced at the moment" in client.get(events.url).content.decode()


def test_no_match_offers_a_way_on(client, programme):
    html = client.get(f"{programme.url}?q=nothing").content.decode()

    assert ("No event fits" in html, 'href="?when=all"' in html) == (True, True)


def test_a_list_shows_only_its_own_events_of_its_own_language(client, programme, german_locale):
    source = EventPage.objects.get(title="In ten days")
    german = builders.publish(source.copy_for_translation(german_locale, copy_parents=True))
    change(german, title="In zehn Tagen")

    assert titles(client, german.get_parent()) == ["In zehn Tagen"]
    assert "In zehn Tagen" not in titles(client, programme)


def test_list_costs_as_much_for_fifty_events_as_for_five(client, events, settings, django_assert_max_num_queries):
    settings.CONVENE = settings.CONVENE | {"EVENTS_PER_PAGE": 50}

    def cost():
        Site.get_site_root_paths()
        with django_assert_max_num_queries(60) as captured:
            found = titles(client, events)
        return len(found), len(captured)

    for number in range(5):
        open_event(events, title=f"Event {number}", capacity=2)
    cost()
    few, queries = cost()
    for number in range(5, 50):
        draft(events, title=f"Event {number}", capacity=2, registration="here", live=True)

    assert (few, cost()) == (5, (50, queries))


def test_list_costs_more_when_every_row_counts_for_itself(client, events, monkeypatch, django_assert_max_num_queries):
    """The control of the test above: without the common count each row asks for itself."""
    from eventpages.views import pages

    for number in range(5):
        open_event(events, title=f"Event {number}", capacity=2)
    costs = []
    for count in (pages.count_places, list):
        monkeypatch.setattr(pages, "count_places", count)
        client.get(events.url)
        with django_assert_max_num_queries(60) as captured:
            client.get(events.url)
        costs.append(len(captured))

    assert costs[1] - costs[0] == 4


def test_filters_work_without_a_page_around(programme):
    filters = EventFilterSet({"when": "past"}, queryset=EventPage.objects.all())

    assert sorted(filters.qs.values_list("title", flat=True)) == ["Last week", "Long ago"]
