"""Wiring into Wagtail's editor."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from .modeladmin import Registers
from .models import Submission
from .panels import GroupFormRightFormSet
from .permissions import desk_policy
from .viewsets import deletion, desk, mail_templates, publishing, statements, undelivered, waiting

LOG_ACTIONS = {
    "submit": (_("Sent"), _("Sent by the visitor")),
    "change": (_("Answers changed"), _("Answers changed by the visitor")),
    "join": (_("Side event joined"), _("Joined a side event")),
    "give_consent": (_("Consent given"), _("Consent given later")),
    "renew_link": (_("New link"), _("The visitor made a new link; the old one stopped")),
    "ask_erasure": (_("Erasure asked for"), _("The visitor asked for erasure")),
    "hold": (_("Held"), _("Held until somebody looks at it")),
    "confirm": (_("Confirmed"), _("E-mail address confirmed by its owner")),
    "expire": (pgettext_lazy("registration", "Cancelled"), _("Cancelled: the address was not confirmed in time")),
    "done": (_("Done"), _("Marked as done")),
    "discard": (_("Set aside"), _("Set aside; nobody was told")),
    "accept": (_("Accepted"), _("Accepted")),
    "decline": (_("Declined"), _("Declined")),
    "release": (_("Released"), _("Released")),
    "undo": (_("Decision undone"), _("Decision undone; nobody was told")),
    "cancel": (pgettext_lazy("registration", "Cancelled"), pgettext_lazy("registration", "Cancelled")),
    "leave": (_("Place given back"), _("Place in a side event given back")),
    "promote": (_("Place given"), _("Moved up from the waiting list")),
    "offer": (_("Place offered"), _("Place offered to somebody who waited")),
    "take": (_("Offer taken"), _("Offered place taken")),
    "pass": (_("Offer passed on"), _("Offered place left to the next")),
    "lapse": (_("Offer lapsed"), _("Offered place not taken in time")),
    "queue_again": (_("Queued again"), _("Asked for a place again after an offer")),
    "expire_consent": (_("Consent expired"), _("Consent expired")),
    "ask_again": (_("Asked again"), _("People were asked to read the new wording")),
    "withdraw_consent": (_("Consent withdrawn"), _("Consent withdrawn")),
    "mail_retry": (_("Message sent again"), _("An undelivered message is sent again")),
    "mail_give_up": (_("Message given up"), _("An undelivered message was given up")),
    "view_message": (_("Message opened"), _("A message was opened")),
    "view": (_("Opened"), _("Opened at the desk")),
    "purge": (_("Answers deleted"), _("Answers deleted: they were kept long enough")),
    "erase": (_("Person erased"), _("Person erased")),
    "subject_view": (_("Found by address"), _("Found by address at the desk")),
    "subject_export": (_("Handed out"), _("Everything about the person downloaded")),
    "export": (_("Submissions exported"), _("Submissions downloaded as a file")),
}

if WAGTAIL_VERSION >= (8, 0):
    from wagtail.permissions import register_permission_policy

    register_permission_policy(Submission, desk_policy, exact_class=True)


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for code, (label, message) in LOG_ACTIONS.items():
        actions.register_action(f"forms_ext.{code}", label, message)


@hooks.register("register_admin_viewset")
def register_desk():
    return desk


@hooks.register("register_admin_urls")
def register_undelivered_urls():
    return undelivered.urlpatterns


@hooks.register("register_admin_menu_item")
def register_undelivered_menu_item():
    return undelivered.UndeliveredMenuItem()


@hooks.register("construct_homepage_panels")
def add_panels(request, panels):
    panels += [waiting.WaitingPanel(), undelivered.MailPanel()]


@hooks.register("register_group_permission_panel")
def register_rights_panel():
    return GroupFormRightFormSet


@hooks.register("register_admin_urls")
def register_publishing():
    address = "forms/publish/<int:page_id>/<int:revision_id>/"
    return [path(address, publishing.PublishView.as_view(), name="forms_ext_publish")]


register_snippet(statements)
register_snippet(mail_templates)
modeladmin_register(Registers)
hooks.register("before_delete_page", deletion.refuse_page_deletion)
hooks.register("before_bulk_action", deletion.refuse_bulk_deletion)
hooks.register("before_delete_snippet", deletion.refuse_statement_deletion)
hooks.register("before_publish_page", publishing.ask_before_publishing)
hooks.register("before_bulk_action", publishing.refuse_bulk_publishing)
