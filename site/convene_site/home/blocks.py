"""Sections of the site's own pages. Each renders one part of a page with its heading in the side column."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT_FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "point-link", "document-link", "hr"]


def anchor_of(heading):
    """Return the fragment under which a section can be linked; letters of every script stay."""
    return slugify(heading, allow_unicode=True)


class SectionBlock(blocks.StructBlock):
    """What all sections share: a heading and a line below it."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=80)
    note = blocks.CharBlock(label=_("Line below the heading"), required=False, max_length=160)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "anchor": anchor_of(value["heading"])}

    class Meta:
        abstract = True


class TextBlock(SectionBlock):
    """Text to read."""

    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = _("Text")
        description = _("A heading and text to read")
        template = "home/blocks/text.html"
        preview_value = {
            "heading": _("About us"),
            "note": _("Since 2019"),
            "text": _("<p>We bring those who study a place and those who decide on it to one table.</p>"),
        }


class EventsBlock(blocks.StructBlock):
    """The next events as cards with their drawings."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=80)
    number = blocks.IntegerBlock(label=_("How many"), default=3, min_value=1, max_value=9)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        page, request = context.get("page"), context.get("request")
        if page is None:
            return context
        return {**context, "events": page.events_after_the_ticket(value["number"], request), "all_events": page.list_of_events(request)}

    class Meta:
        icon = "date"
        label = _("Coming events")
        group = _("From this site")
        description = _("The next events, always up to date; the one on the ticket at the top is not repeated")
        template = "home/blocks/events.html"
        preview_value = {"heading": _("Events"), "number": 3}


class DeclarationBlock(blocks.StructBlock):
    """The latest declaration, quoted."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=80)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        page = context.get("page")
        return {**context, "declaration": page and page.newest_declaration(context.get("request"))}

    class Meta:
        icon = "openquote"
        label = _("Latest declaration")
        group = _("From this site")
        description = _("A sentence from the declaration adopted last, with links to read and to endorse it")
        template = "home/blocks/declaration.html"
        preview_value = {"heading": _("Latest declaration")}


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Step"), max_length=60)
    text = blocks.TextBlock(label=_("In one or two sentences"), max_length=300)

    class Meta:
        icon = "arrow-right"
        label = _("Step")
        label_format = "{title}"


class StepsBlock(SectionBlock):
    """How something goes, in numbered steps."""

    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=2, max_num=6)

    class Meta:
        icon = "list-ol"
        label = _("How it works")
        group = _("Text")
        description = _("Two to six numbered steps")
        template = "home/blocks/steps.html"
        preview_value = {
            "heading": _("How it works"),
            "note": "",
            "steps": [
                {"title": _("A question"), "text": _("A place brings what it cannot settle alone.")},
                {"title": _("One text"), "text": _("What all can carry is written in numbered points.")},
            ],
        }


class PartnerBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Organisation"), max_length=120)
    letters = blocks.CharBlock(label=_("Initials"), max_length=3, help_text=_("One to three letters, shown in a square."))
    place = blocks.CharBlock(label=_("Place or role"), required=False, max_length=80)
    address = blocks.URLBlock(label=_("Web address"), required=False)

    class Meta:
        icon = "group"
        label = _("Partner")
        label_format = "{name}"


class PartnersBlock(SectionBlock):
    """Who carries the work."""

    partners = blocks.ListBlock(PartnerBlock(), label=_("Partners"), min_num=1)

    class Meta:
        icon = "group"
        label = _("Partners")
        group = _("Text")
        description = _("Organisations with initials and place")
        template = "home/blocks/partners.html"
        preview_value = {
            "heading": _("Partners"),
            "note": "",
            "partners": [{"name": _("Institute for Delta Studies"), "letters": "ID", "place": _("Host"), "address": ""}],
        }


class DefinitionBlock(blocks.StructBlock):
    term = blocks.CharBlock(label=_("Term"), max_length=80)
    text = blocks.RichTextBlock(label=_("Meaning"), features=["bold", "italic", "link", "document-link"])

    class Meta:
        icon = "tag"
        label = _("Entry")
        label_format = "{term}"


class DefinitionsBlock(SectionBlock):
    """Terms and what they mean, questions and answers, facts of an imprint."""

    entries = blocks.ListBlock(DefinitionBlock(), label=_("Entries"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("List of terms")
        group = _("Text")
        description = _("Terms on one side, what they mean on the other: questions, an imprint, periods of keeping")
        template = "home/blocks/definitions.html"
        preview_value = {
            "heading": _("Imprint"),
            "note": "",
            "entries": [{"term": _("Responsible"), "text": _("<p>The office of the network</p>")}],
        }


class ContactBlock(SectionBlock):
    """How to reach the people behind the site, taken from the settings."""

    text = blocks.RichTextBlock(label=_("Text"), required=False, features=["bold", "italic", "link"])

    class Meta:
        icon = "mail"
        label = _("Contact")
        group = _("From this site")
        description = _("Organisation, post, email and telephone as they stand in the settings of the site")
        template = "home/blocks/contact.html"
        preview_value = {"heading": _("Contact"), "note": "", "text": _("<p>Two people answer, on weekdays.</p>")}


class NoticeBlock(blocks.StructBlock):
    """Something readers must not miss."""

    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("news", _("News")), ("warn", _("Take care")), ("stop", _("Stop")), ("done", _("Done"))],
        default="news",
    )
    heading = blocks.CharBlock(label=_("Heading"), max_length=100)
    text = blocks.RichTextBlock(label=_("Text"), required=False, features=["bold", "italic", "link"])

    class Meta:
        icon = "warning"
        label = _("Notice")
        group = _("Text")
        description = _("A short message that stands out")
        template = "home/blocks/notice.html"
        preview_value = {"kind": "warn", "heading": _("The office is closed until 6 January"), "text": ""}


HOME_SECTIONS = [
    ("text", TextBlock()),
    ("events", EventsBlock()),
    ("declaration", DeclarationBlock()),
    ("steps", StepsBlock()),
    ("partners", PartnersBlock()),
]
STANDARD_SECTIONS = [
    ("text", TextBlock()),
    ("definitions", DefinitionsBlock()),
    ("contact", ContactBlock()),
    ("notice", NoticeBlock()),
]
