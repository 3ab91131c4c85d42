"""Withdrawing a consent: one button, effective at once."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from forms_ext import emails, signals
from forms_ext.asking_again import drop_resting
from forms_ext.models import ConsentRecord
from forms_ext.states import ConsentEventKind, ConsentState, ErasureKind

from .base import Action, NotAllowed
from .journal import write_marks
from .ledger_entries import append_event
from .locking import host_transaction
from .logbook import record


@dataclass
class WithdrawConsentAction(Action):
    """Withdraw a consent that was given. The registration stays as it is."""

    consent: ConsentRecord
    user: object = None

    def execute(self) -> ConsentRecord:
        """Return the record; withdrawing twice is no error.

        :raises NotAllowed: when the consent was never given.
        """
        with host_transaction(self.consent.host_key):
            consent = ConsentRecord.objects.select_related("submission", "version").get(pk=self.consent.pk)
            if consent.state == ConsentState.WITHDRAWN:
                return consent
            if consent.state != ConsentState.GIVEN:
                raise NotAllowed(_("This consent was not given, so there is nothing to withdraw."))
            consent.state, consent.state_at = ConsentState.WITHDRAWN, timezone.now()
            append_event(consent, ConsentEventKind.WITHDRAWN, at=consent.state_at, evidence={"by": "staff" if self.user else "subject"})
            # An old backup must not let it stand again.
            write_marks(ErasureKind.WITHDRAW, {str(consent.pk): consent.host_key}, [consent.head])
            if consent.submission:
                record(consent.submission, "forms_ext.withdraw_consent", self.user, field=consent.field_key)
            signals.consent_withdrawn.send(sender=type(self), submission=consent.submission, consent=consent, user=self.user)
            drop_resting(consent)
            emails.queue_withdrawal(consent)
        return consent
