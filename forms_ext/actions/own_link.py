"""A new link to the own page: the old one stops at once."""

from dataclasses import dataclass

from forms_ext import emails
from forms_ext.models import AccessLink, Submission
from forms_ext.models.links import Purpose
from forms_ext.states import MessageState

from .base import Action
from .locking import host_transaction
from .logbook import record

UNSENT = (MessageState.QUEUED, MessageState.RETRY)


@dataclass
class RenewLinkAction(Action):
    """Replace the links that show or change the submission, and mail the one to the own page. Whoever else holds one is shut out.

    Messages that are not sent yet get the new links. The link that confirms an address stays: only the mail to it has that.
    """

    submission: Submission
    user: object = None

    def execute(self) -> AccessLink:
        """Return the link with its new token."""
        with host_transaction(self.submission.host_key):
            AccessLink.issue(self.submission, Purpose.MANAGE)
            renewed = {link.token: self._renewed(link) for link in self.submission.links.exclude(purpose=Purpose.CONFIRM)}
            for message in self.submission.messages.filter(state__in=UNSENT):
                for old, link in renewed.items():
                    message.text, message.html = message.text.replace(old, link.token), message.html.replace(old, link.token)
                message.save(update_fields=["text", "html"])
            record(self.submission, "forms_ext.renew_link", self.user)
            link = AccessLink.issue(self.submission, Purpose.MANAGE)
            emails.queue_link(self.submission, link)
        return link

    @staticmethod
    def _renewed(link: AccessLink) -> AccessLink:
        link.renew()
        return link
