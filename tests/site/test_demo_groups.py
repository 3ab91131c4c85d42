"""Who may do what on the demo site: Editors write, Moderators decide, and neither does more."""

import pytest
from convene_site.demo.groups import make_groups
from convene_site.home.models import HomePage, SiteSettings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.admin.menu import SubmenuMenuItem, admin_menu
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import page_permission_policy as pages

from forms_ext.models import ConsentStatement, GroupFormRight, Submission
from forms_ext.models.rights import Right
from forms_ext.permissions import policy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]
HOMES = {"field-and-street", "feld-und-strasse"}


def member(name):
    user = get_user_model().objects.create_user(name.lower(), f"{name.lower()}@convene.example", "a password for tests")
    user.groups.add(Group.objects.get(name=name))
    return user


@pytest.fixture
def editor():
    return member("Editors")


@pytest.fixture
def moderator():
    return member("Moderators")


def rights_of(name):
    """Return everything that is granted to a group: anywhere, over pages, over files, over submissions."""
    group = Group.objects.get(name=name)
    anywhere = {f"{right.content_type.app_label}.{right.codename}" for right in group.permissions.select_related("content_type")}
    over_pages = set(GroupPagePermission.objects.filter(group=group).values_list("page__slug", "permission__codename"))
    over_files = set(GroupCollectionPermission.objects.filter(group=group).values_list("collection__name", "permission__codename"))
    over_submissions = set(GroupFormRight.objects.filter(group=group).values_list("page__slug", "right"))
    return anywhere, over_pages, over_files, over_submissions


def test_editors_have_exactly_their_rights():
    assert rights_of("Editors") == (
        {
            "wagtailadmin.access_admin",
            "simple_translation.submit_translation",
            "home.change_sitesettings",
            "forms_ext.view_consentstatement",
            "forms_ext.add_consentstatement",
            "forms_ext.change_consentstatement",
            "forms_ext.publish_consentstatement",
            "forms_ext.view_mailtemplate",
            "forms_ext.add_mailtemplate",
            "forms_ext.change_mailtemplate",
            "forms_ext.publish_mailtemplate",
        },
        {(home, right) for home in HOMES for right in ("add_page", "change_page", "publish_page")},
        {("Root", f"{verb}_{kind}") for verb in ("add", "change", "choose") for kind in ("image", "document")},
        set(),
    )


def test_moderators_have_exactly_their_rights():
    over_submissions = {(home, right) for home in HOMES for right in Right}

    assert rights_of("Moderators") == ({"wagtailadmin.access_admin"}, set(), set(), over_submissions)


def test_rights_that_were_there_before_are_taken_away():
    root, group = Page.get_first_root_node(), Group.objects.get(name="Moderators")
    GroupPagePermission.objects.create(group=group, page=root, permission=GroupPagePermission.objects.first().permission)
    before = rights_of("Moderators")

    make_groups(list(HomePage.objects.all()))

    assert (before[1], rights_of("Moderators")[1]) == ({("root", "add_page")}, set())


def test_editors_write_and_publish_every_page_below_the_start_pages(editor):
    everything = set(Page.objects.filter(depth__gt=1).values_list("pk", flat=True))

    for right in ("add", "change", "publish"):
        assert set(pages.instances_user_has_permission_for(editor, right).values_list("pk", flat=True)) == everything
    assert Page.get_first_root_node().permissions_for_user(editor).can_add_subpage() is False


def test_moderators_may_touch_no_page(moderator):
    for right in ("add", "change", "publish", "delete", "lock", "bulk_delete"):
        assert pages.user_has_permission(moderator, right) is False
    assert [page for page in Page.objects.all() if page.permissions_for_user(moderator).permissions] == []


def test_editors_keep_images_and_documents_and_moderators_do_not(editor, moderator):
    for model in (get_image_model(), get_document_model()):
        files = CollectionOwnershipPermissionPolicy(model, owner_field_name="uploaded_by_user")
        for verb in ("add", "change", "choose"):
            assert (files.user_has_permission(editor, verb), files.user_has_permission(moderator, verb)) == (True, False)
    assert (get_image_model().objects.count(), get_document_model().objects.count()) == (0, 0)


def test_moderators_hold_every_right_over_what_was_sent_but_to_erase(moderator):
    for right in set(Right) - {Right.ERASE}:
        assert policy.submissions(moderator, right).count() == Submission.objects.count()


def test_editors_see_nothing_of_what_was_sent(editor, client):
    client.force_login(editor)

    for right in Right:
        assert policy.submissions(editor, right).count() == 0
    assert client.get("/admin/desk/").status_code in {302, 403, 404}


def test_moderators_open_the_desk_and_every_submission(moderator, client):
    client.force_login(moderator)

    assert client.get("/admin/desk/").status_code == 200
    for submission in Submission.objects.all():
        assert client.get(f"/admin/desk/{submission.pk}/").status_code == 200


def test_editors_open_every_page_statement_and_the_settings(editor, client):
    client.force_login(editor)
    addresses = [
        "/admin/",
        "/admin/snippets/forms_ext/consentstatement/",
        f"/admin/settings/home/sitesettings/{SiteSettings.objects.get().site_id}/",
        *(f"/admin/snippets/forms_ext/consentstatement/edit/{statement.pk}/" for statement in ConsentStatement.objects.all()),
        *(f"/admin/pages/{page.pk}/edit/" for page in Page.objects.filter(depth__gt=1)),
    ]

    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def addresses_in(items, request):
    """Give the addresses that the items of a menu lead to, those of menus within it included."""
    for item in items:
        if isinstance(item, SubmenuMenuItem):
            yield from addresses_in(item.menu.menu_items_for_request(request), request)
        elif item.url.startswith("/admin/"):
            yield item.url


@pytest.mark.parametrize("group", ["Editors", "Moderators"])
def test_menu_leads_only_where_the_group_may_go(group, client, rf):
    user = member(group)
    client.force_login(user)
    request = rf.get("/admin/")
    request.user = user

    addresses = set(addresses_in(admin_menu.menu_items_for_request(request), request))

    assert len(addresses) > 2
    assert {address: client.get(address, follow=True).redirect_chain for address in addresses if not opens(client, address)} == {}


@pytest.mark.parametrize(("group", "shown"), [("Editors", ["texts"]), ("Moderators", ["consents", "erasures", "seals", "messages"])])
def test_registers_stand_in_one_menu(group, shown, rf):
    request = rf.get("/admin/")
    request.user = member(group)

    menus = {item.label: item for item in admin_menu.menu_items_for_request(request)}

    items = sorted(menus["Registers"].menu.menu_items_for_request(request), key=lambda item: item.order)
    assert [item.url.split("/")[-2] for item in items] == shown
    assert "Text versions" not in menus


def opens(client, address):
    answer = client.get(address, follow=True)
    return answer.status_code == 200 and "do not have permission" not in answer.content.decode()


def test_moderators_open_no_page_statement_or_setting(moderator, client):
    client.force_login(moderator)
    addresses = [
        "/admin/snippets/forms_ext/consentstatement/",
        f"/admin/settings/home/sitesettings/{SiteSettings.objects.get().site_id}/",
        *(f"/admin/pages/{page.pk}/edit/" for page in Page.objects.filter(depth__gt=1)),
    ]

    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 302)
