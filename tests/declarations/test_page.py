"""A declaration as visitors read it."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from lxml import html as markup

from declarations import schema
from declarations.documents import Document
from declarations.models import DeclarationPage, Provision
from tests import builders

from .conftest import RAW, raw_point, set_body


def test_page_shows_the_text_in_order(client, charter):
    page = client.get(charter.url).content.decode()

    parts = ["The harbours met", "we have agreed", "tides are counted", "quays stay", "rain is led", "Done at the pier"]
    assert [page.rindex(part) for part in parts] == sorted(page.rindex(part) for part in parts)


def test_numbers_are_computed_words(charter):
    assert [(point.number, point.lead_in) for point in charter.points] == [("1", "First,"), ("2", "Second,"), ("3", "Third,")]


@pytest.mark.parametrize(("style", "expected"), [("arabic", ["1.", "2.", "3."]), ("roman", ["I.", "II.", "III."]), ("none", ["", "", ""])])
def test_style_changes_the_numbers(charter, style, expected):
    charter.number_style = style

    assert [point.lead_in for point in builders.publish(charter).points] == expected


@pytest.fixture
def twin(charter):
    """The German translation of the charter, its words not translated yet."""
    from wagtail.models import Locale

    german = Locale.objects.create(language_code="de")
    charter.get_parent().get_parent().copy_for_translation(german).save_revision().publish()
    charter.get_parent().copy_for_translation(german).save_revision().publish()
    return builders.publish(charter.copy_for_translation(german))


def test_german_page_counts_in_german(charter, twin):
    assert [point.lead_in for point in twin.points] == ["Erstens,", "Zweitens,", "Drittens,"]
    assert [point.uid for point in twin.points] == [point.uid for point in charter.points]


def test_control_numbers_that_depend_on_the_language_are_noticed(charter, twin, monkeypatch):
    def numbers():
        return [[point.number for point in points_of(page)] for page in (charter, twin)]

    def points_of(page):
        return schema.points_of(page.body, "arabic", page.language)

    assert numbers() == [["1", "2", "3"], ["1", "2", "3"]]
    render = schema.render
    monkeypatch.setattr(schema, "render", lambda number, style, language: render(number + (language == "de"), style, language))
    assert numbers() == [["1", "2", "3"], ["2", "3", "4"]]


@pytest.fixture
def with_bis(charter):
    """The charter with a point that has a number of its own."""
    extra = raw_point("ferries run at night.", "point-ferry")
    extra["value"]["fixed_number"] = "1 bis"
    return builders.publish(set_body(charter, [*RAW[:3], extra, *RAW[3:]]))


def test_number_of_its_own_does_not_count(with_bis):
    assert [point.number for point in with_bis.points] == ["1", "1 bis", "2", "3"]
    assert [point.value for point in with_bis.points] == [1, None, 2, 3]


def wrong_items(html, page):
    """Return what is wrong with the items of the points: for each one list item in a list, with its value and both addresses."""
    tree, points = markup.fromstring(html), page.points
    wrong = [] if tree.get("lang") == page.language else [f"language {tree.get('lang')}"]
    items = tree.xpath("//ol[@role='list']/li[contains(@class, 'point')]")
    if len(items) != len(points):
        wrong.append(f"{len(items)} items")
    for point, item in zip(points, items, strict=False):
        short = Provision.objects.get(uid=point.uid).short_id
        said = {
            "id": item.get("id"),
            "times": len(tree.xpath("//*[@id=$id]", id=point.anchor)),
            "value": item.get("value"),
            "anchors": item.xpath(".//@id[starts-with(., 'p-')]"),
            "links": item.xpath(".//a[@class='permalink']/@href"),
        }
        language = "" if page.language == "en" else f"/{page.language}"
        expected = {"id": point.anchor, "times": 1, "value": point.value and str(point.value), "anchors": [f"p-{short}"]}
        expected |= {"links": [f"{language}/p/{short}/"]}
        wrong += [f"{point.anchor}: {name} {said[name]}" for name in expected if said[name] != expected[name]]
    return wrong


def test_every_point_is_an_item_with_its_number_and_both_addresses(client, with_bis):
    assert wrong_items(client.get(with_bis.url).content.decode(), with_bis) == []


def test_points_of_a_translation_are_such_items_in_its_language(client, twin):
    assert wrong_items(client.get(twin.url).content.decode(), twin) == []


def test_control_items_without_their_numbers_are_noticed(client, charter, monkeypatch):
    numbered = Document._point
    monkeypatch.setattr(Document, "_point", lambda *args: replace(numbered(*args), value=None))

    assert wrong_items(client.get(charter.url).content.decode(), charter) == [
        "point-1: value None",
        "point-2: value None",
        "point-3: value None",
    ]


@pytest.mark.parametrize(
    ("written", "instead", "wrong"),
    [
        ('<ol class="points wide-points" role="list"', '<ol class="points wide-points"', "0 items"),
        ('value="2"', 'value="3"', "point-2: value 3"),
        ('id="point-2"', 'id="point-1"', "point-1: times 2"),
        ('<html lang="en"', '<html lang="de"', "language de"),
    ],
)
def test_control_other_items_are_noticed(client, charter, written, instead, wrong):
    page = client.get(charter.url).content.decode()
    assert page.count(written) == 1

    assert wrong in wrong_items(page.replace(written, instead), charter)


def test_text_in_preparation_has_no_permanent_links(client, index):
    page = DeclarationPage(title="Draft", slug="draft", status="preparation")
    index.add_child(instance=set_body(page, RAW))
    builders.publish(page)

    assert Provision.objects.count() == 0
    assert "/p/" not in client.get(page.url).content.decode()


def test_points_after_the_closing_are_refused(charter):
    block = charter.body.stream_block

    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python([*RAW[2:4], RAW[5], RAW[4]]))
    assert {place: error.message.partition(":")[0] for place, error in refused.value.block_errors.items()} == {3: "This stands too late"}


def test_order_as_written_is_accepted(charter):
    block = charter.body.stream_block

    assert len(block.clean(block.to_python(RAW))) == len(RAW)


def test_index_lists_public_declarations(client, charter, index):
    page = client.get(index.url).content.decode()

    assert "Harbour Charter" in page


def test_empty_index_says_so(client, index):
    assert "No declaration has been published yet" in client.get(index.url).content.decode()


def test_page_costs_few_queries(client, charter, django_assert_max_num_queries):
    client.get(charter.url)

    with django_assert_max_num_queries(17):
        client.get(charter.url)


def test_event_is_named_only_while_it_is_public(client, charter, index):
    from wagtail.models import Page, PageViewRestriction

    event = index.get_parent().add_child(instance=Page(title="Spring meeting", slug="spring-meeting"))
    charter.event = event
    charter = builders.publish(charter)
    assert "Spring meeting" in client.get(charter.url).content.decode()

    PageViewRestriction.objects.create(page=event, restriction_type="login")
    assert "Spring meeting" not in client.get(charter.url).content.decode()
