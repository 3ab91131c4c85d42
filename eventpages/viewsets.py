"""The list of all events in the editor."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.permissions import page_permission_policy

from .filters import EventListFilterSet
from .models import EventPage
from .models.registration import count_places


def places_taken(event) -> str:
    """Return how many places are taken, of how many."""
    places = event.standing.places
    if places.capacity is None:
        return str(places.taken) if places.taken else ""
    return _("%(taken)d of %(capacity)d") % {"taken": places.taken, "capacity": places.capacity}


class EventListView(IndexView):
    """Counts the places of all rows with one query."""

    default_ordering = "-starts_at"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        count_places(context["object_list"])
        return context


class EventListMenuItem(MenuItem):
    """Leads to the list only those who may open it."""

    def is_shown(self, request):
        return page_permission_policy.user_has_any_permission(request.user, EventListView.any_permission_required)


class EventListViewSet(PageListingViewSet):
    """Every event the editor may see, in all lists and languages."""

    model = EventPage
    icon = "calendar-alt"
    menu_label = gettext_lazy("Events")
    menu_order = 150
    add_to_admin_menu = True
    menu_item_class = EventListMenuItem
    name = "events"
    index_view_class = EventListView
    filterset_class = EventListFilterSet
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=gettext_lazy("Title"), sort_key="title", classname="title"),
        Column("date", label=gettext_lazy("Date"), accessor=lambda event: event.when.date_words, sort_key="starts_at"),
        Column("place", label=gettext_lazy("Place"), accessor="where_words", sort_key="place"),
        Column("registration", label=gettext_lazy("Registration"), accessor=lambda event: event.standing.badge.words),
        Column("taken", label=gettext_lazy("Places taken"), accessor=places_taken),
        Column("waiting", label=gettext_lazy("Waiting"), accessor=lambda event: event.standing.places.queue or ""),
        PageStatusColumn("status", label=gettext_lazy("Page"), sort_key="live", width="12%"),
    ]
