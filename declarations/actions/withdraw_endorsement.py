"""Taking an endorsement back, and choosing how it is shown."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from declarations.models import Endorsement
from declarations.states import EndorsementEventKind, Listing, Role, Withdrawal
from forms_ext.actions import Action, CancelAction, EraseAction, NotAllowed
from forms_ext.actions.ledger_entries import open_records
from forms_ext.actions.locking import host_transaction
from forms_ext.actions.logbook import record
from forms_ext.actions.purge_fields import clear_answers
from forms_ext.models import Submission
from forms_ext.schema.frozen import first_in_role
from forms_ext.states import SubmissionState, may_move

from .endorse import write_down


@dataclass
class WithdrawEndorsementAction(Action):
    """Take an endorsement back: it counts no more, at once and for good.

    :param mode: ``erase`` deletes the person with everything that was sent; ``mark`` shows a listed name as withdrawn and deletes
        the answers behind it.
    """

    endorsement: Endorsement
    mode: str
    user: object = None

    def execute(self) -> Endorsement:
        """Return the endorsement; withdrawing twice is no error. What is marked as withdrawn can still be erased."""
        mode = Withdrawal(self.mode)
        with host_transaction(self.endorsement.declaration_key):
            endorsement = Endorsement.objects.select_related("submission", "version").get(pk=self.endorsement.pk)
            if self._is_done(endorsement, mode):
                return endorsement
            self._write(endorsement, mode)
            if may_move(endorsement.submission.state, SubmissionState.CANCELLED):
                CancelAction(endorsement.submission, self.user).execute()
            if mode == Withdrawal.ERASE:
                EraseAction(endorsement.submission).execute()
            else:
                self._forget_answers(endorsement.submission.pk)
            endorsement.refresh_from_db()
        return endorsement

    @staticmethod
    def _forget_answers(number: int):
        """Delete the private answers of a signature that is only shown as withdrawn: nothing needs them any more.

        What the list shows stands in the endorsement; the link, and what ties the consents to the person, stay until erasure is asked for.
        """
        submission = Submission.objects.select_related("form_version").get(pk=number)
        if keys := {*submission.answers, *submission.extras}:
            clear_answers([submission], keys)

    @staticmethod
    def _is_done(endorsement: Endorsement, mode: Withdrawal) -> bool:
        """Tell whether nothing is left to take back: it was erased, or withdrawn in this way before."""
        return endorsement.withdrawal in {Withdrawal.ERASE, mode}

    def _write(self, endorsement: Endorsement, mode: Withdrawal):
        # Before the sending is cancelled: what follows from that finds it withdrawn already.
        endorsement.withdrawal, endorsement.withdrawn_at = mode, endorsement.withdrawn_at or timezone.now()
        endorsement.save(update_fields=["withdrawal", "withdrawn_at"])
        erased = mode == Withdrawal.ERASE
        write_down(endorsement, EndorsementEventKind.ERASED if erased else EndorsementEventKind.WITHDRAWN, self.user)
        record(endorsement.submission, "declarations.withdraw", self.user, mode=mode.value)


@dataclass
class ChangeListingAction(Action):
    """Choose anew how an endorsement is shown. A name also needs the consent to be listed, which is given apart."""

    endorsement: Endorsement
    listing: str
    user: object = None

    def execute(self) -> Endorsement:
        """Return the endorsement; choosing the same again changes nothing.

        :raises NotAllowed: when it was taken back or declined, or the form never asked.
        """
        listing = Listing(self.listing)
        with host_transaction(self.endorsement.declaration_key):
            endorsement = Endorsement.objects.select_related("submission__form_version").get(pk=self.endorsement.pk)
            submission = endorsement.submission
            if endorsement.withdrawal or submission.state not in {SubmissionState.RECEIVED, SubmissionState.ACCEPTED}:
                raise NotAllowed(_("In this state nothing can be changed any more."))
            spec = first_in_role(submission.frozen, Role.LISTING)
            if endorsement.listing == listing:
                return endorsement
            if spec is None:
                raise NotAllowed(_("This form did not ask how endorsements are shown."))
            self._write(endorsement, spec, listing)
        return endorsement

    def _write(self, endorsement: Endorsement, spec: dict, listing: Listing):
        submission = endorsement.submission
        submission.revisions.create(number=submission.revisions.count() + 1, answers=submission.answers, by_staff=self.user is not None)
        submission.answers = {**submission.answers, spec["key"]: listing.value}
        submission.version_no += 1
        submission.save(update_fields=["answers", "version_no"])
        consent = first_in_role(submission.frozen, Role.LISTING_CONSENT)
        if listing == Listing.NAME and consent and not submission.consents.filter(field_key=consent["key"]).exists():
            # Nobody was asked before: the own page asks from now on.
            open_records(submission, [consent])
        endorsement.listing = listing
        endorsement.save(update_fields=["listing"])
        write_down(endorsement, EndorsementEventKind.LISTED, self.user)
        record(submission, "declarations.listing", self.user)
