"""The host: a page that carries its form."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from forms_ext.blocks import FormFieldsBlock
from forms_ext.blocks.base import Describing
from forms_ext.blocks.only_if import spoken, written
from forms_ext.conditions import resolved
from forms_ext.ledger import canonical, sha256
from forms_ext.schema import ticket
from forms_ext.schema.frozen import CONSENTS, names_everybody, questions
from forms_ext.schema.linter import Concern, lint_form
from forms_ext.schema.occasion import Occasion
from forms_ext.schema.questions import AnswerForm
from forms_ext.schema.recipients import wrong_lines
from forms_ext.states import Notice, RetentionFrom

from .deadlines import ChangeDeadline
from .editing import ImpactPanel, ReadinessPanel
from .linting import LinterPanel
from .places import Pool, PoolSpec
from .readiness import Task
from .statements import ConsentStatement
from .windows import Window, begin_of_day, end_of_day, wrong_numbers, wrong_year

SENDING_PANELS = [FieldPanel("confirm_email"), FieldPanel("one_per_address")]
SHORT_FEATURES = ["bold", "italic", "link"]
# What an editor may look at before it happens; a host may have more.
FORM_PREVIEWS = [
    ("", _("As it is now")),
    ("errors", _("With errors")),
    ("thanks", _("After sending")),
    ("mail", _("The mail after sending")),
    ("full", _("Full")),
    ("closed", _("Closed")),
]


class FormHost(ChangeDeadline, models.Model):
    """Gives a page its form. Everything that counts is stored under ``host_key``, not under the page.

    A host overrides :meth:`pools` (what has places), :meth:`window` (when answers are taken) and :meth:`subject` (what
    is signed or joined).
    """

    fields = StreamField(FormFieldsBlock(), verbose_name=_("form"), blank=True)
    review = models.BooleanField(
        _("decide by hand"), default=False, help_text=_("Each sending waits for a moderator’s decision; its place is held meanwhile.")
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True, help_text=_("Empty: at once. In the time zone of your account."))
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True, help_text=_("Empty: never. In the time zone of your account."))
    opens_days_before = models.PositiveSmallIntegerField(
        _("opens, days before the start"),
        null=True,
        blank=True,
        help_text=_("Instead of a date: from the beginning of that day, and it moves with the event."),
    )
    closes_days_before = models.PositiveSmallIntegerField(
        _("closes, days before the start"),
        null=True,
        blank=True,
        help_text=_("Instead of a date: at the end of that day, and it moves with the event. 0 is the day of the start itself."),
    )
    change_until = models.DateTimeField(
        _("answers may be changed until"), null=True, blank=True, help_text=_("Empty: as long as the form is open.")
    )
    one_per_address = models.BooleanField(
        _("one sending per e-mail address"), default=False, help_text=_("A second one is held until somebody of the team looks at it.")
    )
    confirm_email = models.BooleanField(
        _("confirm by e-mail"),
        default=False,
        help_text=_("A sending counts, and queues for a place, once the link in the mail was followed."),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to take an offered place"),
        default=48,
        validators=[MinValueValidator(1)],
        help_text=_("Only where free places are offered to those who wait."),
    )
    recipients = models.TextField(
        _("who hears of new sendings"),
        blank=True,
        help_text=_("E-mail addresses, one on each line. They are told the reference, never an answer."),
    )
    notice = models.CharField(_("when they hear"), max_length=8, choices=Notice.choices, default=Notice.OFF)
    retention_days = models.PositiveIntegerField(
        _("days to keep the answers"), null=True, blank=True, help_text=_("Empty: as the site does. Afterwards they are deleted for good.")
    )
    retention_from = models.CharField(_("counted from"), max_length=12, choices=RetentionFrom.choices, default=RetentionFrom.END)
    button = models.CharField(
        _("button"), max_length=60, blank=True, help_text=_("Empty: “Send”, or “Register for this event” on an event.")
    )
    thank_you = RichTextField(
        _("thank you"), blank=True, features=SHORT_FEATURES, help_text=_("Shown on the receipt, above the reference.")
    )
    what_next = RichTextField(_("what happens next"), blank=True, features=[*SHORT_FEATURES, "ol", "ul"])
    closed_text = RichTextField(_("when closed"), blank=True, features=SHORT_FEATURES, help_text=_("Shown in place of the form."))
    full_text = RichTextField(_("when full"), blank=True, features=SHORT_FEATURES, help_text=_("Shown when every place is taken."))
    privacy_page = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("privacy notice"),
        help_text=_("Linked beside the button."),
    )

    question_panels = [
        MultiFieldPanel([ReadinessPanel(), ImpactPanel(), LinterPanel()], heading=_("Before it goes live")),
        FieldPanel("fields"),
    ]
    rule_panels = [
        MultiFieldPanel(
            [FieldPanel("opens_at"), FieldPanel("closes_at"), FieldPanel("change_until"), FieldPanel("review"), *SENDING_PANELS],
            heading=_("When and how"),
        ),
        MultiFieldPanel([FieldPanel("notice"), FieldPanel("recipients")], heading=_("Telling the office")),
    ]
    word_panels = [
        MultiFieldPanel(
            [
                FieldPanel("button"),
                PageChooserPanel("privacy_page"),
                FieldPanel("thank_you"),
                FieldPanel("what_next"),
                FieldPanel("closed_text"),
                FieldPanel("full_text"),
            ],
            heading=_("Sentences around the form"),
            classname="collapsed",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("retention_days"), FieldPanel("retention_from")])],
            heading=_("How long answers are kept"),
            classname="collapsed",
        ),
    ]
    allowed_http_methods = ["GET", "HEAD", "OPTIONS"]

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        times = {name: wrong_year(getattr(self, name)) for name in ("opens_at", "closes_at", "change_until")}
        if wrong := {name: sentence for name, sentence in times.items() if sentence} | wrong_numbers(self):
            raise ValidationError(wrong)
        if wrong := wrong_lines(self.recipients):
            sentence = _("This is no e-mail address: %(lines)s. Write one on each line, without names and commas.")
            raise ValidationError({"recipients": sentence % {"lines": ", ".join(f"“{line[:80]}”" for line in wrong[:5])}})
        if self.notice != Notice.OFF and not self.recipients.strip():
            raise ValidationError({"recipients": _("Write who is told, or choose “Never”.")})

    # What a host tells about itself

    @property
    def host_key(self):
        """Return the identity shared by all languages and aliases of this host; a copy has another."""
        return self.original.translation_key

    @property
    def original(self):
        """Return the page that an alias mirrors, followed to the end; any other page itself."""
        source = self
        while source.alias_of_id:
            source = source.alias_of
        return source

    def pools(self) -> list[PoolSpec]:
        """Return what has places here: the host itself (empty item) first, then its parts."""
        return []

    def window(self, now: datetime) -> Window:
        """Return whether answers are taken at ``now``."""
        if self.opening and now < self.opening:
            return Window("soon", self.opening)
        if self.closing and now >= self.closing:
            return Window("closed")
        return Window("open", self.closing)

    def first_day(self) -> datetime | None:
        """Return the beginning, on the clocks of the place, of the day on which this host takes place; None where there is none."""
        return None

    @property
    def opening(self) -> datetime | None:
        """Return when answers are taken: at the date, or at the beginning of the day so many days before the start."""
        return self.opens_at or begin_of_day(self.first_day(), self.opens_days_before)

    @property
    def closing(self) -> datetime | None:
        """Return until when answers are taken: the date, or the end of the day so many days before the start."""
        return self.closes_at or end_of_day(self.first_day(), self.closes_days_before)

    def term(self) -> tuple[bool, datetime | None]:
        """Return whether the host takes place at a time, and when it ends; None where nobody knows yet."""
        return False, None

    def moment_words(self, moment: datetime) -> str:
        """Return a moment in words, on the clocks that people look at here and in the active language."""
        local = timezone.localtime(moment)
        return f"{date_format(local, 'DATETIME_FORMAT')} ({local:%Z})"

    def subject(self) -> dict:
        """Return what is signed or joined, as JSON; empty where there is nothing but the form itself."""
        return {}

    def binding(self) -> dict:
        """Return what a sending of this form is tied to, as JSON: with another one it is another form; empty where it is tied to nothing.

        It is part of the frozen wording. Where it changes between reading and sending, the visitor is shown the change and asked again.
        """
        return {}

    def parts(self) -> list[tuple[str, str]]:
        """Return what questions may be drawn from beside the pools: parts of the page, each with its key and its words."""
        return []

    def settles(self, submission) -> bool:
        """Tell whether a sending that asks for no place is accepted by itself, so that nobody has to read it first."""
        return False

    def calendar_file(self, items: set[str]) -> str:
        """Return an iCalendar text for the host and its parts in ``items``; empty where there is nothing to put down."""
        return ""

    def occasion(self) -> Occasion:
        """Return when and where, in the active language, for mail; nothing where the form is about no event."""
        return Occasion()

    def lint(self) -> list[Concern]:
        """Return what an editor should look at once more before the form goes live; a host may know more."""
        return lint_form(self.frozen())

    def further_tasks(self) -> list[Task]:
        """Return what this kind of host needs beside what every form should have, for the list that editors read."""
        return []

    def team_page(self) -> tuple[str, str] | None:
        """Return label and address of the page on which the team works with what was sent here; None where the desk is all."""
        return None

    # The form as it is shown now

    @cached_property
    def live_pools(self) -> dict[str, Pool]:
        """Return the stored pools by item, with the places taken now."""
        return {pool.item: pool for pool in Pool.objects.of_host(self.host_key).with_counts()}

    def frozen(self) -> dict:
        """Return the form in its present wording; see :mod:`forms_ext.schema.frozen`.

        An alias speaks the language of the page that it mirrors, wherever it stands.
        """
        locale = self.original.locale
        language = locale.language_code
        statements = [block.value["statement"] for block in self.fields if block.block.kind in CONSENTS and block.value["statement"]]
        with translation.override(language):
            describing = Describing(language, self.pools(), self._wordings(statements, locale), self.parts())
            fields = [self._described(block, number, describing) for number, block in enumerate(self.fields)]
        shown = list(resolved([field for field in fields if field], spoken()))
        binding = self.binding()
        return {"host_key": str(self.host_key), "language": language, "fields": shown, **({"binding": binding} if binding else {})}

    @staticmethod
    def _described(block, number, describing):
        described = block.block.describe(block.value, describing)
        # A block of a draft that was never saved has no id yet; a preview still has to show it.
        return described and {"key": block.id or f"draft-{number}", "kind": block.block.kind, **described}

    @staticmethod
    def _wordings(statements, locale) -> dict[int, dict]:
        """Return the wording of each statement in the page's language; in the statement's own where it is not translated."""
        keys = {statement.translation_key for statement in statements}
        # Read now: the page may have been in hand for a while.
        translated = ConsentStatement.objects.filter(translation_key__in=keys, locale=locale, current_version__isnull=False)
        by_key = {one.translation_key: one for one in translated.select_related("current_version").order_by()} if keys else {}
        chosen = {statement.pk: by_key.get(statement.translation_key, statement) for statement in statements}
        return {pk: statement.current_version.wording for pk, statement in chosen.items() if statement.current_version_id}

    def form(self, *, preview: bool = False, data=None, **kwargs) -> AnswerForm:
        """Return the form of this host, with a ticket for its present wording.

        A form that somebody can send without an address gets a nonce in its ticket: two people may honestly send it the
        same answers.
        """
        frozen = kwargs.pop("frozen", None) or self.frozen()
        nonce = "" if names_everybody(frozen) else ticket.new_nonce()
        text = ticket.issue(frozen["host_key"], frozen["language"], sha256(canonical(frozen)), preview=preview, nonce=nonce)
        action = reverse("forms_ext:send", args=[self.host_key])
        return AnswerForm(frozen, ticket=text, action=action, data=data, pools=SimpleLazyObject(lambda: self.live_pools), **kwargs)

    @property
    def has_form(self) -> bool:
        """Tell whether there is anything to ask."""
        return any(True for _question in questions({"fields": [{"kind": block.block.kind} for block in self.fields]}))

    def is_full(self) -> bool:
        """Tell whether the places of the host itself are all taken and nobody can wait for one."""
        pool = self.live_pools.get("")
        return bool(pool and pool.offered and pool.left(pool.taken) == 0 and pool.waiting == "off")

    def takes_answers(self) -> bool:
        """Tell whether somebody who comes now can send the form."""
        return self.has_form and self.window(timezone.now()).is_open and not self.is_full()

    def serve_preview(self, request, mode_name):
        """Show what a visitor would see, in the state that the editor chose; see ``FORM_PREVIEWS``."""
        request.preview_window = {"closed": Window("closed"), "full": Window("open")}.get(mode_name)
        self.preview_errors(request, mode_name)
        return super().serve_preview(request, mode_name)

    def preview_errors(self, request, mode_name):
        """Fill in nothing and send it, where an editor wants to see the errors."""
        if mode_name == "errors" and self.has_form:
            request.answer_form = self.form(preview=True, data=MultiValueDict())
            request.answer_form.is_valid()

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        # The ticket of a form that can be sent without an address stands for one visit: no cache may hand it to a second visitor.
        addresses = [block.value for block in self.fields if block.block_type == "email"]
        if self.has_form and not any(address["required"] and not written(address) for address in addresses):
            add_never_cache_headers(response)
        return response

    def get_context(self, request, *args, **kwargs):
        """Add ``form`` (bound when it comes back with errors) and ``window``; no state of the visitor."""
        context = super().get_context(request, *args, **kwargs)
        preview = getattr(request, "is_preview", False)
        previewed = getattr(request, "preview_window", None)
        context["window"] = previewed or self.window(timezone.now())
        bound = getattr(request, "answer_form", None)
        if bound is not None or ((preview or self.takes_answers()) and self.has_form and not previewed):
            context["form"] = bound or self.form(preview=preview)
        return context
