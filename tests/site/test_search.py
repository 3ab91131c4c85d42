"""The search page: kinds, nothing found, pages of results, whatever is typed."""

import pytest
from convene_site.home.models import StandardPage
from convene_site.home.search import cleaned, marked
from django.core.management import call_command
from wagtail.models import Page, PageViewRestriction, Site


@pytest.fixture
def many(settings_of_site, home, german):
    Site.get_site_root_paths()
    return [
        home.add_child(instance=StandardPage(title=f"Water {number}", slug=f"water-{number}", lead="Wells & drains."))
        for number in range(13)
    ]


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_results_are_counted_marked_and_paged(client, many):
    first = text_of(client, "/search/?q=water")
    second = text_of(client, "/search/?q=water&page=2")

    assert "<strong>13 results</strong>" in first
    assert (first.count("<mark>Water</mark>"), second.count("<mark>Water</mark>")) == (10, 3)
    assert 'href="?q=water&amp;page=2"' in first


def test_kinds_filter_the_results(client, many):
    assert "<strong>13 results</strong>" in text_of(client, "/search/?q=water&kind=pages")
    assert "Nothing was found" in text_of(client, "/search/?q=water&kind=events")


def test_unknown_kinds_and_pages_are_taken_as_all_and_last(client, many):
    assert "<strong>13 results</strong>" in text_of(client, "/search/?q=water&kind=%27%3B--&page=9999")


def test_results_are_in_the_language_of_the_visitor(client, many):
    assert "Nothing was found" in text_of(client, "/search/?q=Feld")
    assert "<mark>Feld</mark>" in text_of(client, "/de/search/?q=Feld")


def test_drafts_and_private_pages_are_never_found(client, many):
    many[0].unpublish()
    PageViewRestriction.objects.create(page=many[1], restriction_type="login")

    text = text_of(client, "/search/?q=water")

    assert "<strong>11 results</strong>" in text


def test_empty_and_unmatched_states_are_told_apart(client, many):
    assert "What are you looking for?" in text_of(client, "/search/")
    assert "What are you looking for?" in text_of(client, "/search/?q=%20%09")
    assert "Nothing was found for “zebra”" in text_of(client, "/search/?q=zebra")


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "'",
        "*",
        "AND",
        "NOT NEAR(",
        "a:b",
        "%",
        "\\",
        "-water",
        "(((",
        "<script>alert(1)</script>",
        "ễ",
        "水",
        "😀",
        "\ud800",
        "x" * 5000,
        "\x01",
    ],
)
def test_whatever_is_typed_is_answered(client, many, typed):
    answer = client.get("/search/", {"q": typed.encode("utf-8", "surrogatepass")})

    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_nul_byte_is_refused(client, many):
    assert client.get("/search/?q=a%00b").status_code == 400


def test_search_costs_as_many_queries_for_three_and_for_ten_results(client, many, django_assert_max_num_queries):
    text_of(client, "/search/?q=water")
    counts = []
    for number in (3, 10):
        Page.objects.filter(pk__in=[page.pk for page in many[number:]]).update(live=False)
        with django_assert_max_num_queries(20) as captured:
            text_of(client, "/search/?q=water")
        counts.append(len(captured))
        Page.objects.filter(pk__in=[page.pk for page in many]).update(live=True)

    assert counts[0] == counts[1]


def test_search_index_can_be_rebuilt(many):
    call_command("update_index", verbosity=0)


def test_words_are_cut_and_cleaned():
    assert cleaned("  a\tb\x07 " + "c" * 300) == "a b " + "c" * 196


def test_marks_escape_what_they_surround():
    assert (
        marked("<b>Water</b> & water", "water b")
        == "&lt;<mark>b</mark>&gt;<mark>Water</mark>&lt;/<mark>b</mark>&gt; &amp; <mark>water</mark>"
    )
