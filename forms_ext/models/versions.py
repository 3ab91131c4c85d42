"""Frozen wording: of one consent statement, and of one form as one host shows it in one language."""

import json

from django.db import models
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from forms_ext.ledger import canonical, sha256
from forms_ext.schema.details import labelled
from forms_ext.states import ChangeClass

from .immutable import ImmutableModel


class ConsentVersion(ImmutableModel):
    """One wording of one statement in one language, for ever.

    ``text`` is the canonical JSON whose bytes are hashed. The statement, page and user are plain numbers: nothing may
    have to write here when one of them is deleted.
    """

    statement_key = models.UUIDField(_("statement"), help_text=_("Shared by the languages of a statement."))
    statement_id = models.BigIntegerField(_("number of the statement"))
    language = models.CharField(_("language"), max_length=12)
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("canonical text"))
    sha256 = models.CharField("SHA-256", max_length=64)
    change_class = models.CharField(_("kind of change"), max_length=12, choices=ChangeClass.choices)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta(ImmutableModel.Meta):
        verbose_name = _("consent version")
        verbose_name_plural = _("consent versions")
        ordering = ["statement_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["statement_id", "language", "sha256"], name="one_version_per_wording"),
            models.UniqueConstraint(fields=["statement_id", "language", "number"], name="one_number_per_version"),
        ]

    def __str__(self):
        return f"{self.content['short_label']} ({self.language}, {self.number})"

    @cached_property
    def content(self) -> dict:
        """Return the wording as a dictionary."""
        return json.loads(self.text)

    @property
    def html(self) -> str:
        """Return the statement as visitors saw it; it was cleaned before it was hashed."""
        return mark_safe(self.content["html"])  # noqa: S308 -- cleaned by ``markup.visible_html``

    @property
    def details(self) -> list[tuple[str, str]]:
        """Return what visitors may want to know, as pairs of label and text in the active language."""
        return labelled(self.content["details"])

    @property
    def wording(self) -> dict:
        """Return what a frozen form keeps of this version: the wording with its number and hash."""
        return {**self.content, "statement": self.statement_id, "version": self.pk, "number": self.number, "sha256": self.sha256}


class FormVersion(ImmutableModel):
    """The frozen wording of a form as one host shows it in one language, addressed by its hash."""

    host_key = models.UUIDField(_("host"))
    page_id = models.BigIntegerField(_("number of the page"))
    language = models.CharField(_("language"), max_length=12)
    text = models.TextField(_("canonical text"))
    sha256 = models.CharField("SHA-256", max_length=64)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta(ImmutableModel.Meta):
        verbose_name = _("form version")
        verbose_name_plural = _("form versions")
        constraints = [models.UniqueConstraint(fields=["host_key", "language", "sha256"], name="one_form_version_per_wording")]

    def __str__(self):
        return f"{self.host_key} {self.language} {self.sha256[:12]}"

    @cached_property
    def frozen(self) -> dict:
        """Return the frozen form as a dictionary."""
        return json.loads(self.text)

    @classmethod
    def store(cls, frozen: dict, page_id: int) -> "FormVersion":
        """Return the version with this wording, made now if it is new. Safe to repeat."""
        text = canonical(frozen)
        version, _created = cls.objects.get_or_create(
            host_key=frozen["host_key"],
            language=frozen["language"],
            sha256=sha256(text),
            defaults={"text": text, "page_id": page_id},
        )
        return version
