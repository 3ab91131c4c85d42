"""Erasing a person: at once, for good, with what must stay said beforehand."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from forms_ext import signals
from forms_ext.models import Submission
from forms_ext.models.rights import Right
from forms_ext.permissions import policy
from forms_ext.states import ConsentEventKind, ErasureKind, SubmissionState, may_move

from .base import Action, NotPermitted
from .cancel import CancelAction
from .clearing import clear, rows_about
from .journal import write_down
from .ledger_entries import append_event
from .locking import host_transaction
from .logbook import record
from .tallies import keep_counts

# Nobody can decide any more about somebody who is unknown.
UNDECIDED = (SubmissionState.UNCONFIRMED, SubmissionState.HELD, SubmissionState.RECEIVED)


@dataclass
class EraseAction(Action):
    """Delete everything that says who sent a submission, and unlink the proofs of its consents.

    A place that is still ahead is given back first, so that the next in line gets it. Nobody is written to: the address goes.
    """

    submission: Submission
    user: object = None

    def check(self):
        if self.user is not None and not policy.may(self.user, Right.ERASE, self.submission):
            raise NotPermitted(_("You may not erase this person."))

    def execute(self) -> Submission:
        """Return the submission; erasing twice is no error.

        :raises NotPermitted: when ``user`` may not erase it.
        """
        self.check()
        with host_transaction(self.submission.host_key):
            submission = Submission.objects.select_related("form_version").get(pk=self.submission.pk)
            if is_erased(submission):
                return submission
            if self.gives_back(submission):
                CancelAction(submission, self.user).execute()
                submission.refresh_from_db()
            for consent in submission.consents.exclude(salt="").order_by("pk"):
                # Said before the salt goes: afterwards nobody could say about whom.
                append_event(consent, ConsentEventKind.ERASED, evidence={"by": "staff" if self.user else "system"})
            signals.erased.send(sender=type(self), submission=submission, user=self.user)
            if submission.anonymised_at is None:
                keep_counts([submission])
            clear([submission.pk], erasing=True)
            record(submission, "forms_ext.erase", self.user)
            write_down(ErasureKind.ERASE, [submission])
            submission.refresh_from_db()
        return submission

    @staticmethod
    def gives_back(submission: Submission) -> bool:
        """Tell whether erasing cancels the registration: it is undecided, or holds or awaits a place that is still ahead."""
        ahead = submission.state in UNDECIDED or submission.claims.active().filter(pool__offered=True).exists()
        return ahead and may_move(submission.state, SubmissionState.CANCELLED)

    def preview(self) -> dict[str, int]:
        """Return how many rows of each model lose something; changes nothing."""
        counted = {}
        for rows, rules in rows_about([self.submission.pk]):
            if rules.row_goes or rules.emptied(erasing=True):
                counted[rows.model._meta.label] = rows.count()
        return {label: number for label, number in counted.items() if number}


def is_erased(submission: Submission) -> bool:
    """Tell whether nothing is left that leads to the person: purged alone still leaves the proofs linked."""
    return submission.anonymised_at is not None and not submission.consents.exclude(salt="").exists()
