"""The states of submissions, claims, consents and messages, and the only table of allowed moves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SubmissionState(TextChoices):
    """Where one sending stands."""

    UNCONFIRMED = "unconfirmed", _("Waiting for confirmation by e-mail")
    HELD = "held", _("Held")
    RECEIVED = "received", _("Received")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", pgettext_lazy("registration", "Cancelled")


class ClaimState(TextChoices):
    """How firmly a submission holds its place in a pool."""

    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Offered")
    PENDING = "pending", _("Place held until the decision")
    CONFIRMED = "confirmed", _("Confirmed")
    RELEASED = "released", _("Released")


class ReleaseReason(TextChoices):
    """Why a claim no longer holds a place."""

    CANCELLED = "cancelled", pgettext_lazy("registration", "Cancelled")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired")
    LEFT = "left", _("Left by the visitor")


class ConsentState(TextChoices):
    """The answer that counts now."""

    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Refused")
    UNANSWERED = "unanswered", _("Not answered")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")


class ConsentEventKind(TextChoices):
    """What happened to a consent."""

    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Refused")
    UNANSWERED = "unanswered", _("Not answered")
    CONFIRMED = "confirmed", _("Confirmed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    RENEWED = "renewed", _("Renewed")
    RECORDED = "recorded", _("Recorded by staff")
    EXPIRED = "expired", _("Expired")
    ERASED = "erased", _("Person erased")


class HoldReason(TextChoices):
    """Why a sending is held until somebody of the team has looked at it."""

    SAME_ADDRESS = "same_address", _("Another sending with this e-mail address counts already")
    TRAP = "trap", _("A field that people cannot see was filled in")
    HASTE = "haste", _("Sent within seconds of opening the page")
    LINKS = "links", _("Web addresses in the answers")
    CLIENT = "client", _("Many sendings from one connection within an hour")
    RECIPIENT = "recipient", _("Many sendings to one e-mail address within an hour")


class MessageState(TextChoices):
    """Where an outgoing message stands."""

    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Being sent")
    RETRY = "retry", _("To be tried again")
    FAILED = "failed", _("Given up")
    SENT = "sent", _("Sent")
    DROPPED = "dropped", _("Dropped")


class DropReason(TextChoices):
    """Why a message was not sent although nothing was wrong with it."""

    EXPIRED = "expired", _("It came too late: the event is over, or the offer has lapsed.")
    SUPERSEDED = "superseded", _("It was no longer true.")
    ERASED = "erased", _("The data of this person were deleted.")
    GIVEN_UP = "given_up", _("Somebody of the team decided not to send it.")


class MessageKind(TextChoices):
    """What a message tells."""

    RECEIPT = "receipt", _("Receipt")
    CHANGE = "change", _("Answers changed")
    JOIN = "join", _("Side event joined")
    CONSENT = "consent", _("Consent given")
    LINK = "link", _("New link")
    ERASURE = "erasure", _("Erasure asked for")
    CONFIRM = "confirm", _("Address to be confirmed")
    AGAIN = "again", _("Sent again with the same address")
    PROMOTION = "promotion", _("A place became free")
    OFFER = "offer", _("Place offered")
    LAPSED = "lapsed", _("Offer not taken in time")
    PASSED = "passed", _("Offer left to the next")
    REQUEUED = "requeued", _("Back on the waiting list")
    DECISION = "decision", _("Decision")
    CANCELLATION = "cancellation", _("Cancellation")
    LEAVE = "leave", _("Place given back")
    WITHDRAWAL = "withdrawal", _("Consent withdrawn")
    RENEWAL = "renewal", _("Consent asked for again")
    AMENDED = "amended", _("Signed text amended")
    REMINDER = "reminder", _("Consent ends soon")
    SEAL = "seal", _("Seal of the consent ledger")
    NOTICE = "notice", _("Notice to the office")
    DIGEST = "digest", _("Summary for the office")


class Waiting(TextChoices):
    """What happens when a pool is full."""

    OFF = "off", _("No waiting list")
    AUTO = "auto", _("Waiting list; free places are given in order of arrival")
    OFFER = "offer", _("Waiting list; a free place is offered and has to be taken in time")


class Notice(TextChoices):
    """When the office hears of new sendings."""

    OFF = "off", _("Never")
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day, together")


class RetentionFrom(TextChoices):
    """What the days of keeping are counted from."""

    SUBMISSION = "submission", _("the day of sending")
    END = "end", _("the end of the event")


class ErasureKind(TextChoices):
    """What a deletion, or a withdrawal, took away."""

    PURGE = "purge", _("Answers kept long enough")
    FIELDS = "fields", _("Answers to single questions kept long enough")
    ERASE = "erase", _("Person erased")
    PROOF = "proof", _("Proof of a consent ended")
    WITHDRAW = "withdraw", _("Consent withdrawn")


class ChangeClass(TextChoices):
    """What a new wording means for the answers given to the old one."""

    EDITORIAL = "editorial", _("Editorial: it means the same as before")
    MATERIAL = "material", _("Material: people have to be asked again")


# Who may move a submission from where to where. See docs/reference/states.md for the drawing.
MOVES = {
    SubmissionState.UNCONFIRMED: {SubmissionState.RECEIVED, SubmissionState.ACCEPTED, SubmissionState.CANCELLED},
    SubmissionState.HELD: {SubmissionState.RECEIVED, SubmissionState.ACCEPTED, SubmissionState.CANCELLED},
    SubmissionState.RECEIVED: {SubmissionState.ACCEPTED, SubmissionState.DECLINED, SubmissionState.CANCELLED},
    SubmissionState.ACCEPTED: {SubmissionState.DECLINED, SubmissionState.CANCELLED},
    SubmissionState.DECLINED: {SubmissionState.ACCEPTED, SubmissionState.CANCELLED},
    SubmissionState.CANCELLED: set(),
}

# While a decision can still be undone, its submission may also go back to where it stood, and nobody hears of it.
UNDO_MOVES = {
    SubmissionState.ACCEPTED: {SubmissionState.RECEIVED},
    SubmissionState.DECLINED: {SubmissionState.RECEIVED, SubmissionState.ACCEPTED},
}

# A visitor who changes the answers of an accepted submission sends it back to whoever decides by hand.
CHANGE_MOVES = {SubmissionState.ACCEPTED: {SubmissionState.RECEIVED}}

CLAIM_MOVES = {
    ClaimState.WAITING: {ClaimState.CONFIRMED, ClaimState.PENDING, ClaimState.OFFERED, ClaimState.RELEASED},
    ClaimState.OFFERED: {ClaimState.CONFIRMED, ClaimState.PENDING, ClaimState.RELEASED},
    ClaimState.PENDING: {ClaimState.CONFIRMED, ClaimState.WAITING, ClaimState.RELEASED},
    ClaimState.CONFIRMED: {ClaimState.PENDING, ClaimState.RELEASED},
    ClaimState.RELEASED: {ClaimState.CONFIRMED, ClaimState.PENDING, ClaimState.OFFERED, ClaimState.WAITING},
}

# These claims hold a place.
TAKEN = (ClaimState.CONFIRMED, ClaimState.PENDING, ClaimState.OFFERED)
# These are places for good: whoever holds one of the host itself may have one in its side events, too.
SEATED = (ClaimState.CONFIRMED, ClaimState.PENDING)
# These submissions count as sent and not taken back.
ENDED = (SubmissionState.DECLINED, SubmissionState.CANCELLED)
ACTIVE = (SubmissionState.UNCONFIRMED, SubmissionState.HELD, SubmissionState.RECEIVED, SubmissionState.ACCEPTED)
# These hold no place and no consent of theirs is in effect: somebody has to confirm or release them first.
WAITING_OUTSIDE = (SubmissionState.UNCONFIRMED, SubmissionState.HELD)
# Of these there is one for each e-mail address, where the host says so.
COUNTED = (SubmissionState.UNCONFIRMED, SubmissionState.RECEIVED, SubmissionState.ACCEPTED)

# Of these the visitor may change the answers, join side events and give consents.
CHANGEABLE = (SubmissionState.RECEIVED, SubmissionState.ACCEPTED)


def may_move(before: str, after: str) -> bool:
    """Tell whether a submission may go from ``before`` to ``after``."""
    return after in MOVES.get(SubmissionState(before), ())


def may_change(state: str) -> bool:
    """Tell whether a visitor may change the answers of a submission in this state, or join another side event."""
    return state in CHANGEABLE


def may_undo(decided: str, before: str) -> bool:
    """Tell whether a submission that was just ``decided`` may go back to ``before``."""
    return before in UNDO_MOVES.get(SubmissionState(decided), ())
