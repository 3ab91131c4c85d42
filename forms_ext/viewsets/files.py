"""Handing out a file at the desk: to those who may read answers, and written down."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from forms_ext.actions import ViewAction
from forms_ext.views.files import download

from .access import OneSubmissionMixin


class FileView(OneSubmissionMixin, PermissionCheckedMixin, View):
    """One file of one submission."""

    http_method_names = ["get", "options"]

    def get(self, request, pk, upload):
        submission = self.get_object()
        if not submission.sees_answers:
            raise PermissionDenied
        found = get_object_or_404(submission.uploads, pk=upload)
        ViewAction(submission, user=request.user).execute()
        return download(found)
