"""Side events: parts of an event that one may join, each with its own date and places."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError

from eventpages.dates import When
from eventpages.states import Precision
from forms_ext.states import Waiting

from .languages import content_languages


class SideEventValue(blocks.StructValue):
    """A side event as pages use it."""

    def when(self, zone: str, called: str = "") -> When:
        """Return when it takes place, on the clocks of its event."""
        start = self.get("time_from")
        precision = Precision.EXACT if start else Precision.DAY
        return When(zone, precision, self.get("date"), None, start, self.get("time_to"), called)


class SideEventBlock(blocks.StructBlock):
    """One side event. The id of the block is the identity of its places: it survives renaming, moving and translating."""

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    date = blocks.DateBlock(label=_("Day"))
    time_from = blocks.TimeBlock(label=pgettext_lazy("time", "From"), required=False)
    time_to = blocks.TimeBlock(label=pgettext_lazy("time", "To"), required=False)
    place = blocks.CharBlock(label=_("Place"), required=False, max_length=160)
    text = blocks.TextBlock(label=_("Description"), required=False, max_length=600, rows=2)
    capacity = blocks.IntegerBlock(
        label=_("Places"), required=False, min_value=1, max_value=1_000_000, help_text=_("Empty: as many as come.")
    )
    waiting = blocks.ChoiceBlock(label=_("When full"), choices=Waiting.choices, default=Waiting.OFF)
    short_label = blocks.CharBlock(
        label=_("Short label"), required=False, max_length=60, help_text=_("For lists and name badges, for example “Dyke walk, 14 April”.")
    )
    short_label_language = blocks.ChoiceBlock(
        label=_("Language of the short label"),
        choices=content_languages,
        required=False,
        help_text=_("Only when it is in another language than this page."),
    )
    cancelled = blocks.BooleanBlock(
        label=pgettext_lazy("event", "Cancelled"),
        required=False,
        help_text=_("It stays on the page and nobody can join it. Those who joined stay on the list."),
    )

    class Meta:
        icon = "date"
        label = _("Side event")
        description = _("Something beside the event that people may join: a walk, a dinner, a visit. It appears in the form.")
        label_format = "{title}"
        value_class = SideEventValue
        form_layout = BlockGroup(
            children=["title", "date", "time_from", "time_to", "place", "capacity", "waiting", "cancelled"],
            settings=["text", "short_label", "short_label_language"],
        )
        preview_value = {"title": "Walk along the river dykes", "place": "Pier 3", "capacity": 24, "waiting": "off"}

    def clean(self, value):
        cleaned = super().clean(value)
        start, end = cleaned["time_from"], cleaned["time_to"]
        if end and not start:
            raise StructBlockValidationError(block_errors={"time_from": ValidationError(_("Write when it begins, too."))})
        if end and end <= start:
            raise StructBlockValidationError(block_errors={"time_to": ValidationError(_("The end comes before the start."))})
        return cleaned


class SideEventsBlock(blocks.StreamBlock):
    """The side events of an event, in the order shown."""

    side_event = SideEventBlock()
