"""Sealing the consent ledger, once a day."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from forms_ext import conf
from forms_ext.models import Message, Seal
from forms_ext.states import MessageKind

from .base import Action

# A little less than a day, so that a worker that is late once does not move the seal from day to day.
A_DAY = timedelta(hours=23)


@dataclass
class SealAction(Action):
    """Take a seal over all chains of the consent ledger and mail its hash to those who keep it elsewhere.

    :param steps_back: whether a seal that another worker takes at the same moment is enough.
    """

    user: object = None
    steps_back: bool = False

    def execute(self) -> Seal | None:
        """Return the new seal; None where it stepped back."""
        while True:
            seal = Seal.over_now()
            try:
                with transaction.atomic():
                    seal.save()
                    queue_seal(seal)
            except IntegrityError:
                # Another one has this number now: what is sealed next follows that one.
                if not Seal.objects.filter(number=seal.number).exists():
                    raise
                if self.steps_back:
                    return None
            else:
                return seal


@dataclass
class SealDailyAction(Action):
    """Take a seal when the last one is a day old. Safe to run at any time."""

    user: object = None

    def execute(self) -> Seal | None:
        """Return the new seal, or None where there is one of today."""
        if Seal.objects.filter(taken_at__gt=timezone.now() - A_DAY).exists():
            return None
        return SealAction(user=self.user, steps_back=True).execute()


def queue_seal(seal: Seal):
    """Tell those who keep seals outside this server the hash of a new one; nobody where ``SEAL_TO`` is empty."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Seal %(number)s of the consent ledger") % {"number": seal.number}
        text = render_to_string("forms_ext/emails/seal.txt", {"seal": seal, "subject": subject})
    for number, address in enumerate(conf.get("SEAL_TO"), 1):
        transition = f"seal:{seal.number}:{seal.sha256[:16]}:{number}"
        Message.objects.create(
            kind=MessageKind.SEAL, transition=transition, to=address, subject=subject, text=text, language=settings.LANGUAGE_CODE
        )
