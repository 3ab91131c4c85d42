"""Asking for how many people a place is wanted."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from .base import READY_MADE, Describing, FormPart

FEWEST, MOST_PLACES = 2, 20


class PlacesBlock(FormPart, blocks.StructBlock):
    """How many places a visitor needs: at the event and in every side event chosen. Without this question it is one."""

    kind = "places"

    label = blocks.CharBlock(label=_("Question"), max_length=255, default=_("How many places do you need?"))
    hint = blocks.CharBlock(
        label=_("Hint"),
        required=False,
        max_length=500,
        default=_("Yours included. A group gets its places together or waits for them together."),
    )
    most = blocks.IntegerBlock(label=_("At most"), min_value=FEWEST, max_value=MOST_PLACES, default=5, help_text=_("2 to 20 places."))

    class Meta:
        icon = "group"
        label = _("Number of places")
        group = READY_MADE
        description = _("For groups: everybody counts, at the event and in each side event chosen. Without it one sending is one place.")
        form_layout = BlockGroup(children=["label", "hint", "most"], settings=[])
        preview_value = {"label": "How many places do you need?", "hint": "Yours included.", "most": 5}
        label_format = "{label}"

    def describe(self, value, describing: Describing) -> dict[str, Any]:
        most = value["most"] or FEWEST  # only a draft can lack it
        return {"label": value["label"] or "", "hint": value["hint"] or "", "required": False, "error": "", "most": most}
