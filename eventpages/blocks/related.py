"""Events that an editor wants to be read next."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class RelatedEventsBlock(blocks.StreamBlock):
    """Events in the order shown."""

    event = blocks.PageChooserBlock(label=_("Event"), page_type="eventpages.EventPage", icon="date")
