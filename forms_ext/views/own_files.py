"""The files that a visitor sent, for the visitor."""

from django.http import Http404

from forms_ext.models.links import Purpose

from .files import download
from .own_page import LinkView


class OwnFileView(LinkView):
    """Hand out one file of this submission, never of another."""

    purpose = Purpose.MANAGE
    http_method_names = ["get", "options"]

    def get(self, request, upload):
        found = self.submission.uploads.filter(pk=upload).first()
        if found is None:
            raise Http404
        return download(found)
