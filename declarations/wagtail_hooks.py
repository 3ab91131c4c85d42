"""Wiring into Wagtail's editor."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail_modeladmin.options import modeladmin_register

from forms_ext.registers import MENU_HOOK

from . import endorsement_hooks, rich_text  # noqa: F401 -- the hooks of endorsements register themselves
from .actions.arrange import may_import
from .modeladmin import TextVersionRegister
from .models import DeclarationIndexPage, DeclarationPage
from .views import arranging, concordance, importing
from .viewsets import deletion, identities
from .viewsets.points import point_chooser


@hooks.register("register_rich_text_features")
def register_point_links(features):
    rich_text.register(features)


@hooks.register("register_admin_viewset")
def register_point_chooser():
    return point_chooser


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [
        path("declarations/<int:parent_id>/import/", importing.import_text, name="declarations_import_text"),
        path("declarations/<int:page_id>/import-again/", importing.import_again, name="declarations_import_again"),
        path("declarations/<int:page_id>/concordance/", concordance.report, name="declarations_concordance"),
        path("declarations/imports/<int:import_id>/", arranging.show, name="declarations_import_preview"),
        path("declarations/imports/<int:import_id>/step/", arranging.take_step, name="declarations_import_step"),
        path("declarations/imports/<int:import_id>/make/", arranging.make, name="declarations_import_make"),
        path("declarations/imports/<int:import_id>/discard/", arranging.discard, name="declarations_import_discard"),
    ]


@hooks.register("register_page_header_buttons")
def import_button(page, user, view_name, next_url=None):
    if isinstance(page.specific, DeclarationPage) and may_import(user, page.get_parent(), page):
        yield Button(_("Import a new wording"), url=reverse("declarations_import_again", args=[page.pk]), icon_name="upload", priority=15)
    if isinstance(page.specific, DeclarationIndexPage) and may_import(user, page):
        yield Button(_("Import a text"), url=reverse("declarations_import_text", args=[page.pk]), icon_name="upload", priority=15)


LOG_ACTIONS = {
    "carry": (_("Carried over"), _("Endorsement carried over by a correction")),
    "sign_again": (_("Signed again"), _("Amended text signed again")),
    "withdraw": (pgettext_lazy("endorsement", "Withdrawn"), _("Endorsement withdrawn")),
    "listing": (_("Listing changed"), _("How the endorsement is shown was changed")),
    "prove": (_("Organisation proved"), _("Organisation proved by the team")),
    "paper": (_("Entered from paper"), _("Endorsement entered from paper")),
    "ask_signers": (_("Signers asked"), _("Signers were asked to sign the amended text")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for code, (label, message) in LOG_ACTIONS.items():
        actions.register_action(f"declarations.{code}", label, message)


@hooks.register("register_page_header_buttons")
def concordance_button(page, user, view_name, next_url=None):
    if isinstance(page.specific, DeclarationPage) and page.permissions_for_user(user).can_edit() and page.get_translations().exists():
        yield Button(_("Compare languages"), url=reverse("declarations_concordance", args=[page.pk]), icon_name="globe", priority=20)


hooks.register("before_delete_page", deletion.explain_page_deletion)
hooks.register("before_bulk_action", deletion.refuse_bulk_deletion)
# Publishing loads the page anew before the second hook, and what the form noted on it is gone.
for moment in ("before_publish_page", "after_edit_page"):
    hooks.register(moment, identities.tell_kept_identities)

modeladmin_register(TextVersionRegister)


@hooks.register(MENU_HOOK)
def text_versions_menu_item():
    return TextVersionRegister().get_menu_item()
