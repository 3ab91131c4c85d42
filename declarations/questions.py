"""What the form of an endorsement can ask beside the usual questions: for whom, how it is listed, what is reserved."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from declarations.states import Listing, Role, Signer
from forms_ext.blocks.base import CONSENTS, READY_MADE, Describing
from forms_ext.blocks.questions import LongTextBlock, QuestionBlock
from forms_ext.blocks.statements import ConsentBlock
from forms_ext.blocks.stream import FormFieldsBlock


class FixedOptions(blocks.StructValue):
    """A question whose options are always the same and are only worded by the editor."""

    def get(self, name, default=None):
        """Return a part of the value; ``options`` are the editor's words in their order."""
        if name == "options":
            return [{"label": self[key] or ""} for key in self.block.options]
        return super().get(name, default)


class FixedOptionsBlock(QuestionBlock):
    """Base of a question with fixed options: their keys are stored, the editor words them."""

    kind = "choice"
    role = ""
    options: tuple[str, ...] = ()

    def describe(self, value, describing: Describing):
        options = [{"key": key, "label": value[key] or str(self.child_blocks[key].get_default())} for key in self.options]
        return {**super().describe(value, describing), "required": True, "role": self.role, "options": options}


class SignerBlock(FixedOptionsBlock):
    """Whether somebody signs for oneself or for an organisation."""

    role = Role.SIGNER.value
    options = (Signer.PERSON.value, Signer.ORGANISATION.value)

    person = blocks.CharBlock(label=_("Words for a person"), max_length=255, default=_("For myself"))
    organisation = blocks.CharBlock(label=_("Words for an organisation"), max_length=255, default=_("For an organisation"))

    class Meta:
        icon = "group"
        label = _("For whom")
        group = READY_MADE
        value_class = FixedOptions
        description = _("Whether a person or an organisation endorses. An organisation has to prove itself.")
        form_layout = BlockGroup(children=["label", "hint", "person", "organisation"], settings=["error", "only_if"])
        preview_value = {"label": "For whom do you sign?", "hint": "", "person": "For myself", "organisation": "For an organisation"}


class ListingBlock(FixedOptionsBlock):
    """How an endorsement is shown in public."""

    role = Role.LISTING.value
    options = (Listing.NAME.value, Listing.ANONYMOUS.value, Listing.NONE.value)

    name = blocks.CharBlock(label=_("Words for a name in the list"), max_length=255, default=_("With my name"))
    anonymous = blocks.CharBlock(label=_("Words for counted only"), max_length=255, default=_("Counted, without my name"))
    none = blocks.CharBlock(label=_("Words for neither"), max_length=255, default=_("Neither listed nor counted in public"))

    class Meta:
        icon = "list-ul"
        label = _("How it is shown")
        group = READY_MADE
        value_class = FixedOptions
        description = _("Listed by name, counted without a name, or known to the organisers only. A name also needs the consent below.")
        form_layout = BlockGroup(children=["label", "hint", "name", "anonymous", "none"], settings=["error", "only_if"])
        preview_value = {"label": "How shall it be shown?", "hint": "", "name": "With my name", "anonymous": "Counted", "none": "Not shown"}


class ReservationsBlock(QuestionBlock):
    """The points of the text with which somebody does not agree."""

    kind = "choices"

    class Meta:
        icon = "warning"
        label = _("Reservations")
        group = READY_MADE
        description = _("The points of this text to tick. The numbers are public, without names where no name is listed.")
        form_layout = BlockGroup(children=["label", "hint"], settings=["only_if"])
        preview_value = {"label": "Do you have a reservation about a point?", "hint": ""}

    def describe(self, value, describing: Describing):
        if not describing.parts:
            return None
        options = [{"key": key, "label": words} for key, words in describing.parts]
        return {**super().describe(value, describing), "required": False, "role": Role.RESERVATIONS.value, "options": options}


class ReservationTextBlock(LongTextBlock):
    """What the reservations are, for the organisers."""

    class Meta:
        icon = "pilcrow"
        label = _("Reservations in words")
        group = READY_MADE
        description = _("What the reservations are. Only the organisers read it.")
        preview_value = {"label": "What are your reservations?", "hint": "Only the organisers read this.", "required": False}


class ListingConsentBlock(ConsentBlock):
    """The consent without which no name is published."""

    class Meta:
        label = _("Consent to be listed")
        group = CONSENTS
        icon = "tick-inverse"
        description = _("Without this consent no name stands in the public list. It may be refused and withdrawn.")
        form_layout = BlockGroup(children=["statement", "ask"], settings=["reason", "only_if"])
        label_format = "{statement}"

    def describe(self, value, describing: Describing):
        described = super().describe(value, describing)
        return described and {**described, "role": Role.LISTING_CONSENT.value}


class EndorsementFieldsBlock(FormFieldsBlock):
    """All parts the form of an endorsement can have. The names are stored with every page and never change."""

    signer = SignerBlock()
    listing = ListingBlock()
    reservations = ReservationsBlock()
    reservation_text = ReservationTextBlock()
    listing_consent = ListingConsentBlock()

    class Meta:
        block_counts = {
            name: {"max_num": 1}
            for name in ("email", "full_name", "attendance", "places", "signer", "listing", "reservations", "listing_consent")
        }


def starting(kind: str, **given) -> tuple[str, dict]:
    """Return a part for a new form with every box it has."""
    return kind, {**EndorsementFieldsBlock().child_blocks[kind].get_default(), **given}
