"""What is held about one submission: as a file, as a sheet to print, and the wish to have it erased."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from forms_ext import conf
from forms_ext.actions.erasure_requests import AskErasureAction
from forms_ext.own_data import own_data

from .foreign import refuse_foreign
from .own_page import OwnLinkView


class DataView(OwnLinkView):
    """Everything held about the submission, as one JSON file."""

    http_method_names = ["get", "head", "options"]

    def get(self, request) -> HttpResponse:
        response = JsonResponse(own_data(self.submission), json_dumps_params={"ensure_ascii": False, "indent": 2})
        response["Content-Disposition"] = f'attachment; filename="{self.submission.reference}.json"'
        return response


class SheetView(OwnLinkView):
    """The receipt as a sheet that prints well, with the wording of each consent."""

    http_method_names = ["get", "head", "options"]

    def get(self, request):
        return render(request, "forms_ext/own/sheet.html", self.own_context(printed_at=timezone.now()))


class ErasureView(OwnLinkView):
    """GET says exactly what goes, what stays and why; POST asks for it."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request):
        return render(request, "forms_ext/own/erasure.html", self.own_context(proof_years=conf.get("PROOF_YEARS")))

    def post(self, request):
        if (refused := refuse_foreign(request)) is not None:
            return refused
        AskErasureAction(self.submission).execute()
        return self.back("asked")
