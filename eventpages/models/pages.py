"""Event pages and the lists they stand in."""

from urllib.parse import urlsplit

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from eventpages import conf
from eventpages.blocks import BodyBlock, FocusAreasBlock, OrganisersBlock, RelatedEventsBlock
from eventpages.states import Phase
from forms_ext.models.submissions import search_key

from .announcements import EventAnnouncement
from .editing import EventPageForm
from .facts import EventFacts
from .querysets import EventManager
from .registration import EventRegistration, count_places
from .ways import WayToEvent

# What an editor may look at before it happens.
PREVIEWS = {"open": Phase.OPEN, "errors": Phase.OPEN, "full": Phase.FULL, "closed": Phase.CLOSED}
RELATED = 3
OWN_ROUTES = {"ics"}


class EventPageMixin(WayToEvent, RoutablePageMixin, EventAnnouncement, EventRegistration, EventFacts):
    """An event: what, when, where, and registration on the same page."""

    kind = models.CharField(_("kind"), max_length=60, blank=True, help_text=_("Above the title, for example “Science-policy dialogue”."))
    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences. Lists, search engines and the top of the text show them."),
    )
    lead_image = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture at the top"),
        help_text=_("Empty: a drawing made for this page."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    focus_areas = StreamField(
        FocusAreasBlock(),
        verbose_name=_("focus areas"),
        blank=True,
        help_text=_("Paste a whole list into one row: it becomes several rows when you save."),
    )
    organisers = StreamField(OrganisersBlock(), verbose_name=_("organisers"), blank=True)
    related = StreamField(
        RelatedEventsBlock(),
        verbose_name=_("more events"),
        blank=True,
        max_num=6,
        help_text=_("Empty: the next events, then the latest past ones."),
    )
    words = models.TextField(
        editable=False, default="", help_text=_("Everything that can be searched for, without accents and capital letters.")
    )

    objects = EventManager()
    base_form_class = EventPageForm
    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]
    page_description = _("A dialogue, workshop, conference or school with its date, its place and its registration form.")
    template = "eventpages/event_page.html"
    parent_page_types = ["eventpages.EventIndexPage"]
    subpage_types = []

    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("summary"),
        FieldPanel("lead_image"),
        FieldPanel("body"),
        FieldPanel("focus_areas"),
        FieldPanel("organisers"),
    ]
    promote_panels = [FieldPanel("related"), *Page.promote_panels]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(EventFacts.when_panels, heading=_("When and where")),
            ObjectList(EventRegistration.registration_panels, heading=_("Registration")),
            ObjectList(promote_panels, heading=_("Promote")),
        ]
    )
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("kind"),
        index.SearchField("place"),
        index.SearchField("body"),
        index.SearchField("focus_areas"),
        *(
            index.FilterField(name)
            for name in ("starts_at", "ends_at", "date_from", "date_to", "precision", "status", "attendance", "registration", "kind")
        ),
    ]

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        sentences = [child.value["sentence"] for child in self.focus_areas]
        self.words = search_key(self.title, self.kind, self.summary, self.place, self.room, *sentences)
        return super().save(*args, **kwargs)

    @path("ics/")
    def calendar(self, request):
        """Answer with the calendar file of the event."""
        from eventpages.views.calendars import event_calendar  # noqa: PLC0415 -- the doorway from pages to views

        return event_calendar(self)

    def more_events(self) -> list:
        """Return what to read next: the editor's picks, else the next events and the latest past ones."""
        ids = [child["value"] for child in self.related.raw_data if child["value"]]
        events = type(self).objects.for_everybody().beside(self).select_related("lead_image").prefetch_related("lead_image__renditions")
        return list(events.picked(ids) if ids else events.worth_reading_next()[:RELATED])

    def highlight(self, request=None) -> dict:
        """Return how the event is shown on the start page: its words by the names that cards and tickets know."""
        badge = self.standing.badge
        registers = self.standing.takes_registrations
        return {
            "kind": self.kind,
            "when": self.when.date_words,
            "where": self.where_words,
            "text": self.summary,
            "badge": badge.words,
            "state": badge.shape,
            "action": _("Register") if registers else "",
            "action_address": f"{self.get_url(request)}#register" if registers else "",
        }

    @property
    def external_host(self) -> str:
        """Return the name of the site where people register, for example "example.org"."""
        return urlsplit(self.external_url).hostname or ""

    @cached_property
    def documents(self) -> list:
        """Return the documents of the text, which stand beside it."""
        return [value for child in self.body if child.block_type == "documents" for value in child.value]

    # Previews

    @property
    def preview_modes(self):
        return [
            ("", _("As it is now")),
            ("open", _("Registration open")),
            ("errors", _("Registration with errors")),
            ("thanks", _("After registering")),
            ("mail", _("The mail after registering")),
            ("full", _("Full")),
            ("closed", _("Registration closed")),
        ]

    def serve(self, request, view=None, args=None, kwargs=None):
        """Serve the page itself the way of every form host, and its routes the way of every routable page."""
        if view is not None and view.__name__ != "index_route":
            return super().serve(request, view, args, kwargs)
        return super().serve(request)

    def serve_preview(self, request, mode_name):
        from forms_ext.views import previews  # noqa: PLC0415 -- the doorway from pages to views

        if mode_name in previews.PREVIEWS and self.has_form:
            return previews.PREVIEWS[mode_name](request, self)
        request.preview_phase = PREVIEWS.get(mode_name)
        self.live_pools = self.drafted_pools()
        self.preview_errors(request, mode_name)
        return super().serve_preview(request, mode_name)

    def get_context(self, request, *args, **kwargs):
        """Add everything the page shows; nothing of it depends on the visitor."""
        from eventpages.views.pages import event_context  # noqa: PLC0415 -- the doorway from pages to views

        more_events = self.more_events()
        count_places(more_events, whole=None if "live_pools" in self.__dict__ else self)
        context = super().get_context(request, *args, **kwargs)
        return event_context(self, request, context | {"more_events": more_events})


class EventPage(EventPageMixin, Page):
    """An event as Convene ships it."""

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")


class EventIndexPageMixin(RoutablePageMixin, models.Model):
    """A list of events: coming ones by month, past ones by year, filters, a calendar to follow."""

    intro = models.TextField(_("introduction"), max_length=300, blank=True, help_text=_("One or two sentences under the title."))

    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]
    page_description = _("The list of events: coming ones by month, past ones by year. Events are made below it.")
    template = "eventpages/event_index_page.html"
    parent_page_types = conf.get("EVENT_INDEX_PARENTS") or None
    subpage_types = ["eventpages.EventPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList([MultiFieldPanel(Page.promote_panels, heading=_("Promote"))], heading=_("Promote")),
        ]
    )
    search_fields = [*Page.search_fields, index.SearchField("intro")]

    class Meta:
        abstract = True

    def route(self, request, path_components):
        """Find the event with one query instead of three."""
        if path_components and path_components[0] not in OWN_ROUTES:
            event = EventPage.objects.child_of(self).for_a_visit().filter(slug=path_components[0]).first()
            if event is not None:
                event._cached_parent_obj = self  # noqa: SLF001 -- as Wagtail's own route does
                return event.route(request, path_components[1:])
        return super().route(request, path_components)

    def events(self):
        """Return the events of this list that everybody may see."""
        return EventPage.objects.child_of(self).for_everybody()

    @path("ics/")
    def calendar(self, request):
        """Answer with the calendar of all coming events and those of the past year."""
        from eventpages.views.calendars import index_calendar  # noqa: PLC0415 -- the doorway from pages to views

        return index_calendar(self)

    def get_context(self, request, *args, **kwargs):
        """Add the events that the visitor's filters leave."""
        from eventpages.views.pages import index_context  # noqa: PLC0415 -- the doorway from pages to views

        return index_context(self, request, super().get_context(request, *args, **kwargs))


class EventIndexPage(EventIndexPageMixin, Page):
    """A list of events as Convene ships it."""

    class Meta:
        verbose_name = _("list of events")
        verbose_name_plural = _("lists of events")
