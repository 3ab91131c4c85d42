"""One submission with everything a moderator needs to decide, and its history."""

from django.utils import translation
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import history
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import registry

from forms_ext.actions import ViewAction
from forms_ext.actions.erase import is_erased
from forms_ext.composing import host_of
from forms_ext.models import ConsentRecord
from forms_ext.models.revisions import told_changes
from forms_ext.states import MessageKind
from forms_ext.views.extras import removed_answers
from forms_ext.views.own_page import written

from .access import OneSubmissionMixin
from .columns import claims_with_positions
from .deciding import DecisionPanel, open_decisions, spaced, undoable

LOOKED = ("forms_ext.view", "forms_ext.export", "forms_ext.subject_view", "forms_ext.subject_export")
LONGEST_TIMELINE = 100


class DetailView(OneSubmissionMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One submission. That it was opened is written into its log."""

    template_name = "forms_ext/desk/detail.html"
    header_icon = "clipboard-list"
    http_method_names = ["get", "options"]

    def get(self, request, *args, **kwargs):
        self.submission = self.get_object()
        response = super().get(request, *args, **kwargs)
        ViewAction(self.submission, user=request.user).execute()
        return response

    def get_page_title(self):
        return spaced(self.submission.reference)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": self.desk_url("index"), "label": _("Desk")}, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        about = self.about_the_person() if self.submission.sees_answers else {}
        return {**context, **about, **self.standing(), **self.ways_on(), **self.log(), "submission": self.submission}

    def about_the_person(self) -> dict:
        """Return what only those may read who have the right to answers."""
        submission = self.submission
        with translation.override(submission.language):
            answers, removed, changes = written(submission), removed_answers(submission), told_changes(submission)
        return {
            "answers": answers,
            "extras": removed,
            "changes": changes,
            "files": [
                {"file": one, "url": self.desk_url("file", submission.pk, one.pk)} for one in submission.uploads.order_by("created_at")
            ],
            "consents": ConsentRecord.objects.filter(submission=submission).select_related("version").order_by("state_at", "field_key"),
            "messages_sent": [
                {"message": message, "label": dict(MessageKind.choices).get(message.kind, message.kind)}
                for message in submission.messages.order_by("created_at", "pk").defer("text", "html", "attachments")
            ],
        }

    def standing(self) -> dict:
        """Return state, places and what can be decided."""
        claims = list(claims_with_positions().filter(submission=self.submission))
        return {
            "team_page": host.team_page() if (host := host_of(self.submission)) else None,
            "language": get_language_info(self.submission.language)["name_translated"],
            "main_claim": next((claim for claim in claims if claim.pool.is_main), None),
            "side_claims": [claim for claim in claims if not claim.pool.is_main],
            "panels": [DecisionPanel(self.submission, decision) for decision in open_decisions(self.submission)],
            "undo": undoable(self.request),
            "erased": (erased := is_erased(self.submission)),
            "erasable": self.submission.may_erase and not erased,
        }

    def ways_on(self) -> dict:
        """Return the addresses of the list and of the neighbours in it."""
        before, after = self.listing.before(self.submission), self.listing.after(self.submission)
        return {
            "list_url": self.desk_url("index"),
            "previous_url": before and self.desk_url("detail", before.pk),
            "next_url": after and self.desk_url("detail", after.pk),
            "query": self.listing.query,
            "after": "next",
        }

    def log(self) -> dict:
        """Return the timeline, apart from it who looked."""
        entries = registry.get_logs_for_instance(self.submission).select_related("user", "user__wagtail_userprofile", "content_type")
        entries = list(reversed(entries.order_by("-timestamp", "-pk")[:LONGEST_TIMELINE]))
        return {
            "timeline": [entry for entry in entries if entry.action not in LOOKED],
            "looks": [entry for entry in entries if entry.action in LOOKED],
        }


class DeskHistoryView(OneSubmissionMixin, history.HistoryView):
    """The log of one submission in Wagtail's own form."""

    header_buttons: list = []
    edit_url_name = None

    def get_breadcrumbs_items(self):
        detail = {"url": self.desk_url("detail", self.object.pk), "label": spaced(self.object.reference)}
        return [*self.breadcrumbs_items, {"url": self.desk_url("index"), "label": _("Desk")}, detail, {"url": "", "label": _("History")}]
