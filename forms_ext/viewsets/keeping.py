"""How long answers are kept, form by form, and a rehearsal of what will go. Nothing is deleted from here."""

from datetime import date, timedelta

from django import forms
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets import AdminDateInput

from forms_ext.actions.clearing import count
from forms_ext.actions.purge import foreseen, notice_days, over, retention_of
from forms_ext.actions.purge_fields import PurgeFieldsAction
from forms_ext.actions.tallies import option_counts
from forms_ext.models import ConsentRecord, Retention, Submission
from forms_ext.models.retention import day_of, ended_for_good
from forms_ext.models.rights import Right
from forms_ext.schema.frozen import by_key

from .access import DeskMixin


def rule_in_words(retention: Retention) -> str:
    """Return how long the answers of a host are kept, as a sentence."""
    days = retention.days_kept
    if not retention.waits_for_the_end:
        return ngettext("%(days)d day after sending", "%(days)d days after sending", days) % {"days": days}
    if retention.ends_at is None:
        return ngettext(
            "%(days)d day after the end, which is not announced yet", "%(days)d days after the end, which is not announced yet", days
        ) % {"days": days}
    return ngettext("%(days)d day after the end", "%(days)d days after the end", days) % {"days": days}


def first_last_day(retention: Retention, rows) -> date | None:
    """Return the earliest of the last days on which answers in ``rows`` are kept; None where nobody knows any."""
    if retention.waits_for_the_end and retention.ends_at is None:
        first = rows.filter(ended_for_good()).order_by("state_at").first()
    else:
        first = rows.order_by("submitted_at").first()
    return retention.last_day_of(first) if first else None


class DayForm(forms.Form):
    """The day that is rehearsed."""

    on = forms.DateField(label=gettext_lazy("On this day"), widget=AdminDateInput)


class KeepingMixin(DeskMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """Open to whoever has the right to manage retention anywhere."""

    header_icon = "history"
    http_method_names = ["get", "options"]

    def dispatch(self, request, *args, **kwargs):
        if not self.listing.rights.has(Right.MANAGE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def managed(self):
        """Return the submissions whose retention the reader manages and whose answers are still there."""
        return self.listing.rights.submissions(Right.MANAGE).filter(anonymised_at=None)


class RetentionView(KeepingMixin, TemplateView):
    """Every form with answers: how long they are kept, and when the first go."""

    template_name = "forms_ext/desk/retention.html"

    def get_page_title(self):
        return _("How long answers are kept")

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": self.desk_url("index"), "label": _("Desk")}, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        keys = self.managed().order_by().values_list("host_key", flat=True).distinct()
        forms_kept = sorted((self.line(key) for key in keys), key=lambda line: (line["first"] is None, line["first"] or date.max))
        return {**super().get_context_data(**kwargs), "forms_kept": forms_kept}

    def line(self, host_key) -> dict:
        """Return what is told about one form."""
        retention, rows = retention_of(host_key), Submission.objects.of_host(host_key).filter(anonymised_at=None)
        last = first_last_day(retention, rows)
        first = None if last is None or last == date.max else last + timedelta(days=1)
        return {"retention": retention, "rule": rule_in_words(retention), "held": rows.count(), "first": first}


class RehearsalView(KeepingMixin, TemplateView):
    """What the daily job would do to one form on a day, and what stays."""

    template_name = "forms_ext/desk/rehearsal.html"

    def get_page_title(self):
        return _("Rehearsal")

    def get_breadcrumbs_items(self):
        retention = {"url": self.desk_url("retention"), "label": _("How long answers are kept")}
        return [
            *self.breadcrumbs_items,
            {"url": self.desk_url("index"), "label": _("Desk")},
            retention,
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        host_key = self.kwargs["host_key"]
        if not self.managed().filter(host_key=host_key).exists():
            raise Http404
        retention = retention_of(host_key)
        form = DayForm(self.request.GET if "on" in self.request.GET else None, initial={"on": self.first_day(retention)})
        day = form.cleaned_data["on"] if form.is_bound and form.is_valid() else form.initial["on"]
        going = foreseen(retention, day)
        rows = count(going.values_list("pk", flat=True))
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "day": day,
            "retention": retention,
            "rule": rule_in_words(retention),
            "goes": [(capfirst(apps.get_model(label)._meta.verbose_name_plural), number) for label, number in rows.items()],
            "answers": self.single_answers(host_key, day),
            "unannounced": over(retention, day).filter(purge_noticed_on=None).count(),
            "notice_days": notice_days(retention),
            "stays": self.stays(host_key),
        }

    @staticmethod
    def first_day(retention: Retention) -> date:
        """Return the first day on which something goes; today where that is unknown."""
        last = first_last_day(retention, Submission.objects.of_host(retention.host_key).filter(anonymised_at=None))
        return last + timedelta(days=1) if last and last < date.max else day_of(timezone.now())

    @staticmethod
    def single_answers(host_key, day: date) -> list[tuple[str, int]]:
        """Return the questions whose own days are over, with the number of answers."""
        newest = Submission.objects.of_host(host_key).select_related("form_version").order_by("-pk").first()
        asked = by_key(newest.frozen) if newest else {}
        found = PurgeFieldsAction(host_key, day).rehearse()
        return [(asked.get(key, {}).get("label", key), number) for key, number in found.items()]

    @staticmethod
    def stays(host_key) -> list[tuple[str, int]]:
        """Return what stays countable."""
        rows = Submission.objects.of_host(host_key)
        return [
            (_("Submissions with state and day"), rows.count()),
            (_("Places and turns in queues"), sum(one.claims.count() for one in rows.prefetch_related("claims"))),
            (_("Consents with their proofs"), ConsentRecord.objects.filter(host_key=host_key).count()),
            (_("Chosen options"), sum(option_counts(host_key).values())),
        ]
