"""The two groups of the demo: Editors write and publish, Moderators decide about what visitors sent."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from forms_ext.models import GroupFormRight
from forms_ext.models.rights import Right

ADMIN = "wagtailadmin.access_admin"
# Without the right to submit translations an editor could not begin the German page of an English one.
EVERYWHERE = [
    ADMIN,
    "simple_translation.submit_translation",
    "forms_ext.view_consentstatement",
    "forms_ext.add_consentstatement",
    "forms_ext.change_consentstatement",
    "forms_ext.publish_consentstatement",
    "forms_ext.view_mailtemplate",
    "forms_ext.add_mailtemplate",
    "forms_ext.change_mailtemplate",
    "forms_ext.publish_mailtemplate",
    "home.change_sitesettings",
]
PAGES = ["wagtailcore.add_page", "wagtailcore.change_page", "wagtailcore.publish_page"]
SUBMISSIONS = list(Right)
FILES = [
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
]


def permission(name: str) -> Permission:
    """Return the permission ``name``, written as "app.codename"."""
    app, _dot, codename = name.partition(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def empty_group(name: str) -> Group:
    """Return the group without any right: Wagtail's own groups of these names may change and publish every page."""
    group, _created = Group.objects.get_or_create(name=name)
    group.permissions.clear()
    for rights in (GroupPagePermission, GroupCollectionPermission, GroupFormRight):
        rights.objects.filter(group=group).delete()
    return group


def make_editors(homes: list[Page]):
    """Let Editors write, translate and publish below the start pages, keep statements and files, and set menus."""
    group = empty_group("Editors")
    group.permissions.set(permission(name) for name in EVERYWHERE)
    for home in homes:
        for name in PAGES:
            GroupPagePermission.objects.create(group=group, page=home, permission=permission(name))
    for name in FILES:
        GroupCollectionPermission.objects.create(group=group, collection=Collection.get_first_root_node(), permission=permission(name))


def make_moderators(homes: list[Page]):
    """Let Moderators see, decide and export what was sent; no page is theirs to change."""
    group = empty_group("Moderators")
    group.permissions.set([permission(ADMIN)])
    for home in homes:
        for right in SUBMISSIONS:
            GroupFormRight.objects.create(group=group, page=home, right=right)


def make_groups(homes: list[Page]):
    """Give both groups exactly their rights, whatever they had before."""
    make_editors(homes)
    make_moderators(homes)
