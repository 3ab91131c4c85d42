"""Wiring into Wagtail's editor."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

LOG_ACTIONS = {
    "submit": (_("Sent"), _("Sent by the visitor")),
    "accept": (_("Accepted"), _("Accepted")),
    "decline": (_("Declined"), _("Declined")),
    "release": (_("Released"), _("Released")),
    "cancel": (_("Cancelled"), _("Cancelled")),
    "leave": (_("Place given back"), _("Place in a side event given back")),
    "promote": (_("Place given"), _("Moved up from the waiting list")),
    "withdraw_consent": (_("Consent withdrawn"), _("Consent withdrawn")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for code, (label, message) in LOG_ACTIONS.items():
        actions.register_action(f"forms_ext.{code}", label, message)
