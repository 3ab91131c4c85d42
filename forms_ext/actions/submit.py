"""Taking what a visitor sends: stored whole, once, with its places and consents, or not at all."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from forms_ext import conf, emails, signals
from forms_ext.ledger import canonical, digest
from forms_ext.models import AccessLink, FormHost, FormVersion, Submission
from forms_ext.models.host_pages import ruling_settings
from forms_ext.models.links import Purpose
from forms_ext.models.submissions import search_key
from forms_ext.schema.frozen import Frozen, asked, binding, first_of_kind
from forms_ext.schema.kept_files import without_uploads
from forms_ext.schema.questions import answer_text
from forms_ext.schema.ticket import Ticket
from forms_ext.states import HoldReason, SubmissionState

from .addresses import address_digest, counted_before
from .admission import Closed, admit, check_offered, check_room
from .base import Action, NotAllowed
from .locking import NoPool, host_transaction
from .logbook import record
from .room import Room
from .suspicion import Circumstances, Suspicion
from .sync import SyncHostAction
from .uploads import take_files


class Rebound(NotAllowed):
    """The visitor saw something else than what would be signed now."""


@dataclass
class SubmitAction(Action):
    """Store one sending.

    :param host: the live page that was answered.
    :param frozen: the form in the wording that the visitor saw.
    :param answers: typed answers by field key, see :mod:`forms_ext.schema.questions`.
    :param ticket: what the form's ticket said.
    :param extras: answers to fields that were removed meanwhile.
    :param circumstances: how it arrived; weighed for signs of a robot.

    Afterwards ``receipt`` is the link that the visitor is led to; it is stored in the same transaction.
    """

    host: FormHost
    frozen: Frozen
    answers: dict[str, Any]
    ticket: Ticket
    extras: dict[str, Any] = field(default_factory=dict)
    circumstances: Circumstances = field(default_factory=Circumstances)
    user: object = None
    receipt: AccessLink | None = field(default=None, init=False)

    def execute(self) -> Submission:
        """Return the submission; of a sending that was sent before, the first one.

        :raises Closed: when the host takes no answers now.
        :raises Rebound: when what is signed changed since it was shown.
        :raises Full: when there is no place and no waiting list.
        """
        try:
            return self._take()
        except NoPool:  # the handler after publish failed
            SyncHostAction(self.host.host_key).execute()
            return self._take()

    def _take(self) -> Submission:
        with host_transaction(self.host.host_key):
            if earlier := self._sent_before():
                self._remind(earlier)
                self.receipt = AccessLink.issue(earlier, Purpose.RECEIPT)
                return earlier
            room = Room.of(self.host.host_key)
            self._check_window(room)
            self._check_binding()
            submission = self._write()
            take_files(submission, {**self.answers, **self.extras})
            # Before anything else is decided: a full host answers everybody alike, whether they are held or not.
            check_room(submission, room)
            record(submission, "forms_ext.submit", self.user)
            self._settle(submission, room)
            signals.submitted.send(sender=type(self), submission=submission, user=self.user, notice=self._rules["notice"])
        return submission

    def _settle(self, submission: Submission, room: Room):
        """Take places and effect at once, or let somebody confirm or release the sending first."""
        suspicion = Suspicion(self.frozen, self.answers, self.ticket, self.circumstances, submission.email)
        reasons = suspicion.reasons()
        suspicion.note()
        counted = counted_before(submission.host_key, submission.email, but=submission) if self._rules["one_per_address"] else None
        if counted:
            reasons = [HoldReason.SAME_ADDRESS.value, *reasons]
        if reasons:
            self._hold(submission, reasons)
            if reasons == [HoldReason.SAME_ADDRESS]:
                self._tell_again(counted, submission)
        elif self._rules["confirm_email"] and submission.email:
            self._ask(submission)
        else:
            self._admit(submission, room)
        if self.receipt is None:
            self.receipt = AccessLink.issue_first(submission, [Purpose.RECEIPT])[Purpose.RECEIPT]

    def _admit(self, submission: Submission, room: Room):
        admitted = admit(submission, room, one_per_address=self._rules["one_per_address"], new=True)
        links = AccessLink.issue_first(submission, [Purpose.RECEIPT, Purpose.MANAGE] if submission.email else [Purpose.RECEIPT])
        self.receipt = links[Purpose.RECEIPT]
        emails.queue_receipt(submission, self.host, admitted.claims, admitted.consents, links.get(Purpose.MANAGE))

    @cached_property
    def _rules(self) -> dict[str, Any]:
        """Return what rules all languages of the host: the settings of the page that rules its places."""
        return ruling_settings(self.host, "one_per_address", "confirm_email", "notice")

    def _hold(self, submission: Submission, reasons: list[str]):
        submission.state, submission.hold_reasons = SubmissionState.HELD, reasons
        submission.save(update_fields=["state", "hold_reasons"])
        record(submission, "forms_ext.hold", self.user, reasons=reasons)

    def _ask(self, submission: Submission):
        """Ask whoever has the address; until then nothing counts but the address itself."""
        submission.state = SubmissionState.UNCONFIRMED
        if self._rules["one_per_address"]:
            submission.address_digest = address_digest(submission.host_key, submission.email)
        submission.save(update_fields=["state", "address_digest"])
        emails.queue_confirmation(submission)

    @staticmethod
    def _tell_again(counted: Submission, submission: Submission):
        """Tell the address, and only the address, that a sending of it counts already."""
        if counted.state == SubmissionState.UNCONFIRMED:
            emails.queue_confirmation(counted)
        else:
            emails.queue_again(counted, submission)

    @staticmethod
    def _remind(earlier: Submission):
        if earlier.state == SubmissionState.UNCONFIRMED:
            emails.queue_confirmation(earlier)

    def _digest(self) -> str:
        sent = {"answers": without_uploads(self.answers), "extras": without_uploads(self.extras), "nonce": self.ticket.nonce}
        if tied := binding(self.frozen):
            sent["binding"] = tied
        return digest(conf.subject_key(), "repeat", str(self.host.host_key), canonical(sent))

    def _sent_before(self) -> Submission | None:
        """Return the submission that this sending repeats word for word; forget digests that are too old to count."""
        # Said twice, so that a database sees that its index of digests holds every row in question.
        same = Submission.objects.exclude(repeat_digest="").filter(host_key=self.host.host_key, repeat_digest=self._digest())
        earlier = same.values_list("pk", "submitted_at").order_by("pk").first()
        if earlier is None:
            return None
        if earlier[1] < timezone.now() - timedelta(hours=conf.get("REPEAT_HOURS")):
            same.update(repeat_digest="")
            return None
        return Submission.objects.select_related("form_version").get(pk=earlier[0])

    def _check_window(self, room: Room):
        check_offered(self.host, room)
        if not self.host.window(timezone.now()).is_open:
            raise Closed(_("This form is closed. What you wrote was not sent."))

    def _check_binding(self):
        if binding(self.frozen) != self.host.binding():
            raise Rebound(_("What you sign has changed since you opened the page. Please look at the change and send it again."))

    def _write(self) -> Submission:
        email, name = self._answer("email"), self._answer("full_name")
        submission = Submission(
            host_key=self.host.host_key,
            page_id=self.host.pk,
            page_title=self.host.title[:255],
            form_version=FormVersion.store(self.frozen, self.host.pk),
            language=self.ticket.language,
            state=SubmissionState.RECEIVED,
            rendered_at=self.ticket.rendered,
            answers=self.answers,
            extras=self.extras,
            subject=binding(self.frozen) or self.host.subject(),
            email=email,
            display_name=name,
            repeat_digest=self._digest(),
        )
        texts = [answer_text(spec, self.answers.get(spec["key"])) for spec in asked(self.frozen, self.answers)]
        submission.search_text = search_key(submission.reference, name, email, *texts)
        submission.save(force_insert=True)
        return submission

    def _answer(self, kind: str) -> str:
        spec = first_of_kind(self.frozen, kind)
        # Asked no more is still answered: the receipt goes to the address that was given.
        return (self.answers.get(spec["key"]) or self.extras.get(spec["key"]) or "") if spec else ""
