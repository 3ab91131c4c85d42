"""Who organises."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class OrganiserBlock(blocks.StructBlock):
    """One organisation and what it does for the event."""

    name = blocks.CharBlock(label=_("Name"), max_length=160)
    role = blocks.CharBlock(label=_("Role"), required=False, max_length=80, help_text=_("For example: host, programme, field visits."))
    url = blocks.URLBlock(label=_("Web address"), required=False)

    class Meta:
        icon = "group"
        label = _("Organisation")
        description = _("An organisation with its role and its web address")
        label_format = "{name}"
        preview_value = {"name": "Institute for Delta Studies", "role": "Host"}


class OrganisersBlock(blocks.StreamBlock):
    """The organisations behind an event, in the order shown."""

    organiser = OrganiserBlock()
