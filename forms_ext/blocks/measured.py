"""Questions that are answered with a number or a day."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from forms_ext.months import FIRST_DAY, LAST_DAY

from .questions import SENTENCES, QuestionBlock, crossed


class NumberBlock(QuestionBlock):
    """A number, whole or with decimals."""

    kind = "number"
    limits = ("least", "most", "decimals")

    least = blocks.DecimalBlock(label=_("Smallest number"), required=False, max_digits=15, decimal_places=6)
    most = blocks.DecimalBlock(label=_("Largest number"), required=False, max_digits=15, decimal_places=6)
    decimals = blocks.BooleanBlock(label=_("Decimals are allowed"), required=False)

    class Meta:
        icon = "decimal"
        label = _("Number")
        description = _("A whole number, or one with decimals, within bounds that you may set.")
        preview_value = {"label": "How many people come with you?", "hint": "", "required": False}
        form_layout = BlockGroup(children=["label", "hint", "required"], settings=["least", "most", "decimals", *SENTENCES])

    def nonsense(self, value):
        if not value["decimals"]:
            for name in ("least", "most"):
                if value[name] is not None and value[name] != int(value[name]):
                    return {name: gettext("Write a whole number, or allow decimals.")}
        return crossed(value, "least", "most", gettext("The largest number lies below the smallest."))

    def frozen_limit(self, limit):
        return limit if isinstance(limit, bool | str) else format(limit.normalize(), "f")


class DateBlock(QuestionBlock):
    """A day."""

    kind = "date"
    limits = ("first", "last", "fills")

    first = blocks.DateBlock(label=_("Earliest day"), required=False)
    last = blocks.DateBlock(label=_("Latest day"), required=False)
    fills = blocks.ChoiceBlock(label=_("What browsers may fill in by themselves"), required=False, choices=[("bday", _("Date of birth"))])

    class Meta:
        icon = "date"
        label = _("Date")
        description = _("A day, for example of arrival.")
        preview_value = {"label": "When do you arrive?", "hint": "", "required": False}
        form_layout = BlockGroup(children=["label", "hint", "required"], settings=["first", "last", "fills", *SENTENCES])

    def nonsense(self, value):
        for name in ("first", "last"):
            if value[name] and not FIRST_DAY <= value[name] <= LAST_DAY:
                return {name: gettext("Write a year from %(first)d to %(last)d.") % {"first": FIRST_DAY.year, "last": LAST_DAY.year}}
        return crossed(value, "first", "last", gettext("The latest day lies before the earliest."))
