"""Taking a form: the one address all forms are sent to."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from forms_ext.actions import Circumstances, NotAllowed, SubmitAction
from forms_ext.actions.uploads import FileGone
from forms_ext.ledger import canonical, sha256
from forms_ext.models import FormHost, FormVersion
from forms_ext.models.host_pages import live_page
from forms_ext.models.statements import differs_materially
from forms_ext.schema.frozen import Frozen, binding, by_key, statements, to_ask_again, without_demands
from forms_ext.schema.questions import AnswerForm, answer_text, html_name, posted
from forms_ext.schema.ticket import BadTicket, Ticket, read

from .client import client_address
from .extras import as_inputs, left_over, written_down
from .files import MOST_BYTES_WITH_FILES, keep_files, size_of_files
from .foreign import refuse_foreign
from .unusable import MULTIPART, refuse_body, refuse_head

# The longest honest form has a few long texts; ten times that is no form.
MOST_BYTES, MOST_KEYS = 1_000_000, 500
# The name of the field that people cannot see; robots like to fill it in.
TRAP = "homepage"


def live_host(host_key, language: str) -> FormHost | None:
    """Return the live page of a host in ``language``; else in the default language; else any; None where there is none."""
    host = live_page(host_key, language)
    return host if host and host.has_form else None


class Live:
    """The form as the host shows it now; made only where it has to be shown again."""

    def __init__(self, host: FormHost):
        self.host = host
        self.frozen = host.frozen()
        self.sha256 = sha256(canonical(self.frozen))

    @cached_property
    def form(self) -> AnswerForm:
        """Return the form with a ticket of this moment."""
        return self.host.form(frozen=self.frozen)


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class SendView(View):
    """Answers 303 to the receipt, or 422 with the page, the errors and everything that was written."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, host_key) -> HttpResponse:
        """Lead to the page: after an error the address bar shows this address, and whoever calls it up again has lost the form."""
        host = live_host(host_key, settings.LANGUAGE_CODE)
        address = host.get_url(request) if host else None
        return HttpResponseRedirect(address) if address else self.gone(request, host_key, None)

    def post(self, request: HttpRequest, host_key) -> HttpResponse:
        if (refused := refuse_foreign(request) or refuse_head(request) or self.too_large(request)) is not None:
            return refused
        refuse_body(request)
        ticket = self.ticket(request, host_key)
        language = ticket.language if ticket else settings.LANGUAGE_CODE
        with translation.override(language):
            host = live_host(host_key, language)
            if host is None:
                return self.gone(request, host_key, ticket)
            if any(not restriction.accept_request(request) for restriction in host.get_view_restrictions()):
                return self.private(request, host, ticket)
            return self.take(request, host, ticket)

    @staticmethod
    def too_large(request) -> HttpResponse | None:
        """Return the page that refuses a sending larger than any honest one, before most of it is read."""
        length = int(request.headers.get("Content-Length") or 0)
        most = MOST_BYTES_WITH_FILES if request.content_type == MULTIPART else MOST_BYTES
        if length > most or len(request.POST) > MOST_KEYS or length - size_of_files(request) > MOST_BYTES:
            return render(request, "forms_ext/too_large.html", status=413)
        return None

    @staticmethod
    def ticket(request, host_key) -> Ticket | None:
        """Return the ticket, or None where it is missing, forged or of another host."""
        try:
            ticket = read(request.POST.get("ticket", ""))
        except BadTicket:
            return None
        return ticket if ticket.host_key == str(host_key) and ticket.language in dict(settings.LANGUAGES) else None

    def gone(self, request, host_key, ticket) -> HttpResponse:
        """Say that the form is not offered any more, and give back what was written."""
        return render(request, "forms_ext/gone.html", {"written": self.given_back(request, host_key, ticket)}, status=410)

    def private(self, request, host: FormHost, ticket) -> HttpResponse:
        """Say that only some people may send the form now, and give back what was written."""
        seen = self.seen(host.host_key, ticket)
        context = {"written": written_down(seen, request.POST) if seen else [], "page": host}
        return render(request, "forms_ext/private.html", context, status=403)

    def given_back(self, request, host_key, ticket) -> list[tuple[str, str]]:
        """Return question and answer of what was written; in the newest wording where the ticket tells none."""
        newest = FormVersion.objects.filter(host_key=host_key, language=ticket.language if ticket else settings.LANGUAGE_CODE).last()
        frozen = self.seen(host_key, ticket) or (newest and newest.frozen)
        return written_down(frozen, request.POST) if frozen else []

    @staticmethod
    def seen(host_key, ticket: Ticket | None) -> Frozen | None:
        """Return the wording that the ticket names, or None where it is unknown."""
        if ticket is None:
            return None
        version = FormVersion.objects.filter(host_key=host_key, language=ticket.language, sha256=ticket.sha256).first()
        return version.frozen if version else None

    def take(self, request, host: FormHost, ticket: Ticket | None) -> HttpResponse:
        """Check what was sent against the wording that was seen, and store it."""
        live = Live(host)
        if ticket is None:
            return self.again(
                request,
                host,
                live,
                _("The page was older than this form or was changed on its way. Please check your answers and send it again."),
                changed=statements(live.frozen),
            )
        if ticket.preview:
            return self.again(request, host, live, _("This was a preview, so nothing was sent. The form below is the real one."))
        shown = live.frozen if ticket.sha256 == live.sha256 else self.seen(host.host_key, ticket)
        if shown is None:
            return self.again(
                request,
                host,
                live,
                _("The form has changed since you opened it. Please check your answers and send it again."),
                changed=statements(live.frozen),
            )
        changed = to_ask_again(shown, live.frozen, posted(shown, request.POST), differs_materially) if shown is not live.frozen else set()
        if binding(shown) != binding(live.frozen):
            request.signed_before = binding(shown)
            sentence = _("What you sign has changed since you opened the page. Please look at the change and send it again.")
            return self.again(request, host, live, sentence, changed=changed, shown=shown)
        if changed:
            sentence = _("The form has changed since you opened it. Please answer the marked questions.")
            return self.again(request, host, live, sentence, changed=changed, shown=shown)
        return self.store(request, host, live, shown, ticket)

    def store(self, request, host, live: Live, shown: Frozen, ticket: Ticket) -> HttpResponse:
        """Store valid answers and lead to the receipt."""
        frozen = shown if shown is live.frozen else without_demands(shown, live.frozen)
        data, refused = keep_files(request, frozen, host.host_key)
        pools = SimpleLazyObject(lambda: host.live_pools)
        form = AnswerForm(frozen, ticket=ticket.sign(), action=request.path, data=data, pools=pools, refused=refused)
        if not form.is_valid():
            return self.show(request, host, form) if shown is live.frozen else self.again(request, host, live)
        left = left_over(host.host_key, ticket.language, live.frozen, data)
        # What the visitor's own form checked is kept as checked; what came through an error page as it was written.
        extras = {key: form.answers.get(key, given) for key, given in left.items()}
        answers = {key: answer for key, answer in form.answers.items() if key not in extras}
        arrival = Circumstances(client_address(request), trap=bool(request.POST.get(TRAP)))
        action = SubmitAction(host, shown, answers, ticket, extras, arrival)
        try:
            action.execute()
        except NotAllowed as error:
            form.extras = as_inputs(left)
            self.explain(form, error)
            return self.show(request, host, form)
        # With a fragment of its own: without one, browsers would keep that of the form, which leads to its errors.
        return HttpResponseRedirect(reverse("forms_ext:receipt", args=[action.receipt.token]) + "#main", status=303)

    @staticmethod
    def explain(form: AnswerForm, error: NotAllowed):
        """Say at the top why nothing was stored; of a file that is gone at its question, which asks for it again."""
        names = [html_name(key) for key in error.keys] if isinstance(error, FileGone) else []
        if names:
            form.data = form.data.copy()
        for name in names:
            form.data[name] = ""
        for name in names or [None]:
            form.add_error(name, str(error))

    def again(self, request, host, live: Live, sentence="", *, changed=frozenset(), shown: Frozen | None = None) -> HttpResponse:
        """Show the form in its present wording with everything that was written, and say why.

        :param changed: the questions to be answered anew; the answers to consents among them do not count any more.
        :param shown: the wording that was answered, where it is known.
        """
        sent, refused = keep_files(request, live.frozen, host.host_key)
        data, asked = self.carried(sent, live), changed & statements(live.frozen)
        about = {"ticket": live.form.ticket, "action": live.form.action, "pools": live.form.pools}
        again = (
            _("The wording of “%(label)s” has changed since you opened the form. Please read it and answer again.")
            if shown
            else _("We cannot tell which wording of “%(label)s” you saw. Please read it and answer again.")
        )
        labels = {key: spec["label"] for key, spec in by_key(live.frozen).items() if key in asked}
        form = AnswerForm(
            live.frozen, data=data, ask_again={key: again % {"label": label} for key, label in labels.items()}, refused=refused, **about
        )
        form.extras = as_inputs(left_over(host.host_key, live.frozen["language"], live.frozen, request.POST))
        form.is_valid()
        for key in changed - asked:
            self.remind(form, key, shown, request.POST)
        if sentence:
            form.add_error(None, sentence)
        if hasattr(request, "signed_before"):
            form.explained_at = "reread"
        return self.show(request, host, form)

    @staticmethod
    def remind(form: AnswerForm, key: str, shown: Frozen | None, data):
        """Show beside a question that changed what was answered before."""
        spec = by_key(shown).get(key) if shown else None
        answer = answer_text(spec, posted(shown, data)[key]) if spec else ""
        if answer:
            sentence = _("This question has changed since you opened the form. You had answered: “%(answer)s”")
            form.add_error(html_name(key), sentence % {"answer": answer})

    @staticmethod
    def carried(sent, live: Live):
        """Return the posted answers to the questions that the form has now."""
        names = {html_name(key) for key in by_key(live.frozen)}
        data = sent.copy()
        for name in set(data) - names:
            del data[name]
        return data

    @staticmethod
    def show(request, host, form: AnswerForm) -> HttpResponse:
        """Return the host's own page with the bound form and status 422."""
        request.answer_form = form
        response = host.serve(request)
        response.status_code = 422
        # Rendered here: afterwards the language of the answer is no longer the active one.
        return response.render()
