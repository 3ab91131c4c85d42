"""Asking to be erased: the team sees the wish and carries it out."""

from dataclasses import dataclass

from forms_ext import emails
from forms_ext.models import ErasureRequest, Submission

from .base import Action
from .locking import host_transaction
from .logbook import record


@dataclass
class AskErasureAction(Action):
    """Write down that a person wants to be erased. Nothing is erased here: people look at what has to stay first."""

    submission: Submission
    user: object = None

    def execute(self) -> ErasureRequest:
        """Return the request; asking twice is no error and keeps the first date."""
        with host_transaction(self.submission.host_key):
            request, is_new = ErasureRequest.objects.get_or_create(submission=self.submission)
            if is_new:
                record(self.submission, "forms_ext.ask_erasure", self.user)
                emails.queue_erasure(self.submission)
        return request
