"""Asking for places: everybody goes to the end of the queue, and one rule gives what is free."""

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forms_ext.models import Claim, Pool, Submission
from forms_ext.schema.frozen import first_of_kind
from forms_ext.states import ClaimState, SubmissionState, Waiting

from .base import NotAllowed
from .promote import PromoteAction


class Full(NotAllowed):
    """Every place is taken and nobody can wait for one, or the group is larger than the room."""


def fits(pool: Pool, places: int) -> bool:
    """Tell whether so many people can ever have places together; a group that cannot would hold up the queue for good."""
    return pool.capacity is None or places <= pool.capacity


def has_room(pool: Pool, places: int = 1) -> bool:
    """Tell whether a newcomer can get so many places or wait for them; inside the host's lock.

    Where nobody can join the queue, those who stand in it from before still come first.
    """
    if not pool.offered or not fits(pool, places):
        return False
    if pool.capacity is None or pool.waiting != Waiting.OFF:
        return True
    return pool.left(pool.count_taken()) >= places and not pool.claims.in_line().exists()


def places_asked(submission: Submission) -> int:
    """Return for how many people the visitor asks; one where the form does not ask."""
    spec = first_of_kind(submission.frozen, "places")
    asked = submission.answers.get(spec["key"]) if spec else None
    return asked if isinstance(asked, int) and asked > 0 else 1


def join(submission: Submission, pool: Pool, places: int | None = None) -> Claim:
    """Put ``submission`` at the end of the pool's queue; inside the host's lock.

    :param places: for how many people; None for as many as the visitor wrote in the form.
    """
    seq = (pool.claims.aggregate(last=Max("seq"))["last"] or 0) + 1
    fields = {"state": ClaimState.WAITING, "seq": seq, "places": places or places_asked(submission), "state_at": timezone.now()}
    anew = {"reason": "", "offer_until": None, "given_at": None, "held_until": None, "held_as": ""}
    claim, _created = Claim.objects.update_or_create(submission=submission, pool=pool, defaults={**fields, **anew})
    return claim


def take_places(submission: Submission):
    """Queue for the host and the chosen side events, give what is free and settle the state that follows.

    Inside the host's lock. A full side event never stops a registration.

    :raises Full: when the host itself has no place and no waiting list, or fewer places in all than the group.
    """
    pools = {pool.item: pool for pool in Pool.objects.of_host(submission.host_key)}
    main, places = pools[""], places_asked(submission)
    if main.offered:
        if not has_room(main, places):
            raise Full(no_room(main, places))
        join(submission, main, places)
    for item in chosen_items(submission):
        if item in pools and has_room(pools[item], places):
            join(submission, pools[item], places)
    PromoteAction(submission.host_key, newcomer=submission).promote()
    # Where there are no places somebody has to read it: it is new until a person says that it is done.
    settled = main.offered and not main.review and is_seated(submission)
    submission.state = SubmissionState.ACCEPTED if settled else SubmissionState.RECEIVED
    submission.save(update_fields=["state"])


def no_room(pool: Pool, places: int) -> str:
    """Return the sentence for somebody who asked for so many places and gets none."""
    if not fits(pool, places):
        sentence = ngettext(
            "There is %(capacity)d place in all, and you asked for %(places)d. What you wrote was not sent.",
            "There are %(capacity)d places in all, and you asked for %(places)d. What you wrote was not sent.",
            pool.capacity,
        )
        return sentence % {"capacity": pool.capacity, "places": places}
    left = pool.left(pool.count_taken())
    if left and pool.claims.in_line().exists():
        return _("The last places are kept for people who have waited longer. What you wrote was not sent.")
    if left:
        sentence = ngettext(
            "%(left)d place is left, and you asked for %(places)d. What you wrote was not sent: ask for fewer places.",
            "%(left)d places are left, and you asked for %(places)d. What you wrote was not sent: ask for fewer places.",
            left,
        )
        return sentence % {"left": left, "places": places}
    return _("Every place is taken. What you wrote was not sent.")


def chosen_items(submission: Submission) -> list[str]:
    """Return the side events that the visitor ticked."""
    spec = first_of_kind(submission.frozen, "attendance")
    return list(submission.answers.get(spec["key"]) or []) if spec else []


def is_seated(submission: Submission) -> bool:
    """Tell whether the submission has its place at the host itself, or needs none."""
    main = submission.claims.filter(pool__item="").first()
    return main is None or main.state == ClaimState.CONFIRMED
