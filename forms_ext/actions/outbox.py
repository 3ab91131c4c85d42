"""What staff do about a message that was not delivered: try again, or give up."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from forms_ext.models import Message
from forms_ext.models.rights import Right
from forms_ext.permissions import policy
from forms_ext.states import DropReason, MessageState

from .base import Action, NotAllowed, NotPermitted
from .logbook import record


class OutboxAction(Action):
    """Something about one undelivered message."""

    verb = ""
    message: Message
    user: object

    def check(self):
        """Ask for the right to manage mail over the page that the message is about.

        :raises NotPermitted: when ``user`` lacks it.
        """
        if self.user is not None and not policy.messages(self.user, Right.MANAGE).filter(pk=self.message.pk).exists():
            raise NotPermitted

    def fields(self) -> dict:
        """Return what is written."""
        raise TypeError(type(self).__name__)  # a mistake of a programmer

    def execute(self) -> Message:
        """Return the message.

        :raises NotPermitted: when ``user`` may not manage mail there.
        :raises NotAllowed: when it was sent meanwhile, or a worker has it in hand.
        """
        self.check()
        with transaction.atomic():
            if not Message.objects.stopped(timezone.now()).filter(pk=self.message.pk).update(**self.fields()):
                raise NotAllowed(_("This message is on its way or was dealt with already."))
            note(self.message, self.verb, self.user)
        return Message.objects.get(pk=self.message.pk)


@dataclass
class RetryMessageAction(OutboxAction):
    """Send a message again as if it had never been tried; with the same Message-ID."""

    message: Message
    user: object = None
    verb = "forms_ext.mail_retry"

    def fields(self) -> dict:
        return {"state": MessageState.QUEUED, "attempts": 0, "not_before": timezone.now(), "claimed_at": None}


@dataclass
class GiveUpMessageAction(OutboxAction):
    """Never send a message."""

    message: Message
    user: object = None
    verb = "forms_ext.mail_give_up"

    def fields(self) -> dict:
        return {"state": MessageState.DROPPED, "last_error": DropReason.GIVEN_UP, "claimed_at": None}


@dataclass
class ViewMessageAction(Action):
    """Note that somebody opened a message: it says what a person wrote and holds the person's private link."""

    message: Message
    user: object = None

    def execute(self) -> Message:
        """Return the message."""
        note(self.message, "forms_ext.view_message", self.user)
        return self.message


def note(message: Message, action: str, user):
    """Write into the log of what the message is about: the submission, else the page; never an address."""
    if message.submission:
        record(message.submission, action, user, kind=message.kind)
    elif page := Page.objects.filter(pk=message.page_id).first():
        log(instance=page, action=action, user=user, data={"kind": message.kind})
