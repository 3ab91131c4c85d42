"""A point keeps its block id, and with it its address, through everything that happens to its page."""

import pytest
from wagtail.models import Locale, Revision

from declarations.models import DeclarationPage, Provision
from declarations.models import editing as editing_form
from tests import builders

from .conftest import RAW, set_body
from .test_editing import editor, save

__all__ = ["editor"]

POINTS = ["point-tide", "point-quay", "point-rain"]
TURNED = [*RAW[:2], RAW[4], RAW[2], RAW[3], RAW[5]]


def uids(page):
    return [point.uid for point in page.points]


def every_id(page):
    """Return the ids of all blocks, those of sub-points included."""
    raw = page.body.get_prep_value()
    return {part["id"] for part in raw} | {item["id"] for part in raw if part["type"] == "point" for item in part["value"]["subpoints"]}


def test_ids_stay_over_draft_publish_and_reorder_in_the_editor(editor, charter):
    before = every_id(charter)
    short_ids = dict(Provision.objects.values_list("uid", "short_id"))

    save(editor, charter, TURNED, action="action-save")
    draft = DeclarationPage.objects.get(pk=charter.pk).get_latest_revision_as_object()
    assert (uids(draft), every_id(draft)) == (["point-rain", "point-tide", "point-quay"], before)

    save(editor, charter, TURNED, change_class="amendment")
    charter = DeclarationPage.objects.get(pk=charter.pk)
    assert (uids(charter), every_id(charter)) == (["point-rain", "point-tide", "point-quay"], before)
    assert dict(Provision.objects.values_list("uid", "short_id")) == short_ids


def test_control_ids_that_the_editor_loses_are_other_ids(editor, charter, monkeypatch):
    """Posted without ids, and without the form that gives points theirs back, no id is the one before."""
    monkeypatch.setattr(editing_form, "kept_identities", lambda *_args: {})

    save(editor, charter, [{**part, "id": ""} for part in RAW], action="action-save")
    draft = DeclarationPage.objects.get(pk=charter.pk).get_latest_revision_as_object()

    assert (len(uids(draft)), set(uids(draft)) & set(POINTS)) == (3, set())


def test_ids_come_back_with_an_earlier_revision(charter):
    first = Revision.objects.for_instance(charter).earliest("pk")
    charter.change_class = "amendment"
    builders.publish(set_body(charter, RAW[:3]))

    first.as_object().save_revision().publish()

    assert uids(DeclarationPage.objects.get(pk=charter.pk)) == POINTS
    assert Provision.objects.count() == 3


@pytest.mark.parametrize("style", ["ordinal", "arabic", "roman"])
def test_translation_has_the_same_ids_and_the_same_numbers(charter, style):
    german = Locale.objects.create(language_code="de")
    charter.number_style, charter.change_class = style, "correction"
    charter = builders.publish(charter)
    twin = builders.publish(charter.copy_for_translation(german, copy_parents=True))

    assert every_id(twin) == every_id(charter)
    assert [(point.uid, point.number, point.value) for point in twin.points] == [(p.uid, p.number, p.value) for p in charter.points]
    assert Provision.objects.count() == 3


def test_control_translation_with_ids_of_its_own_is_noticed(charter):
    german = Locale.objects.create(language_code="de")
    twin = charter.copy_for_translation(german, copy_parents=True)
    twin = builders.publish(set_body(twin, [{**part, "id": f"{part['id']}-de"} for part in RAW]))

    assert set(uids(twin)) & set(uids(charter)) == set()
    assert Provision.objects.count() == 6


def test_copy_has_points_of_its_own(charter):
    copy = builders.publish(charter.copy(update_attrs={"slug": "other"}))

    assert uids(copy) == uids(charter)
    assert Provision.objects.values("short_id").distinct().count() == 6
    assert copy.declaration_key != charter.declaration_key


def test_alias_shares_the_points_of_its_source(charter):
    alias = charter.create_alias(update_slug="alias")

    assert (alias.declaration_key, uids(alias)) == (charter.declaration_key, POINTS)
    assert Provision.objects.count() == 3


def test_block_without_id_still_has_a_place_in_a_preview(charter):
    raw = [{name: value for name, value in part.items() if name != "id"} for part in RAW]
    page = set_body(DeclarationPage(title="Preview", locale=charter.locale), raw)

    assert [point.place for point in page.document.points] == [1, 2, 3]
