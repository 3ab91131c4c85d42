"""Confirming an e-mail address: the link shows a button, the button acts. Mail scanners that open links change nothing."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from forms_ext.actions import ConfirmAction, NotAllowed
from forms_ext.models import AccessLink
from forms_ext.models.links import Purpose
from forms_ext.states import SubmissionState

from .foreign import refuse_foreign
from .own_page import LinkView


class ConfirmView(LinkView):
    """The page behind the link in the mail."""

    purpose = Purpose.CONFIRM
    http_method_names = ["get", "head", "post", "options"]

    def get(self, request):
        return self.show(request)

    def show(self, request, problem: str = "", status: int = 200):
        """Show what is asked, or how it stands once it was answered."""
        state = self.submission.state
        waits = state == SubmissionState.UNCONFIRMED
        own_page = "" if waits or self.submission.confirmed_at is None else self.own_page()
        context = {"submission": self.submission, "host": self.host, "waits": waits, "own_page": own_page, "problem": problem}
        return render(request, "forms_ext/confirm.html", context, status=status)

    def own_page(self) -> str:
        """Return the address of the visitor's own page, which came with the receipt to the same mailbox."""
        link = AccessLink.objects.filter(submission=self.submission, purpose=Purpose.MANAGE).first()
        return reverse("forms_ext:own_page", args=[link.token]) if link else ""

    def post(self, request):
        if (refused := refuse_foreign(request)) is not None:
            return refused
        try:
            ConfirmAction(self.submission).execute()
        except NotAllowed as error:
            return self.show(request, str(error), status=409)
        return HttpResponseRedirect(f"{self.own_page()}?done=confirmed", status=303)
