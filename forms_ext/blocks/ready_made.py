"""Questions that are set up already: browsers know what to fill in, and answers are checked for their form."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from .base import READY_MADE, Describing, FormPart
from .only_if import OnlyIfBlock, written
from .questions import QuestionBlock


class EmailBlock(QuestionBlock):
    """The e-mail address."""

    kind = "email"

    class Meta:
        icon = "mail"
        label = _("E-mail address")
        group = READY_MADE
        description = _("Checked for its form. Confirmation and links are sent here.")
        preview_value = {"label": "E-mail address", "hint": "We send your confirmation here.", "required": True}


class FullNameBlock(QuestionBlock):
    """The whole name."""

    kind = "full_name"

    class Meta:
        icon = "user"
        label = _("Full name")
        group = READY_MADE
        description = _("One line for the whole name, in the order its owner writes it.")
        preview_value = {"label": "Full name", "hint": "", "required": True}


class OrganisationBlock(QuestionBlock):
    """Where somebody works or belongs."""

    kind = "organisation"

    class Meta:
        icon = "home"
        label = _("Organisation")
        group = READY_MADE
        description = _("Browsers can fill it in by themselves.")
        preview_value = {"label": "Organisation", "hint": "", "required": False}


class PhoneBlock(QuestionBlock):
    """A telephone number."""

    kind = "phone"

    class Meta:
        icon = "mobile-alt"
        label = _("Telephone number")
        group = READY_MADE
        description = _("Of any country, as people write it. Say in the hint what you would ring for.")
        preview_value = {"label": "Telephone number", "hint": "Only used on the day, if the boat is late.", "required": False}


class WebAddressBlock(QuestionBlock):
    """The address of a web page."""

    kind = "web_address"

    class Meta:
        icon = "site"
        label = _("Web address")
        group = READY_MADE
        description = _("The address of a page, for example of a group or a paper.")
        preview_value = {"label": "Page of your group", "hint": "", "required": False}


class CountryBlock(QuestionBlock):
    """A country."""

    kind = "country"

    class Meta:
        icon = "globe"
        label = _("Country")
        group = READY_MADE
        description = _("All countries, named in the language of the page.")
        preview_value = {"label": "Where do you work?", "hint": "", "required": False}


class AttendanceBlock(FormPart, blocks.StructBlock):
    """The side events of the host, each to be joined or not; places and waiting lists are theirs."""

    kind = "attendance"

    label = blocks.CharBlock(label=_("Heading"), max_length=255, default=_("Optional side events"))
    hint = blocks.CharBlock(
        label=_("Hint"),
        required=False,
        max_length=500,
        default=_("Tick what you would like to join. A full side event never stops your registration."),
    )
    only_if = OnlyIfBlock()

    class Meta:
        icon = "date"
        label = _("Side events to join")
        group = READY_MADE
        description = _("Shows every side event of this event with its date and the places left. Joining is always optional.")
        label_format = "{label}"
        preview_value = {"label": "Optional side events", "hint": "Tick what you would like to join."}
        form_layout = BlockGroup(children=["label", "hint"], settings=["only_if"])

    def describe(self, value, describing: Describing):
        items = [pool for pool in describing.pools if pool.item]
        if not items:
            return None
        options = [
            {
                "key": pool.item,
                "label": pool.title,
                "note": pool.note,
                "short_label": pool.label,
                "short_label_language": pool.label_language,
            }
            for pool in items
        ]
        described = {"label": value["label"] or "", "hint": value["hint"] or "", "required": False, "error": "", "options": options}
        only_if = written(value)
        return {**described, "only_if": only_if} if only_if else described
