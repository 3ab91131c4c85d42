"""Consent records: the answer that counts now, and the chain of events that proves it."""

import json
import uuid

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forms_ext.states import ConsentEventKind, ConsentState

from .immutable import ImmutableModel
from .submissions import Submission
from .versions import ConsentVersion


class ConsentRecordQuerySet(models.QuerySet):
    """Consent records as jobs and campaigns ask for them."""

    def given(self):
        """Return those that count as agreement now."""
        return self.filter(state=ConsentState.GIVEN)


class ConsentRecord(models.Model):
    """One person's answer to one statement version. It outlives page and submission.

    ``subject`` is a keyed digest with a salt of its own: without the salt nobody can be linked to it, and the chain still
    verifies.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.SET_NULL, null=True, related_name="consents", verbose_name=_("submission"))
    reference = models.CharField(_("reference"), max_length=8)
    host_key = models.UUIDField(_("host"))
    page_id = models.BigIntegerField(_("number of the page"))
    field_key = models.CharField(_("field"), max_length=64)
    version = models.ForeignKey(ConsentVersion, on_delete=models.PROTECT, related_name="records", verbose_name=_("wording"))
    state = models.CharField(_("answer"), max_length=12, choices=ConsentState.choices)
    state_at = models.DateTimeField(_("since"))
    subject = models.CharField(pgettext_lazy("person", "subject"), max_length=64, editable=False)
    salt = models.CharField(max_length=32, blank=True, editable=False)
    length = models.PositiveIntegerField(pgettext_lazy("consent", "events"), default=0, editable=False)
    head = models.CharField(_("last hash"), max_length=64, blank=True, editable=False)

    objects = ConsentRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent record")
        verbose_name_plural = _("consent records")
        ordering = ["-state_at"]
        constraints = [models.UniqueConstraint(fields=["submission", "field_key"], name="one_record_per_consent")]
        indexes = [
            models.Index(fields=["version", "state"], name="consents_by_version"),
            models.Index(fields=["host_key", "state"], name="consents_by_host"),
            models.Index(fields=["-state_at"], name="consents_by_time"),
        ]

    def __str__(self):
        return f"{self.reference} · {self.version}"


class ConsentEvent(ImmutableModel):
    """One thing that happened to a consent. ``text`` is canonical JSON; ``sha256`` covers the hash before it and ``text``."""

    record = models.ForeignKey(ConsentRecord, on_delete=models.PROTECT, related_name="events", verbose_name=_("record"))
    seq = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("what happened"), max_length=12, choices=ConsentEventKind.choices)
    at = models.DateTimeField(_("when"))
    text = models.TextField(_("canonical text"))
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta(ImmutableModel.Meta):
        verbose_name = _("consent event")
        verbose_name_plural = _("consent events")
        ordering = ["record", "seq"]
        constraints = [models.UniqueConstraint(fields=["record", "seq"], name="one_event_per_number")]

    def __str__(self):
        return f"{self.record_id} {self.seq} {self.kind}"

    @cached_property
    def content(self) -> dict:
        """Return the event as a dictionary."""
        return json.loads(self.text)
