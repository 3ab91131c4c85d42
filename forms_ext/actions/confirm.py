"""Confirming an e-mail address: from then on the sending counts and queues for its places."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from forms_ext import conf, signals
from forms_ext.models import Arrival, Submission
from forms_ext.states import ConsentEventKind, SubmissionState

from .addresses import AddressTaken
from .admission import Closed, admit, check_offered, page_of, send_receipt
from .base import Action, NotAllowed
from .ledger_entries import append_event
from .locking import host_transaction
from .logbook import record
from .places import Full
from .room import Room


@dataclass
class ConfirmAction(Action):
    """Let a sending count because whoever has the mailbox says so."""

    submission: Submission
    user: object = None

    def execute(self) -> Submission:
        """Return the submission; confirming twice is no error.

        :raises NotAllowed: when it was cancelled meanwhile, the host is gone, or no place is left.
        """
        with host_transaction(self.submission.host_key):
            submission = Submission.objects.get(pk=self.submission.pk)
            if submission.state != SubmissionState.UNCONFIRMED:
                return self._settled(submission)
            host = page_of(submission)
            if host is None:
                raise Closed(_("This form is no longer offered."))
            room = Room.of(submission.host_key)
            check_offered(host, room)
            submission.confirmed_at = timezone.now()
            submission.version_no += 1
            try:
                admitted = admit(submission, room)
            except Full as error:
                raise Full(_("Every place is taken meanwhile, and there is no waiting list.")) from error
            except AddressTaken as error:  # the rule was made after both had been sent
                raise NotAllowed(
                    _("Something else that was sent with this address counts already. Our message about it has its link.")
                ) from error
            for consent in admitted.consents:
                append_event(consent, ConsentEventKind.CONFIRMED, at=submission.confirmed_at, evidence={"by": "link in a mail"})
            record(submission, "forms_ext.confirm", self.user)
            signals.confirmed.send(sender=type(self), submission=submission, user=self.user)
            send_receipt(submission)
        return submission

    @staticmethod
    def _settled(submission: Submission) -> Submission:
        if submission.confirmed_at is None:
            raise NotAllowed(_("This can no longer be confirmed. Please send the form again."))
        return submission


@dataclass
class TidySendingsAction(Action):
    """Cancel what nobody confirmed in time, and forget from where things arrived a day ago."""

    user: object = None

    def execute(self) -> dict[str, int]:
        """Return how many were cancelled and how many arrivals were forgotten."""
        limit = timezone.now() - timedelta(days=conf.get("CONFIRM_DAYS"))
        late = Submission.objects.filter(state=SubmissionState.UNCONFIRMED, submitted_at__lte=limit)
        cancelled = sum(self._cancel(submission) for submission in late)
        forgotten, _by_model = Arrival.objects.old().delete()
        return {"cancelled": cancelled, "forgotten": forgotten}

    def _cancel(self, late: Submission) -> bool:
        """Cancel one without telling anybody: whoever has the address never said that it was theirs."""
        with host_transaction(late.host_key):
            submission = Submission.objects.get(pk=late.pk)
            if submission.state != SubmissionState.UNCONFIRMED:
                return False  # confirmed in the last moment
            submission.state, submission.state_at = SubmissionState.CANCELLED, timezone.now()
            submission.repeat_digest = submission.address_digest = ""
            submission.version_no += 1
            submission.save(update_fields=["state", "state_at", "repeat_digest", "address_digest", "version_no"])
            record(submission, "forms_ext.expire", self.user)
        return True
