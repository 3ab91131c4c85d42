"""What the demo site says: the dialogue, the other events, the consensus, what visitors sent."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from convene_site.demo.content.consensus import ADOPTED_BY
from convene_site.demo.content.days import THURSDAY, month, nth
from django.contrib.auth.models import Group
from django.utils import timezone, translation
from wagtail.fields import StreamField
from wagtail.models import Page

from declarations.audits import verify_texts
from declarations.models import DeclarationPage, TextVersion
from eventpages.models import EventPage
from forms_ext.audits import audit_places, verify_consents
from forms_ext.models import ConsentRecord, ConsentStatement, FormHost, FormPage, Message, Submission
from forms_ext.models.readiness import tasks
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]
LANGUAGES = ("en", "de")


def event(slug):
    return EventPage.objects.get(slug=slug)


@pytest.fixture
def dialogue():
    """Return the dialogue by language."""
    english = event("restoring-the-land")
    return {page.locale.language_code: page for page in english.get_translations(inclusive=True).specific()}


# The dialogue


def test_dialogue_is_announced_by_its_month_about_five_months_ahead(dialogue):
    for page in dialogue.values():
        assert page.precision == "month"
        assert timedelta(days=115) < page.date_from - timezone.localdate() < timedelta(days=160)
        assert len(page.focus_areas) == 5


def test_dialogue_asks_for_one_consent_with_a_long_statement(dialogue):
    for language, page in dialogue.items():
        consents = [field for field in page.frozen()["fields"] if field["kind"] == "consent"]

        assert [(field["ask"], field["required"], field["wording"]["language"]) for field in consents] == [("yes_no", True, language)]
        assert len(BeautifulSoup(consents[0]["wording"]["html"], "html.parser").get_text()) > 255


def test_side_events_are_on_two_dates_with_german_labels_marked_as_german(dialogue):
    values = {language: [child.value for child in page.side_events] for language, page in dialogue.items()}

    assert len({value["date"] for value in values["en"]}) == 2
    assert [value["short_label_language"] for value in values["en"]] == ["de", "de"]
    assert [value["short_label"] for value in values["en"]] == [value["short_label"] for value in values["de"]]
    assert [value["date"] for value in values["en"]] == [value["date"] for value in values["de"]]
    assert {(value["date"].year, value["date"].month) for value in values["en"]} == {(month(5).year, month(5).month)}


def test_german_label_is_marked_on_the_english_page(client, dialogue):
    text = client.get(dialogue["en"].url).content.decode()

    assert len(re.findall(r'<span lang="de">Teilnahme [^<]+ \d\d\.\d\d\.</span>', text)) == 2
    assert '<span lang="de">Einwilligung Fotos und Film</span>' in text


def test_dialogue_is_one_room_in_two_languages(dialogue):
    english, german = dialogue["en"], dialogue["de"]

    assert english.host_key == german.host_key
    assert english.live_pools.keys() == german.live_pools.keys()
    assert {item: pool.taken for item, pool in english.live_pools.items()} == {item: pool.taken for item, pool in german.live_pools.items()}


def test_every_part_of_a_german_page_has_the_id_of_its_english_part():
    for page in Page.objects.live().filter(locale__language_code="en", depth__gt=1).specific():
        twin = page.get_translations().get().specific
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                ids = [[(child.block_type, child.id) for child in getattr(one, field.name)] for one in (page, twin)]
                assert ids[0] == ids[1]


def test_german_pages_say_nothing_in_english():
    names = {"place", "url", "name", "address", "letters", "short_label"}
    for page in Page.objects.live().filter(locale__language_code="en", depth__gt=1).specific():
        twin = page.get_translations().get().specific
        same = set(sentences(page, names)) & set(sentences(twin, names))

        assert {text for text in same if len(text.split()) > 3} == set()


def sentences(page, names):
    """Give every text of a page that is longer than a word or two."""
    for field in page._meta.get_fields():
        value = getattr(page, field.name, None) if field.concrete else None
        if isinstance(field, StreamField):
            yield from texts_in([child["value"] for child in value.raw_data], names)
        elif isinstance(value, str) and field.name not in {"url_path", "path", "words"}:
            yield value


def texts_in(value, names):
    if isinstance(value, dict):
        for name, part in value.items():
            yield from texts_in(part, names) if name not in names else ()
    elif isinstance(value, list):
        for part in value:
            yield from texts_in(part, names)
    elif isinstance(value, str):
        yield value


# The other pages


def test_events_stand_where_the_demo_wants_them():
    slugs = {
        "restoring-the-land": "open",
        "who-feeds-the-growing-town": "waiting",
        "reading-the-map-of-the-urban-edge": "open",
        "water-at-the-edge": "soon",
        "forum-on-the-land-between": "past",
        "what-open-ground-is-worth": "past",
    }

    assert {slug: str(event(slug).standing.phase.value) for slug in slugs} == slugs


@pytest.mark.parametrize("language", LANGUAGES)
def test_consensus_is_adopted_with_six_points_and_all_its_parts(language):
    page = DeclarationPage.objects.get(locale__language_code=language)
    kinds = Counter(block.block_type for block in page.body)

    assert (page.status, page.kind, page.authentic_language) == ("adopted", "consensus", "en")
    assert kinds == {"preamble": 3, "enacting": 1, "point": 6, "closing": 2}
    with translation.override(language):
        assert page.event.localized.title == {"en": "Forum on the land between", "de": "Forum: Das Land dazwischen"}[language]
    assert page.adopted_on == page.event.specific.date_to


def test_each_wording_of_the_consensus_is_kept_once():
    assert list(TextVersion.objects.order_by("language").values_list("language", "number", "change_class")) == [
        ("de", 1, "translation"),
        ("en", 1, "adopted"),
    ]


def test_points_have_the_same_permanent_address_in_both_languages(client):
    short = list(dict.fromkeys(re.findall(r"/p/(\w+)/", client.get("/declarations/tam-giang-consensus/").content.decode())))

    assert len(short) == 6
    assert client.get(f"/de/p/{short[0]}/")["Location"].startswith("/de/erklaerungen/tam-giang-konsensus/#p-")


@pytest.mark.parametrize(
    ("address", "event", "point"),
    [
        ("/declarations/tam-giang-consensus/", "/events/restoring-the-land/", "Point 4"),
        ("/de/erklaerungen/tam-giang-konsensus/", "/de/veranstaltungen/das-land-zwischen-stadt-und-dorf/", "Punkt 4"),
    ],
)
def test_event_that_takes_points_up_is_named_by_the_consensus(client, address, event, point):
    page = client.get(address).content.decode()
    taken_up = page[page.index('id="taken-up"') :]

    assert [f'<a href="{event}"' in taken_up, f'<a href="#point-4">{point}</a>' in taken_up] == [True, True]
    assert len(re.findall(r'href="(?:/de)?/p/\w{8}/"', client.get(event).content.decode())) == 2


def test_library_holds_five_statements_in_two_languages():
    rows = ConsentStatement.objects.filter(live=True).values_list("nature", "locale__language_code", "current_version__number")

    assert Counter(rows) == {
        (nature, language, 1): count for nature, count in (("acknowledgement", 2), ("consent", 3)) for language in ("de", "en")
    }


def test_consensus_is_signed_and_asks_the_same_in_both_languages(client):
    pages = [Page.objects.get(slug=slug).specific for slug in ("tam-giang-consensus", "tam-giang-konsensus")]

    english, german = ([(spec["key"], spec["kind"]) for spec in page.frozen()["fields"]] for page in pages)
    assert english == german
    listed = client.get("/declarations/tam-giang-consensus/endorsements/").content.decode()
    assert [name in listed for name, _place, _address in ADOPTED_BY] == [True] * 6


# What was sent


def test_registrations_stand_in_every_state_of_the_desk():
    assert Counter(Submission.objects.values_list("state", flat=True)) == {"accepted": 16 + 6, "received": 6, "declined": 1, "cancelled": 1}
    assert set(ConsentRecord.objects.values_list("state", flat=True)) == {"given", "refused", "withdrawn"}
    assert event("who-feeds-the-growing-town").live_pools[""].queue == 2


def test_nobody_in_the_demo_is_real():
    # Organisations that signed on paper have neither a person's name nor an address.
    people = list(Submission.objects.filter(endorsement=None).values_list("display_name", "email"))
    assert set(Submission.objects.exclude(endorsement=None).values_list("display_name", "email")) == {("", "")}

    assert [name for name, _address in people if not name.startswith("Visitor ")] == []
    assert [address for _name, address in people if not address.endswith("@visitor.example")] == []
    assert [to for to in Message.objects.values_list("to", flat=True) if not to.endswith("@visitor.example")] == []


def test_what_was_sent_in_german_is_answered_in_german():
    letter = Message.objects.get(kind="receipt", to="visitor3@visitor.example")

    for text in (letter.text, letter.html):
        assert ("Tagesfahrt zu den Marktgärten der Lagune" in text, "Day visit" in text) == (True, False)


def test_audits_find_nothing_in_the_demo():
    assert (list(audit_places()), list(verify_consents()), list(verify_texts())) == ([], [], [])


# Days


@pytest.mark.parametrize(
    ("ahead", "today", "first"),
    [
        (0, date(2026, 12, 31), date(2026, 12, 1)),
        (1, date(2026, 12, 31), date(2027, 1, 1)),
        (5, date(2026, 8, 1), date(2027, 1, 1)),
        (-1, date(2026, 1, 31), date(2025, 12, 1)),
        (-14, date(2026, 2, 28), date(2024, 12, 1)),
    ],
)
def test_month_counts_across_years(ahead, today, first):
    assert month(ahead, today) == first


@pytest.mark.parametrize(("number", "day"), [(1, date(2027, 4, 1)), (2, date(2027, 4, 8)), (4, date(2027, 4, 22))])
def test_nth_finds_the_weekday_of_a_month(number, day):
    assert nth(number, THURSDAY, date(2027, 4, 1)) == day


def test_forms_that_take_answers_lack_nothing_that_editors_are_told_to_have():
    people.person("mona", Group.objects.get(name="Moderators"))
    hosts = [page for page in Page.objects.live().specific() if isinstance(page, FormHost) and page.takes_answers()]
    missing = {page.title: [task.sentence for task in tasks(page) if task.state == "missing"] for page in hosts}

    assert {type(page) for page in hosts} == {DeclarationPage, EventPage, FormPage}
    assert missing == {page.title: [] for page in hosts}
    assert [concern.code for page in hosts for concern in page.lint() if concern.code == "no-controller"] == []
