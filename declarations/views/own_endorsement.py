"""What somebody can do with an endorsement behind the private link: without an account, without login."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from declarations.actions.sign_again import SignAgainAction
from declarations.actions.withdraw_endorsement import ChangeListingAction, WithdrawEndorsementAction
from declarations.models import Endorsement
from declarations.receipts import file_of
from declarations.states import Listing, Withdrawal
from forms_ext.actions import NotAllowed
from forms_ext.emails import absolute
from forms_ext.models.links import Purpose
from forms_ext.views.own_page import ChangeView, LinkView


def endorsement_of(submission) -> Endorsement:
    """Return the endorsement that a submission is.

    :raises NotAllowed: when it is none.
    """
    endorsement = Endorsement.objects.filter(submission=submission).select_related("submission", "version").first()
    if endorsement is None:
        raise NotAllowed("")
    return endorsement


class ListingView(ChangeView):
    """Choose how the endorsement is shown."""

    done = "listed"

    def act(self):
        chosen = self.request.POST.get("listing", "")
        if chosen not in Listing.values:
            raise NotAllowed(_("Choose how your signature is shown."))
        ChangeListingAction(endorsement_of(self.submission), chosen).execute()


class SignAgainView(ChangeView):
    """Sign the version in force."""

    done = "signed"

    def act(self):
        SignAgainAction(endorsement_of(self.submission), self.request.POST.get("sha256", "")[:64]).execute()


class WithdrawEndorsementView(ChangeView):
    """Take the endorsement back: erased or marked."""

    done = "taken"

    def act(self):
        mode = self.request.POST.get("mode", "")
        if mode not in Withdrawal.values:
            raise NotAllowed(_("Choose whether your name is erased or marked as withdrawn."))
        WithdrawEndorsementAction(endorsement_of(self.submission), mode).execute()

    def back(self, done: str) -> HttpResponse:
        """Lead back to the own page; where the person was erased the link to it ended, too."""
        if self.request.POST.get("mode") == Withdrawal.ERASE:
            return HttpResponseRedirect(reverse("declarations:withdrawn"), status=303)
        return super().back(done)


@never_cache
@require_safe
def withdrawn(request) -> HttpResponse:
    """Say that an endorsement was withdrawn and erased; the page knows of nobody."""
    return render(request, "declarations/withdrawn.html")


class EndorsementReceiptView(LinkView):
    """The receipt as a file, behind the link of the receipt."""

    purpose = Purpose.RECEIPT
    http_method_names = ["get", "head", "options"]

    def get(self, request):
        try:
            endorsement = endorsement_of(self.submission)
        except NotAllowed:
            return render(request, "forms_ext/link_unknown.html", status=404)
        response = HttpResponse(self.content(endorsement), content_type="application/json; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.name(endorsement)}"'
        return response

    def content(self, endorsement: Endorsement) -> str:
        """Return the text of the file."""
        return file_of(endorsement, absolute(reverse("declarations:check_receipt")))

    def name(self, endorsement: Endorsement) -> str:
        """Return the name of the file."""
        return f"endorsement-{self.submission.reference}.json"


class OwnEndorsementReceiptView(EndorsementReceiptView):
    """The same file, behind the link to the own page."""

    purpose = Purpose.MANAGE


class SignedTextView(EndorsementReceiptView):
    """The canonical text that was signed, byte for byte: whoever hashes the file gets the hash on the receipt."""

    def content(self, endorsement: Endorsement) -> str:
        """Return the canonical text."""
        return endorsement.signed_version.text

    def name(self, endorsement: Endorsement) -> str:
        """Return the name of the file."""
        return f"text-{endorsement.sha256[:12]}.json"


class OwnSignedTextView(SignedTextView):
    """The same text, behind the link to the own page."""

    purpose = Purpose.MANAGE
