"""How long answers are kept, what stays of them, and the journal of what went."""

import uuid
from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms_ext import conf
from forms_ext.states import ENDED, ConsentState, ErasureKind, RetentionFrom, SubmissionState

from .immutable import ImmutableModel


def day_of(moment: datetime) -> date:
    """Return the day of ``moment`` in the time zone of the site."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def begin_of(day: date) -> datetime:
    """Return the moment at which ``day`` begins in the time zone of the site."""
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())


def last_day(start: datetime, days: int) -> date:
    """Return the last day on which something is kept: ``days`` days after the day of ``start``.

    :param days: 0 keeps to the end of that day; a number beyond the calendar keeps for ever.
    """
    try:
        return day_of(start) + timedelta(days=days)
    except OverflowError:
        return date.max


def over_before(today: date, days: int) -> datetime | None:
    """Return the moment such that whatever began before it has been kept for ``days`` days by ``today``; None where nothing has."""
    try:
        return begin_of(today - timedelta(days=days))
    except OverflowError:
        return None


class Retention(models.Model):
    """How long the answers of one host are kept, as its ruling live page said last. It outlives the page."""

    host_key = models.UUIDField(_("host"), unique=True)
    page_id = models.BigIntegerField(_("number of the page"))
    title = models.CharField(_("page"), max_length=255)
    days = models.PositiveIntegerField(_("days to keep the answers"), null=True, blank=True)
    counted_from = models.CharField(_("counted from"), max_length=12, choices=RetentionFrom.choices, default=RetentionFrom.END)
    has_end = models.BooleanField(_("takes place at a time"), default=False)
    ends_at = models.DateTimeField(_("end"), null=True, blank=True)

    class Meta:
        verbose_name = _("retention")
        verbose_name_plural = _("retentions")

    def __str__(self):
        return self.title or str(self.host_key)

    @classmethod
    def of(cls, host_key) -> "Retention":
        """Return how long the answers of a host are kept; by the rule of the site where its page never said."""
        return cls.objects.filter(host_key=host_key).first() or cls(host_key=host_key)

    @property
    def days_kept(self) -> int:
        """Return for how many days answers are kept: the page's number, else that of the site."""
        return conf.get("RETENTION_DAYS") if self.days is None else self.days

    @property
    def waits_for_the_end(self) -> bool:
        """Tell whether days are counted from the end of something that takes place."""
        return self.has_end and self.counted_from == RetentionFrom.END

    def counts_from(self, submitted_at: datetime) -> datetime | None:
        """Return the moment from which the days are counted; None while nobody knows when it ends."""
        if not self.waits_for_the_end:
            return submitted_at
        return max(submitted_at, self.ends_at) if self.ends_at else None

    def last_day(self, submitted_at: datetime, days: int | None = None) -> date | None:
        """Return the last day on which an answer is kept; None while nobody knows.

        :param days: the days of one question; those of the form by default.
        """
        start = self.counts_from(submitted_at)
        return last_day(start, self.days_kept if days is None else days) if start else None

    def last_day_of(self, submission) -> date | None:
        """Return the last day on which the answers of one submission are kept; None while nobody knows."""
        if self.waits_for_the_end and self.ends_at is None and submission.needs_no_end:
            return last_day(submission.state_at, self.days_kept)
        return self.last_day(submission.submitted_at)

    def over(self, today: date, days: int | None = None) -> Q:
        """Return the condition that a submission has been kept long enough by ``today``: its last day is over.

        What was declined or cancelled does not wait for an end that nobody knows: its days count from then.
        """
        before = over_before(today, self.days_kept if days is None else days)
        if before is None:
            return Q(pk__in=[])
        if self.waits_for_the_end and self.ends_at is None:
            return Q(state_at__lt=before) & ended_for_good()
        if self.waits_for_the_end and self.ends_at >= before:
            return Q(pk__in=[])
        return Q(submitted_at__lt=before)


def ended_for_good() -> Q:
    """Return the condition that a submission was declined or cancelled and no consent of it stands.

    Whoever cancelled and let a consent stand, such as the one to be named as withdrawn, is still shown by it.
    """
    given = apps.get_model("forms_ext.ConsentRecord").objects.filter(submission=OuterRef("pk"), state=ConsentState.GIVEN)
    return Q(~Exists(given), state__in=ENDED)


class AnswerCount(models.Model):
    """How often an option was chosen by people whose answers are deleted: a number, nobody's answers."""

    host_key = models.UUIDField(_("host"))
    field_key = models.CharField(_("field"), max_length=64)
    option = models.CharField(_("option"), max_length=64)
    state = models.CharField(_("state"), max_length=12, choices=SubmissionState.choices)
    number = models.PositiveIntegerField(_("times chosen"), default=0)

    class Meta:
        verbose_name = _("count of an option")
        verbose_name_plural = _("counts of options")
        constraints = [models.UniqueConstraint(fields=["host_key", "field_key", "option", "state"], name="one_count_per_option")]

    def __str__(self):
        return f"{self.field_key} {self.option}: {self.number}"


class ErasureEntry(ImmutableModel):
    """One deletion, or one withdrawal of a consent, for doing it again after an old backup was restored. It names nobody.

    ``mark`` is a keyed digest of the reference, or the number of a consent record; ``parts`` are the keys of the questions
    where only their answers went, and the hash of the event where a consent was withdrawn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=ErasureKind.choices)
    host_key = models.UUIDField(_("host"))
    mark = models.CharField(_("mark"), max_length=64)
    parts = models.JSONField(_("questions"), default=list)
    at = models.DateTimeField(_("deleted at"), default=timezone.now)

    class Meta(ImmutableModel.Meta):
        verbose_name = _("deletion")
        verbose_name_plural = _("deletions")
        ordering = ["at"]
        indexes = [models.Index(fields=["mark"], name="deletions_by_mark")]

    def __str__(self):
        return f"{self.kind} {self.mark[:12]}"


class EndedProof(ImmutableModel):
    """What stays of a consent record whose time as a proof is over: enough to tell its end from a removal behind our back."""

    record = models.UUIDField(_("record"), unique=True)
    host_key = models.UUIDField(_("host"))
    version_id = models.BigIntegerField(_("wording"))
    state = models.CharField(_("answer"), max_length=12, choices=ConsentState.choices)
    length = models.PositiveIntegerField(_("events"))
    head = models.CharField(_("last hash"), max_length=64)
    chain = models.JSONField(_("hashes"), default=list, help_text=_("Number and hash of every event, by which older seals still hold."))
    ended_at = models.DateTimeField(_("ended at"), default=timezone.now)

    class Meta(ImmutableModel.Meta):
        verbose_name = _("ended proof")
        verbose_name_plural = _("ended proofs")

    def __str__(self):
        return f"{self.record} {self.state}"
