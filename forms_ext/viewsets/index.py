"""The list of the desk and the file made from it."""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from forms_ext.actions import ExportAction
from forms_ext.exports import CsvExport
from forms_ext.models.rights import Right

from .access import DeskMixin
from .columns import columns, with_cells
from .deciding import icon_of, open_decisions, undoable
from .listing import ORDERINGS, VIEWS


class DeskIndexView(DeskMixin, IndexView):
    """All submissions that a moderator may see, in views with live counts."""

    is_searchable = True
    template_name = "forms_ext/desk/index.html"
    results_template_name = "forms_ext/desk/index_results.html"

    @cached_property
    def filters(self):
        return self.listing.filters

    def get_page_title(self):
        return _("Desk")

    def get_valid_orderings(self):
        return sorted(ORDERINGS)

    def get_ordering(self):
        return self.listing.ordering

    def get_queryset(self):
        rows = with_cells(self.listing.in_view())
        for right, name in ((Right.ANSWERS, "sees_answers"), (Right.DECIDE, "may_decide")):
            rows = self.listing.rights.told(rows, right, name)
        return rows

    def get_paginator(self, queryset, per_page, **kwargs):
        paginator = super().get_paginator(queryset, per_page, **kwargs)
        paginator.count = self.listing.counts[self.listing.view.name]  # counted already, with the other views
        return paginator

    @cached_property
    def columns(self):
        sees_answers = self.listing.rights.has(Right.ANSWERS)
        return columns(self.get_inspect_url, self.get_list_buttons, sees_answers=sees_answers)

    def get_inspect_url(self, instance):
        return self.desk_url("detail", instance.pk)

    def get_list_more_buttons(self, instance):
        buttons = [Button(pgettext("button", "Open"), url=self.get_inspect_url(instance), icon_name="view", priority=10)]
        for number, decision in enumerate(open_decisions(instance)):
            url = self.desk_url("decide", instance.pk, decision.value)
            buttons.append(Button(decision.label, url=url, icon_name=icon_of(decision), priority=20 + number))
        return [*buttons, Button(_("History"), url=reverse("desk:history", args=[instance.pk]), icon_name="history", priority=40)]

    @cached_property
    def header_more_buttons(self):
        rights = self.listing.rights
        buttons = [
            (Right.EXPORT, Button(_("Download as CSV"), url=self.desk_url("export"), icon_name="download", priority=10)),
            (Right.ANSWERS, Button(_("One person…"), url=reverse("desk:subject"), icon_name="user", priority=50)),
            (Right.MANAGE, Button(_("How long answers are kept"), url=reverse("desk:retention"), icon_name="history", priority=60)),
            (Right.ANSWERS, Button(_("Consents"), url=reverse("desk:consents"), icon_name="tick-inverse", priority=40)),
        ]
        return [button for right, button in buttons if rights.has(right)]

    @cached_property
    def no_results_message(self):
        chosen = self.is_searching or self.is_filtering
        return _("Nothing in this view matches.") if chosen else self.listing.view.empty

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        listing = self.listing
        tabs = [
            {"view": view, "count": listing.counts[name], "url": self.index_url + listing.query_of(view)} for name, view in VIEWS.items()
        ]
        return {**context, "tabs": tabs, "current": listing.view, "undo": undoable(self.request), "query": listing.query}


class ExportView(DeskMixin, PermissionCheckedMixin, View):
    """The list as it is filtered, as a file, without what the reader may not export.

    The list is never counted, cut into pages or held: the file is written row by row while it is read.
    """

    http_method_names = ["get", "options"]

    def get(self, request):
        listing = self.listing
        if not listing.rights.has(Right.EXPORT):
            raise PermissionDenied
        if not listing.filters.is_valid():
            messages.error(request, _("One of the filters cannot be read. Choose it again, then download."))
            return HttpResponseRedirect(self.desk_url("index"))
        rows = listing.in_view().filter(listing.rights.where(Right.EXPORT))
        ExportAction(rows, user=request.user, chosen=self.chosen()).execute()
        response = StreamingHttpResponse(iter(CsvExport(rows)), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="submissions-{timezone.localdate():%Y-%m-%d}.csv"'
        response["Cache-Control"] = "no-store"
        return response

    def chosen(self) -> dict[str, str | list[str]]:
        """Return what the list was filtered by. What was searched for may be a name: only that it was searched is told."""
        known = {*self.listing.filters.filters, "sent_from", "sent_to"}
        chosen = {
            name: values if len(values) > 1 else values[0] for name, values in self.request.GET.lists() if name in known and any(values)
        }
        chosen["view"] = self.listing.view.name
        return {**chosen, "search": "yes"} if self.listing.search else chosen
