"""Mail that did not reach anybody: which, why, and what to do about it."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Value
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from forms_ext import conf
from forms_ext.actions import GiveUpMessageAction, NotAllowed, RetryMessageAction, ViewMessageAction
from forms_ext.models import Heartbeat, Message
from forms_ext.models.rights import Right
from forms_ext.private_links import without_tokens
from forms_ext.schema.refusals import in_words
from forms_ext.states import MessageKind, MessageState

from .listing import rights_of

ON_A_PAGE = 50
DOINGS = {"retry": RetryMessageAction, "give_up": GiveUpMessageAction}


def manageable(request) -> QuerySet[Message]:
    """Return the messages that the reader may manage, each with whether the reader may see answers there."""
    rights = rights_of(request)
    sees = Value(value=True) if rights.has_all else ExpressionWrapper(rights.where_messages(Right.ANSWERS), BooleanField())
    return Message.objects.filter(rights.where_messages(Right.MANAGE)).annotate(sees_answers=sees).select_related("submission")


def stopped(request) -> QuerySet[Message]:
    """Return those of them that do not go their way, the oldest first."""
    return manageable(request).stopped(timezone.now()).order_by("pk")


def silent_since(now: datetime) -> datetime | None:
    """Return since when no worker looks for mail; None while one does, and before the first message was written."""
    limit = now - timedelta(minutes=conf.get("SILENT_MINUTES"))
    last = Heartbeat.last()
    if last is None:
        waiting = Message.objects.filter(state=MessageState.QUEUED, created_at__lte=limit)
        return waiting.order_by("created_at").values_list("created_at", flat=True).first()
    return last if last <= limit else None


def told(message: Message) -> Message:
    """Give a message the words that the list shows."""
    message.what = dict(MessageKind.choices).get(message.kind, message.kind)
    message.why = in_words(message.last_error)
    if not message.why and message.state != MessageState.SENDING:
        message.why = _("No worker has taken it up.")
    elif not message.why:
        message.why = _("The worker that was sending it has died.")
    return message


class UndeliveredMixin(WagtailAdminTemplateMixin):
    """A view for those who manage mail of some form."""

    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        if not rights_of(request).has(Right.MANAGE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class UndeliveredView(UndeliveredMixin, TemplateView):
    """The list; a POST tries again or gives up, one message or those that are ticked."""

    template_name = "forms_ext/desk/undelivered.html"
    page_title = gettext_lazy("Undelivered mail")
    http_method_names = ["get", "post", "head", "options"]

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        page = Paginator(stopped(self.request), ON_A_PAGE).get_page(self.request.GET.get("p"))
        rows = [told(message) for message in page]
        titles = dict(Page.objects.filter(pk__in=[row.page_id for row in rows if row.page_id]).values_list("pk", "title"))
        for row in rows:
            row.about = row.submission.page_title if row.submission else titles.get(row.page_id, "")
        return super().get_context_data(rows=rows, page=page, silent_since=silent_since(timezone.now()), **kwargs)

    def post(self, request, *args, **kwargs):
        doing, _colon, one = request.POST.get("do", "").partition(":")
        ids = [number for number in ([one] if one else request.POST.getlist("message")) if number.isdecimal() and len(number) < 19]
        if doing not in DOINGS:
            raise Http404
        done = self.do(DOINGS[doing], list(stopped(request).filter(pk__in=ids)))
        if not done:
            messages.warning(request, _("Nothing was done: no message was chosen, or they are on their way already."))
        elif doing == "retry":
            messages.success(request, ngettext("%d message is sent again.", "%d messages are sent again.", done) % done)
        else:
            messages.success(request, ngettext("%d message is given up.", "%d messages are given up.", done) % done)
        return HttpResponseRedirect(reverse("undelivered"))

    def do(self, action, chosen: list[Message]) -> int:
        """Do it to each and return to how many."""
        done = 0
        for message in chosen:
            try:
                action(message, user=self.request.user).execute()
            except NotAllowed:
                continue  # sent in the meantime
            done += 1
        return done


class UndeliveredMessageView(UndeliveredMixin, TemplateView):
    """One message as it would be sent; only for those who may see answers. That it was opened is written down."""

    template_name = "forms_ext/desk/undelivered_message.html"
    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        self.message = told(get_object_or_404(manageable(request), pk=kwargs["pk"]))
        if not self.message.sees_answers:
            raise PermissionDenied
        response = super().get(request, *args, **kwargs)
        ViewMessageAction(self.message, user=request.user).execute()
        return response

    def get_page_title(self):
        return self.message.what

    def get_breadcrumbs_items(self):
        up = {"url": reverse("undelivered"), "label": _("Undelivered mail")}
        return [*self.breadcrumbs_items, up, {"url": "", "label": self.message.what}]

    def get_context_data(self, **kwargs):
        language = get_language_info(self.message.language)["name_local"]
        # Staff must not act in a visitor's name: the private links are left out.
        text = without_tokens(self.message.text)
        return super().get_context_data(message=self.message, text=text, language=language, **kwargs)


class UndeliveredMenuItem(MenuItem):
    """Shown to whoever manages mail anywhere."""

    def __init__(self):
        super().__init__(gettext_lazy("Undelivered mail"), reverse("undelivered"), name="undelivered", icon_name="mail", order=168)

    def is_shown(self, request):
        return rights_of(request).has(Right.MANAGE)


class MailPanel(Component):
    """On the first page of the editor: says so when mail is stuck; says nothing otherwise."""

    name = "undelivered_mail"
    template_name = "forms_ext/desk/mail_panel.html"
    order = 90

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        if not rights_of(request).has(Right.MANAGE):
            return {}
        failed = Q(state=MessageState.FAILED)
        rows = stopped(request).order_by()
        return {
            "failed": rows.filter(failed).count(),
            "stuck": rows.exclude(failed).count(),
            "silent_since": silent_since(timezone.now()),
            "url": reverse("undelivered"),
        }


urlpatterns = [
    path("mail/undelivered/", UndeliveredView.as_view(), name="undelivered"),
    path("mail/undelivered/<int:pk>/", UndeliveredMessageView.as_view(), name="undelivered_message"),
]
