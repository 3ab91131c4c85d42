"""Read-only registers: consents with their chain of events, and outgoing messages. Nothing here can be written."""

from functools import cached_property

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import Menu
from wagtail.log_actions import log
from wagtail_modeladmin.menus import GroupMenuItem
from wagtail_modeladmin.options import ModelAdminGroup
from wagtail_modeladmin.views import InspectView

from .ledger import chained
from .models import ConsentRecord, ErasureRequest, Message, Seal
from .models.rights import Right
from .months import months_before
from .permissions import policy
from .registers import MENU_HOOK, Register, RegisterMenuItem, RegisterPermissionHelper
from .schema.refusals import in_words
from .states import MessageKind
from .viewsets.listing import rights_of


class AnswersPermissionHelper(RegisterPermissionHelper):
    """Asks the one policy, for the list and for every single row."""

    def rows(self, user):
        if self.model is Seal:  # hashes and counts over the whole site, nothing about a person
            return super().rows(user)
        return {ConsentRecord: policy.consents, Message: policy.messages}[self.model](user, Right.ANSWERS)

    def user_can_list(self, user):
        return policy.has_any(user, Right.ANSWERS)


class AnswersMenuItem(RegisterMenuItem):
    """Shown to whoever may see answers anywhere."""

    def is_shown(self, request):
        return rights_of(request).has(Right.ANSWERS)


class ConsentInspectView(InspectView):
    """One consent: the wording that was answered, and everything that happened since, with the hashes that prove it."""

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        log(instance=self.instance, action="forms_ext.view", user=request.user)
        return response

    @cached_property
    def chain(self) -> list[dict]:
        """Return the events, each with whether its hash follows from the one before."""
        head, told = "", []
        for event in self.instance.events.order_by("seq"):
            head = chained(head, event.text)
            told.append({"event": event, "agrees": head == event.sha256})
        return told

    def get_context_data(self, **kwargs):
        record = self.instance
        crumbs = [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": self.index_url, "label": self.model_admin.get_menu_label()},
            {"url": "", "label": f"{record.reference[:4]} {record.reference[4:]}"},
        ]
        whole = (
            all(link["agrees"] for link in self.chain)
            and len(self.chain) == record.length
            and self.chain[-1]["event"].sha256 == record.head
        )
        context = {"breadcrumbs_items": crumbs, "record": record, "chain": self.chain, "whole": whole}
        return super().get_context_data(**context, **kwargs)


class AnswersRegister(Register):
    """A register for whoever may see answers."""

    permission_helper_class = AnswersPermissionHelper
    menu_item_class = AnswersMenuItem


class ConsentRegister(AnswersRegister):
    """Who answered which wording how, and since when."""

    model = ConsentRecord
    base_url_path = "registers/consents"
    menu_label = gettext_lazy("Consents")
    menu_icon = "tick-inverse"
    list_display = ("reference", "statement", "number", "state", "state_at")
    list_filter = ("state",)
    list_select_related = ["version"]
    search_fields = ("reference",)
    inspect_view_enabled = True
    inspect_view_class = ConsentInspectView
    inspect_template_name = "forms_ext/desk/consent_record.html"
    help_text = gettext_lazy(
        "The answer to each consent that counts now. Open one for the exact wording and everything that happened to it."
    )
    empty_text = gettext_lazy("Nobody answered a consent yet.")

    def statement(self, record):
        """Return the short label of the wording that was answered."""
        return record.version.content["short_label"]

    statement.short_description = gettext_lazy("statement")

    def number(self, record):
        """Return the number of that wording."""
        return record.version.number

    number.short_description = gettext_lazy("version")


class ErasurePermissionHelper(RegisterPermissionHelper):
    """Asks for the right to erase."""

    def rows(self, user):
        mine = ErasureRequest.objects.filter(policy.rights(user).where(Right.ERASE, "submission__page_id"))
        return mine.annotate(is_open=Exists(ErasureRequest.objects.open().filter(pk=OuterRef("pk"))))

    def user_can_list(self, user):
        return policy.has_any(user, Right.ERASE)


class ErasureMenuItem(RegisterMenuItem):
    """Shown to whoever may erase anywhere."""

    def is_shown(self, request):
        return rights_of(request).has(Right.ERASE)


class ErasureRegister(Register):
    """Who asked to be erased, and whether it was done: the law gives a month."""

    model = ErasureRequest
    permission_helper_class = ErasurePermissionHelper
    menu_item_class = ErasureMenuItem
    base_url_path = "registers/erasures"
    menu_label = gettext_lazy("Requests for erasure")
    menu_icon = "bin"
    list_display = ("reference", "page", "asked_at", "due_on", "done_at")
    list_select_related = ["submission"]
    search_fields = ("submission__reference",)
    help_text = gettext_lazy(
        "Visitors who asked on their own page to be erased, the oldest first. Open the submission at the desk and erase it."
    )
    empty_text = gettext_lazy("Nobody asked to be erased.")

    def reference(self, request):
        """Return the reference, as a link to the submission."""
        address = reverse("desk:detail", args=[request.submission_id])
        return format_html('<a href="{}">{}</a>', address, request.submission.reference)

    reference.short_description = gettext_lazy("reference")

    def page(self, request):
        """Return the title of the page that the submission was sent to."""
        return request.submission.page_title

    page.short_description = gettext_lazy("page")

    def done_at(self, request):
        """Return when the person was erased; empty as long as the request is open."""
        return None if request.is_open else request.submission.anonymised_at

    done_at.short_description = gettext_lazy("done at")

    def due_on(self, request):
        """Return the last day for it, a month after it was asked for; empty once it is done.

        Source: Regulation (EU) 2016/679, article 12(3).
        """
        if not request.is_open:
            return None
        last = timezone.localtime(months_before(request.asked_at, -1)).date()
        told = date_format(last)
        if last >= timezone.localdate():
            return told
        return format_html('<span class="desk-late">{}</span>', _("%(day)s: overdue") % {"day": told})

    due_on.short_description = gettext_lazy("to be done by")


class MessageRegister(AnswersRegister):
    """Outgoing mail: what is queued, what was sent, what was given up. Texts are not shown: they hold private links."""

    model = Message
    base_url_path = "registers/messages"
    menu_label = gettext_lazy("Messages")
    menu_icon = "mail"
    list_display = ("reference", "what", "to", "state", "attempts", "why", "created_at", "sent_at")
    list_filter = ("state",)
    list_select_related = ["submission"]
    search_fields = ("to", "submission__reference")
    help_text = gettext_lazy(
        "Every message to a visitor. Those that were given up need you: their address is wrong or its server refused them."
    )
    empty_text = gettext_lazy("No message was written yet.")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text", "html", "attachments")

    def reference(self, message):
        """Return the reference of the submission that the message is about."""
        return message.submission.reference if message.submission else ""

    reference.short_description = gettext_lazy("reference")

    def what(self, message):
        """Return what the message tells."""
        return dict(MessageKind.choices).get(message.kind, message.kind)

    what.short_description = gettext_lazy("message")

    def why(self, message):
        """Return in a sentence why the message was not sent."""
        return in_words(message.last_error)

    why.short_description = gettext_lazy("reason")


class SealRegister(AnswersRegister):
    """The daily seals over all consents, for comparing with the hashes that were mailed away."""

    model = Seal
    base_url_path = "registers/seals"
    menu_label = gettext_lazy("Seals")
    menu_icon = "lock"
    list_display = ("number", "taken_at", "records", "length", "whole_hash")
    search_fields = ("sha256",)
    help_text = gettext_lazy(
        "Once a day a seal is taken over all consents. Compare its hash with the one that was mailed: if they differ, or a hash from "
        "the mail is missing here, a consent was removed or written anew."
    )
    empty_text = gettext_lazy("No seal was taken yet: the job worker takes one every day.")

    def whole_hash(self, seal):
        """Return the hash as it was mailed."""
        return format_html('<span class="desk-hash">{}</span>', seal.sha256)

    whole_hash.short_description = "SHA-256"


class Registers(ModelAdminGroup):
    """The registers in one menu, with those that other apps add to it."""

    items = (ConsentRegister, ErasureRegister, SealRegister, MessageRegister)
    menu_label = gettext_lazy("Registers")
    menu_icon = "list-ul"
    menu_order = 170

    def get_menu_item(self):
        return GroupMenuItem(self, self.get_menu_order(), Menu(register_hook_name=MENU_HOOK, items=self.get_submenu_items()))
