"""Content between the questions."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from forms_ext.markup import visible_html

from .base import CONTENT, Describing, FormPart


class HeadingBlock(FormPart, blocks.CharBlock):
    """A heading that opens a group of questions."""

    kind = "heading"

    class Meta:
        icon = "title"
        label = _("Heading")
        group = CONTENT
        description = _("Opens a group of questions, for example “About you”.")
        preview_value = "About you"

    def describe(self, value, describing: Describing):
        return {"label": value, "hint": ""}


class TextBlock(FormPart, blocks.RichTextBlock):
    """A paragraph between questions."""

    kind = "text"

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = CONTENT
        description = _("A paragraph that explains what follows.")
        features = ["bold", "italic", "link", "ol", "ul"]
        preview_value = "<p>We need the following for the door list.</p>"

    def __init__(self, **kwargs):
        super().__init__(**{"features": self._meta_class.features, **kwargs})

    def describe(self, value, describing: Describing):
        return {"label": "", "hint": "", "html": visible_html(value.source)}


class NoticeBlock(FormPart, blocks.CharBlock):
    """A sentence that stands out."""

    kind = "notice"

    class Meta:
        icon = "warning"
        label = _("Notice")
        group = CONTENT
        description = _("One sentence that must not be overlooked.")
        preview_value = "The hall has a step-free entrance on the north side."

    def describe(self, value, describing: Describing):
        return {"label": value, "hint": ""}
