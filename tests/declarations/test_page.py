"""A declaration as visitors read it."""

import re

import pytest
from django.core.exceptions import ValidationError

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


def test_german_page_counts_in_german(charter):
    from wagtail.models import Locale

    german = Locale.objects.create(language_code="de")
    charter.get_parent().get_parent().copy_for_translation(german).save_revision().publish()
    charter.get_parent().copy_for_translation(german).save_revision().publish()
    twin = builders.publish(charter.copy_for_translation(german))

    assert [point.lead_in for point in twin.points] == ["Erstens,", "Zweitens,", "Drittens,"]
    assert [point.uid for point in twin.points] == [point.uid for point in charter.points]


def test_number_of_its_own_does_not_count(charter):
    extra = raw_point("ferries run at night.", "point-ferry")
    extra["value"]["fixed_number"] = "1 bis"
    page = builders.publish(set_body(charter, [*RAW[:3], extra, *RAW[3:]]))

    assert [point.number for point in page.points] == ["1", "1 bis", "2", "3"]


def test_every_point_is_an_item_with_its_number_and_both_addresses(client, charter):
    page = client.get(charter.url).content.decode()

    for point in charter.points:
        short = Provision.objects.get(uid=point.uid).short_id
        assert re.search(rf'<li class="point" id="{point.anchor}" value="{point.value}">', page)
        assert f'id="p-{short}"' in page
        assert f'href="/p/{short}/"' in page


def test_text_in_preparation_has_no_permanent_links(client, index):
    page = DeclarationPage(title="Draft", slug="draft", status="preparation")
    index.add_child(instance=set_body(page, RAW))
    builders.publish(page)

    assert Provision.objects.count() == 0
    assert "/p/" not in client.get(page.url).content.decode()


def test_points_after_the_closing_are_refused(charter):
    block = charter.body.stream_block

    with pytest.raises(ValidationError):
        block.clean(block.to_python([*RAW[2:4], RAW[5], RAW[4]]))


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
