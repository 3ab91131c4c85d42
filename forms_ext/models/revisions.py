"""What a visitor changed after sending, and who asked to be erased."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms_ext.schema.frozen import questions
from forms_ext.schema.questions import answer_text

from .consents import ConsentRecord
from .submissions import Submission


class SubmissionRevision(models.Model):
    """The answers as they were before one change. Personal data: they go when the answers of the submission go."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("submission"))
    number = models.PositiveIntegerField(_("number"))
    answers = models.JSONField(_("answers before"), default=dict)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    by_staff = models.BooleanField(_("changed by the team"), default=False)

    class Meta:
        verbose_name = _("change of answers")
        verbose_name_plural = _("changes of answers")
        ordering = ["submission", "number"]
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="one_revision_per_number")]

    def __str__(self):
        return f"{self.submission_id} {self.number}"


class ErasureRequestQuerySet(models.QuerySet):
    """Wishes to be erased as the desk and the register ask for them."""

    def open(self):
        """Return those that were not carried out: something still leads to the person.

        Answers that went because they were kept long enough are not enough: the proofs of consents stay linked then.
        """
        linked = ConsentRecord.objects.filter(submission=models.OuterRef("submission")).exclude(salt="")
        return self.filter(models.Q(submission__anonymised_at=None) | models.Exists(linked))


class ErasureRequest(models.Model):
    """A person's wish to be erased. It stays after the erasure as the proof that it was done, and names nobody."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="erasure_request", verbose_name=_("submission"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)

    objects = ErasureRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for erasure")
        verbose_name_plural = _("requests for erasure")
        ordering = ["asked_at"]

    def __str__(self):
        return f"{self.submission}"


def changed_keys(before: dict, after: dict) -> set[str]:
    """Return the keys of the questions whose answers differ; an answer of nothing and none at all are the same."""
    return {key for key in {*before, *after} if (before.get(key) or None) != (after.get(key) or None)}


def told_changes(submission: Submission) -> list[dict]:
    """Return every change, the newest first: the revision and, for each question, its wording, the answer before and after.

    The words are those of the form that the visitor saw, in the active language.
    """
    asked, after, told = list(questions(submission.frozen)), submission.answers, []
    for revision in submission.revisions.order_by("-number"):
        differing = changed_keys(revision.answers, after)
        parts = [
            (spec, answer_text(spec, revision.answers.get(spec["key"])), answer_text(spec, after.get(spec["key"])))
            for spec in asked
            if spec["key"] in differing
        ]
        told.append({"revision": revision, "parts": parts})
        after = revision.answers
    return told
