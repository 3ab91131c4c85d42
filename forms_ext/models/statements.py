"""The library of statements: the long texts of consents and acknowledgements, worded by the editors."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin

from forms_ext.ledger import canonical, sha256
from forms_ext.markup import visible_html
from forms_ext.schema.details import DETAILS, labelled
from forms_ext.schema.linter import Concern, lint_statement
from forms_ext.states import ChangeClass

from .linting import LinterPanel
from .versions import ConsentVersion


class Nature(models.TextChoices):
    """What a statement asks for."""

    CONSENT = "consent", _("Consent: may be refused and withdrawn")
    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement: has to be confirmed to go on")


# Languages under their own names, as everybody finds them.
LABEL_LANGUAGES = [
    ("", _("the language of the statement")),
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("es", "Español"),
    ("it", "Italiano"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
    ("ar", "العربية"),
]


class StatementForm(WagtailAdminModelForm):
    """The editor's form: publishing another wording asks what the change means; saving a draft does not."""

    def _post_clean(self):
        super()._post_clean()
        if not self.is_deferred_validation and not self.instance.change_class and self.instance.wording_differs():
            sentence = _("The wording of this published statement changed. Say whether it still means the same.")
            self.add_error("change_class", sentence)
        current = ConsentVersion.objects.filter(pk=self.instance.current_version_id).first()
        if current and "nature" in self.cleaned_data and current.content["nature"] != self.instance.nature:
            # The forms that ask it would ask in the wrong way, and earlier answers would be read as others.
            self.add_error("nature", _("This statement was published with the other nature. Write a new statement for this one."))


class ConsentStatement(PreviewableMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """A text that visitors agree to, refuse or confirm. Each published wording is kept as a numbered version."""

    name = models.CharField(_("name"), max_length=120, help_text=_("For the team only, for example “Photographs at events”."))
    nature = models.CharField(_("nature"), max_length=16, choices=Nature.choices, default=Nature.CONSENT)
    statement = RichTextField(
        _("statement"),
        features=["bold", "italic", "link", "ol", "ul"],
        help_text=_("The whole text as visitors read it before they answer. It may be as long as it has to be."),
    )
    short_label = models.CharField(
        _("short label"), max_length=255, help_text=_("A few words for lists and receipts, for example “Consent to photographs”.")
    )
    short_label_language = models.CharField(
        _("language of the short label"),
        max_length=12,
        blank=True,
        choices=LABEL_LANGUAGES,
        help_text=_("If it differs from the statement’s."),
    )
    controller = models.CharField(_("responsible"), max_length=255, blank=True, help_text=_("Who uses the data: organisation and office."))
    purposes = models.CharField(_("used for"), max_length=500, blank=True)
    channels = models.CharField(
        _("published in"), max_length=500, blank=True, help_text=_("One way for each statement, for example “this website”.")
    )
    recipients = models.CharField(_("passed on to"), max_length=500, blank=True)
    retention = models.CharField(_("kept"), max_length=500, blank=True, help_text=_("How long, for example “five years, then deleted”."))
    withdrawal = models.CharField(_("how to withdraw"), max_length=500, blank=True)
    refresh_after_months = models.PositiveSmallIntegerField(
        _("ask again after"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1_200)],
        help_text=_("Months after which the consent should be asked for again; empty: never."),
    )
    change_class = models.CharField(
        _("kind of change"),
        max_length=12,
        choices=ChangeClass.choices,
        blank=True,
        help_text=_("Only when you change the wording of a published statement: does it still mean the same?"),
    )
    current_version = models.ForeignKey(
        ConsentVersion, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("current version")
    )

    # A translation has wordings of its own and was not published yet.
    exclude_fields_in_copy = [
        "current_version",
        "change_class",
        "latest_revision",
        "live_revision",
        "first_published_at",
        "last_published_at",
    ]
    base_form_class = StatementForm
    panels = [
        LinterPanel(heading=_("Worth a second look")),
        MultiFieldPanel([FieldPanel("name"), FieldPanel("nature")], heading=_("For the team")),
        MultiFieldPanel(
            [FieldPanel("statement"), FieldPanel("short_label"), FieldPanel("short_label_language")], heading=_("What visitors read")
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name, _label in DETAILS] + [FieldPanel("refresh_after_months")],
            heading=_("What visitors may want to know"),
        ),
        FieldPanel("change_class"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def with_content_json(self, content):
        """Keep the current version of the row: a draft saved before a publish still names the version before it."""
        statement = super().with_content_json(content)
        statement.current_version_id = self.current_version_id
        return statement

    def wording(self) -> dict:
        """Return the wording as it is hashed; links are expanded as they point now."""
        return {
            "nature": self.nature,
            "language": self.locale.language_code,
            "html": visible_html(self.statement),
            "short_label": self.short_label,
            "short_label_language": self.short_label_language or self.locale.language_code,
            "details": [[name, getattr(self, name)] for name, _label in DETAILS if getattr(self, name)],
            "refresh_after_months": self.refresh_after_months,
        }

    def lint(self) -> list[Concern]:
        """Return what an editor should look at once more."""
        return lint_statement(self.wording())

    def wording_differs(self) -> bool:
        """Tell whether the wording is another than that of the current version."""
        current = ConsentStatement.objects.filter(pk=self.pk).values_list("current_version__sha256", flat=True).first()
        return bool(current) and current != sha256(canonical(self.wording()))

    def store_version(self) -> ConsentVersion:
        """Return the version with the wording as it is now; a wording that existed before keeps its number.

        Sets ``current_version`` and clears the kind of change, so that the next change has to name its own. A change that was
        published past the editor's form, without its kind, counts as material: nobody said that it means the same.
        """
        text = canonical(self.wording())
        with transaction.atomic():
            mine = ConsentVersion.objects.filter(statement_id=self.pk, language=self.locale.language_code)
            version, before = mine.filter(sha256=sha256(text)).first(), mine.count()
            if version is None:
                version = ConsentVersion.objects.create(
                    statement_key=self.translation_key,
                    statement_id=self.pk,
                    language=self.locale.language_code,
                    number=before + 1,
                    text=text,
                    sha256=sha256(text),
                    change_class=self.change_class or (ChangeClass.MATERIAL if before else ChangeClass.EDITORIAL),
                )
            ConsentStatement.objects.filter(pk=self.pk).update(current_version=version, change_class="")
        self.current_version, self.change_class = version, ""
        return version

    def copy_for_translation(self, locale, exclude_fields=None):
        """Return a draft: until it is published in its own language, visitors read the language that it was copied from."""
        translated = super().copy_for_translation(locale, exclude_fields)
        translated.live, translated.has_unpublished_changes = False, True
        return translated

    def get_preview_template(self, request, mode_name):
        return "forms_ext/statement_preview.html"

    def get_preview_context(self, request, mode_name):
        wording = self.wording()
        context = super().get_preview_context(request, mode_name)
        said = {"statement_html": mark_safe(wording["html"]), "details": labelled(wording["details"])}  # noqa: S308 -- cleaned by ``visible_html``
        return {**context, "wording": wording, **said}


def differs_materially(seen: dict, live: dict) -> bool:
    """Tell whether an answer to the wording ``seen`` says nothing about the wording ``live``.

    True for another statement, and where any version between the two was published as a material change.

    :param seen: a consent wording from a frozen form, see :attr:`ConsentVersion.wording`.
    :param live: the one shown in its place now.
    """
    if seen["version"] == live["version"]:
        return False
    if (seen["statement"], seen["language"]) != (live["statement"], live["language"]):
        return True
    lower, upper = sorted((seen["number"], live["number"]))
    between = ConsentVersion.objects.filter(
        statement_id=live["statement"], language=live["language"], number__gt=lower, number__lte=upper, change_class=ChangeClass.MATERIAL
    )
    return between.exists()
