"""Taking what a visitor sends: stored whole, once, with its places and consents, or not at all."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from forms_ext import conf, emails, signals
from forms_ext.ledger import canonical, digest
from forms_ext.models import FormHost, FormVersion, Pool, Submission
from forms_ext.models.submissions import search_key
from forms_ext.schema.frozen import Frozen, first_of_kind, questions
from forms_ext.schema.questions import answer_text
from forms_ext.schema.ticket import Ticket
from forms_ext.states import SubmissionState

from .base import Action, NotAllowed
from .ledger_entries import open_record
from .locking import host_transaction
from .logbook import record
from .places import take_places
from .sync import ensure_synced


class Closed(NotAllowed):
    """The host takes no answers now."""


@dataclass
class SubmitAction(Action):
    """Store one sending.

    :param host: the live page that was answered.
    :param frozen: the form in the wording that the visitor saw.
    :param answers: typed answers by field key, see :mod:`forms_ext.schema.questions`.
    :param ticket: what the form's ticket said.
    :param extras: answers to fields that were removed meanwhile.
    """

    host: FormHost
    frozen: Frozen
    answers: dict[str, Any]
    ticket: Ticket
    extras: dict[str, Any] = field(default_factory=dict)
    user: object = None

    def execute(self) -> Submission:
        """Return the submission; of a sending that was sent before, the first one.

        :raises Closed: when the host takes no answers now.
        :raises Full: when there is no place and no waiting list.
        """
        ensure_synced(self.host.host_key)
        with host_transaction(self.host.host_key):
            if earlier := self._sent_before():
                return earlier
            self._check_window()
            submission = self._write()
            take_places(submission)
            self._write_consents(submission)
            record(submission, "forms_ext.submit", self.user)
            signals.submitted.send(sender=type(self), submission=submission, user=self.user)
            emails.queue_receipt(submission, self.host)
        return submission

    def _digest(self) -> str:
        sent = {"answers": self.answers, "extras": self.extras, "nonce": self.ticket.nonce}
        return digest(conf.subject_key(), "repeat", str(self.host.host_key), canonical(sent))

    def _sent_before(self) -> Submission | None:
        """Return the submission that this sending repeats word for word; forget digests that are too old to count."""
        same = Submission.objects.filter(host_key=self.host.host_key, repeat_digest=self._digest())
        since = timezone.now() - timedelta(hours=conf.get("REPEAT_HOURS"))
        recent = same.filter(submitted_at__gte=since).first()
        if recent is None:
            same.update(repeat_digest="")
        return recent

    def _check_window(self):
        """Ask the page, and the stored places: those follow the page that rules them and are read inside the lock.

        The page was read before; meanwhile it, or its twin in the main language, may have been cancelled or taken back.
        """
        has_places = any(not spec.item for spec in self.host.pools())
        taken_back = has_places and not Pool.objects.filter(host_key=self.host.host_key, item="", offered=True).exists()
        if taken_back or not self.host.window(timezone.now()).is_open:
            raise Closed(_("This form is closed. What you wrote was not sent."))

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
            subject=self.host.subject(),
            email=email,
            display_name=name,
            repeat_digest=self._digest(),
        )
        texts = [answer_text(spec, self.answers.get(spec["key"])) for spec in questions(self.frozen)]
        submission.search_text = search_key(submission.reference, name, email, *texts)
        submission.save(force_insert=True)
        return submission

    def _answer(self, kind: str) -> str:
        spec = first_of_kind(self.frozen, kind)
        return (self.answers.get(spec["key"]) or "") if spec else ""

    def _write_consents(self, submission: Submission):
        for spec in questions(self.frozen):
            if spec["kind"] == "consent":
                open_record(submission, spec, answer=self.answers.get(spec["key"]))
