"""Declaration pages and their index."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from declarations.blocks import DeclarationBlock
from declarations.schema import Point, plain, points_of, wording
from declarations.states import CHANGES
from forms_ext.ledger import canonical, sha256

from .comparison import ComparisonRoutes
from .editing import DeclarationForm
from .facts import DeclarationFacts
from .files import FileRoutes
from .versions import Provision, TextVersion


class DeclarationPageMixin(FileRoutes, ComparisonRoutes, DeclarationFacts):
    """An adopted text with preamble, enacting clause, numbered points and closing."""

    body = StreamField(DeclarationBlock(), verbose_name=_("text"), blank=True)
    change_class = models.CharField(
        _("kind of change"), max_length=12, choices=CHANGES, blank=True, help_text=_("Only when you change the wording of an adopted text.")
    )

    base_form_class = DeclarationForm
    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]
    page_description = _("A text that was adopted: preamble, numbered points that others cite, closing.")
    template = "declarations/declaration_page.html"
    parent_page_types = ["declarations.DeclarationIndexPage"]
    subpage_types = []
    search_fields = [*Page.search_fields, *(index.SearchField(name) for name in ("short_title", "subtitle", "place", "code", "body"))]
    text_panels = [*Page.content_panels, FieldPanel("subtitle"), FieldPanel("body"), FieldPanel("change_class"), CommentPanel()]
    edit_handler = TabbedInterface(
        [
            ObjectList(text_panels, heading=_("Text")),
            ObjectList(DeclarationFacts.about_panels, heading=_("About the text")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
        ]
    )

    class Meta:
        abstract = True

    @property
    def declaration_key(self):
        """Return the identity shared by all languages and aliases of this text; a copy has another."""
        source = self
        while source.alias_of_id:
            source = source.alias_of.specific
        return source.translation_key

    @property
    def language(self) -> str:
        """Return the code of the page's language."""
        return self.locale.language_code

    @cached_property
    def points(self) -> list[Point]:
        """Return the points with their numbers, computed once."""
        return list(points_of(self.body, self.number_style, self.language))

    def highlight(self, request=None) -> dict:
        """Return how the text is shown on the start page and among search results: its first point, quoted."""
        adopted = self.adopted_words
        first = next(iter(self.points), None)
        return {
            "kind": self.get_kind_display(),
            "when": _("Adopted on %(date)s") % {"date": adopted} if adopted else "",
            "where": self.place,
            "text": f"{first.lead_in} {plain(first.html)}".strip() if first else self.subtitle,
        }

    def wording(self) -> dict:
        """Return everything that belongs to the wording."""
        return wording(self.body, title=self.title, style=self.number_style, language=self.language)

    def wording_differs(self) -> bool:
        """Tell whether the wording is another than that of the version in force."""
        newest = TextVersion.newest(self.declaration_key, self.language) if self.pk else None
        return newest is not None and newest.sha256 != sha256(canonical(self.wording()))

    def get_context(self, request, *args, **kwargs):
        """Add the parts in the order of the page, each point with its permanent address."""
        context = super().get_context(request, *args, **kwargs)
        addresses = dict(Provision.objects.filter(declaration_key=self.declaration_key).values_list("uid", "short_id"))
        context["rows"] = [(point, addresses.get(point.uid, "")) for point in self.points]
        context["groups"] = self._groups(addresses)
        versions = TextVersion.objects.filter(declaration_key=self.declaration_key, language=self.language).order_by("-number")
        context["versions"] = list(versions.defer("text"))
        # A draft or a private event is not named to the public.
        event = Page.objects.live().public().filter(pk=self.event_id).first() if self.event_id else None
        context["event"] = event.localized if event else None
        return context

    def _groups(self, addresses: dict[str, str]) -> list[dict]:
        """Return the points as they follow each other, in groups that a crossheading opens."""
        points = iter(self.points)
        groups: list[dict] = []
        for block in self.body:
            if block.block_type == "crossheading" or (block.block_type == "point" and not groups):
                groups.append({"crossheading": block.value if block.block_type == "crossheading" else "", "rows": []})
            if block.block_type == "point":
                point = next(points)
                groups[-1]["rows"].append((point, addresses.get(point.uid, "")))
        return groups

    def blocks_of(self, kind: str) -> list:
        """Return the values of the blocks of one kind."""
        return [block.value for block in self.body if block.block_type == kind]

    @property
    def preamble(self):
        """Return the clauses of the preamble."""
        return self.blocks_of("preamble")

    @property
    def enacting(self) -> str:
        """Return the enacting clause, or an empty text."""
        return next(iter(self.blocks_of("enacting")), "")

    @property
    def closing(self):
        """Return the closing paragraphs."""
        return self.blocks_of("closing")

    @property
    def annexes(self):
        """Return the annexes."""
        return self.blocks_of("annex")


class DeclarationPage(DeclarationPageMixin, Page):
    """A declaration page as Convene ships it."""

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")


class DeclarationIndexPageMixin(models.Model):
    """The list of all declarations."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]
    page_description = _("Lists all declarations, the newest first.")
    template = "declarations/declaration_index_page.html"
    subpage_types = ["declarations.DeclarationPage"]
    max_count_per_parent = 1
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        """Add the public declarations below, the newest first."""
        context = super().get_context(request, *args, **kwargs)
        pages = DeclarationPage.objects.child_of(self).live().public().order_by(models.F("adopted_on").desc(nulls_first=True), "title")
        context["declarations"] = pages
        return context


class DeclarationIndexPage(DeclarationIndexPageMixin, Page):
    """The list of declarations as Convene ships it."""

    class Meta:
        verbose_name = _("list of declarations")
        verbose_name_plural = _("lists of declarations")
