"""Declaration pages and their index."""

import uuid

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from declarations.blocks import DeclarationBlock
from declarations.documents import Document
from declarations.schema import Point, plain, points_of, wording
from declarations.states import CHANGES
from forms_ext.ledger import canonical, sha256
from forms_ext.models.submissions import search_key

from .addresses import ReadingRoutes
from .comparison import ComparisonRoutes
from .editing import DeclarationForm
from .facts import DeclarationFacts
from .files import FileRoutes
from .signing import DeclarationSigning
from .versions import TextVersion


class DeclarationPageMixin(FileRoutes, ReadingRoutes, ComparisonRoutes, DeclarationSigning, DeclarationFacts):
    """An adopted text with preamble, enacting clause, numbered points and closing."""

    body = StreamField(DeclarationBlock(), verbose_name=_("text"), blank=True)
    change_class = models.CharField(
        _("kind of change"), max_length=12, choices=CHANGES, blank=True, help_text=_("Only when you change the wording of an adopted text.")
    )

    words = models.TextField(
        editable=False, default="", help_text=_("Everything that can be searched for, without accents and capital letters.")
    )

    base_form_class = DeclarationForm
    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]
    page_description = _("A text that was adopted: preamble, numbered points that others cite, closing.")
    template = "declarations/declaration_page.html"
    parent_page_types = ["declarations.DeclarationIndexPage"]
    subpage_types = []
    search_fields = [*Page.search_fields, *(index.SearchField(name) for name in ("short_title", "subtitle", "place", "code", "body"))]
    text_panels = [
        *Page.content_panels,
        FieldPanel("subtitle"),
        FieldPanel("body"),
        FieldPanel("change_class"),
        FieldPanel("new_points"),
        CommentPanel(),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(text_panels, heading=_("Text")),
            ObjectList(DeclarationFacts.about_panels, heading=_("About the text")),
            ObjectList(DeclarationSigning.signing_panels, heading=_("Endorsement")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
        ]
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        # A new page has no language yet, and its numbers are nothing to search for.
        points = [f"{point.heading} {plain(point.html)}" for point in points_of(self.body, "none", "en")]
        adopted_by = [child["value"]["name"] for child in self.organisers.raw_data]
        named = [self.title, self.short_title, self.subtitle, self.code, self.place]
        self.words = " ".join(search_key(text) for text in [*named, *adopted_by, *points])
        return super().save(*args, **kwargs)

    @property
    def point_count(self) -> int:
        """Return how many points the text has, without reading them."""
        return sum(part["type"] == "point" for part in self.body.raw_data)

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

    @property
    def is_translation(self) -> bool:
        """Tell whether another language is the authentic one."""
        return self.authentic_language not in ("", self.language)

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

    def clean(self):
        super().clean()
        self.part_twins()

    def part_twins(self):
        """Give a point that was put in twice an identity of its own: one block id names one point."""
        seen: set[str] = set()
        for block in self.body or ():
            if block.block_type == "point" and block.id in seen:
                block.id = str(uuid.uuid4())
            seen.add(block.id)
        self.forget_reading()

    def forget_reading(self):
        """Compute points and document anew: the body was changed."""
        self.__dict__.pop("points", None)
        self.__dict__.pop("document", None)

    def wording(self) -> dict:
        """Return everything that belongs to the wording."""
        return wording(self.body, title=self.title, style=self.number_style, language=self.language)

    def wording_differs(self) -> bool:
        """Tell whether the wording is another than that of the version in force."""
        newest = TextVersion.newest(self.declaration_key, self.language) if self.pk else None
        return newest is not None and newest.sha256 != sha256(canonical(self.wording()))

    @cached_property
    def document(self) -> Document:
        """Return the text as it is read; it is the same for a draft and for a version that was kept."""
        return Document(self.wording())

    def get_context(self, request, *args, **kwargs):
        """Add the text with the permanent address of each point, and its versions."""
        from declarations.views.reading import declaration_context  # noqa: PLC0415 -- the doorway from pages to views

        return declaration_context(self, request, super().get_context(request, *args, **kwargs))

    def serve_preview(self, request, mode_name):
        return self.form_preview(request, mode_name) or super().serve_preview(request, mode_name)

    def serve(self, request, view=None, args=None, kwargs=None):
        """Tell in the head of the answer where the text stands among its versions and languages."""
        from declarations.views.headers import with_links  # noqa: PLC0415 -- the doorway from pages to views

        return with_links(super().serve(request, view, args, kwargs))


class DeclarationPage(DeclarationPageMixin, Page):
    """A declaration page as Convene ships it."""

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")


class DeclarationIndexPageMixin(RoutablePageMixin, models.Model):
    """The list of all declarations."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link", "point-link"])

    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]
    page_description = _("Lists all declarations, the newest first.")
    template = "declarations/declaration_index_page.html"
    subpage_types = ["declarations.DeclarationPage"]
    max_count_per_parent = 1
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        abstract = True

    @path("feed/")
    def feed(self, request):
        """Answer with the newest declarations for feed readers."""
        from declarations.views import listing  # noqa: PLC0415 -- the doorway from pages to views

        return listing.feed(request, self)

    def get_context(self, request, *args, **kwargs):
        """Add the public declarations below that the visitor's filters leave, the newest first."""
        from declarations.views import listing  # noqa: PLC0415 -- the doorway from pages to views

        return listing.index_context(self, request, super().get_context(request, *args, **kwargs))


class DeclarationIndexPage(DeclarationIndexPageMixin, Page):
    """The list of declarations as Convene ships it."""

    class Meta:
        verbose_name = _("list of declarations")
        verbose_name_plural = _("lists of declarations")
