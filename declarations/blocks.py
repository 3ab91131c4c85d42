"""What a declaration is composed of. A point's block id is its identity; its number is computed, never written."""

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from forms_ext.schema.countries import country_names

from .identifiers import ror

FEATURES = ["bold", "italic", "link", "point-link"]
BEFORE, POINTS, AFTER = _("Before the points"), _("Points"), _("After the points")
ORDER = {"preamble": 0, "enacting": 1, "crossheading": 2, "point": 2, "closing": 3, "annex": 4}


class PreambleBlock(blocks.RichTextBlock):
    class Meta:
        icon = "openquote"
        label = _("Preamble")
        group = BEFORE
        description = _("One clause that leads up to the points: who met, where, and why.")
        preview_value = "<p>The towns of the delta are growing towards their villages.</p>"


class EnactingBlock(blocks.TextBlock):
    class Meta:
        icon = "arrow-right-full"
        label = _("Enacting clause")
        group = BEFORE
        description = _("The sentence that adopts what follows, for example “we have agreed on the following:”.")
        preview_value = "we, the participants, have agreed on the following:"


class CrossheadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading between points")
        group = POINTS
        description = _("Gathers the points that follow under a heading. It has no number.")
        preview_value = "On water"


class SubpointsBlock(blocks.ListBlock):
    class Meta:
        icon = "list-ol"
        label = _("Sub-points")


class PointBlock(blocks.StructBlock):
    """One numbered point."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=255)
    text = blocks.RichTextBlock(
        label=_("Text"), features=FEATURES, help_text=_("Without its number: “First, …” is written in front by itself.")
    )
    subpoints = SubpointsBlock(blocks.RichTextBlock(features=FEATURES), required=False, default=[])
    fixed_number = blocks.CharBlock(
        label=_("Own number"), required=False, max_length=20, help_text=_("Only for numbers that do not count on, such as “3 bis”.")
    )

    class Meta:
        icon = "list-ol"
        label = _("Point")
        group = POINTS
        description = _("One numbered point. Others cite it by its permanent link, which follows it when it moves.")
        label_format = "{heading} {text}"
        form_layout = blocks.struct_block.BlockGroup(children=["heading", "text", "subpoints"], settings=["fixed_number"])
        preview_value = {"heading": "Begin with the ground", "text": "<p>a town is made from the land around it.</p>", "subpoints": []}


class ClosingBlock(blocks.RichTextBlock):
    class Meta:
        icon = "tick-inverse"
        label = _("Closing")
        group = AFTER
        description = _("What the text ends with: a call, a place and a date, thanks.")
        preview_value = "<p>The forum asks those who sign to carry these points home.</p>"


class AnnexBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=255)
    text = blocks.RichTextBlock(label=_("Text"), features=[*FEATURES, "ol", "ul"])

    class Meta:
        icon = "doc-full"
        label = _("Annex")
        group = AFTER
        description = _("A list or a table that belongs to the text.")
        label_format = "{title}"
        preview_value = {"title": "Places visited", "text": "<p>Six ditches.</p>"}


class DeclarationBlock(blocks.StreamBlock):
    """The parts of a declaration, in the order of the field: preamble, enacting clause, points, closing, annexes."""

    preamble = PreambleBlock(features=FEATURES)
    enacting = EnactingBlock()
    crossheading = CrossheadingBlock()
    point = PointBlock()
    closing = ClosingBlock(features=FEATURES)
    annex = AnnexBlock()

    class Meta:
        block_counts = {"enacting": {"max_num": 1}}

    def clean(self, value):
        cleaned = super().clean(value)
        errors, reached, numbers = {}, 0, set()
        for place, block in enumerate(cleaned):
            if ORDER[block.block_type] < reached:
                errors[place] = ValidationError(
                    _("This stands too late: preamble and enacting clause come before the points, closing and annexes after.")
                )
            reached = max(reached, ORDER[block.block_type])
            number = block.value["fixed_number"] if block.block_type == "point" else ""
            if number and number in numbers:
                errors[place] = ValidationError(_("Another point has this number of its own."))
            numbers.add(number)
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned


class RorBlock(blocks.CharBlock):
    """The identifier of an organisation, kept as the address that it is."""

    def clean(self, value):
        cleaned = super().clean(value)
        try:
            return ror(cleaned) if cleaned else cleaned
        except ValueError as error:
            raise ValidationError(_("This is no ROR identifier. It looks like https://ror.org/042nb2s44.")) from error

    def get_translatable_segments(self, value):
        """Return nothing: an identifier is the same in all languages."""
        return []

    def restore_translated_segments(self, value, segments):
        """Return the identifier as it is."""
        return value


def country_choices():
    """Return code and name of every country in the editor's language."""
    return country_names(get_language())


class OrganiserBlock(blocks.StructBlock):
    """An organisation that adopted the text."""

    name = blocks.CharBlock(label=_("Organisation"), max_length=255)
    role = blocks.CharBlock(label=_("Role"), required=False, max_length=255, help_text=_("For example host, co-organiser."))
    country = blocks.ChoiceBlock(choices=country_choices, label=_("Country"), required=False)
    url = blocks.URLBlock(label=_("Website"), required=False)
    ror = RorBlock(
        label=_("ROR identifier"),
        required=False,
        max_length=60,
        help_text=_("Names the organisation without doubt, for example https://ror.org/042nb2s44. Look it up at ror.org."),
    )
    logo = ImageChooserBlock(label=_("Logo"), required=False)

    class Meta:
        icon = "group"
        label = _("Organisation")
        label_format = "{name}"
        preview_value = {"name": "Institute for Delta Studies", "role": "Host"}
