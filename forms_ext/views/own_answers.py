"""Changing answers: the form that the visitor saw, filled with what was sent."""

from typing import Any

from django.shortcuts import render
from django.utils.functional import cached_property

from forms_ext.actions import NotAllowed
from forms_ext.actions.change import ChangeAnswersAction, Outdated, changeable, why_unchangeable
from forms_ext.schema.frozen import by_key, questions
from forms_ext.schema.questions import AnswerForm, html_name

from .foreign import refuse_foreign
from .own_page import OwnLinkView, written
from .sending import SendView
from .unusable import refuse_body, refuse_head


def as_posted(answer: Any) -> Any:
    """Return a typed answer as an input of the form shows it."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return answer


class AnswersView(OwnLinkView):
    """GET shows the form, POST stores the change. Side events and consents have buttons of their own."""

    http_method_names = ["get", "head", "post", "options"]

    @cached_property
    def frozen(self) -> dict:
        """Return the questions whose answers can be changed, in the wording that the visitor saw."""
        return changeable(self.submission.frozen)

    def form(self, data=None) -> AnswerForm:
        """Return the form with what was written, else with what is stored."""
        form = AnswerForm(self.frozen, ticket="", action=self.request.path, data=data)
        form.initial = {html_name(key): as_posted(self.submission.answers.get(key)) for key in by_key(self.frozen)}
        return form

    def get(self, request):
        if sentence := self.why_not():
            return self.show(problem=sentence, status=409)
        return self.ask(self.form())

    def why_not(self) -> str:
        """Return the sentence that tells why nothing can be changed; empty where it can."""
        return why_unchangeable(self.submission, self.host)

    def post(self, request):
        if (refused := refuse_foreign(request) or refuse_head(request) or SendView.too_large(request)) is not None:
            return refused
        refuse_body(request)
        form = self.form(request.POST)
        if not form.is_valid():
            return self.ask(form, status=422)
        seen = request.POST.get("version_no", "")
        try:
            ChangeAnswersAction(self.submission, self.host, form.answers, int(seen) if seen[:9].isdecimal() else 0).execute()
        except Outdated as error:
            self.submission.refresh_from_db()
            return self.ask(form, problem=str(error), status=409)
        except NotAllowed as error:
            return self.show(problem=str(error), status=409)
        return self.back("changed")

    def ask(self, form: AnswerForm, *, problem: str = "", status: int = 200):
        """Show the form; after a conflict together with what is stored now."""
        kept = {spec["kind"]: True for spec in questions(self.submission.frozen)}
        stored = written(self.submission) if problem else []
        context = self.own_context(form=form, problem=problem, stored=stored, kept=kept)
        return render(self.request, "forms_ext/own/answers.html", context, status=status)
