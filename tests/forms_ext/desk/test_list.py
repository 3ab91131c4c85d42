"""The list of the desk: views, counts, search, filters, what a right shows, and its price."""

import pytest
from django.urls import reverse
from django.utils import timezone

from forms_ext.models import Pool, Submission
from forms_ext.models.rights import Right
from tests import builders, people

from .crowd import crowd

INDEX = reverse("desk:index")


def references(response):
    return [row.reference for row in response.context["page_obj"]]


def counts(response):
    return {tab["view"].name: tab["count"] for tab in response.context["tabs"]}


def test_menu_leads_to_the_desk(desk, ada):
    assert INDEX in desk.get(reverse("wagtailadmin_home")).content.decode()


def test_menu_hides_the_desk_from_those_without_rights(editor, ada):
    assert INDEX not in people.browser_of(editor).get(reverse("wagtailadmin_home")).content.decode()


def test_list_shows_what_waits_for_a_decision_newest_first(desk, ada, bao):
    response = desk.get(INDEX)

    assert references(response) == [bao.reference, ada.reference]
    page = response.content.decode()
    assert [text in page for text in ("Ada Berg", "Spring school", "Walk along the river", "Einverständnis Foto", "Place held")] == [
        True
    ] * 5


def test_list_is_limited_to_the_own_section(desk, ada, wim):
    assert references(desk.get(INDEX, {"view": "all"})) == [ada.reference]


def test_views_count_what_they_show(desk, ada, bao, cleo):
    Submission.objects.filter(pk=ada.pk).update(state="held")

    expected = {"new": 1, "waiting": 1, "accepted": 0, "declined": 0, "cancelled": 0, "held": 1, "all": 3}
    shown = {view: len(references(desk.get(INDEX, {"view": view}))) for view in expected}

    assert counts(desk.get(INDEX)) == expected
    assert shown == expected


def test_counts_follow_the_filters(desk, ada, bao, cleo):
    response = desk.get(INDEX, {"q": "ada"})

    assert counts(response)["all"] == 1


def test_waiting_person_is_shown_with_the_place_in_the_queue(desk, cleo):
    page = desk.get(INDEX, {"view": "waiting"}).content.decode()

    assert "Waiting, number 1" in page


@pytest.mark.parametrize("text", ["nguyen", "NGUYỄN bao", "bao@example.org", "online bao"])
def test_search_ignores_accents_and_capitals(desk, ada, spring, text):
    found = builders.submit(spring, full_name="Nguyễn Bảo", email="bao@example.org", choice="opt-online")

    assert references(desk.get(INDEX, {"q": text})) == [found.reference]


def test_search_finds_a_reference_as_it_is_read_aloud(desk, ada, bao):
    spoken = f"{ada.reference[:4]} {ada.reference[4:]}".lower()

    assert references(desk.get(INDEX, {"q": spoken})) == [ada.reference]


@pytest.fixture
def cast(ada, bao):
    return ada, bao


@pytest.fixture
def choices(spring, photo):
    return {
        "host": str(spring.host_key),
        "consent": f"consent_{photo.translation_key.hex}",
        "walk": f"option_{Pool.objects.get(host_key=spring.host_key, item='side-walk').pk}",
    }


def test_filter_by_form(desk, ada, winter, choices):
    titles = dict(desk.get(INDEX).context["filters"].form.fields["host"].choices)

    assert sorted(str(title) for title in titles.values()) == ["All forms", "Spring school"]
    assert references(desk.get(INDEX, {"host": choices["host"]})) == [ada.reference]


def test_filter_by_a_form_of_others_finds_nothing_of_theirs(desk, ada, winter, wim):
    response = desk.get(INDEX, {"host": str(winter.host_key)})

    assert "host" in response.context["filters"].errors
    assert wim.reference not in references(response)


@pytest.mark.parametrize(("answer", "names"), [("given", ["Ada Berg"]), ("refused", ["Nguyễn Bảo"]), ("withdrawn", [])])
def test_filter_by_consent(desk, cast, choices, answer, names):
    rows = desk.get(INDEX, {choices["consent"]: answer}).context["page_obj"]

    assert [row.display_name for row in rows] == names


def test_filter_by_side_event(desk, ada, bao, spring, choices):
    second = builders.submit(spring, full_name="Eva", email="eva@example.org", attendance=["side-walk"])
    of = {"view": "all", "host": choices["host"]}

    assert references(desk.get(INDEX, {**of, choices["walk"]: "confirmed"})) == [ada.reference]
    assert references(desk.get(INDEX, {**of, choices["walk"]: "waiting"})) == [second.reference]


def test_filter_by_place_language_state_and_day(desk, ada, cleo):
    today, everything = timezone.localdate().isoformat(), {"view": "all"}

    assert references(desk.get(INDEX, {**everything, "place": "waiting"})) == [cleo.reference]
    assert references(desk.get(INDEX, {**everything, "language": "de"})) == []
    assert references(desk.get(INDEX, {**everything, "state": "accepted"})) == []
    assert len(references(desk.get(INDEX, {**everything, "sent_from": today, "sent_to": today}))) == 3
    assert references(desk.get(INDEX, {**everything, "sent_to": "2020-01-01"})) == []


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_filter_takes_the_first_and_the_last_day_of_the_calendar(desk, ada, zone, settings):
    settings.TIME_ZONE = zone

    assert references(desk.get(INDEX, {"sent_from": "0001-01-01", "sent_to": "9999-12-31"})) == [ada.reference]


def test_number_too_long_for_a_decision_is_none(desk, ada):
    assert desk.get(INDEX, {"done": "9" * 5000}).status_code == 200


def test_results_fragment_keeps_the_view(desk, ada, cleo):
    response = desk.get(reverse("desk:index_results"), {"view": "waiting"})

    assert references(response) == [cleo.reference]
    assert "<html" not in response.content.decode()


def test_right_to_list_shows_no_person(lister, desk, ada, bao):
    client = people.browser_of(lister)
    page, whole = client.get(INDEX).content.decode(), desk.get(INDEX).content.decode()
    words = ("Ada", "example.org", "Walk along", "Einverständnis", "Nguyễn")

    assert ada.reference[:4] in page
    assert [text for text in words if text in page] == []
    assert [text in whole for text in words] == [True] * len(words)


@pytest.mark.parametrize("text", ["ada", "ada@example.org", "hall"])
def test_right_to_list_finds_no_person(lister, ada, text):
    assert references(people.browser_of(lister).get(INDEX, {"q": text})) == []


def test_right_to_list_finds_a_reference(lister, ada, bao):
    assert references(people.browser_of(lister).get(INDEX, {"q": ada.reference})) == [ada.reference]


def test_right_to_list_cannot_probe_consents(lister, ada, photo):
    response = people.browser_of(lister).get(INDEX, {f"consent_{photo.translation_key.hex}": "refused"})

    assert references(response) == [ada.reference]


def test_mixed_rights_show_people_only_where_answers_may_be_seen(dialogues, academies, ada, wim, photo):
    both = people.group("both", {dialogues: [Right.LIST, Right.ANSWERS], academies: [Right.LIST]})
    client = people.browser_of(people.person("noor", both))
    page = client.get(INDEX).content.decode()

    assert ("Ada Berg" in page, "Wim Feld" in page, wim.reference[:4] in page) == (True, False, True)
    assert references(client.get(INDEX, {"q": "wim"})) == []
    assert references(client.get(INDEX, {f"consent_{photo.translation_key.hex}": "given"})) == [ada.reference]


def test_row_menu_offers_what_can_be_decided(desk, ada, spring):
    page = desk.get(INDEX).content.decode()

    assert [reverse("desk:decide", args=[ada.pk, verb]) in page for verb in ("accept", "decline", "release")] == [True, True, False]


def test_nobody_can_add_edit_copy_or_delete(admin, ada):
    client = people.browser_of(admin)
    paths = ["new/", f"edit/{ada.pk}/", f"delete/{ada.pk}/", f"copy/{ada.pk}/", f"usage/{ada.pk}/", f"inspect/{ada.pk}/"]

    assert [client.get(INDEX + path).status_code for path in paths] == [404] * 6


@pytest.mark.parametrize("who", ["admin", "moderator"])
@pytest.mark.parametrize("number", [3, 30])
def test_list_costs_at_most_15_queries_whatever_its_length(who, number, request, spring, django_assert_max_num_queries):
    client = people.browser_of(request.getfixturevalue(who))
    client.get(INDEX)
    crowd(spring, number)

    with django_assert_max_num_queries(15) as plain:
        assert len(references(client.get(INDEX, {"view": "all"}))) == min(number, 20)
    with django_assert_max_num_queries(17) as searched:
        client.get(INDEX, {"view": "all", "q": "person", "host": str(spring.host_key)})

    print(f"\n{who}, {number} rows: {len(plain)} queries, with search and form {len(searched)}")
