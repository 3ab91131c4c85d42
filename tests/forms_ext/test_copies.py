"""What becomes of the rows when pages are copied, mirrored, moved, unpublished or deleted: nothing, ever."""

import pytest
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Locale, Page

from forms_ext.models import (
    AccessLink,
    Claim,
    ConsentEvent,
    ConsentRecord,
    FormPage,
    FormVersion,
    Message,
    Pool,
    Retention,
    Submission,
)
from tests import builders

ROWS = (Submission, Claim, AccessLink, Message, ConsentRecord, ConsentEvent)


def counts():
    return {model.__name__: model.objects.count() for model in ROWS}


@pytest.fixture
def room(home, photo):
    """A form with places and a consent, and two people who sent it."""
    host = builders.form_page(home, [*builders.person(), builders.consent(photo)], title="Room", capacity=1, waiting="auto")
    for name in ("ada", "bo"):
        builders.submit(host, email=f"{name}@example.org")
    return host


def test_copy_carries_the_form_and_nobody(room):
    before = counts()

    copy = builders.publish(room.copy(update_attrs={"title": "Next edition", "slug": "next"}))

    assert counts() == before
    assert (copy.host_key == room.host_key, [block.id for block in copy.fields]) == (False, [block.id for block in room.fields])
    assert (copy.live_pools[""].taken, Submission.objects.of_host(copy.host_key).count()) == (0, 0)


def test_copy_below_another_page_with_its_history_carries_nobody(room, home):
    before = counts()
    section = home.add_child(instance=Page(title="Section", slug="section"))

    copy = room.copy(to=section, copy_revisions=True, keep_live=True)

    assert (counts(), Submission.objects.filter(page_id=copy.pk).count()) == (before, 0)


def test_alias_is_the_same_event_with_the_same_room(room, home):
    before = counts()
    section = home.add_child(instance=Page(title="Section", slug="section"))

    alias = CreatePageAliasAction(room, parent=section).execute()

    assert (counts(), alias.specific.host_key, alias.specific.live_pools[""].taken) == (before, room.host_key, 1)
    assert Pool.objects.filter(item="").count() == Retention.objects.count() == 1


def test_alias_in_the_tree_of_another_language_takes_a_sending_at_once(room, home, client):
    german = Locale.objects.create(language_code="de")
    home.copy_for_translation(german).save_revision().publish()
    alias = FormPage.objects.get(pk=room.copy_for_translation(german, alias=True).pk)

    response = builders.send(client, alias, email="chi@example.org")

    assert response.status_code == 303
    assert Submission.objects.of_host(room.host_key).order_by("pk").last().language == "en"


def test_deleting_an_alias_takes_nobody(room, home):
    section = home.add_child(instance=Page(title="Section", slug="section"))
    CreatePageAliasAction(room, parent=section).execute()
    before = counts()

    Page.objects.get(pk=section.pk).delete()

    assert counts() == before


@pytest.mark.parametrize("way", ["unpublish", "delete", "move", "parent", "queryset"])
def test_no_way_of_the_code_loses_a_row(room, home, way):
    """The editor refuses to delete such a page. Where code deletes it all the same, every row stays with its meaning."""
    before, versions = counts(), FormVersion.objects.count()
    section = home.add_child(instance=Page(title="Section", slug="section"))
    room.refresh_from_db()
    if way in {"move", "parent"}:
        room.move(section, pos="last-child")
    {
        "unpublish": room.unpublish,
        "delete": room.delete,
        "move": lambda: None,
        "parent": lambda: Page.objects.get(pk=section.pk).delete(),
        "queryset": lambda: Page.objects.filter(pk=room.pk).delete(),
    }[way]()

    assert (counts(), FormVersion.objects.count()) == (before, versions)
    assert FormPage.objects.filter(pk=room.pk).exists() is (way in {"unpublish", "move"})
    sent = Submission.objects.select_related("form_version").first()
    assert (sent.page_title, sent.frozen["fields"][0]["label"], sent.kept_until is not None) == ("Room", "Full name", True)
