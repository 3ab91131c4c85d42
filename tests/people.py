"""Accounts for tests: who may enter the editor, who edits which pages, who has which right over which submissions."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.models import GroupPagePermission

from forms_ext.models import GroupFormRight
from forms_ext.models.rights import Right

PASSWORD = "a long password"


def access_admin():
    """Return the permission to enter the editor; a migration makes it, and a flushed test database has lost it."""
    kind, _created = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    return Permission.objects.get_or_create(content_type=kind, codename="access_admin", defaults={"name": "Can access Wagtail admin"})[0]


def group(name, rights=None, *, admin=True):
    """Return a group that may enter the editor and has ``rights``: pages and the rights over each."""
    made = Group.objects.create(name=name)
    if admin:
        made.permissions.add(access_admin())
    for page, held in (rights or {}).items():
        GroupFormRight.objects.bulk_create([GroupFormRight(group=made, page=page, right=right) for right in held])
    return made


def person(name, *groups, **fields):
    """Return an account in ``groups``."""
    made = get_user_model().objects.create_user(name, f"{name}@example.org", PASSWORD, first_name=name.title(), **fields)
    made.groups.set(groups)
    return made


def superuser(name="admin"):
    """Return an account that may do everything."""
    return get_user_model().objects.create_superuser(name, f"{name}@example.org", PASSWORD, first_name=name.title())


def moderator(name, page, rights=tuple(Right)):
    """Return an account with ``rights`` over one page and those below, and nothing else."""
    return person(name, group(f"{name}s", {page: rights}))


def page_editor(name, page):
    """Return an account that may do everything with pages from ``page`` on, and nothing with submissions."""
    editors = group(f"{name}s")
    for codename in ("add_page", "change_page", "publish_page", "bulk_delete_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", content_type__model="page", codename=codename)
        GroupPagePermission.objects.create(group=editors, page=page, permission=permission)
    return person(name, editors)


def browser_of(user):
    """Return a client logged in as ``user``; anonymous for None."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client
