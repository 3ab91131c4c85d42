"""Giving a consent after sending: to the wording that counts now."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from forms_ext import emails, signals
from forms_ext.asking_again import drop_resting, ends_soon
from forms_ext.models import ConsentRecord, ConsentStatement, ConsentVersion
from forms_ext.models.statements import differs_materially
from forms_ext.states import ConsentEventKind, ConsentState, may_change

from .base import Action, NotAllowed
from .ledger_entries import append_event
from .locking import host_transaction
from .logbook import record

SALT = "convene.consent-shown"
# After these answers a yes is a new one; before, it was never given.
GIVEN_BEFORE = (ConsentState.GIVEN, ConsentState.WITHDRAWN, ConsentState.EXPIRED)


class WordingChanged(NotAllowed):
    """The statement means something else than what was shown: it has to be read again."""


@dataclass(frozen=True)
class Shown:
    """What the button of a consent says: which wording stood above it, and when the page was made."""

    record: str
    version: int
    rendered_at: str

    def sign(self) -> str:
        """Return the text of the hidden input."""
        return signing.dumps([self.record, self.version, self.rendered_at], salt=SALT)

    @property
    def rendered(self) -> datetime:
        """Return the moment when the page was made."""
        return parse_datetime(self.rendered_at)

    @classmethod
    def read(cls, text: str) -> "Shown | None":
        """Return what a button says; None where it is missing, forged or damaged."""
        try:
            return cls(*signing.loads(text, salt=SALT))
        except (signing.BadSignature, TypeError, ValueError):
            return None


def wording_now(consent: ConsentRecord) -> ConsentVersion | None:
    """Return the wording of the statement that counts now; None where it is not asked for any more."""
    statement = ConsentStatement.objects.filter(pk=consent.version.statement_id, live=True).select_related("current_version").first()
    return statement.current_version if statement else None


def can_be_given(consent: ConsentRecord, version: ConsentVersion | None) -> bool:
    """Tell whether a yes to ``version`` would say anything new."""
    if version is None:
        return False
    if consent.state != ConsentState.GIVEN or ends_soon(consent):
        return True
    return differs_materially(consent.version.wording, version.wording)


@dataclass
class GiveConsentAction(Action):
    """Give one consent, or give it again, to the wording that was shown beside the button.

    An editorial change meanwhile counts as the same; after a material one the new wording has to be read first.

    :param shown: what the button said; None where it was forged or is missing.
    """

    consent: ConsentRecord
    shown: Shown | None
    user: object = None

    def execute(self) -> ConsentRecord:
        """Return the record; giving twice is no error.

        :raises WordingChanged: when nothing proves that the wording that counts now was read.
        :raises NotAllowed: when the statement is not asked for any more or the registration does not count.
        """
        with host_transaction(self.consent.host_key):
            consent = ConsentRecord.objects.select_related("submission", "version").get(pk=self.consent.pk)
            version = self._version(consent)
            if not can_be_given(consent, version):
                return consent
            kind = ConsentEventKind.RENEWED if consent.state in GIVEN_BEFORE else ConsentEventKind.GIVEN
            consent.version, consent.state, consent.state_at = version, ConsentState.GIVEN, timezone.now()
            append_event(consent, kind, at=consent.state_at, evidence=self._evidence(consent))
            record(consent.submission, "forms_ext.give_consent", self.user, field=consent.field_key)
            signals.consent_given.send(sender=type(self), submission=consent.submission, consent=consent, user=self.user)
            drop_resting(consent)
            emails.queue_consent(consent)
        return consent

    def _version(self, consent: ConsentRecord) -> ConsentVersion:
        """Return the wording that was read."""
        if consent.submission is None or not may_change(consent.submission.state):
            raise NotAllowed(_("This registration does not count at the moment, so no consent can be given for it."))
        now = wording_now(consent)
        if now is None:
            raise NotAllowed(_("This consent is not asked for any more."))
        seen = self.shown and ConsentVersion.objects.filter(pk=self.shown.version, statement_id=now.statement_id).first()
        if not seen or self.shown.record != str(consent.pk) or differs_materially(seen.wording, now.wording):
            raise WordingChanged(_("The wording changed meanwhile. Please read it as it is now; nothing was stored."))
        return seen

    def _evidence(self, consent: ConsentRecord) -> dict:
        return {
            "ask": "own_page",
            "by": "staff" if self.user else "subject",
            "consent_version": consent.version.sha256,
            "language": consent.version.language,
            "page": consent.page_id,
            "rendered_at": self.shown.rendered.isoformat(),
            "sent_at": consent.state_at.isoformat(),
        }
