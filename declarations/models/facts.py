"""What is known about a declaration beside its text: what it is, when, where and by whom it was adopted, how to cite it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField

from declarations.blocks import OrganiserBlock
from declarations.dates import day_words
from declarations.identifiers import doi
from declarations.states import STYLES, EndorsementMode, Kind, Status

from .versions import TextVersion


class DeclarationFacts(models.Model):
    """The facts of a declaration. None of them is wording, except the title and the way of numbering."""

    short_title = models.CharField(
        _("short title"), max_length=80, blank=True, help_text=_("As it is called when it is cited, for example “Harbour Charter”.")
    )
    subtitle = models.CharField(_("subtitle"), max_length=255, blank=True)
    code = models.CharField(_("number"), max_length=60, blank=True, help_text=_("Your own, for example “FS/2026/1”."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.DECLARATION)
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=Status.choices,
        default=Status.PREPARATION,
        help_text=_("From “adopted” on every wording is kept for ever."),
    )
    status_note = models.CharField(
        _("what happened"), max_length=300, blank=True, help_text=_("One sentence for readers when the text is superseded or withdrawn.")
    )
    superseded_by = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("superseded by"),
        help_text=_("The text that took its place."),
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True, help_text=_("The day, or the first of several."))
    adopted_until = models.DateField(_("last day"), null=True, blank=True, help_text=_("Only when it took several days."))
    place = models.CharField(_("place"), max_length=255, blank=True)
    event = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("adopted at"),
        help_text=_("The event."),
    )
    authentic_language = models.CharField(
        _("authentic language"), max_length=12, blank=True, help_text=_("Its code, for example en. Empty: this page’s.")
    )
    translation_of = models.PositiveIntegerField(
        _("translates version"),
        null=True,
        blank=True,
        help_text=_(
            "Only for a translation: the version of the authentic text that it was made from. Empty: the version in force when its "
            "wording was published."
        ),
    )
    number_style = models.CharField(_("numbers"), max_length=12, choices=STYLES, default="ordinal")
    licence = models.CharField(_("licence"), max_length=60, blank=True, help_text=_("For example CC BY 4.0."))
    doi = models.CharField("DOI", max_length=160, blank=True, help_text=_("If the text has one, for example 10.1234/abcd."))
    source_document = models.ForeignKey(
        get_document_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed document"),
        help_text=_("The file that was signed, as it was signed."),
    )
    endorsement_mode = models.CharField(
        _("who may endorse"), max_length=12, choices=EndorsementMode.choices, default=EndorsementMode.CLOSED
    )
    organisers = StreamField([("organiser", OrganiserBlock())], verbose_name=_("adopted by"), blank=True)

    about_panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
        MultiFieldPanel(
            [PageChooserPanel("superseded_by", "declarations.DeclarationPage"), FieldPanel("status_note")],
            heading=_("If it no longer applies"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("adopted_on"), FieldPanel("adopted_until")]),
                FieldPanel("place"),
                PageChooserPanel("event", "eventpages.EventPage"),
            ],
            heading=_("Adoption"),
        ),
        FieldPanel("organisers"),
        FieldPanel("number_style"),
        MultiFieldPanel(
            [
                FieldPanel("short_title"),
                FieldRowPanel([FieldPanel("code"), FieldPanel("doi")]),
                FieldPanel("licence"),
                FieldPanel("source_document"),
            ],
            heading=_("For citing"),
        ),
        MultiFieldPanel([FieldRowPanel([FieldPanel("authentic_language"), FieldPanel("translation_of")])], heading=_("Languages")),
    ]

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.adopted_until and (self.adopted_on is None or self.adopted_until < self.adopted_on):
            raise ValidationError({"adopted_until": _("The last day is before the first.")})
        try:
            self.doi = doi(self.doi) if self.doi else ""
        except ValueError as error:
            raise ValidationError({"doi": _("This is no DOI. It looks like 10.1234/abcd.")}) from error
        if self.translation_of is not None:
            self._check_translation_of()

    def _check_translation_of(self):
        """A translation cannot be made from a version that was never given."""
        if not self.is_translation:
            raise ValidationError({"translation_of": _("Only a translation translates a version. Say which language is authentic.")})
        newest = TextVersion.newest(self.declaration_key, self.authentic_language)
        if not 1 <= self.translation_of <= (newest.number if newest else 0):
            raise ValidationError({"translation_of": _("The authentic text has no such version.")})

    @property
    def name(self) -> str:
        """Return the short title, or the whole one."""
        return self.short_title or self.title

    @property
    def adopted_words(self) -> str:
        """Return the day or days of adoption in the active language, or an empty text."""
        return day_words(self.adopted_on, self.adopted_until) if self.adopted_on else ""
