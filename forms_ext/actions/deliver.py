"""Sending what is due: claim in one short transaction, send outside any, mark in a third."""

from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from forms_ext import conf
from forms_ext.models import Message
from forms_ext.states import MessageState

from .base import Action


@dataclass
class DeliverAction(Action):
    """Send the messages that are due, at least once each and with the same Message-ID on every try.

    :param limit: how many to claim at once.
    """

    limit: int = 50
    user: object = None

    def execute(self) -> dict[str, int]:
        """Return how many were sent, put off and given up."""
        counts = {"sent": 0, "retry": 0, "failed": 0}
        messages = self._claim()
        if not messages:
            return counts
        try:
            with get_connection() as mailbox:
                while messages:
                    counts[self._deliver(messages.pop(0), mailbox)] += 1
        except OSError as error:
            counts["retry"] += self._give_back(messages, error)
        return counts

    @staticmethod
    def _give_back(messages: list[Message], error: Exception) -> int:
        """Put off what was never tried because there was no connection; that counts as no try. Return how many."""
        wait = timedelta(seconds=conf.get("RETRY_SECONDS")[0])
        untried = Message.objects.filter(pk__in=[message.pk for message in messages])
        return untried.update(state=MessageState.RETRY, not_before=timezone.now() + wait, last_error=type(error).__name__)

    def _claim(self) -> list[Message]:
        now = timezone.now()
        waiting = Q(state__in=[MessageState.QUEUED, MessageState.RETRY], not_before__lte=now)
        abandoned = Q(state=MessageState.SENDING, claimed_at__lte=now - timedelta(seconds=conf.get("SENDING_SECONDS")))
        with transaction.atomic():
            due = Message.objects.filter(waiting | abandoned).order_by("not_before", "pk")
            if connection.features.has_select_for_update_skip_locked:
                due = due.select_for_update(skip_locked=True)
            messages = list(due[: self.limit])
            Message.objects.filter(pk__in=[message.pk for message in messages]).update(state=MessageState.SENDING, claimed_at=now)
        return messages

    def _deliver(self, message: Message, mailbox) -> str:
        message.attempts += 1
        try:
            build(message, mailbox).send()
        except (OSError, SMTPException, ValueError) as error:
            self._put_off(message, error)
        else:
            message.state, message.sent_at, message.last_error = MessageState.SENT, timezone.now(), ""
        message.save(update_fields=["state", "attempts", "not_before", "last_error", "sent_at"])
        return str(message.state.value)

    @staticmethod
    def _put_off(message: Message, error: Exception):
        waits = conf.get("RETRY_SECONDS")
        # The text of an SMTP error may hold an address: only its kind is kept.
        message.last_error = type(error).__name__
        if message.attempts > len(waits) or isinstance(error, ValueError):
            message.state = MessageState.FAILED
            return
        message.state = MessageState.RETRY
        message.not_before = timezone.now() + timedelta(seconds=waits[message.attempts - 1])


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
