"""Wiring into Wagtail's editor."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from .models import DeclarationIndexPage
from .views.importing import import_text


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("declarations/<int:parent_id>/import/", import_text, name="declarations_import_text")]


@hooks.register("register_page_header_buttons")
def import_button(page, user, view_name, next_url=None):
    if isinstance(page.specific, DeclarationIndexPage) and page.permissions_for_user(user).can_add_subpage():
        yield Button(_("Import a text"), url=reverse("declarations_import_text", args=[page.pk]), icon_name="upload", priority=15)
