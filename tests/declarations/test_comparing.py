"""What changed from one version to another, as visitors see it."""

import re

import pytest

from tests import builders

from .conftest import RAW, raw_point, set_body


@pytest.fixture
def amended(charter):
    """The charter in its second version: one point reworded, one moved, one new."""
    _tide, quay, rain = RAW[2:5]
    reworded = raw_point("tides are counted before any wall is built.", "point-tide", "Count the tides")
    body = [RAW[0], RAW[1], rain, reworded, quay, raw_point("nets are mended in the open.", "point-net"), RAW[5]]
    charter.change_class = "amendment"
    return builders.publish(set_body(charter, body))


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_comparison_names_each_change(client, amended):
    text = text_of(client.get(f"{amended.url}compare/1/2/"))

    for words in ("What changed from version 1 to version 2", "Reworded", "Moved", "was 3 in version 1", "The wording is the same."):
        assert words in text
    assert [text.count(f"point {word}") for word in ("reworded", "moved", "new")] == [1, 1, 1]


def test_comparison_marks_words_for_eyes_and_for_ears(client, amended):
    page = client.get(f"{amended.url}compare/1/2/").content.decode()

    assert re.search(r'<del><span class="sr">\[removed\] </span>walls are <span class="sr"> \[end\]</span></del>', page)
    assert re.search(r'<ins><span class="sr">\[added\] </span>any wall is <span class="sr"> \[end\]</span></ins>', page)


def test_comparison_the_other_way_round_leads_to_the_right_order(client, amended):
    assert client.get(f"{amended.url}compare/2/1/").headers["Location"] == f"{amended.url}compare/1/2/"


def test_same_version_says_so(client, amended):
    assert "The two versions are the same." in text_of(client.get(f"{amended.url}compare/2/2/"))


@pytest.mark.parametrize("numbers", ["1/9", "0/1", "7/8", "1/999999"])
def test_unknown_version_is_a_clear_404(client, amended, numbers):
    answer = client.get(f"{amended.url}compare/{numbers}/")

    assert answer.status_code == 404
    assert "There is no such version" in text_of(answer)
    assert "These versions of “Harbour Charter” were kept: Version 2" in text_of(answer)


@pytest.mark.parametrize("path", ["compare/1/99999999999999999999/", "compare/one/two/", "compare/1/"])
def test_what_is_no_number_is_not_found(client, amended, path):
    assert client.get(amended.url + path).status_code == 404


@pytest.mark.parametrize(
    ("query", "lands"),
    [("", "1/2"), ("?a=1&b=2", "1/2"), ("?a=2&b=1", "1/2"), ("?a=x&b=2", "1/2"), ("?a=" + "9" * 400 + "&b=1", "1/2"), ("?a=1&b=1", "1/1")],
)
def test_choice_leads_to_a_comparison(client, amended, query, lands):
    assert client.get(f"{amended.url}compare/{query}").headers["Location"] == f"{amended.url}compare/{lands}/"


def test_text_in_preparation_has_nothing_to_compare(client, index):
    from declarations.models import DeclarationPage

    page = DeclarationPage(title="Draft", slug="draft", status="preparation")
    index.add_child(instance=set_body(page, RAW))
    page = builders.publish(page)

    assert client.get(f"{page.url}compare/", follow=True).status_code == 404
    assert client.get(page.url).status_code == 200


def test_page_links_each_version_to_what_changed(client, amended):
    page = client.get(amended.url).content.decode()

    assert page.count("/compare/") == 1
    assert f'href="{amended.url}compare/1/2/"' in page


def test_private_page_keeps_its_comparison_private(client, amended):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=amended, restriction_type="login")

    assert client.get(f"{amended.url}compare/1/2/").status_code == 302


def test_comparison_costs_few_queries(client, amended, django_assert_max_num_queries):
    client.get(f"{amended.url}compare/1/2/")

    with django_assert_max_num_queries(17):
        client.get(f"{amended.url}compare/1/2/")


def test_versions_of_another_language_are_not_compared(client, amended):
    from wagtail.models import Locale

    german = Locale.objects.create(language_code="de")
    for page in (amended.get_parent().get_parent(), amended.get_parent()):
        page.specific.copy_for_translation(german).save_revision().publish()
    twin = builders.publish(amended.copy_for_translation(german))

    assert client.get(f"{twin.url}compare/1/2/").status_code == 404
    assert client.get(f"{twin.url}compare/1/1/").status_code == 200
