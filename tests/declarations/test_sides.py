"""Two languages of one text side by side."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from lxml import html as markup
from wagtail.models import Locale, PageViewRestriction

from declarations.documents import Document
from declarations.models import TextVersion
from declarations.schema import Point
from declarations.sides import Pair, pairs
from declarations.views import beside
from forms_ext.models.immutable import ImmutableError
from tests import builders

from .conftest import RAW, raw_point, set_body
from .test_differences import A, B, C, content, other


def keys(left, right):
    return [tuple(side and (side.uid if isinstance(side, Point) else side.html) for side in pair.sides) for pair in pairs(left, right)]


def test_points_stand_beside_each_other_by_identity():
    assert keys(content(A, B, C), content(B, C, A)) == [("a", "a"), ("b", "b"), ("c", "c")]


def test_missing_points_leave_a_gap_where_they_would_stand():
    assert keys(content(A, C), content(A, B)) == [("a", "a"), (None, "b"), ("c", None)]
    assert keys(content(), content(A, B)) == [(None, "a"), (None, "b")]


def test_other_parts_stand_beside_each_other_by_their_place():
    left = content(other("preamble", "one"), other("preamble", "two"), A, other("closing", "end"))
    right = content(other("preamble", "eins"), other("crossheading", "Wasser"), A, other("closing", "Ende"))

    assert keys(left, right) == [("one", "eins"), (None, "Wasser"), ("two", None), ("a", "a"), ("end", "Ende")]


def test_no_part_of_either_language_is_left_out():
    left, right = content(A, other("crossheading", "x"), B, other("annex", "t", title="T")), content(C, other("closing", "e"), A)

    assert [pair.left for pair in pairs(left, right) if pair.left] == list(left.parts)
    assert sorted(keys(left, right), key=str) == sorted(
        [("a", "a"), ("x", None), ("b", None), ("t", None), (None, "c"), (None, "e")], key=str
    )


@pytest.fixture
def german(charter):
    """The charter, authentic in English, with a German translation of two of its three points."""
    charter.authentic_language = "en"
    charter = builders.publish(charter)
    locale = Locale.objects.create(language_code="de")
    for page in (charter.get_parent().get_parent(), charter.get_parent()):
        page.specific.copy_for_translation(locale).save_revision().publish()
    twin = charter.copy_for_translation(locale)
    twin.title = "Hafencharta"
    return builders.publish(
        set_body(twin, [RAW[1], raw_point("Gezeiten werden gezählt.", "point-tide"), raw_point("Kais bleiben offen.", "point-quay")])
    )


def amend(page, raw):
    page.change_class = "amendment"
    return builders.publish(set_body(page, raw))


REWORDED = [*RAW[:2], raw_point("tides are counted twice.", "point-tide"), *RAW[3:]]


def shown(client, page, code="de"):
    html = client.get(f"{page.url}?with={code}").content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)), html


def cells(html):
    """Return the words of each row of the table, the name of the row first."""
    rows = markup.fromstring(html).xpath("//table//tbody/tr")
    return [[" ".join(" ".join(cell.itertext()).split()) for cell in row] for row in rows]


MISSING = "Not yet translated"


def test_two_languages_stand_side_by_side(client, charter, german):
    text, html = shown(client, charter)

    assert "Authentic, version 1" in text
    assert "Version 1, translation of version 1" in text
    assert cells(html) == [
        ["Preamble", "The harbours met in spring.", MISSING],
        ["Enacting clause", "we have agreed on the following:", "we have agreed on the following:"],
        ["Point 1", "Count the tides First, tides are counted before walls are built.", "Erstens, Gezeiten werden gezählt."],
        ["Point 2", "Second, quays stay open to those who fish.", "Zweitens, Kais bleiben offen."],
        ["Point 3", "Third, rain is led to ponds. (a) in the old town (b) along the dyke", MISSING],
        ["Closing", "Done at the pier.", MISSING],
    ]
    assert html.count('<td data-l="Deutsch" lang="de">') == 3
    assert html.count('<td data-l="English" lang="en">') == 6
    assert "is in force" not in text


def test_control_pairs_that_leave_out_what_one_side_lacks_are_noticed(client, charter, german, monkeypatch):
    monkeypatch.setattr(beside, "pairs", lambda left, right: [pair for pair in pairs(left, right) if all(pair.sides)])

    assert MISSING not in shown(client, charter)[0]
    assert [row[0] for row in cells(shown(client, charter)[1])] == ["Enacting clause", "Point 1", "Point 2"]


def test_control_points_beside_each_other_by_place_are_noticed(client, charter, german, monkeypatch):
    def by_place(left, right):
        return [Pair("point", *sides) for sides in zip(left.points, right.points[::-1], strict=False)]

    monkeypatch.setattr(beside, "pairs", by_place)

    assert cells(shown(client, charter)[1])[0][1:] == [
        "Count the tides First, tides are counted before walls are built.",
        "Zweitens, Kais bleiben offen.",
    ]


def test_what_only_a_translation_has_is_named(client, charter, german):
    amend(charter, [*RAW[:3], RAW[4]])

    assert "Not part of the authentic text" in shown(client, charter)[0]


def test_translation_of_an_older_version_is_marked(client, charter, german):
    amend(charter, REWORDED)
    text, html = shown(client, charter)

    assert "Deutsch: translation of version 1; version 2 is in force" in text
    assert "1 point that changed since is marked." in text
    assert html.count('class="stale"') == 1
    assert "Made from version 1" in text


def test_translation_alone_tells_that_it_is_older(client, charter, german):
    sentence = "This is a translation of version 1; version 2 is in force."
    assert sentence not in client.get(german.url).content.decode()

    amend(charter, REWORDED)
    with translation.override("en"):
        page = client.get(german.url, headers={"accept-language": "en"}).content.decode()
    assert 'class="notice warn mt5" role="note"' in page
    assert sentence not in client.get(charter.url).content.decode()


def test_mark_goes_when_the_translation_follows(client, charter, german):
    amend(charter, REWORDED)
    raw = german.body.get_prep_value()
    raw[1]["value"]["text"] = "<p>Gezeiten werden zweimal gezählt.</p>"
    amend(german, raw)

    assert TextVersion.newest(charter.declaration_key, "de").translates == 2
    assert "is in force" not in shown(client, charter)[0]


def test_editor_may_say_that_a_translation_needs_no_change(client, charter, german):
    amend(charter, REWORDED)
    german.translation_of = 2
    builders.publish(german)

    assert TextVersion.objects.filter(language="de").count() == 1
    assert "is in force" not in shown(client, charter)[0]


def test_version_that_was_translated_is_kept_for_ever(charter, german):
    version = TextVersion.newest(charter.declaration_key, "de")
    version.translates = 7

    with pytest.raises(ImmutableError):
        version.save()
    assert TextVersion.objects.get(pk=version.pk).translates == 1
    assert TextVersion.newest(charter.declaration_key, "en").translates is None


@pytest.mark.parametrize("code", ["fr", "xx", "en", "", "de'--"])
def test_unknown_language_shows_the_text_alone(client, charter, german, code):
    answer = client.get(charter.url, {"with": code})

    assert answer.status_code == 200
    assert "In two languages" not in answer.content.decode()


def test_private_translation_is_not_shown(client, charter, german):
    PageViewRestriction.objects.create(page=german, restriction_type="login")

    assert "Gezeiten" not in shown(client, charter)[1]


def test_page_leads_to_its_other_languages(client, charter, german):
    assert '<a class="quiet" href="?with=de" lang="de" hreflang="de">Deutsch</a>' in client.get(charter.url).content.decode()
    assert '<a class="quiet" href="?with=en" lang="en" hreflang="en">English</a>' in client.get(german.url).content.decode()


def test_page_without_translations_offers_none(client, charter):
    assert "?with=" not in client.get(charter.url).content.decode()


def test_side_by_side_costs_few_queries(client, charter, german, django_assert_max_num_queries):
    amend(charter, REWORDED)
    client.get(f"{charter.url}?with=de")

    with django_assert_max_num_queries(22):
        client.get(f"{charter.url}?with=de")


def test_documents_know_their_language(charter, german):
    assert (Document(german.wording()).language, Document(charter.wording()).language) == ("de", "en")


@pytest.mark.parametrize("made_from", [1, None])
def test_version_that_was_given_may_be_translated(charter, german, made_from):
    german.translation_of = made_from

    german.clean()


@pytest.mark.parametrize("made_from", [0, 2])
def test_version_that_was_never_given_cannot_be_translated(charter, german, made_from):
    german.translation_of = made_from

    with pytest.raises(ValidationError, match="no such version"):
        german.clean()


def test_authentic_text_translates_nothing(charter, german):
    charter.translation_of = 1

    with pytest.raises(ValidationError, match="Only a translation"):
        charter.clean()
