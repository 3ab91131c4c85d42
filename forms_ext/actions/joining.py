"""Joining a side event after sending: from the own page, as a newcomer at the end of its queue."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from forms_ext import emails
from forms_ext.models import Claim, FormHost, Pool, Submission

from .base import Action, NotAllowed
from .change import why_unchangeable
from .locking import host_transaction
from .logbook import record
from .places import Full, has_room, join, places_asked
from .promote import PromoteAction


@dataclass
class JoinAction(Action):
    """Take a place, or a turn in the queue, in one side event. Who left and comes back stands at the end.

    :param host: the live page, or None when it is gone.
    :param item: the block id of the side event.
    """

    submission: Submission
    host: FormHost | None
    item: str
    user: object = None

    def execute(self) -> Claim:
        """Return the claim; joining twice is no error.

        :raises Full: when there is neither a place nor a waiting list.
        :raises NotAllowed: when the side event is not offered, or the time for changes is over.
        """
        with host_transaction(self.submission.host_key):
            submission = Submission.objects.select_related("form_version").get(pk=self.submission.pk)
            pool = Pool.objects.filter(host_key=submission.host_key, item=self.item).exclude(item="").first()
            earlier = submission.claims.filter(pool=pool).first() if pool else None
            if earlier and earlier.is_active:
                return earlier
            self._check(submission, pool)
            claim = join(submission, pool)
            PromoteAction(submission.host_key, newcomer=submission).promote()
            claim = Claim.objects.select_related("pool", "submission__form_version").get(pk=claim.pk)
            record(submission, "forms_ext.join", self.user, pool=pool.item)
            emails.queue_join(claim)
        return claim

    def _check(self, submission: Submission, pool: Pool | None):
        if pool is None or not pool.offered:
            raise NotAllowed(_("This side event is no longer offered."))
        if sentence := why_unchangeable(submission, self.host):
            raise NotAllowed(sentence)
        if is_out(submission):
            raise NotAllowed(_("You have no place at the event itself and wait for none. Ask for one first."))
        if not has_room(pool, places_asked(submission)):
            raise Full(_("Every place in this side event is taken."))


def is_out(submission: Submission) -> bool:
    """Tell whether somebody let the place at the host itself go, and with it what is beside it."""
    main = submission.main_claim
    return main is not None and not main.is_active
