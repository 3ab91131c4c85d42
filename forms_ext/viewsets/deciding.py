"""Deciding and undoing: each is one POST, and leads to what waits next."""

from django import forms
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from forms_ext.actions import DecideAction, Decision, NotAllowed, UndoDecisionAction
from forms_ext.actions.decide import is_message
from forms_ext.actions.undo import last_decision, undo_until
from forms_ext.emails import preview_decision
from forms_ext.models import Submission
from forms_ext.models.rights import Right
from forms_ext.states import SubmissionState, may_move

from .access import OneSubmissionMixin
from .listing import rights_of

OUTCOMES = {Decision.ACCEPT: SubmissionState.ACCEPTED, Decision.DECLINE: SubmissionState.DECLINED}
ICONS = {Decision.ACCEPT: "check", Decision.DECLINE: "cross", Decision.RELEASE: "login", Decision.DONE: "check", Decision.DISCARD: "bin"}
DONE = {
    Decision.ACCEPT: gettext_lazy("%(reference)s is accepted."),
    Decision.DECLINE: gettext_lazy("%(reference)s is declined."),
    Decision.RELEASE: gettext_lazy("%(reference)s is released and goes its ordinary way."),
    Decision.DONE: gettext_lazy("%(reference)s is marked as done."),
    Decision.DISCARD: gettext_lazy("%(reference)s is set aside. Nobody was told."),
}


def icon_of(decision: Decision) -> str:
    """Return the name of the icon of a decision."""
    return ICONS[decision]


def spaced(reference: str) -> str:
    """Return a reference in two groups of four, as people read it aloud."""
    return f"{reference[:4]} {reference[4:]}"


def open_decisions(submission: Submission) -> list[Decision]:
    """Return what the reader can decide about a submission now; nothing without the right.

    An address that still has to be confirmed by its owner is not confirmed by staff.
    """
    if not submission.may_decide or submission.anonymised_at or submission.state == SubmissionState.UNCONFIRMED:
        return []
    if submission.state == SubmissionState.HELD:
        return [Decision.RELEASE, Decision.DISCARD]
    if submission.state in {SubmissionState.RECEIVED, SubmissionState.ACCEPTED} and is_message(submission):
        return [Decision.DONE] if submission.state == SubmissionState.RECEIVED else []
    return [decision for decision, outcome in OUTCOMES.items() if may_move(submission.state, outcome)]


class DecideForm(forms.Form):
    """A decision about the version of a submission that the moderator looked at."""

    version_no = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The visitor reads this in the message. Empty: no reason is given."),
    )

    def __init__(self, submission: Submission, decision: Decision, data=None):
        super().__init__(data, initial={"version_no": submission.version_no}, auto_id=f"{decision.value}-%s")
        if decision != Decision.DECLINE:
            del self.fields["reason"]


class DecisionPanel:
    """One decision as the templates show it: its form, and the message that it would send, in the visitor's language."""

    def __init__(self, submission: Submission, decision: Decision, form: DecideForm | None = None):
        self.decision = decision
        self.icon = icon_of(decision)
        self.form = form or DecideForm(submission, decision)
        self.language = get_language_info(submission.language)["name_local"]
        self.language_code = submission.language
        self.message = None
        if decision in OUTCOMES:
            reason = self.form.data.get("reason", "") if self.form.is_bound else ""
            self.message = preview_decision(submission, OUTCOMES[decision], reason)


class DecideView(OneSubmissionMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """One decision about one submission: GET shows it with the message, POST does it."""

    template_name = "forms_ext/desk/decide.html"
    header_icon = "clipboard-list"
    http_method_names = ["get", "post", "options"]

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.desk_url("index"), "label": _("Desk")},
            {"url": self.desk_url("detail", self.submission.pk), "label": spaced(self.submission.reference)},
            {"url": "", "label": self.decision.label},
        ]

    def get_page_title(self):
        return self.decision.label

    def prepare(self):
        """Find out what is decided about what.

        :raises Http404: when there is no such decision or submission.
        """
        self.submission = self.submission_to_decide()
        if self.kwargs["decision"] not in Decision.values:
            raise Http404
        self.decision = Decision(self.kwargs["decision"])

    def get(self, request, **kwargs):
        self.prepare()
        if self.decision not in open_decisions(self.submission):
            return self.refuse(
                _("A submission that is “%(state)s” cannot be decided like this.") % {"state": self.submission.get_state_display()}
            )
        return self.show(DecideForm(self.submission, self.decision))

    def show(self, form: DecideForm):
        """Show the form with the message as it would be sent."""
        panel = DecisionPanel(self.submission, self.decision, form)
        context = self.get_context_data(submission=self.submission, panel=panel, query=self.listing.query, after="list")
        return TemplateResponse(self.request, self.template_name, context)

    def refuse(self, sentence: str):
        """Say why not, and lead to the submission."""
        messages.error(self.request, sentence)
        return HttpResponseRedirect(self.desk_url("detail", self.submission.pk))

    def post(self, request, **kwargs):
        self.prepare()
        form = DecideForm(self.submission, self.decision, request.POST)
        if not form.is_valid() or "preview" in request.POST:
            return self.show(form)
        try:
            DecideAction(self.submission, self.decision.value, **form.cleaned_data, user=request.user).execute()
        except NotAllowed as error:
            return self.refuse(str(error))
        messages.success(request, DONE[self.decision] % {"reference": spaced(self.submission.reference)})
        return HttpResponseRedirect(self.next_url())

    def next_url(self) -> str:
        """Return where the moderator goes on: to the next one that waits, or back to the list."""
        following = None if self.request.POST.get("after") == "list" else self.listing.next_undecided(self.submission)
        url = self.desk_url("detail", following.pk) if following else self.desk_url("index")
        return f"{url}{'&' if self.listing.query else '?'}done={self.submission.pk}"


class UndoView(OneSubmissionMixin, PermissionCheckedMixin, View):
    """Undo the last decision about one submission, and come back to it."""

    http_method_names = ["post", "options"]

    def post(self, request, **kwargs):
        submission = self.submission_to_decide()
        try:
            UndoDecisionAction(submission, version_no=version_seen(request), user=request.user).execute()
        except NotAllowed as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Undone. Nobody was told about %(reference)s.") % {"reference": spaced(submission.reference)})
        return HttpResponseRedirect(self.desk_url("detail", submission.pk))


def version_seen(request) -> int:
    """Return the version of the submission beside the button that was pressed; 0, which no submission has, where none was sent."""
    number = request.POST.get("version_no", "")[:9]
    return int(number) if number.isdecimal() else 0


def undoable(request) -> dict | None:
    """Return the decision that led to this page, as long as it can be undone; None where there is none."""
    number = request.GET.get("done", "")[:18]  # more digits than any database counts to
    submission = rights_of(request).submissions(Right.DECIDE).filter(pk=number).first() if number.isdecimal() else None
    decision = last_decision(submission) if submission else None
    if decision is None or undo_until(decision) <= timezone.now():
        return None
    return {
        "reference": spaced(submission.reference),
        "state": submission.get_state_display(),
        "seconds": int((undo_until(decision) - timezone.now()).total_seconds()) + 1,
        "version_no": submission.version_no,
        "url": reverse("desk:undo", args=[submission.pk]),
    }
