"""The start page."""

from functools import cached_property

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from convene_site.home.blocks import HOME_SECTIONS
from convene_site.home.highlights import coming_events, highlight_of, latest_declaration, list_of
from convene_site.home.signposts import Signposts


class HomePageMixin(models.Model):
    """A cover with a title, the next event as a ticket, and sections below."""

    kicker = models.CharField(_("line above the title"), max_length=120, blank=True)
    headline = models.CharField(_("title on the cover"), max_length=120, blank=True, help_text=_("Empty: the title of the page."))
    lead = models.TextField(_("opening"), max_length=400, blank=True, help_text=_("Two sentences: who you are and what comes of it."))
    first_page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("button leads to"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    first_label = models.CharField(_("words on the button"), max_length=60, blank=True, help_text=_("Empty: the title of that page."))
    second_page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("link beside it leads to"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    second_label = models.CharField(_("words of the link"), max_length=60, blank=True, help_text=_("Empty: the title of that page."))
    shows_next_event = models.BooleanField(
        _("show the next event"), default=True, help_text=_("As a ticket across the edge of the cover, with date, place and button.")
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("cover picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty: a drawing of its own that no other page has."),
    )
    body = StreamField(HOME_SECTIONS, verbose_name=_("sections"), blank=True)

    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]
    page_description = _("The first page of the site: a title on a cover, the next event and what you do.")
    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.StandardPage", "eventpages.EventIndexPage", "declarations.DeclarationIndexPage", "forms_ext.FormPage"]
    search_fields = [*Page.search_fields, index.SearchField("headline"), index.SearchField("lead"), index.SearchField("body")]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("kicker"),
                FieldPanel("headline"),
                FieldPanel("lead"),
                PageChooserPanel("first_page"),
                FieldPanel("first_label"),
                PageChooserPanel("second_page"),
                FieldPanel("second_label"),
                FieldPanel("shows_next_event"),
                FieldPanel("picture"),
            ],
            heading=_("Cover"),
        ),
        FieldPanel("body"),
    ]

    class Meta:
        abstract = True

    def highlight(self, request=None):
        """Return how the page is shown among search results."""
        return {"text": self.lead}

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        signposts = Signposts({self.first_page_id, self.second_page_id})
        links = [
            {"label": label or page.title, "address": page.get_url(request)}
            for page_id, label in ((self.first_page_id, self.first_label), (self.second_page_id, self.second_label))
            if (page := signposts.to(page_id))
        ]
        return {**context, "links": links, "next_event": self.next_event(request), "sections": self.sections()}

    def sections(self):
        """Return the sections that have something to say: without a declaration there is nothing to quote."""
        return [block for block in self.body if block.block_type != "declaration" or self.latest]

    @cached_property
    def latest(self):
        """Return the latest declaration, or None. Read once."""
        return latest_declaration(self)

    @cached_property
    def coming(self):
        """Return the next ten events: what the ticket and the longest section can show. Read once."""
        return coming_events(self, 10)

    def next_event(self, request=None):
        """Return the event of the ticket, or None."""
        if not self.shows_next_event or not self.coming:
            return None
        return highlight_of(self.coming[0], request)

    def events_after_the_ticket(self, number, request=None):
        """Return the events of a section, without the one that stands on the ticket."""
        skipped = 1 if self.shows_next_event else 0
        return [highlight_of(event, request) for event in self.coming[skipped : skipped + number]]

    def list_of_events(self, request=None):
        return list_of(self, "eventpages", "EventIndexPage", request)

    def newest_declaration(self, request=None):
        return self.latest and highlight_of(self.latest, request)


class HomePage(HomePageMixin, Page):
    """The start page as Convene ships it."""

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")
