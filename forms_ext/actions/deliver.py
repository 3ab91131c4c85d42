"""Sending what is due: claim in one short transaction, send outside any, mark in a third."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from smtplib import SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from forms_ext import conf
from forms_ext.models import Heartbeat, Message
from forms_ext.schema.refusals import is_permanent, name_of
from forms_ext.states import MessageState

from .base import Action
from .timeliness import reason_to_drop

logger = logging.getLogger("convene.mail")
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def open_mailbox():
    """Return a connection to the mail server that gives up on a server that hangs."""
    timeout = {"timeout": conf.get("MAIL_TIMEOUT_SECONDS")} if settings.EMAIL_BACKEND == SMTP and settings.EMAIL_TIMEOUT is None else {}
    return get_connection(**timeout)


@dataclass
class DeliverAction(Action):
    """Send the messages that are due, at least once each and with the same Message-ID on every try.

    :param limit: how many to claim at once.
    :param stopping: asked before each message; once it says True the rest is given back.
    """

    limit: int = 50
    stopping: Callable[[], bool] = lambda: False
    user: object = None
    put_off: set = field(default_factory=set, init=False)
    counts: dict[str, int] = field(default_factory=lambda: {"sent": 0, "retry": 0, "failed": 0, "dropped": 0}, init=False)

    def execute(self) -> dict[str, int]:
        """Return how many were sent, put off, given up and dropped."""
        Heartbeat.beat()
        messages = self._claim()
        if not messages:
            return self.counts
        try:
            with open_mailbox() as mailbox:
                while messages and not self.stopping():
                    self._deliver(messages.pop(0), mailbox)
        except OSError as error:
            self.counts["retry"] += self._put_off_everything(messages, error)
        else:
            self._give_back(messages)
        return self.counts

    # Claiming

    def _claim(self) -> list[Message]:
        now = timezone.now()
        waiting = Q(state__in=[MessageState.QUEUED, MessageState.RETRY], not_before__lte=now)
        abandoned = Q(state=MessageState.SENDING, claimed_at__lte=now - timedelta(seconds=conf.get("SENDING_SECONDS")))
        # Nobody reads of a decision before the receipt: what waits for another try holds back what came after it.
        earlier = Message.objects.filter(submission=OuterRef("submission"), to=OuterRef("to"), pk__lt=OuterRef("pk"))
        held_back = Q(state=MessageState.RETRY, not_before__gt=now) | Q(state=MessageState.SENDING) & ~abandoned
        with transaction.atomic():
            due = Message.objects.filter(waiting | abandoned).exclude(Exists(earlier.filter(held_back))).order_by("pk")
            if connection.features.has_select_for_update_skip_locked:
                due = due.select_for_update(skip_locked=True)
            messages = list(due[: self.limit])
            Message.objects.filter(pk__in=[message.pk for message in messages]).update(state=MessageState.SENDING, claimed_at=now)
        for message in messages:
            message.claimed_at = now
        return messages

    @staticmethod
    def _mine(message: Message):
        """Return the message as long as no other worker took it up, thinking that this one had died."""
        return Message.objects.filter(pk=message.pk, state=MessageState.SENDING, claimed_at=message.claimed_at)

    def _renew(self, message: Message) -> bool:
        """Claim a message anew, right before it is sent; False when another worker has it now."""
        now = timezone.now()
        if not self._mine(message).update(claimed_at=now, attempts=F("attempts") + 1):
            return False
        message.claimed_at, message.attempts = now, message.attempts + 1
        return True

    def _give_back(self, messages: list[Message]):
        for message in messages:
            self._mine(message).update(state=MessageState.QUEUED, claimed_at=None)

    def _put_off_everything(self, messages: list[Message], error: Exception) -> int:
        """Put off everything that is due while there is no mail server; that counts as no try. Return how many."""
        logger.warning("No mail server: %s", name_of(error))
        now = timezone.now()
        mine = Q(pk__in=[message.pk for message in messages], state=MessageState.SENDING)
        due = Q(state__in=[MessageState.QUEUED, MessageState.RETRY], not_before__lte=now)
        later = now + timedelta(seconds=conf.get("OUTAGE_SECONDS"))
        return Message.objects.filter(mine | due).update(state=MessageState.RETRY, not_before=later, last_error=name_of(error))

    # Sending

    def _deliver(self, message: Message, mailbox):
        """Send one message and note what became of it.

        :raises OSError: when the mail server went away and does not come back.
        """
        if reason := reason_to_drop(message, timezone.now()):
            self._note(message, MessageState.DROPPED, last_error=reason.value)
        elif self._addressee(message) in self.put_off:
            self._give_back([message])
        elif self._renew(message):
            self._try(message, mailbox)

    def _try(self, message: Message, mailbox):
        try:
            build(message, mailbox).send()
        except Exception as error:  # noqa: BLE001 -- whatever is wrong with one message must not keep the others
            self._refused(message, error)
            if isinstance(error, SMTPServerDisconnected | ConnectionError | TimeoutError):
                mailbox.close()
                mailbox.open()
        else:
            self._note(message, MessageState.SENT, sent_at=timezone.now(), last_error="")

    def _refused(self, message: Message, error: Exception):
        waits = conf.get("RETRY_SECONDS")
        if is_permanent(error) or message.attempts > len(waits):
            self._note(message, MessageState.FAILED, last_error=name_of(error))
            return
        later = timezone.now() + timedelta(seconds=waits[message.attempts - 1])
        self._note(message, MessageState.RETRY, not_before=later, last_error=name_of(error))

        self.put_off.add(self._addressee(message))

    @staticmethod
    def _addressee(message: Message) -> tuple:
        """Return who gets a message, and about what; a message about nothing in particular stands alone."""
        return (message.submission_id or -message.pk, message.to)

    def _note(self, message: Message, state: MessageState, **fields):
        if self._mine(message).update(state=state, **fields):
            self.counts[state.value] += 1


def build(message: Message, mailbox=None) -> EmailMultiAlternatives:
    """Return the mail of ``message``. Django refuses line breaks in its headers."""
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        to=[message.to],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
        connection=mailbox,
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for attachment in message.attachments:
        mail.attach(attachment["name"], attachment["text"], attachment["type"])
    return mail
