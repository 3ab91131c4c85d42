"""Asking for places: everybody goes to the end of the queue, and one rule gives what is free."""

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forms_ext.models import Claim, Pool, Submission
from forms_ext.models.host_pages import host_page
from forms_ext.schema.frozen import first_of_kind
from forms_ext.states import ClaimState, SubmissionState, Waiting

from .base import NotAllowed
from .promote import PromoteAction, in_line
from .room import Room


class Full(NotAllowed):
    """Every place is taken and nobody can wait for one, or the group is larger than the room."""


def fits(pool: Pool, places: int) -> bool:
    """Tell whether so many people can ever have places together; a group that cannot would hold up the queue for good."""
    return pool.capacity is None or places <= pool.capacity


def has_room(pool: Pool, places: int = 1, room: Room | None = None) -> bool:
    """Tell whether a newcomer can get so many places or wait for them; inside the host's lock.

    Where nobody can join the queue, those who stand in it from before still come first. In a side event these are also the
    people who wait for the event itself: their places are kept for them, and what is left beside these can be taken.

    :param room: the places of the host, where the caller has read them since anything changed.
    """
    if not pool.offered or not fits(pool, places):
        return False
    if pool.capacity is None or pool.waiting != Waiting.OFF:
        return True
    room = room or Room.of(pool.host_key)
    pool = room.pools[pool.item]
    if not pool.stirs:
        return room.left(pool) >= places
    waited_for = pool.claims.in_line().aggregate(total=Sum("places"))["total"] or 0
    return room.left(pool) - waited_for >= places and not in_line(pool).exists()


def places_asked(submission: Submission) -> int:
    """Return for how many people the visitor asks; one where the form does not ask."""
    spec = first_of_kind(submission.frozen, "places")
    asked = submission.answers.get(spec["key"]) if spec else None
    return asked if isinstance(asked, int) and asked > 0 else 1


def join(submission: Submission, pool: Pool, places: int | None = None) -> Claim:
    """Put ``submission`` at the end of the pool's queue; inside the host's lock.

    :param places: for how many people; None for as many as the visitor wrote in the form.
    """
    last = pool.claims.order_by("-seq").values_list("seq", flat=True).first() or 0
    fields = {"state": ClaimState.WAITING, "seq": last + 1, "places": places or places_asked(submission), "state_at": timezone.now()}
    anew = {"reason": "", "offer_until": None, "given_at": None, "held_until": None, "held_as": ""}
    claim, _created = Claim.objects.update_or_create(submission=submission, pool=pool, defaults={**fields, **anew})
    return claim


def take_places(submission: Submission, room: Room, *, new: bool) -> list[Claim]:
    """Queue for the host and the chosen side events, give what is free and settle the state that follows.

    Inside the host's lock. A full side event never stops a registration. The caller saves the state.

    :param new: whether the submission was stored in this transaction: it certainly has no claim from before.
    :returns: the claims, that on the host itself first.
    :raises Full: when the host itself has no place and no waiting list, or fewer places in all than the group.
    """
    main, places = room.main, places_asked(submission)
    if main.offered and not has_room(main, places, room):
        raise Full(no_room(main, places))
    asked = [main] if main.offered else []
    chosen = [room.pools[item] for item in dict.fromkeys(chosen_items(submission)) if item in room.pools]
    asked += [pool for pool in chosen if has_room(pool, places, room)]
    if new:
        claims = [Claim(submission=submission, pool=pool, seq=pool.last_turn + 1, places=places) for pool in asked]
        PromoteAction(submission.host_key, newcomer=submission).promote(room, claims)
    else:
        for pool in asked:
            join(submission, pool, places)
        PromoteAction(submission.host_key, newcomer=submission).promote()
        claims = list(submission.claims.select_related("pool").order_by("pk"))
    # Where there are no places somebody has to read it: it is new until a person says that it is done.
    settled = (main.offered and not main.review and is_seated(claims)) or _settles(submission)
    submission.state = SubmissionState.ACCEPTED if settled else SubmissionState.RECEIVED
    return claims


def _settles(submission: Submission) -> bool:
    """Tell whether the page accepts this sending by itself, where it is tied to something that is signed."""
    host = host_page(submission.host_key, submission.language) if submission.signs else None
    return host is not None and host.settles(submission)


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


def is_seated(claims: list[Claim]) -> bool:
    """Tell whether the submission with these claims has its place at the host itself, or needs none."""
    main = next((claim for claim in claims if claim.pool.is_main), None)
    return main is None or main.state == ClaimState.CONFIRMED
