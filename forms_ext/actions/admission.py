"""From when on a sending counts: its address, its places, its consents and its receipt belong together."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from forms_ext import emails
from forms_ext.models import Claim, ConsentRecord, Submission
from forms_ext.schema.frozen import asked
from forms_ext.states import SubmissionState

from .addresses import claim_address
from .base import NotAllowed
from .ledger_entries import open_records
from .places import Full, has_room, no_room, places_asked, take_places
from .room import Room
from .sync import host_pages


class Closed(NotAllowed):
    """The host takes no answers now."""


def page_of(submission: Submission):
    """Return the live page in the language of the submission, else the one that rules; None where there is none."""
    pages = host_pages(submission.host_key)
    return next((page for page in pages if page.locale.language_code == submission.language), pages[0] if pages else None)


def check_offered(host, room: Room):
    """Make sure that the host can still be joined, as the stored places know it; inside the lock.

    The page was read before; meanwhile it, or its twin in the main language, may have been cancelled or taken back.

    :raises Closed: when it cannot.
    """
    has_places = any(not spec.item for spec in host.pools())
    if has_places and not room.main.offered:
        raise Closed(_("This form is closed. What you wrote was not sent."))


def check_room(submission: Submission, room: Room):
    """Make sure that there are places for it, or a turn to wait for them.

    :raises Full: when there is neither.
    """
    main, places = room.main, places_asked(submission)
    if main.offered and not has_room(main, places, room):
        raise Full(no_room(main, places))


@dataclass(frozen=True)
class Admitted:
    """What a submission has once it counts.

    :param claims: its places and turns, that on the host itself first.
    :param consents: the consents that it answered.
    """

    claims: list[Claim]
    consents: list[ConsentRecord]


def admit(submission: Submission, room: Room | None = None, *, one_per_address: bool | None = None, new: bool = False) -> Admitted:
    """Let ``submission`` count from now on: it takes its places, and its consents take effect. Inside the host's lock.

    The caller writes the log and sends the receipt.

    :param room: the places of the host, where the caller has read them since anything changed.
    :param one_per_address: the rule of the host, where the caller has read it.
    :param new: whether the submission was stored in this transaction: it certainly has no claim and no consent from before.
    :raises AddressTaken: when another one with its address counts already.
    :raises Full: when there is no place and no waiting list.
    """
    submission.state, submission.state_at = SubmissionState.RECEIVED, timezone.now()
    claim_address(submission, one_per_address=one_per_address)
    if not new:
        # Giving places reads the state: an undecided submission only holds its place.
        submission.save(update_fields=["state"])
    claims = take_places(submission, room or Room.of(submission.host_key), new=new)
    submission.save(update_fields=["state", "state_at", "address_digest", "confirmed_at", "version_no"])
    consents = [] if new else list(submission.consents.select_related("version"))
    answered = {consent.field_key for consent in consents}
    fields = [spec for spec in asked(submission.frozen, submission.answers) if spec["kind"] == "consent" and spec["key"] not in answered]
    return Admitted(claims, consents + open_records(submission, fields))


def send_receipt(submission: Submission):
    """Queue the receipt of a submission that counts."""
    emails.queue_receipt(submission, page_of(submission))
