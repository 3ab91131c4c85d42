"""The consents at the desk: for each statement and wording who gave it, and asking again after a material change."""

from collections import Counter
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from forms_ext.actions.ask_again import AskAgainAction, earlier_wordings
from forms_ext.models import ConsentRecord, ConsentStatement, ConsentVersion, Submission
from forms_ext.models.rights import Right
from forms_ext.states import ConsentState

from .access import DeskMixin


class ConsentsMixin(DeskMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """A view of the consents: for whoever may see answers anywhere; each sees those of the pages over which they have that right."""

    header_icon = "tick-inverse"

    def dispatch(self, request, *args, **kwargs):
        if not self.listing.rights.has(Right.ANSWERS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def records(self):
        """Return the records that the reader may see."""
        return ConsentRecord.objects.filter(self.listing.rights.where(Right.ANSWERS))


class ConsentsView(ConsentsMixin, TemplateView):
    """Every statement that somebody answered, with how."""

    template_name = "forms_ext/desk/consents.html"
    http_method_names = ["get", "options"]

    def get_page_title(self):
        return _("Consents")

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": reverse("desk:index"), "label": _("Desk")}, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        counts: dict = {}
        rows = self.records.order_by().values_list("version__statement_key", "state").annotate(number=Count("pk"))
        for key, state, number in rows:
            counts.setdefault(key, Counter())[state] += number
        names = statement_names(counts)
        told = [
            {"url": reverse("desk:consent", args=[key]), "name": names.get(key, str(key)), "cells": cells(counts[key])} for key in counts
        ]
        told.sort(key=lambda row: row["name"].casefold())
        return {**super().get_context_data(**kwargs), "rows": told, "states": [state.label for state in ConsentState]}


class ConsentView(ConsentsMixin, TemplateView):
    """One statement: its wordings with how each was answered, and the button that asks again."""

    template_name = "forms_ext/desk/consent_statement.html"
    http_method_names = ["get", "post", "options"]

    @cached_property
    def statement(self) -> ConsentStatement:
        """Return the statement in the main language, else in its oldest.

        :raises Http404: when nobody answered it whose answer the reader may see.
        """
        key = self.kwargs["key"]
        statement = ConsentStatement.objects.filter(translation_key=key).order_by("pk").first()
        if statement is None or not self.records.filter(version__statement_key=key).exists():
            raise Http404
        return statement

    @property
    def may_ask(self) -> bool:
        """Tell whether the reader may write to people."""
        return self.listing.rights.has(Right.MANAGE)

    @cached_property
    def action(self) -> AskAgainAction:
        """Return what the button does."""
        return AskAgainAction(self.kwargs["key"], user=self.request.user)

    def get_page_title(self):
        return self.statement.name

    def get_breadcrumbs_items(self):
        ways = [(reverse("desk:index"), _("Desk")), (reverse("desk:consents"), _("Consents")), ("", self.get_page_title())]
        return [*self.breadcrumbs_items, *({"url": url, "label": label} for url, label in ways)]

    def get_context_data(self, **kwargs):
        key = self.kwargs["key"]
        asked = self.records.filter(version__statement_key=key)
        counts: dict[int, Counter] = {}
        for version, state, number in asked.order_by().values_list("version", "state").annotate(number=Count("pk")):
            counts.setdefault(version, Counter())[state] += number
        earlier = earlier_wordings(key)
        versions = ConsentVersion.objects.filter(statement_key=key).order_by("language", "-number")
        rows = [{"version": one, "cells": cells(counts.get(one.pk, Counter())), "is_earlier": one.pk in earlier} for one in versions]
        context = {"statement": self.statement, "rows": rows, "states": [state.label for state in ConsentState]}
        context |= {"never_asked": self.never_asked(asked), "may_ask": self.may_ask}
        context["given_earlier"] = sum(counts[pk][ConsentState.GIVEN] for pk in earlier if pk in counts)
        context["people"] = len(self.action.people()) if self.may_ask and context["given_earlier"] else 0
        return {**super().get_context_data(**kwargs), **context}

    def never_asked(self, asked) -> int:
        """Return how many submissions to the same forms came before this was asked there."""
        rows = Submission.objects.active().filter(self.listing.rights.where(Right.ANSWERS), host_key__in=asked.values("host_key"))
        return rows.exclude(Exists(asked.filter(submission=OuterRef("pk")))).count()

    def post(self, request, **kwargs):
        """Queue the messages and lead back."""
        if not self.may_ask:
            raise PermissionDenied
        number = self.statement and self.action.execute()
        sentence = ngettext("%(count)d person is asked by mail.", "%(count)d people are asked by mail.", number) % {"count": number}
        messages.success(request, sentence)
        return HttpResponseRedirect(request.path)


def cells(counts: Counter) -> list[int]:
    """Return one number for each state, in their order."""
    return [counts[state.value] for state in ConsentState]


def statement_names(keys) -> dict:
    """Return the name of each statement, in the language it was written in first."""
    rows = ConsentStatement.objects.filter(translation_key__in=list(keys)).order_by("-pk")
    return dict(rows.values_list("translation_key", "name"))
