"""Pages to read: about, contact, privacy, imprint, accessibility."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from convene_site.home.blocks import STANDARD_SECTIONS, anchor_of


class StandardPageMixin(models.Model):
    """A title, an opening and sections to read."""

    lead = models.TextField(_("opening"), max_length=400, blank=True, help_text=_("One or two sentences that say what the page is for."))
    body = StreamField(STANDARD_SECTIONS, verbose_name=_("sections"), blank=True)

    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]
    page_description = _("A page to read: about, contact, privacy, imprint, accessibility.")
    template = "home/standard_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage", "forms_ext.FormPage"]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        abstract = True

    def highlight(self, request=None):
        """Return how the page is shown among search results."""
        return {"text": self.lead}

    def headings(self):
        """Return (anchor, heading) of the sections in their order, for the list of what is on the page."""
        headings = [block.value["heading"] for block in self.body if block.block_type != "notice"]
        return [(anchor_of(heading), heading) for heading in headings]


class StandardPage(StandardPageMixin, Page):
    """A page to read as Convene ships it."""

    class Meta:
        verbose_name = _("page to read")
        verbose_name_plural = _("pages to read")
