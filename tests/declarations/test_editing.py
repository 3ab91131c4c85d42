"""What protects an adopted wording in the editor."""

import re

import pytest
from django.forms import BooleanField
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks.base import BlockField
from wagtail.test.utils.form_data import nested_form_data, rich_text

from declarations.identities import kept_identities
from declarations.models import DeclarationPage, Provision, TextVersion
from tests import builders, people

from .conftest import RAW, raw_point, set_body


def posted(page, raw, action="action-publish", **values):
    """Return what the editor's form posts for these parts."""
    blocks = []
    for part in raw:
        value = part["value"]
        if part["type"] == "point":
            items = {"count": str(len(value["subpoints"]))} | {
                f"{place}": {"value": rich_text(item["value"]), "id": item["id"], "order": str(place), "deleted": ""}
                for place, item in enumerate(value["subpoints"])
            }
            value = {
                "heading": value["heading"],
                "text": rich_text(value["text"]),
                "subpoints": items,
                "fixed_number": value["fixed_number"],
            }
        elif part["type"] in {"preamble", "closing"}:
            value = rich_text(value)
        blocks.append({"type": part["type"], "id": part["id"], "order": str(len(blocks)), "deleted": "", "value": value})
    made = page.get_edit_handler().get_form_class()(instance=page)
    form = {name: as_posted(field, made.initial.get(name)) for name, field in made.fields.items()}
    form |= {name: {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"} for name in made.formsets}
    form["body"] = {"count": str(len(blocks)), **{str(place): block for place, block in enumerate(blocks)}}
    return nested_form_data({name: value for name, value in {**form, **values}.items() if value is not None}) | {action: "1"}


def as_posted(field, value):
    """Return what a browser sends for an untouched field; None for a box that is not ticked."""
    if isinstance(field, BlockField):
        return {"count": "0"}
    if isinstance(field, BooleanField):
        return "on" if value else None
    if isinstance(field.widget, DraftailRichTextArea):
        return rich_text(value or "")
    return "" if value is None else str(value)


@pytest.fixture
def editor(client, charter):
    client.force_login(people.superuser())
    return client


def save(editor, page, raw, action="action-publish", **values):
    return editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), posted(page, raw, action, **values), follow=True)


def said(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


OTHER = [*RAW[:3], raw_point("quays stay open to all.", "point-quay"), *RAW[4:]]


def test_changed_wording_asks_what_the_change_is_and_names_it(editor, charter):
    answer = save(editor, charter, OTHER, number_style="arabic")

    assert "Say whether you correct an error or whether it was amended." in said(answer)
    assert "Changed since version 1: the way of numbering; point 2 (reworded)." in said(answer)
    assert TextVersion.objects.count() == 1


@pytest.mark.parametrize("change_class", ["correction", "amendment"])
def test_change_that_was_named_is_kept_as_such_and_the_field_is_empty_again(editor, charter, change_class):
    save(editor, charter, OTHER, change_class=change_class)

    charter.refresh_from_db()
    assert TextVersion.objects.get(number=2).change_class == change_class
    assert (charter.change_class, charter.get_latest_revision_as_object().change_class) == ("", "")


def test_change_that_is_none_is_refused(editor, charter):
    answer = save(editor, charter, RAW, change_class="correction")

    assert "The adopted wording did not change: leave this empty." in said(answer)


def test_title_alone_is_wording(editor, charter):
    answer = save(editor, charter, RAW, title="Harbour Charta")

    assert "Changed since version 1: the title." in said(answer)


def test_draft_is_saved_without_being_asked(editor, charter):
    save(editor, charter, OTHER, action="action-save")

    charter.refresh_from_db()
    assert charter.has_unpublished_changes
    assert TextVersion.objects.count() == 1


def test_other_facts_ask_nothing(editor, charter):
    save(editor, charter, RAW, place="Pier 3", subtitle="Three points")

    charter.refresh_from_db()
    assert (charter.place, TextVersion.objects.count()) == ("Pier 3", 1)


def test_translation_is_not_asked(editor, charter):
    charter.authentic_language = "de"
    builders.publish(charter)
    save(editor, charter, OTHER, authentic_language="de")

    assert TextVersion.objects.get(number=2).change_class == "translation"


def test_scheduled_publish_without_a_form_is_an_amendment(charter):
    """Nobody was asked: signers are asked again rather than moved to another text unasked."""
    page = set_body(charter, OTHER)
    page.go_live_at = timezone.now() + timezone.timedelta(hours=1)
    page.save_revision().publish()
    assert TextVersion.objects.count() == 1

    revision = page.latest_revision
    revision.approved_go_live_at = timezone.now() - timezone.timedelta(minutes=1)
    revision.content["go_live_at"] = None
    revision.save()
    from django.core.management import call_command

    call_command("publish_scheduled")

    assert [version.change_class for version in TextVersion.objects.order_by("number")] == ["adopted", "amendment"]


def test_approval_in_a_workflow_keeps_the_kind_that_the_author_named(editor, charter, admin_user):
    from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

    workflow = Workflow.objects.create(name="Two pairs of eyes")
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Second pair"), sort_order=0)
    for kind in ("correction", ""):
        page = set_body(
            DeclarationPage.objects.get(pk=charter.pk), [*RAW[:3], raw_point(f"quays stay open, {kind}.", "point-quay"), *RAW[4:]]
        )
        page.change_class = kind
        page.save_revision()
        workflow.start(page, admin_user)
        page.current_workflow_state.current_task_state.approve(user=admin_user)

    assert [version.change_class for version in TextVersion.objects.order_by("number")] == ["adopted", "correction", "amendment"]


# A point that was taken out and written anew


def anew(key="point-new"):
    return raw_point("quays stay open to those who fish there.", key)


def test_point_written_anew_keeps_its_identity_and_the_editor_is_told(editor, charter):
    answer = save(editor, charter, [*RAW[:3], RAW[4], anew(), RAW[5]], change_class="amendment")

    charter.refresh_from_db()
    assert [point.uid for point in charter.points] == ["point-tide", "point-rain", "point-quay"]
    short_id = Provision.objects.get(uid="point-quay").short_id
    assert (
        f"Point 3 reads like a point that was taken out. It is taken for that point and keeps its permanent address /p/{short_id}/."
        in said(answer)
    )
    assert Provision.objects.count() == 3


def test_editor_may_say_that_it_is_another_point(editor, charter):
    save(editor, charter, [*RAW[:3], RAW[4], anew(), RAW[5]], change_class="amendment", new_points="on")

    charter.refresh_from_db()
    assert [point.uid for point in charter.points] == ["point-tide", "point-rain", "point-new"]


def test_point_that_vanished_long_ago_comes_back(editor, charter):
    save(editor, charter, [*RAW[:3], *RAW[4:]], change_class="amendment")
    save(editor, charter, [*RAW[:3], anew(), *RAW[4:]], change_class="amendment")

    charter.refresh_from_db()
    assert charter.points[1].uid == "point-quay"


@pytest.mark.parametrize(
    ("gone", "new", "kept"),
    [
        ({"a": "quays stay open"}, [("n", "quays stay open")], {"n": "a"}),
        ({"a": "quays stay open"}, [("n", "nets are mended here")], {}),
        ({"a": "quays stay open", "b": "quays stay open now"}, [("n", "quays stay open now")], {"n": "b"}),
        ({"a": "quays stay open"}, [("n", "quays stay open"), ("m", "quays stay open.")], {"n": "a"}),
        ({"a": "x" * 10}, [("n", "x" * 8 + "yy")], {}),
        ({"a": "x" * 10}, [("n", "x" * 9 + "y")], {"n": "a"}),
        ({}, [("n", "quays")], {}),
    ],
)
def test_identity_goes_to_the_one_that_reads_most_alike(gone, new, kept):
    assert kept_identities(gone, new) == kept


def test_block_put_in_twice_becomes_two_points(charter):
    page = builders.publish(set_body(charter, [RAW[2], RAW[2], RAW[3]]))

    ids = [point.uid for point in page.points]
    assert (ids[0], ids[2], len(set(ids))) == ("point-tide", "point-quay", 3)


def test_control_without_parting_them_two_points_share_an_identity(charter, monkeypatch):
    monkeypatch.setattr(DeclarationPage, "part_twins", lambda _self: None)
    page = builders.publish(set_body(charter, [RAW[2], RAW[2], RAW[3]]))

    assert [point.uid for point in page.points] == ["point-tide", "point-tide", "point-quay"]


# Deleting


def test_deleting_an_adopted_text_is_explained_and_unpublishing_offered(editor, charter):
    address = reverse("wagtailadmin_pages:delete", args=[charter.pk])
    answer = editor.get(address)

    assert "“Harbour Charter” was adopted: 1 version and the permanent addresses of 3 points are kept for ever." in said(answer)
    assert reverse("wagtailadmin_pages:unpublish", args=[charter.pk]) in answer.content.decode()
    editor.post(address)
    assert not DeclarationPage.objects.exists()
    assert editor.get(f"/p/{Provision.objects.first().short_id}/").status_code == 410


def test_deleting_a_list_explains_the_texts_below_it(editor, charter):
    answer = editor.get(reverse("wagtailadmin_pages:delete", args=[charter.get_parent().pk]))

    assert "1 version and the permanent addresses of 3 points" in said(answer)


def test_deleting_a_draft_explains_nothing(editor, index):
    page = index.add_child(instance=set_body(DeclarationPage(title="Draft", slug="draft"), RAW))

    assert "kept for ever" not in said(editor.get(reverse("wagtailadmin_pages:delete", args=[page.pk])))


def test_deleting_many_at_once_spares_adopted_texts(editor, charter, index):
    draft = index.add_child(instance=set_body(DeclarationPage(title="Draft", slug="draft"), RAW))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    answer = editor.post(f"{address}?next={reverse('wagtailadmin_explore', args=[index.pk])}&id={charter.pk}&id={draft.pk}", follow=True)

    assert "Nothing was deleted. Delete this page by itself if you are sure." in said(answer)
    assert DeclarationPage.objects.count() == 2
    editor.post(f"{address}?id={draft.pk}")
    assert DeclarationPage.objects.count() == 1
