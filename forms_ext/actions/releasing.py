"""Freeing places, inside the host's lock."""

from datetime import timedelta

from django.utils import timezone

from forms_ext import conf
from forms_ext.models import Claim
from forms_ext.states import ClaimState, ReleaseReason


def release(claims, reason: ReleaseReason, *, hold: bool = False):
    """Free the places of ``claims``.

    :param hold: whether places and turns are kept for the seconds in which staff may undo.
    """
    now = timezone.now()
    until = now + timedelta(seconds=conf.get("UNDO_SECONDS")) if hold else None
    for claim in claims:
        claim.held_as, claim.held_until = claim.state if hold else "", until
        claim.state, claim.reason, claim.state_at = ClaimState.RELEASED, reason, now
        claim.save(update_fields=["state", "reason", "state_at", "held_until", "held_as"])


def let_go(claim: Claim, reason: ReleaseReason):
    """Free an offered place, and with the place at the host itself the turns in its side events."""
    release(claim.submission.claims.active() if claim.pool.is_main else [claim], reason)
    claim.refresh_from_db()
