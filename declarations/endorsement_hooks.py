"""Wiring the page of the team for endorsements into Wagtail's editor."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from .models import DeclarationPage
from .views.endorsement_desk import EndorsementDeskView


@hooks.register("register_admin_urls")
def register_endorsement_desk():
    return [path("declarations/<int:page_id>/endorsements/", EndorsementDeskView.as_view(), name="declarations_endorsements")]


@hooks.register("register_page_header_buttons")
def endorsements_button(page, user, view_name, next_url=None):
    if isinstance(page.specific, DeclarationPage) and page.permissions_for_user(user).can_edit():
        yield Button(_("Endorsements"), url=reverse("declarations_endorsements", args=[page.pk]), icon_name="tick-inverse", priority=16)
