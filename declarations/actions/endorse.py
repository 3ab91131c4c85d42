"""From a sending to an endorsement: written in the same transaction, and kept in step with what becomes of the sending."""

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from declarations.domains import host_of
from declarations.models import Endorsement, EndorsementEvent, TextVersion
from declarations.models.signing import given, proved_by_domain
from declarations.states import EndorsementEventKind, Listing, Proof, Role, Signer, Source, Withdrawal
from forms_ext.actions import NotAllowed
from forms_ext.schema.frozen import binding, first_in_role, first_of_kind

# What makes an endorsement count, and what ends that.
FLIPS = {
    EndorsementEventKind.COUNTED: True,
    EndorsementEventKind.UNCOUNTED: False,
    EndorsementEventKind.WITHDRAWN: False,
    EndorsementEventKind.ERASED: False,
}


def facts_of(submission) -> dict:
    """Return what an endorsement tells of its submission, by column. Nothing private is among it."""
    frozen = submission.frozen
    consent = first_in_role(frozen, Role.LISTING_CONSENT)
    listed = given(submission, first_in_role(frozen, Role.LISTING))
    return {
        "kind": given(submission, first_in_role(frozen, Role.SIGNER)) or Signer.PERSON,
        # Without the question nobody chose to be seen.
        "listing": listed or Listing.NONE,
        "listing_field": consent["key"] if consent else "",
        "display_name": submission.display_name,
        "organisation": given(submission, first_of_kind(frozen, "organisation"))[:255],
        "domain": host_of(given(submission, first_of_kind(frozen, "web_address")))[:253],
        "country": given(submission, first_of_kind(frozen, "country")),
        "reservations": list(given(submission, first_in_role(frozen, Role.RESERVATIONS)) or []),
    }


def write_down(endorsement: Endorsement, kind: EndorsementEventKind, user=None) -> EndorsementEvent:
    """Add one event to the ledger; inside the host's lock."""
    seq = (endorsement.events.aggregate(last=Max("seq"))["last"] or 0) + 1
    return EndorsementEvent.objects.create(
        endorsement=endorsement, seq=seq, kind=kind, version=endorsement.version, by_staff=user is not None
    )


def open_endorsement(submission, *, source: Source = Source.ONLINE, user=None) -> Endorsement:
    """Write the endorsement that a submission is; inside the host's lock."""
    signed = binding(submission.frozen)
    version = TextVersion.objects.get(
        declaration_key=signed["declaration"], language=signed["language"], number=signed["version"], sha256=signed["sha256"]
    )
    endorsement = Endorsement.objects.create(
        submission=submission,
        declaration_key=submission.host_key,
        version=version,
        sha256=version.sha256,
        source=source,
        signed_at=submission.submitted_at,
        **facts_of(submission),
    )
    write_down(endorsement, EndorsementEventKind.SIGNED, user)
    return endorsement


def settle(endorsement: Endorsement, user=None):
    """Bring number, proof and ledger in line with whether the endorsement counts now; inside the host's lock."""
    if endorsement.counts and endorsement.is_organisation and not endorsement.proof:
        prove_by_domain(endorsement, user)
    if endorsement.counts and endorsement.serial is None:
        last = Endorsement.objects.of_text(endorsement.declaration_key).aggregate(last=Max("serial"))["last"]
        endorsement.serial = (last or 0) + 1
        endorsement.save(update_fields=["serial"])
    if endorsement.counts != counted_in_ledger(endorsement):
        write_down(endorsement, EndorsementEventKind.COUNTED if endorsement.counts else EndorsementEventKind.UNCOUNTED, user)


def counted_in_ledger(endorsement: Endorsement) -> bool:
    """Tell whether the endorsement counts, as its ledger has it."""
    last = endorsement.events.filter(kind__in=list(FLIPS)).order_by("seq").last()
    return bool(last and FLIPS[EndorsementEventKind(last.kind)])


def prove_by_domain(endorsement: Endorsement, user=None):
    """Write down that the domain proves the organisation.

    :raises NotAllowed: when it does not; then somebody of the team has to.
    """
    if not proved_by_domain(endorsement.submission):
        raise NotAllowed(_("This organisation has not proved itself: look at it and note how you know that it is the one that signs."))
    endorsement.proof = Proof.DOMAIN
    endorsement.save(update_fields=["proof"])
    write_down(endorsement, EndorsementEventKind.PROVED, user)


def tell_again(endorsement: Endorsement, user=None):
    """Write anew what the endorsement tells of answers that were changed; inside the host's lock."""
    for name, value in facts_of(endorsement.submission).items():
        setattr(endorsement, name, value)
    endorsement.save()
    write_down(endorsement, EndorsementEventKind.LISTED, user)
    settle(endorsement, user)


def erase_endorsement(endorsement: Endorsement, user=None):
    """Let an endorsement end with the person; what it tells is emptied by the rules of retention. Inside the host's lock."""
    if endorsement.withdrawal != Withdrawal.ERASE:
        endorsement.withdrawal = Withdrawal.ERASE
        endorsement.withdrawn_at = endorsement.withdrawn_at or timezone.now()
        endorsement.save(update_fields=["withdrawal", "withdrawn_at"])
        write_down(endorsement, EndorsementEventKind.ERASED, user)
