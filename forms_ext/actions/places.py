"""Asking for places: everybody goes to the end of the queue, and one rule gives what is free."""

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from forms_ext.models import Claim, Pool, Submission
from forms_ext.schema.frozen import first_of_kind
from forms_ext.states import ClaimState, SubmissionState, Waiting

from .base import NotAllowed
from .promote import PromoteAction


class Full(NotAllowed):
    """Every place is taken and nobody can wait for one."""


def has_room(pool: Pool) -> bool:
    """Tell whether a newcomer can get a place or wait for one; inside the host's lock."""
    if not pool.offered:
        return False
    if pool.capacity is None or pool.waiting != Waiting.OFF:
        return True
    return pool.left(pool.count_taken()) > 0


def join(submission: Submission, pool: Pool, places: int = 1) -> Claim:
    """Put ``submission`` at the end of the pool's queue; inside the host's lock."""
    seq = (pool.claims.aggregate(last=Max("seq"))["last"] or 0) + 1
    fields = {"state": ClaimState.WAITING, "seq": seq, "places": places, "reason": "", "held_until": None, "state_at": timezone.now()}
    claim, _created = Claim.objects.update_or_create(submission=submission, pool=pool, defaults=fields)
    return claim


def take_places(submission: Submission):
    """Queue for the host and the chosen side events, give what is free and settle the state that follows.

    Inside the host's lock. A full side event never stops a registration.

    :raises Full: when the host itself has no place and no waiting list.
    """
    pools = {pool.item: pool for pool in Pool.objects.of_host(submission.host_key)}
    main = pools[""]
    if main.offered:
        if not has_room(main):
            raise Full(_("Every place is taken. What you wrote was not sent."))
        join(submission, main)
    for item in chosen_items(submission):
        if item in pools and has_room(pools[item]):
            join(submission, pools[item])
    PromoteAction(submission.host_key, newcomer=submission).promote()
    submission.state = SubmissionState.ACCEPTED if not main.review and is_seated(submission) else SubmissionState.RECEIVED
    submission.save(update_fields=["state"])


def chosen_items(submission: Submission) -> list[str]:
    """Return the side events that the visitor ticked."""
    spec = first_of_kind(submission.frozen, "attendance")
    return list(submission.answers.get(spec["key"]) or []) if spec else []


def is_seated(submission: Submission) -> bool:
    """Tell whether the submission has its place at the host itself, or needs none."""
    main = submission.claims.filter(pool__item="").first()
    return main is None or main.state == ClaimState.CONFIRMED
