"""Changing answers after sending: by the visitor, from the own page, until the deadline."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from forms_ext import conf, emails, signals
from forms_ext.conditions import hidden
from forms_ext.ledger import canonical, digest
from forms_ext.models import FormHost, Pool, Submission, SubmissionRevision
from forms_ext.models.revisions import changed_keys
from forms_ext.models.submissions import search_key
from forms_ext.schema.frozen import CONSENTS, Frozen, binding, first_of_kind, names_everybody, questions
from forms_ext.schema.kept_files import without_uploads
from forms_ext.schema.questions import answer_text
from forms_ext.states import CHANGE_MOVES, ClaimState, SubmissionState, may_change

from .base import Action, NotAllowed
from .locking import host_transaction
from .logbook import record

# Side events and consents have buttons of their own, a group keeps its size and its turn; messages go to the address, and a file is sent once.
KEPT = CONSENTS | {"attendance", "places", "email", "file"}


class Outdated(NotAllowed):
    """The submission was changed since the page was opened."""


def changeable(frozen: Frozen) -> Frozen:
    """Return the part of a frozen form whose answers can be changed, with the texts between the questions."""
    fields = [spec for spec in frozen["fields"] if spec["kind"] not in KEPT]
    return {**frozen, "fields": fields if any(True for _spec in questions({"fields": fields})) else []}


def why_unchangeable(submission: Submission, host: FormHost | None) -> str:
    """Return the sentence that tells why nothing can be changed now; empty where it can."""
    if not may_change(submission.state):
        return _("In this state the answers can no longer be changed.")
    if host is None:
        return _("The page is no longer online, so the answers can no longer be changed.")
    if not host.changes(timezone.now()).is_open:
        return _("The time for changes is over.")
    return ""


def reopens_review(submission: Submission) -> bool:
    """Tell whether a change sends the submission back to whoever decides by hand."""
    by_hand = Pool.objects.filter(host_key=submission.host_key, item="", review=True)
    return SubmissionState.RECEIVED in CHANGE_MOVES.get(SubmissionState(submission.state), ()) and by_hand.exists()


@dataclass
class ChangeAnswersAction(Action):
    """Replace answers of one submission; the old ones are kept as a revision.

    Where the host decides by hand, an accepted submission is to be decided again; it keeps its place meanwhile.

    :param host: the live page, or None when it is gone.
    :param answers: the new answers by field key; those of other questions stay.
    :param version_no: the version that the visitor looked at.
    """

    submission: Submission
    host: FormHost | None
    answers: dict[str, Any] = field(default_factory=dict)
    version_no: int | None = None
    user: object = None

    def execute(self) -> Submission:
        """Return the submission; answers that are there already change nothing.

        :raises Outdated: when it was changed since, in another window or by the team.
        :raises NotAllowed: when the time for changes is over or the state does not allow them.
        """
        with host_transaction(self.submission.host_key):
            submission = Submission.objects.select_related("form_version").get(pk=self.submission.pk)
            answers = self._merged(submission)
            changed = changed_keys(submission.answers, answers)
            if not changed:
                return submission
            if sentence := why_unchangeable(submission, self.host):
                raise NotAllowed(sentence)
            if self.version_no is not None and self.version_no != submission.version_no:
                raise Outdated(_("This was changed meanwhile, in another window or by the team. Nothing was stored just now."))
            reopened = reopens_review(submission)
            revision = self._keep(submission)
            self._write(submission, answers)
            if reopened:
                self._reopen(submission)
            record(submission, "forms_ext.change", self.user, revision=revision.number, reopened=reopened)
            signals.changed.send(sender=type(self), submission=submission, revision=revision, user=self.user)
            emails.queue_change(submission, revision, labels_of(submission, changed), reopened=reopened)
        return submission

    def _merged(self, submission: Submission) -> dict[str, Any]:
        """Return all answers after the change; what is not asked any more after it has none."""
        answers = {**submission.answers, **self._allowed(submission)}
        unasked = hidden(questions(changeable(submission.frozen)), answers)
        return {key: answer for key, answer in answers.items() if key not in unasked}

    def _allowed(self, submission: Submission) -> dict[str, Any]:
        keys = {spec["key"] for spec in questions(changeable(submission.frozen))}
        return {key: answer for key, answer in self.answers.items() if key in keys}

    def _keep(self, submission: Submission) -> SubmissionRevision:
        """Keep the answers as they are before the change."""
        number = submission.revisions.count() + 1
        return submission.revisions.create(number=number, answers=submission.answers, by_staff=self.user is not None)

    @staticmethod
    def _write(submission: Submission, answers: dict[str, Any]):
        """Store the answers and what follows from them: name, search text, digest of a repeat, version."""
        submission.answers = answers
        name = first_of_kind(submission.frozen, "full_name")
        submission.display_name = (answers.get(name["key"]) or "") if name else ""
        texts = [answer_text(spec, answers.get(spec["key"])) for spec in questions(submission.frozen)]
        submission.search_text = search_key(submission.reference, submission.display_name, submission.email, *texts)
        submission.repeat_digest = repeat_digest(submission)
        submission.version_no += 1
        submission.save(update_fields=["answers", "display_name", "search_text", "repeat_digest", "version_no"])

    @staticmethod
    def _reopen(submission: Submission):
        """Send an accepted submission back to be decided; its places are held until then."""
        now = timezone.now()
        submission.state, submission.state_at = SubmissionState.RECEIVED, now
        submission.save(update_fields=["state", "state_at"])
        submission.claims.filter(state=ClaimState.CONFIRMED).update(state=ClaimState.PENDING, state_at=now)


def repeat_digest(submission: Submission) -> str:
    """Return the digest by which a sending with the present answers is known as a repeat of this one.

    Empty where no sending can repeat it: a form that can be sent without an address carries a number for each visit, which is
    not kept.
    Empty, too, where another sending has the same answers: each is a submission of its own.
    """
    if not names_everybody(submission.frozen):
        return ""
    sent = {"answers": without_uploads(submission.answers), "extras": submission.extras, "nonce": ""}
    if tied := binding(submission.frozen):
        sent["binding"] = tied
    found = digest(conf.subject_key(), "repeat", str(submission.host_key), canonical(sent))
    others = Submission.objects.filter(host_key=submission.host_key, repeat_digest=found).exclude(pk=submission.pk)
    return "" if others.exists() else found


def labels_of(submission: Submission, keys: set[str]) -> list[str]:
    """Return the labels of these questions in the order of the form."""
    return [spec["label"] for spec in questions(submission.frozen) if spec["key"] in keys]
