"""Asking for a consent again: after a material change of its wording, and before and when it expires."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from forms_ext import conf
from forms_ext.asking_again import drop_resting, queue_reminder, queue_renewal
from forms_ext.models import ConsentRecord, ConsentStatement, ConsentVersion, Message
from forms_ext.models.rights import Right
from forms_ext.models.statements import differs_materially
from forms_ext.months import months_before
from forms_ext.permissions import policy
from forms_ext.states import CHANGEABLE, ConsentEventKind, ConsentState, MessageKind, MessageState

from .base import Action, NotPermitted
from .ledger_entries import append_event
from .locking import host_transaction
from .logbook import record


def earlier_wordings(statement_key) -> dict[int, ConsentVersion]:
    """Return the wordings of a statement that mean something else than what it says now, each with the present one.

    Each language is compared with itself. The keys are the numbers of the earlier versions.
    """
    found = {}
    statements = ConsentStatement.objects.filter(translation_key=statement_key, live=True).select_related("current_version")
    for statement in statements.exclude(current_version=None):
        now = statement.current_version
        for version in ConsentVersion.objects.filter(statement_id=statement.pk, language=now.language):
            if differs_materially(version.wording, now.wording):
                found[version.pk] = now
    return found


@dataclass
class AskAgainAction(Action):
    """Ask everybody who gave an earlier wording of a statement to read the present one.

    Until somebody answers, the earlier consent stays what it is: a consent to the earlier wording, and to no more.

    :param statement_key: shared by the languages of the statement.
    """

    statement_key: UUID
    user: object = None

    def check(self):
        if self.user is not None and not policy.has_any(self.user, Right.MANAGE):
            raise NotPermitted(_("You may not ask for consents again."))

    def given_earlier(self):
        """Return the consents given to an earlier wording, of those submissions whose mail the person may manage."""
        rows = policy.consents(self.user, Right.MANAGE) if self.user else ConsentRecord.objects.all()
        return rows.given().filter(version__in=earlier_wordings(self.statement_key))

    def people(self) -> list[list[ConsentRecord]]:
        """Return whom to write to: for each address its consents, the newest first. Who was asked already is left out.

        Without an address, or with a registration that does not count any more, nobody can be asked or could answer.
        """
        now = earlier_wordings(self.statement_key)
        rows = self.given_earlier().filter(submission__state__in=CHANGEABLE, submission__anonymised_at=None)
        by_address: dict[str, list[ConsentRecord]] = defaultdict(list)
        for consent in rows.exclude(submission__email="").select_related("submission", "version").order_by("-state_at", "pk"):
            by_address[consent.submission.email.casefold()].append(consent)
        asked = self._asked({version.pk for version in now.values()})
        return [consents for address, consents in by_address.items() if address not in asked]

    @staticmethod
    def _asked(versions: set[int]) -> set[str]:
        """Return the addresses that were asked to read one of these wordings."""
        which = Q(pk__in=[])
        for version in versions:
            which |= Q(transition__contains=f":{MessageKind.RENEWAL}:{version}:")
        sent = Message.objects.filter(which, kind=MessageKind.RENEWAL).exclude(state=MessageState.DROPPED)
        return {address.casefold() for address in sent.values_list("to", flat=True)}

    def execute(self) -> int:
        """Return to how many people a message was queued; running it twice asks nobody twice.

        :raises NotPermitted: when ``user`` may not manage the mail of any form.
        """
        self.check()
        now, done = earlier_wordings(self.statement_key), 0
        for consents in self.people():
            with host_transaction(consents[0].host_key):
                lengths = dict(ConsentRecord.objects.given().filter(pk__in=[one.pk for one in consents]).values_list("pk", "length"))
                standing = [one for one in consents if lengths.get(one.pk) == one.length]
                if standing and queue_renewal(standing, now[standing[0].version_id]):
                    done += 1
        statement = ConsentStatement.objects.filter(translation_key=self.statement_key).order_by("pk").first()
        if done and statement:
            log(instance=statement, action="forms_ext.ask_again", user=self.user, data={"count": done})
        return done


@dataclass
class ExpireConsentsAction(Action):
    """End consents that are older than their statement allows, and tell their givers some weeks before."""

    user: object = None

    def execute(self) -> dict[str, int]:
        """Return how many ended and how many people were told."""
        done = {"expired": 0, "reminded": 0}
        now = timezone.now()
        for version in ConsentVersion.objects.filter(text__contains='"refresh_after_months":').exclude(
            text__contains='"refresh_after_months":null'
        ):
            months = version.content["refresh_after_months"]
            if not months:
                continue
            given = ConsentRecord.objects.given().filter(version=version)
            for consent in list(given.filter(state_at__lte=months_before(now, months)).order_by("pk")):
                done["expired"] += self.end(consent, now)
            soon = months_before(now + timedelta(weeks=conf.get("REMIND_WEEKS")), months)
            for consent in list(given.filter(state_at__lte=soon).order_by("pk")):
                done["reminded"] += self.remind(consent)
        return done

    def end(self, consent: ConsentRecord, now: datetime) -> bool:
        """Write down that a consent expired; False where it changed meanwhile."""
        with host_transaction(consent.host_key):
            fresh = self.fresh(consent)
            if fresh is None:
                return False
            fresh.state, fresh.state_at = ConsentState.EXPIRED, now
            append_event(fresh, ConsentEventKind.EXPIRED, at=now, evidence={"by": "system"})
            if fresh.submission:
                record(fresh.submission, "forms_ext.expire_consent", self.user, field=fresh.field_key)
            drop_resting(fresh)
        return True

    def remind(self, consent: ConsentRecord) -> bool:
        """Tell the giver that a consent ends; False where that was told before or nobody could answer."""
        transition = f"{consent.reference}:{MessageKind.REMINDER}:{consent.field_key}:{consent.length}"
        if Message.objects.filter(transition=transition).exists():
            return False
        with host_transaction(consent.host_key):
            fresh = self.fresh(consent)
            if fresh is None or fresh.submission is None or fresh.submission.state not in CHANGEABLE:
                return False
            return queue_reminder(fresh) is not None

    @staticmethod
    def fresh(consent: ConsentRecord) -> ConsentRecord | None:
        """Return the record as it is inside the lock; None where something happened to it since."""
        rows = ConsentRecord.objects.given().select_related("submission", "version")
        return rows.filter(pk=consent.pk, length=consent.length).first()
