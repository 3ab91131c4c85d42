"""Blocks of the site settings: links of the menus, subscriptions, and the words of the frame in each language."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.coreutils import get_content_languages


def content_languages():
    """Return the languages in which pages are written, as choices."""
    return list(get_content_languages().items())


class MenuLinkBlock(blocks.StructBlock):
    """A link to a page; it leads to the page in the visitor's own language where there is one."""

    page = blocks.PageChooserBlock(label=_("Page"))
    label = blocks.CharBlock(
        label=_("Short label"),
        required=False,
        max_length=40,
        help_text=_(
            "Only when the title is too long for a menu. It is used in the language of the page you chose; other languages show the title."
        ),
    )

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{page} {label}"
        description = _("A page of this site, shown in the language of the visitor")


class CalendarBlock(blocks.StructBlock):
    """The calendar of a list of events, which a visitor's own calendar can follow."""

    page = blocks.PageChooserBlock(label=_("List of events"))

    class Meta:
        icon = "date"
        label = _("Calendar")
        label_format = "{page}"
        description = _("All events of a list, always up to date in the visitor's own calendar")


class FrameWordsBlock(blocks.StructBlock):
    """What header and footer say in one language."""

    language = blocks.ChoiceBlock(label=_("Language"), choices=content_languages)
    strapline = blocks.CharBlock(label=_("Who you are, in one sentence"), required=False, max_length=160)
    hours = blocks.CharBlock(
        label=_("When somebody answers"), required=False, max_length=120, help_text=_("For example: weekdays from 9 to 15 in Berlin.")
    )
    promise = blocks.CharBlock(
        label=_("About cookies"),
        required=False,
        max_length=160,
        help_text=_("Empty: “No cookies for visitors, no trackers.”"),
    )

    class Meta:
        icon = "openquote"
        label = _("Words in one language")
        label_format = "{language}"
        description = _("What the top and the foot of every page say, once for each language")
