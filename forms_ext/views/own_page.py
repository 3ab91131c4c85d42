"""The receipt, and the page on which a visitor manages one submission without an account."""

from functools import cached_property

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from forms_ext.actions import CancelAction, LeaveAction, NotAllowed, WithdrawConsentAction
from forms_ext.models import AccessLink, Submission
from forms_ext.models.links import Purpose
from forms_ext.schema.frozen import questions
from forms_ext.schema.questions import answer_text
from forms_ext.states import ConsentState, SubmissionState

from .foreign import refuse_foreign
from .sending import live_host


def written(submission: Submission) -> list[tuple[dict, str]]:
    """Return the questions in the wording and order the visitor saw, each with the answer in words.

    Consents and side events are left out: they have lists of their own, with what became of them.
    """
    apart = {"consent", "attendance"}
    asked = [spec for spec in questions(submission.frozen) if spec["kind"] not in apart]
    return [(spec, answer_text(spec, submission.answers.get(spec["key"]))) for spec in asked]


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class LinkView(View):
    """A page behind a link. Unknown, expired and withdrawn links look the same."""

    purpose = ""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        link = AccessLink.objects.for_token(self.purpose, kwargs.pop("token"))
        if link is None:
            return render(request, "forms_ext/link_unknown.html", status=404)
        self.link, self.submission = link, link.submission
        with translation.override(self.submission.language):
            response = super().dispatch(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        return response

    @cached_property
    def host(self):
        """Return the live page, or None when it is gone; the submission keeps its meaning without it."""
        return live_host(self.submission.host_key, self.submission.language)

    def context(self) -> dict:
        """Return what both pages show."""
        claims = list(self.submission.claims.select_related("pool"))
        consents = list(self.submission.consents.select_related("version").order_by("state_at"))
        return {
            "submission": self.submission,
            "host": self.host,
            "written": written(self.submission),
            "main_claim": next((claim for claim in claims if claim.pool.is_main), None),
            "side_claims": [claim for claim in claims if not claim.pool.is_main],
            "missed": self.submission.missed_side_events,
            "consents": consents,
            "is_cancelled": self.submission.state == SubmissionState.CANCELLED,
        }


class ReceiptView(LinkView):
    """What a visitor sees after sending: reference, what happens next, what was written down."""

    purpose = Purpose.RECEIPT
    http_method_names = ["get", "head", "options"]

    def get(self, request):
        return render(request, "forms_ext/receipt.html", self.context())


class OwnPageView(LinkView):
    """What a visitor can do with one submission: see it, give back places, withdraw consents, cancel."""

    purpose = Purpose.MANAGE
    http_method_names = ["get", "head", "options"]

    def get(self, request):
        context = {**self.context(), "token": self.link.token, "done": request.GET.get("done", "")[:12]}
        context["withdrawable"] = ConsentState.GIVEN
        return render(request, "forms_ext/own_page.html", context)


class ChangeView(LinkView):
    """Base of the buttons on the own page: each is one POST and leads back to it."""

    purpose = Purpose.MANAGE
    http_method_names = ["post", "options"]
    done = ""

    def act(self, **kwargs):
        """Do what the button says.

        :raises NotAllowed: when the state does not allow it.
        """

    def post(self, request, **kwargs):
        if (refused := refuse_foreign(request)) is not None:
            return refused
        try:
            self.act(**kwargs)
        except NotAllowed as error:
            context = {**self.context(), "token": self.link.token, "problem": str(error), "withdrawable": ConsentState.GIVEN}
            return render(request, "forms_ext/own_page.html", context, status=409)
        address = reverse("forms_ext:own_page", args=[self.link.token])
        return HttpResponseRedirect(f"{address}?done={self.done}", status=303)


class CancelView(ChangeView):
    """Cancel the registration."""

    done = "cancelled"

    def act(self):
        CancelAction(self.submission).execute()


class LeaveView(ChangeView):
    """Give back the place in one side event."""

    done = "left"

    def act(self, claim):
        LeaveAction(self.one_of(self.submission.claims.select_related("pool"), claim)).execute()

    @staticmethod
    def one_of(rows, pk):
        """Return the row of this submission, never of another."""
        row = rows.filter(pk=pk).first()
        if row is None:
            raise NotAllowed("")
        return row


class WithdrawView(ChangeView):
    """Withdraw one consent."""

    done = "withdrawn"

    def act(self, consent):
        WithdrawConsentAction(LeaveView.one_of(self.submission.consents, consent)).execute()
