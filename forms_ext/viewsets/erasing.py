"""Erasing one person: GET says what goes, what stays and why; POST does it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from forms_ext.actions import EraseAction
from forms_ext.actions.clearing import rows_about
from forms_ext.actions.erase import is_erased
from forms_ext.models import Submission
from forms_ext.models.rights import Right

from .access import OneSubmissionMixin
from .deciding import spaced


class ErasePreview:
    """What erasing a submission would do, for people."""

    def __init__(self, submission: Submission):
        self.submission = submission
        self.gives_back = EraseAction.gives_back(submission)
        self.goes = [(name, rows.count()) for name, rows, rules in named(submission) if rules.row_goes or rules.emptied(erasing=True)]
        self.places = submission.claims.count()
        self.proofs = submission.consents.count()

    @property
    def lines(self) -> list[tuple[str, int]]:
        """Return what goes: the name of the kind and how many; proofs are emptied of their link only and told apart."""
        return [(name, number) for name, number in self.goes if number]


def named(submission: Submission):
    """Give the rows about a submission with the name of their kind."""
    for rows, rules in rows_about([submission.pk]):
        if rows.model._meta.label != "forms_ext.ConsentRecord":
            yield capfirst(rows.model._meta.verbose_name_plural), rows, rules


class EraseView(OneSubmissionMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Erase the person behind one submission."""

    template_name = "forms_ext/desk/erase.html"
    header_icon = "bin"
    http_method_names = ["get", "post", "options"]

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.desk_url("index"), "label": _("Desk")},
            {"url": self.desk_url("detail", self.submission.pk), "label": spaced(self.submission.reference)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_page_title(self):
        return _("Erase this person")

    def dispatch(self, request, *args, **kwargs):
        self.submission = self.get_object()
        if not self.listing.rights.submissions(Right.ERASE).filter(pk=self.submission.pk).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, **kwargs):
        if is_erased(self.submission):
            messages.info(request, _("Nothing is left here that leads to a person."))
            return HttpResponseRedirect(self.desk_url("detail", self.submission.pk))
        context = self.get_context_data(submission=self.submission, preview=ErasePreview(self.submission))
        return TemplateResponse(request, self.template_name, context)

    def post(self, request, **kwargs):
        EraseAction(self.submission, user=request.user).execute()
        messages.success(request, _("The person behind %(reference)s is erased.") % {"reference": spaced(self.submission.reference)})
        return HttpResponseRedirect(self.desk_url("detail", self.submission.pk))
