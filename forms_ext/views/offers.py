"""The page behind the link in an offer: what is offered, until when, and two buttons. Opening it changes nothing."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from forms_ext.actions import NotAllowed, PassOfferAction, QueueAgainAction, TakeOfferAction
from forms_ext.models.links import Purpose
from forms_ext.states import SEATED, ReleaseReason

from .foreign import refuse_foreign
from .own_page import LeaveView, LinkView


class OfferView(LinkView):
    """What is offered to one visitor now."""

    purpose = Purpose.OFFER
    http_method_names = ["get", "head", "options"]

    def get(self, request):
        done = request.GET.get("done", "")[:8]
        return self.show(request, done=done if self.holds(done) else "")

    def holds(self, done: str) -> bool:
        """Tell whether what a button just did is true; an address that is opened later may claim what was true once."""
        claims = [claim for claim in self.submission.claims.all() if claim.offer_until]
        found = {
            "taken": any(claim.state in SEATED for claim in claims),
            "passed": any(claim.reason == ReleaseReason.LEFT for claim in claims if not claim.is_active),
            "again": any(claim.is_active for claim in self.submission.claims.all()),
        }
        return found.get(done, False)

    def show(self, request, status=200, **context):
        """Show the page."""
        return render(request, "forms_ext/offer.html", {**self.context(), **context}, status=status)


class OfferChangeView(OfferView):
    """Base of the buttons: each is one POST and leads back to the page."""

    http_method_names = ["post", "options"]
    action = None
    done = ""

    def post(self, request, claim):
        if (refused := refuse_foreign(request)) is not None:
            return refused
        try:
            self.action(LeaveView.one_of(self.submission.claims.select_related("pool"), claim)).execute()
        except NotAllowed as error:
            return self.show(request, status=409, problem=str(error))
        address = reverse("forms_ext:offer", args=[self.link.token])
        return HttpResponseRedirect(f"{address}?done={self.done}", status=303)


class TakeOfferView(OfferChangeView):
    """Take the place."""

    action = TakeOfferAction
    done = "taken"


class PassOfferView(OfferChangeView):
    """Leave the place to the next person."""

    action = PassOfferAction
    done = "passed"


class QueueAgainView(OfferChangeView):
    """Ask for a place once more."""

    action = QueueAgainAction
    done = "again"
