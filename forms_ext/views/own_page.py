"""The receipt, and the page on which a visitor manages one submission without an account."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from forms_ext.actions import CancelAction, LeaveAction, NotAllowed, WithdrawConsentAction
from forms_ext.actions.addresses import takes_one_per_address
from forms_ext.markup import visible_html, without_foreign_links
from forms_ext.models import AccessLink, Submission
from forms_ext.models.links import Purpose
from forms_ext.schema.frozen import asked
from forms_ext.schema.questions import answer_text
from forms_ext.states import SubmissionState

from .extras import removed_answers
from .foreign import refuse_foreign
from .offering import offers
from .own_parts import consent_rows, side_rows
from .sending import live_host
from .standing import Standing


def written(submission: Submission, *, whole: bool = False) -> list[tuple[dict, str]]:
    """Return the questions in the wording and order the visitor saw, each with the answer in words.

    Consents and side events are left out: they have lists of their own, with what became of them. As long as a sending
    does not count nothing became of them, and they are shown as they were answered. What was not asked is left out, too.
    """
    apart, answers = () if whole or submission.is_outside else ("consent", "attendance"), submission.answers
    shown = [spec for spec in asked(submission.frozen, answers) if spec["kind"] not in apart and spec["key"] not in submission.extras]
    return [(spec, answer_text(spec, answers.get(spec["key"]))) for spec in shown]


def said(host, host_name: str) -> dict[str, str]:
    """Return what the editor says on the receipt, as HTML; links to other hosts become words."""
    return {name: without_foreign_links(visible_html(getattr(host, name, "")), host_name) for name in ("thank_you", "what_next")}


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class LinkView(View):
    """A page behind a link. Unknown, expired and withdrawn links look the same."""

    purpose = ""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        link = AccessLink.objects.for_token(self.purpose, kwargs.pop("token"))
        if link is None:
            # Nothing tells the language of whoever holds such a link: the page says it in all of them.
            others = [code for code, _name in settings.LANGUAGES if code != translation.get_language()]
            return render(request, "forms_ext/link_unknown.html", {"others": others}, status=404)
        self.link, self.submission = link, link.submission
        with translation.override(self.submission.language):
            response = super().dispatch(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        # Not "no-referrer": browsers would then send the buttons without an origin.
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    @cached_property
    def host(self):
        """Return the live page, or None when it is gone; the submission keeps its meaning without it."""
        return live_host(self.submission.host_key, self.submission.language)

    def context(self) -> dict:
        """Return what both pages show."""
        claims = list(self.submission.claims.select_related("pool"))
        main = next((claim for claim in claims if claim.pool.is_main), None)
        consents = list(self.submission.consents.select_related("version").order_by("state_at"))
        return {
            "submission": self.submission,
            "host": self.host,
            "written": written(self.submission),
            "extras": removed_answers(self.submission),
            "main_claim": main,
            "standing": Standing(self.submission, self.host, main, timezone.now()),
            "side_claims": [claim for claim in claims if not claim.pool.is_main],
            "missed": self.submission.missed_side_events,
            "consents": consents,
            **offers(self.submission, self.host, claims),
            "is_cancelled": self.submission.state == SubmissionState.CANCELLED,
        }


class ReceiptView(LinkView):
    """What a visitor sees after sending: reference, what happens next, what was written down."""

    purpose = Purpose.RECEIPT
    http_method_names = ["get", "head", "options"]

    def get(self, request):
        context = self.context()
        for consent in context["consents"]:
            consent.said = without_foreign_links(consent.version.html, request.get_host())
        context |= {**said(self.host, request.get_host()), "token": self.link.token, **self.discretion()}
        return render(request, "forms_ext/receipt.html", context)

    def discretion(self) -> dict:
        """Return how the receipt keeps quiet about places where an address counts once.

        There the first sending and a second one look the same, whoever looks and whenever: only the mail to the address
        tells more. Nor does it tell when that was: who sends the very answers of somebody else is led to the receipt of the
        first. And it goes for a cancelled one, too: what nobody confirms is cancelled some days later, and only a first one is.
        """
        submission = self.submission
        if not (takes_one_per_address(submission.host_key) or submission.address_digest):
            return {"quiet": False}
        told = {"written": written(submission, whole=True), "main_claim": None, "side_claims": [], "missed": [], "consents": []}
        told["is_cancelled"] = False
        return {"quiet": True, "asks_address": bool(self.host and self.host.confirm_email), **told}


class OwnLinkView(LinkView):
    """Base of everything behind the link to the own page."""

    purpose = Purpose.MANAGE

    def own_context(self, **extra) -> dict:
        """Return what the own page shows, with the buttons that make sense now."""
        context = self.context()
        host_name = self.request.get_host()
        return {
            **context,
            "token": self.link.token,
            "expires_at": self.link.expires_at,
            "files": self.submission.uploads.order_by("created_at"),
            "side_rows": side_rows(self.submission, self.host, context["side_claims"]),
            "consent_rows": consent_rows(self.submission, context["consents"], host_name),
            "erasure": getattr(self.submission, "erasure_request", None),
            **extra,
        }

    def show(self, *, problem: str = "", status: int = 200) -> HttpResponse:
        """Show the own page, with what just could not be done or what a button just did."""
        context = self.own_context(problem=problem)
        code = "" if problem else self.request.GET.get("done", "")[:12]
        context["done"] = context["standing"].done(code, context["side_claims"], context["consents"])
        return render(self.request, "forms_ext/own_page.html", context, status=status)

    def back(self, done: str) -> HttpResponse:
        """Lead back to the own page, which says what was done."""
        address = reverse("forms_ext:own_page", args=[self.link.token])
        return HttpResponseRedirect(f"{address}?done={done}", status=303)


class OwnPageView(OwnLinkView):
    """What a visitor can do with one submission."""

    http_method_names = ["get", "head", "options"]

    def get(self, request):
        return self.show()


class ChangeView(OwnLinkView):
    """Base of the buttons on the own page: each is one POST and leads back to it."""

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
            return self.show(problem=str(error) or _("This cannot be done any more."), status=409)
        return self.back(self.done)


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
