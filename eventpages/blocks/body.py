"""The text of an event: paragraphs, quotes, pictures, documents."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from .languages import content_languages


class TextBlock(blocks.RichTextBlock):
    """Paragraphs with headings and lists."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, headings and lists")
        template = "eventpages/blocks/text.html"
        preview_value = "<p>For two days, planners and growers look at ground that was given back to the river.</p>"

    def __init__(self, **kwargs):
        super().__init__(**{"features": ["h3", "h4", "bold", "italic", "link", "point-link", "document-link", "ol", "ul"], **kwargs})


class QuoteBlock(blocks.StructBlock):
    """What somebody said."""

    words = blocks.TextBlock(label=pgettext_lazy("quote", "Words"), max_length=600, rows=3)
    speaker = blocks.CharBlock(label=_("Who said it"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("One or two sentences that somebody said")
        template = "eventpages/blocks/quote.html"
        preview_value = {"words": "We measured the soil first and drew the plan afterwards.", "speaker": "A district planner"}
        label_format = "{words}"


class PictureBlock(blocks.StructBlock):
    """A picture in the text."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption and credit"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture with a caption")
        template = "eventpages/blocks/picture.html"
        label_format = "{caption}"


class DocumentValue(blocks.StructValue):
    """A file as pages show it."""

    @property
    def language_name(self) -> str:
        """Return the name of the file's language in the active language."""
        return str(dict(content_languages()).get(self.get("language"), ""))


class DocumentBlock(blocks.StructBlock):
    """A file to download."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=160, help_text=_("Empty: the title of the file."))
    language = blocks.ChoiceBlock(
        label=_("Language"),
        choices=content_languages,
        required=False,
        help_text=_("Only when the file is in another language than this page."),
    )

    class Meta:
        icon = "doc-full"
        label = _("File")
        label_format = "{title}"
        value_class = DocumentValue


class DocumentsBlock(blocks.ListBlock):
    """Files that belong together."""

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        description = _("Files to download, shown together beside the text")

    def __init__(self, child_block=None, **kwargs):
        super().__init__(child_block or DocumentBlock(), **kwargs)


class BodyBlock(blocks.StreamBlock):
    """The parts of the text. The names are stored with every page and never change."""

    text = TextBlock()
    quote = QuoteBlock()
    picture = PictureBlock()
    documents = DocumentsBlock()
