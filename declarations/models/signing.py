"""Endorsing on the page of a declaration: what is signed, when, and who counts at once."""

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import re_path
from wagtail.fields import StreamField

from declarations.domains import same_domain
from declarations.questions import EndorsementFieldsBlock
from declarations.states import EndorsementMode, Role, Signer, Status
from forms_ext import conf
from forms_ext.ledger import digest
from forms_ext.models import FormHost
from forms_ext.models.hosts import FORM_PREVIEWS
from forms_ext.models.readiness import Task
from forms_ext.models.windows import Window
from forms_ext.schema.frozen import first_in_role, first_of_kind

from .readiness import endorsing_tasks
from .tally import Tally
from .versions import TextVersion


class DeclarationSigning(FormHost):
    """Gives a declaration its form: its sendings are endorsements of one text version and its hash."""

    fields = StreamField(EndorsementFieldsBlock(), verbose_name=_("form"), blank=True)
    # Who endorses has to own the address and counts once: no editor switches this off.
    confirm_email = models.BooleanField(_("confirm by e-mail"), default=True, editable=False)
    one_per_address = models.BooleanField(_("one sending per e-mail address"), default=True, editable=False)

    signing_panels = [
        MultiFieldPanel(
            [
                FieldPanel("endorsement_mode"),
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                FieldPanel("review", help_text=_("Each signature waits until your team decides.")),
            ],
            heading=_("When and how"),
        ),
        *FormHost.question_panels,
        MultiFieldPanel([FieldPanel("notice"), FieldPanel("recipients")], heading=_("Telling the office")),
        *FormHost.word_panels,
    ]

    class Meta:
        abstract = True

    @re_path(r"^endorsements/$", name="endorsements")
    def endorsements(self, request):
        """Show who endorsed the text."""
        from declarations.views import endorsements  # noqa: PLC0415 -- views stand above models

        return endorsements.show(request, self)

    @re_path(r"^endorsements/as/csv/$", name="endorsements_csv")
    def endorsements_csv(self, request):
        """Give the list for a spreadsheet."""
        from declarations.views import endorsements  # noqa: PLC0415 -- views stand above models

        return endorsements.as_csv(request, self)

    @re_path(r"^endorsements/as/json/$", name="endorsements_json")
    def endorsements_json(self, request):
        """Give the counts and the list for machines."""
        from declarations.views import endorsements  # noqa: PLC0415 -- views stand above models

        return endorsements.as_json(request, self)

    @re_path(r"^endorse/sheet/$", name="signing_sheet")
    def signing_sheet(self, request):
        """Show the sheet for signing on paper."""
        from declarations.views import signing_sheet  # noqa: PLC0415 -- views stand above models

        return signing_sheet.sheet(request, self)

    @re_path(r"^endorse/([0-9a-f]{32})/$", name="invited")
    def invited(self, request, key):
        """Show the page with its form to whoever was given the link."""
        from declarations.views import signing_sheet  # noqa: PLC0415 -- views stand above models

        return signing_sheet.invited(request, self, key)

    @property
    def invitation_key(self) -> str:
        """Return the secret part of the link by which people are invited; the same for all languages of the text."""
        return digest(conf.subject_key(), "invitation", str(self.host_key))[:32]

    @cached_property
    def tally(self) -> Tally:
        """Return how many endorsed, as the public may know it."""
        return Tally(self.host_key)

    def clean(self):
        self.confirm_email = self.one_per_address = True
        super().clean()

    @property
    def in_force(self) -> dict | None:
        """Return number and hash of the text version in force in the page's language, read now; None before adoption."""
        versions = TextVersion.objects.filter(declaration_key=self.host_key, language=self.original.locale.language_code)
        return versions.order_by("-number").values("pk", "number", "sha256", "published_at").first()

    @cached_property
    def version_now(self) -> dict | None:
        """Return what ``in_force`` told first: for one view of the page."""
        return self.in_force

    @property
    def preview_modes(self):
        # A text has no places that could be full.
        return [mode for mode in FORM_PREVIEWS if mode[0] != "full"]

    def form_preview(self, request, mode_name):
        """Return what a preview of the form shows in place of the page; None where the page shows it, made ready for the mode."""
        from forms_ext.views import previews  # noqa: PLC0415 -- views stand above models

        if mode_name in previews.PREVIEWS and self.has_form:
            return previews.PREVIEWS[mode_name](request, self)
        request.preview_window = Window("closed") if mode_name == "closed" else None
        self.preview_errors(request, mode_name)
        return None

    def get_context(self, request, *args, **kwargs):
        """Add what a visitor who was about to sign has to read again, and how many signed."""
        context = super().get_context(request, *args, **kwargs)
        invited = getattr(request, "is_invited", False) or getattr(request, "is_preview", False)
        if self.endorsement_mode == EndorsementMode.INVITATION and not invited and not hasattr(request, "answer_form"):
            context.pop("form", None)
        if before := getattr(request, "signed_before", None):
            from declarations.views.rereading import reread  # noqa: PLC0415 -- views stand above models

            context["reread"] = reread(self, before)
        return context

    def binding(self) -> dict:
        """Return what is signed: the declaration, the language, the number of the version and its hash."""
        version = self.in_force
        if version is None:
            return {}
        return {
            "declaration": str(self.host_key),
            "language": self.original.locale.language_code,
            "version": version["number"],
            "sha256": version["sha256"],
        }

    def subject(self) -> dict:
        """Return what is signed."""
        return self.binding()

    def parts(self) -> list[tuple[str, str]]:
        """Return the points, about which somebody may have a reservation."""
        return [(point.uid, f"{point.lead_in} {point.title}".strip()) for point in self.points]

    def window(self, now: datetime) -> Window:
        """Return whether endorsements are taken at ``now``: only of an adopted text, and where an editor opened it."""
        if self.status != Status.ADOPTED or self.endorsement_mode == EndorsementMode.CLOSED or self.version_now is None:
            return Window("closed")
        return super().window(now)

    def term(self) -> tuple[bool, datetime | None]:
        """Return that the text stands, and nobody knows until when: answers are kept as long unless days are counted from sending."""
        return True, None

    def further_tasks(self) -> list[Task]:
        """Return what would keep people from endorsing, or from being listed."""
        return endorsing_tasks(self)

    def team_page(self) -> tuple[str, str]:
        """Return label and address of the page of the team for endorsements."""
        return gettext("Endorsements"), reverse("declarations_endorsements", args=[self.pk])

    def settles(self, submission) -> bool:
        """Tell whether an endorsement counts by itself: that of a person, or of an organisation whose domain proves it.

        Without a confirmed address the team decides: a form that asks for none, or lets it be left out, counts nobody by itself.
        """
        if self.review or self.endorsement_mode != EndorsementMode.OPEN or submission.confirmed_at is None:
            return False
        return not signs_for_organisation(submission) or proved_by_domain(submission)


def given(submission, spec: dict | None) -> str:
    """Return the answer to a question as text; empty where it was not asked."""
    return (submission.answers.get(spec["key"]) or "") if spec else ""


def signs_for_organisation(submission) -> bool:
    """Tell whether an organisation endorses."""
    return given(submission, first_in_role(submission.frozen, Role.SIGNER)) == Signer.ORGANISATION


def proved_by_domain(submission) -> bool:
    """Tell whether the confirmed address lies in the domain of the web address that was given."""
    site = given(submission, first_of_kind(submission.frozen, "web_address"))
    return submission.confirmed_at is not None and same_domain(submission.email, site)
