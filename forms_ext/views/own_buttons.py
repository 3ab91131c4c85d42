"""More buttons of the own page: join a side event, give a consent, make a new link."""

from django.shortcuts import render

from forms_ext.actions.consenting import GiveConsentAction, Shown
from forms_ext.actions.joining import JoinAction
from forms_ext.actions.own_link import RenewLinkAction

from .foreign import refuse_foreign
from .own_page import ChangeView, LeaveView


class JoinView(ChangeView):
    """Join one side event, or its waiting list."""

    done = "joined"

    def act(self, item):
        JoinAction(self.submission, self.host, item).execute()


class GiveView(ChangeView):
    """Give one consent to the wording beside the button."""

    done = "given"

    def act(self, consent):
        record = LeaveView.one_of(self.submission.consents, consent)
        GiveConsentAction(record, Shown.read(self.request.POST.get("shown", ""))).execute()


class RenewLinkView(ChangeView):
    """Make a new link. It goes to the address of the submission; where there is none, it opens at once.

    Whoever pressed the button may not be the person: the page that follows does not show the new link.
    """

    def post(self, request, **kwargs):
        if (refused := refuse_foreign(request)) is not None:
            return refused
        self.link = RenewLinkAction(self.submission).execute()
        if not self.submission.email:
            return self.back("")
        return render(request, "forms_ext/own/link_renewed.html", {"submission": self.submission})
