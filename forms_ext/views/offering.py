"""What pages show about offered places."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from forms_ext.models import AccessLink, Claim
from forms_ext.models.links import Purpose


@dataclass(frozen=True)
class Offer:
    """One offered place, or one that was let go, as templates show it.

    :param until: until when it can be taken, or could be, in words.
    """

    claim: Claim
    until: str

    @property
    def is_open(self) -> bool:
        """Tell whether it can be taken now."""
        return self.claim.is_open_offer

    @property
    def may_queue_again(self) -> bool:
        """Tell whether the visitor can ask for another place."""
        return self.claim.may_queue_again


def offers(submission, host, claims: list[Claim]) -> dict:
    """Return the offers among ``claims`` that a visitor can do something about, and the token of the link that does it.

    :param host: the live page, or None when it is gone.
    """
    if submission.state in {"cancelled", "declined"}:
        return {"offers": []}
    mine = [claim for claim in claims if (claim.is_open_offer and claim.pool.offered) or claim.may_queue_again]
    if any(claim.pool.is_main and not claim.is_open_offer for claim in mine):
        # Without a place at the event there is none beside it: one button asks for all of them again.
        mine = [claim for claim in mine if claim.pool.is_main]
    if not mine:
        return {"offers": []}
    link = AccessLink.objects.filter(submission=submission, purpose=Purpose.OFFER).first()  # made with the mail: no visit writes
    if link is None:
        return {"offers": []}
    mine.sort(key=lambda claim: claim.pool.item)
    words = host.moment_words if host else lambda moment: date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    return {
        "offers": [Offer(claim, words(claim.offer_until)) for claim in mine],
        "offer_token": link.token,
    }
