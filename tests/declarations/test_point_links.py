"""Links from any rich text to a point, and the way back."""

import json

import pytest
from convene_site.home.models import StandardPage
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.rich_text import expand_db_html, features

from declarations.models import DeclarationPage, Provision
from declarations.models.taken_up import taken_up
from declarations.point_links import addressed, stable
from declarations.schema import folded_html
from forms_ext.ledger import canonical, sha256
from tests import builders

from .conftest import RAW, raw_point, set_body


def link(charter, number, words="there"):
    short = Provision.objects.get(declaration_key=charter.declaration_key, uid=charter.points[number - 1].uid).short_id
    return f'<a id="{short}" linktype="point">{words}</a>', short


@pytest.fixture
def reading(charter):
    """Return a function that publishes a page to read with this rich text."""
    home = charter.get_parent().get_parent()

    def publish(html, title="Reading", parent=home, **fields):
        page = StandardPage(title=title, **fields)
        page.body = page.body.stream_block.to_python([builders.part("text", {"heading": "About", "text": f"<p>{html}</p>"})])
        parent.add_child(instance=page)
        return builders.publish(page)

    return publish


def test_reader_gets_the_permanent_address(client, charter, reading):
    html, short = link(charter, 2)

    assert f'<a href="/p/{short}/">there</a>' in client.get(reading(html).url).content.decode()


def test_address_is_in_the_language_of_the_page(charter):
    html, short = link(charter, 1)

    with translation.override("de"):
        assert expand_db_html(html) == f'<a href="/de/p/{short}/">there</a>'
        assert addressed(folded_html(f"<p>{html}</p>")) == f'<p><a href="/de/p/{short}/">there</a></p>'


def test_many_links_cost_no_query(charter, django_assert_num_queries):
    html = link(charter, 1)[0] * 40

    with django_assert_num_queries(0):
        assert expand_db_html(html).count("/p/") == 40


@pytest.mark.parametrize("attributes", ['linktype="point"', 'linktype="point" id="12"', 'id="x&quot; onclick=" linktype="point"'])
def test_link_without_a_point_leads_nowhere(attributes):
    assert expand_db_html(f"<a {attributes}>there</a>") == "<a>there</a>"


def test_hash_depends_on_the_point_and_on_nothing_around_it(charter, index):
    html, _short = link(charter, 1)
    page = DeclarationPage(title="Later", slug="later", status="adopted")
    index.add_child(instance=set_body(page, [raw_point(f"see {html}.", "point-see")]))
    page = builders.publish(page)
    before = sha256(canonical(page.wording()))

    charter.slug = "elsewhere"
    builders.publish(charter)
    with translation.override("de"):
        assert sha256(canonical(page.wording())) == before
    assert sha256(canonical(set_body(page, [raw_point(f"see {link(charter, 2)[0]}.", "point-see")]).wording())) != before


def test_stable_form_is_free_of_the_language():
    assert (
        stable('<a linktype="point" id="k7w2m9qa">x</a>')
        == stable('<a id="k7w2m9qa" linktype="point">x</a>')
        == '<a href="/p/k7w2m9qa/">x</a>'
    )
    assert stable('<a linktype="page" id="3">x</a>') == '<a linktype="page" id="3">x</a>'


def test_editor_reads_back_what_it_stored(charter):
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    html, short = link(charter, 3)
    converter = ContentstateConverter(features=["bold", "link", "point-link"])
    kept = converter.from_database_format(f"<p>See {html}</p>")

    assert '"label": "Harbour Charter, point 3"' in kept
    assert f'<a linktype="point" id="{short}">there</a>' in converter.to_database_format(kept)


def test_page_that_links_is_named_by_the_point(charter, reading):
    first = reading(link(charter, 2)[0], "Workshop")
    second = reading(link(charter, 2)[0] + link(charter, 3)[0], "Report")

    assert taken_up(charter.declaration_key) == {"point-quay": [Page(pk=second.pk), Page(pk=first.pk)], "point-rain": [Page(pk=second.pk)]}


def test_only_live_and_public_pages_are_named(charter, reading):
    page = reading(link(charter, 1)[0])
    assert taken_up(charter.declaration_key)

    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert taken_up(charter.declaration_key) == {}

    restriction.delete()
    page.unpublish()
    assert taken_up(charter.declaration_key) == {}


def test_draft_of_a_link_is_not_named_before_it_is_published(charter, reading):
    page = reading("nothing")
    page.body = page.body.stream_block.to_python([builders.part("text", {"heading": "About", "text": f"<p>{link(charter, 1)[0]}</p>"})])
    page.save_revision()
    assert taken_up(charter.declaration_key) == {}

    page.get_latest_revision().publish()
    assert taken_up(charter.declaration_key)


def test_link_that_was_taken_out_is_forgotten(charter, reading):
    page = reading(link(charter, 1)[0])
    page.body = page.body.stream_block.to_python([builders.part("text", {"heading": "About", "text": "<p>nothing</p>"})])
    builders.publish(page)

    assert taken_up(charter.declaration_key) == {}


def test_page_published_again_and_again_stays_named(charter, reading):
    page = reading(link(charter, 1)[0])
    for _again in range(3):
        page = builders.publish(page)
        assert list(taken_up(charter.declaration_key)) == ["point-tide"]


def test_own_points_do_not_take_each_other_up(charter):
    body = [*RAW[:3], raw_point(f"as {link(charter, 1)[0]} says.", "point-quay"), *RAW[4:]]
    charter.change_class = "amendment"
    builders.publish(set_body(charter, body))

    assert taken_up(charter.declaration_key) == {}


def test_translated_page_is_named_once_in_the_language_of_the_reader(charter, reading):
    page = reading(link(charter, 1)[0])
    german = Locale.objects.create(language_code="de")
    charter.get_parent().get_parent().copy_for_translation(german).save_revision().publish()
    twin = builders.publish(page.copy_for_translation(german))

    assert [found.pk for found in taken_up(charter.declaration_key)["point-tide"]] == [page.pk]
    with translation.override("de"):
        assert [found.pk for found in taken_up(charter.declaration_key)["point-tide"]] == [twin.pk]


def test_looking_for_pages_costs_the_same_for_one_and_for_many(charter, reading, django_assert_max_num_queries):
    for number in range(6):
        reading(link(charter, number % 3 + 1)[0], f"Reading {number}")

    with django_assert_max_num_queries(4):
        assert sum(len(pages) for pages in taken_up(charter.declaration_key).values()) == 6


def test_feature_is_offered_to_editors_of_all_texts(charter):
    from eventpages.blocks.body import TextBlock

    text = StandardPage.body.field.stream_block.child_blocks["text"].child_blocks["text"]
    offered = [block.features for block in (TextBlock(), text)]

    assert all("point-link" in names for names in offered)
    assert "point-link" in features.get_default_features()


def choosing(client, path, **data):
    return json.loads(client.get(reverse(f"declarations_point_chooser:{path}", **data)).content)


def test_chooser_lists_the_points_in_force(admin_client, charter):
    charter.change_class = "amendment"
    builders.publish(set_body(charter, [*RAW[:4], RAW[5]]))
    html = choosing(admin_client, "choose")["html"]

    assert [text in html for text in ("First, Count the tides", "Second, quays stay open", "Harbour Charter", "rain is led")] == [
        True,
        True,
        True,
        False,
    ]


def test_chooser_finds_words_and_declarations(admin_client, charter):
    address = reverse("declarations_point_chooser:choose_results")

    def found(**query):
        page = admin_client.get(address, query).content.decode()
        return [words for words in ("Count the tides", "quays stay", "rain is led") if words in page]

    assert found(q="quays") == ["quays stay"]
    assert found(q="Count") == ["Count the tides"]
    assert found(q="nothing of that") == []
    assert found(declaration=str(charter.declaration_key)) == ["Count the tides", "quays stay", "rain is led"]
    assert len(found(declaration="no uuid")) == 3


def test_chooser_shows_the_language_of_the_editor(admin_client, admin_user, charter):
    from wagtail.users.models import UserProfile

    german = Locale.objects.create(language_code="de")
    charter.get_parent().get_parent().copy_for_translation(german).save_revision().publish()
    charter.get_parent().copy_for_translation(german).save_revision().publish()
    twin = charter.copy_for_translation(german)
    twin.title = "Hafencharta"
    builders.publish(set_body(twin, [raw_point("Kais bleiben offen.", "point-quay"), RAW[2]]))
    UserProfile.objects.update_or_create(user=admin_user, defaults={"preferred_language": "de"})
    html = choosing(admin_client, "choose")["html"]

    assert "Erstens, Kais bleiben offen." in html
    assert "Hafencharta" in html
    # A point without a German wording is offered in the language that it has.
    assert "Third, rain is led" in html


def test_chosen_point_is_handed_over_with_its_identity(admin_client, charter):
    provision = Provision.objects.get(uid="point-quay")
    answer = choosing(admin_client, "chosen", args=[provision.pk])

    assert answer == {
        "step": "chosen",
        "result": {"id": provision.short_id, "title": "Harbour Charter, point 2", "url": f"/p/{provision.short_id}/"},
    }


def test_points_of_private_declarations_are_not_offered(admin_client, charter):
    PageViewRestriction.objects.create(page=charter, restriction_type="login")
    provision = Provision.objects.get(uid="point-quay")

    assert "quays stay" not in choosing(admin_client, "choose")["html"]
    assert admin_client.get(reverse("declarations_point_chooser:chosen", args=[provision.pk])).status_code == 404


def test_chooser_is_for_editors_only(client, charter):
    assert client.get(reverse("declarations_point_chooser:choose")).status_code == 302


def test_declaration_names_who_took_up_its_points(client, charter, reading):
    page = reading(link(charter, 2)[0], "Workshop on quays")
    html = client.get(charter.url).content.decode()

    assert "Taken up in" in html
    assert f'<a href="{page.url}" hreflang="en" lang="en">Workshop on quays</a>' in html
    assert "Point 2" in html


def test_link_survives_a_translation_with_wagtail_localize():
    from wagtail_localize.strings import extract_strings, restore_strings

    source = '<p>See <a id="k7w2m9qa" linktype="point">there</a>.</p>'
    template, strings = extract_strings(source)

    assert strings[0][0].data == 'See <a id="a1">there</a>.'
    assert restore_strings(template, strings) == source
