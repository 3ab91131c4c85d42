"""The endorsements of one text, for the team: what waits for a proof, entering paper, asking signers after an amendment."""

import re

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from declarations.actions import PrepareEndorsementAction
from declarations.actions.enter_paper import EnterPaperAction
from declarations.actions.prepare import may_prepare
from declarations.actions.prove import ProveAction
from declarations.actions.sign_again import AskSignersAction
from declarations.models import DeclarationPage, Endorsement, TextVersion
from declarations.models.tally import Tally
from declarations.paper import read_lines, visible
from declarations.states import Listing, Signer
from forms_ext.actions import NotAllowed
from forms_ext.models.rights import Right
from forms_ext.permissions import policy

# Source: https://ror.readme.io/docs/identifier
ROR = re.compile(r"(?:https://ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})")
AT_ONCE = 100


class EndorsementDeskView(WagtailAdminTemplateMixin, TemplateView):
    """What stands under one text and what has to be done about it."""

    template_name = "declarations/endorsement_desk.html"
    header_icon = "tick-inverse"
    http_method_names = ["get", "post", "head", "options"]

    def dispatch(self, request, *args, **kwargs):
        self.page = get_object_or_404(DeclarationPage, pk=kwargs["page_id"])
        if not self.has(Right.LIST) and not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def has(self, right: Right) -> bool:
        """Tell whether the reader has a right over what was sent to this page."""
        return policy.pages(self.request.user, right).filter(pk=self.page.pk).exists()

    def get_page_title(self):
        return _("Endorsements")

    def get_page_subtitle(self):
        return self.page.title

    def get_breadcrumbs_items(self):
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.page.get_admin_display_title()}
        here = {"url": "", "label": f"{_('Endorsements')}: {self.page.title}"}
        return [*self.breadcrumbs_items, edit, here]

    def waiting(self) -> list[Endorsement]:
        """Return the organisations that wait for a proof and were sent where the reader has the right to the list.

        A text is signed on pages in several languages, and each page has rights of its own.
        """
        rights = policy.rights(self.request.user)
        rows = Endorsement.objects.of_text(self.page.host_key).waiting_for_proof().filter(rights.where(Right.LIST, "submission__page_id"))
        for right, name in ((Right.ANSWERS, "sees_answers"), (Right.DECIDE, "decides")):
            rows = rights.told(rows, right, name, "submission__page_id")
        found = list(rows.select_related("submission", "version").order_by("signed_at", "pk")[:AT_ONCE])
        for one in found:
            # What somebody wrote beside one of them and what was refused stays there to be mended.
            one.written = self.request.POST if self.request.POST.get("endorsement") == str(one.pk) else {}
        return found

    def hindrances(self) -> list[str]:
        """Return why nobody can endorse now; empty while people can."""
        if self.page.takes_answers():
            return []
        draft = self.page.get_latest_revision_as_object()
        found = [task.sentence for task in draft.further_tasks() if task.state != "done"]
        if draft.has_form and self.page.has_unpublished_changes:
            found.append(_("The page has a draft that is not published."))
        return found

    def get_context_data(self, **kwargs):
        rows = Endorsement.objects.of_text(self.page.host_key).select_related("submission", "version")
        versions = TextVersion.objects.filter(declaration_key=self.page.host_key, language=self.page.language).order_by("-number")
        return super().get_context_data(
            page=self.page,
            tally=Tally(self.page.host_key),
            known=rows.counted().filter(listing=Listing.NONE).count(),
            waiting=self.waiting(),
            hindrances=self.hindrances(),
            to_ask=len(AskSignersAction(self.page).people()) if self.has(Right.MANAGE) else 0,
            versions=versions.defer("text"),
            signers=Signer.choices,
            listings=Listing.choices,
            decides=self.has(Right.DECIDE),
            edits=may_prepare(self.request.user, self.page),
            has_form=self.page.get_latest_revision_as_object().has_form,
            desk=f"{reverse('desk:index')}?host={self.page.host_key}" if self.has(Right.LIST) else "",
            pasted=self.request.POST if self.request.POST.get("do") == "paper" else {},
            **{"problems": [], **kwargs},
        )

    def post(self, request, *args, **kwargs):
        doing = getattr(self, f"do_{request.POST.get('do', '')}", None)
        if doing is None:
            raise Http404
        try:
            answer = doing(request.POST)
        except NotAllowed as error:
            messages.error(request, str(error))
            answer = self.render_to_response(self.get_context_data(), status=422)
        return answer or HttpResponseRedirect(request.path)

    def do_prove(self, posted):
        """Note the proof of one organisation."""
        number = posted.get("endorsement", "")
        rows = Endorsement.objects.of_text(self.page.host_key)
        endorsement = get_object_or_404(rows, pk=number if number.isdecimal() and len(number) < 19 else 0)
        written = posted.get("ror", "").strip()
        ror = ROR.fullmatch(written)
        if written and not ror:
            raise NotAllowed(_("This is no ROR identifier. It looks like https://ror.org/05dxps055."))
        ProveAction(endorsement, visible(posted.get("note", ""))[:2000], ror[1] if ror else "", user=self.request.user).execute()
        messages.success(self.request, _("The organisation is proved; its endorsement counts."))

    def do_paper(self, posted):
        """Enter one signer or many from paper; nothing is stored while a line cannot be read."""
        signers, problems = read_lines(posted.get("signers", "")[:200_000])
        if problems or not signers:
            sentences = problems or [_("Write at least one name.")]
            return self.render_to_response(self.get_context_data(problems=sentences), status=422)
        number, kind, listing = posted.get("version", ""), posted.get("kind", ""), posted.get("listing", "")
        if kind not in Signer.values or listing not in Listing.values or not number.isdecimal() or len(number) > 6:
            raise Http404
        action = EnterPaperAction(
            self.page, signers, int(number), kind, listing, visible(posted.get("note", ""))[:2000], user=self.request.user
        )
        done = len(action.execute())
        words = ngettext("%(count)d signature entered.", "%(count)d signatures entered.", done) % {"count": done}
        if left := len(signers) - done:
            known = ngettext("%(count)d was there already.", "%(count)d were there already.", left) % {"count": left}
            words = f"{words} {known}"
        messages.success(self.request, words)
        return None

    def do_ask(self, posted):
        """Ask those who signed an earlier version."""
        done = AskSignersAction(self.page, user=self.request.user).execute()
        messages.success(self.request, ngettext("%(count)d person is asked.", "%(count)d people are asked.", done) % {"count": done})

    def do_prepare(self, posted):
        """Put the ready-made form into the draft of the page."""
        PrepareEndorsementAction(self.page, user=self.request.user).execute()
        messages.success(self.request, _("The form is in the draft of the page. Look at it, choose who may endorse, and publish."))
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[self.page.pk]) + "#tab-endorsement")
