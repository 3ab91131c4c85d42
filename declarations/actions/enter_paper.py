"""Entering signatures that were given on paper."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from declarations.models import DeclarationPage, Endorsement, TextVersion
from declarations.paper import PaperSigner
from declarations.states import EndorsementEventKind, Listing, Proof, Role, Signer, Source
from forms_ext import emails
from forms_ext.actions import Action, NotAllowed, NotPermitted
from forms_ext.actions.addresses import address_digest, counted_before
from forms_ext.actions.ledger_entries import record_by_staff
from forms_ext.actions.locking import host_transaction
from forms_ext.actions.logbook import record
from forms_ext.models import FormVersion, Submission
from forms_ext.models.rights import Right
from forms_ext.models.submissions import search_key
from forms_ext.permissions import policy
from forms_ext.schema.frozen import Frozen, first_in_role, first_of_kind, questions
from forms_ext.states import SubmissionState

from .endorse import open_endorsement, settle, write_down


@dataclass
class EnterPaperAction(Action):
    """Enter signers from paper. What was signed is the version whose number stands on the sheet.

    :param number: of the version that the sheet shows.
    :param kind: whether they are people or organisations; an organisation is proved by the note.
    :param listing: how they are shown; by name only when the paper says so, which is recorded as consent by staff.
    :param note: where the paper is kept, and how the team knows an organisation.
    """

    page: DeclarationPage
    signers: list[PaperSigner]
    number: int
    kind: str = Signer.PERSON
    listing: str = Listing.NONE
    note: str = ""
    signed_at: datetime = field(default_factory=timezone.now)
    user: object = None

    def check(self):
        if self.user is not None and not policy.pages(self.user, Right.DECIDE).filter(pk=self.page.pk).exists():
            raise NotPermitted(_("You may not enter signatures for this text."))

    def execute(self) -> list[Endorsement]:
        """Return what was entered; whoever signed with the same address or was entered from this paper before is left out.

        :raises NotPermitted: when ``user`` may not decide here.
        :raises NotAllowed: when there is no such version, no form, or no note.
        """
        self.check()
        if not self.note.strip():
            raise NotAllowed(_("Note where the paper is kept."))
        version = TextVersion.objects.filter(declaration_key=self.page.host_key, language=self.page.language, number=self.number).first()
        if version is None or not self.page.has_form:
            raise NotAllowed(_("This text has no such version, or no form for endorsements."))
        frozen = {**self.page.frozen(), "binding": {**self.page.binding(), "version": version.number, "sha256": version.sha256}}
        with host_transaction(self.page.host_key):
            # One after the other: an address may stand on the paper twice.
            return [self._enter(one, frozen) for one in self._not_entered(version) if not counted_before(self.page.host_key, one.email)]

    def _not_entered(self, version: TextVersion) -> list[PaperSigner]:
        """Return who was not entered from this paper before: pressing the button twice doubles nobody.

        Two people of one name on one paper are two: so many lines as are stored are left out, and no more.
        """
        rows = Endorsement.objects.filter(version=version, source=Source.PAPER, kind=self.kind, proof_note=self.note.strip())
        rows = rows.standing().filter(submission__email="")
        known = Counter(rows.values_list("display_name", "organisation", "country"))
        new = []
        for signer in self.signers:
            name = (signer.name, signer.organisation) if self.kind == Signer.PERSON else ("", signer.name)
            line = (*name, signer.country)
            if not signer.email and known[line]:
                known[line] -= 1
            else:
                new.append(signer)
        return new

    def _enter(self, signer: PaperSigner, frozen: Frozen) -> Endorsement:
        submission = self._submission(signer, frozen)
        consent = first_in_role(frozen, Role.LISTING_CONSENT)
        if consent:
            record_by_staff(submission, consent, given=self.listing == Listing.NAME, evidence={"source": "paper"})
        record(submission, "declarations.paper", self.user)
        endorsement = open_endorsement(submission, source=Source.PAPER, user=self.user)
        if endorsement.is_organisation:
            endorsement.proof, endorsement.proof_note = Proof.STAFF, self.note.strip()
            write_down(endorsement, EndorsementEventKind.PROVED, self.user)
        else:
            endorsement.proof_note = self.note.strip()
        endorsement.save(update_fields=["proof", "proof_note"])
        settle(endorsement, self.user)
        emails.queue_receipt(submission, self.page)
        return endorsement

    def _submission(self, signer: PaperSigner, frozen: Frozen) -> Submission:
        answers = dict(self._answers(signer, frozen))
        person = signer.name if self.kind == Signer.PERSON else ""
        return Submission.objects.create(
            host_key=self.page.host_key,
            page_id=self.page.pk,
            page_title=self.page.title[:255],
            form_version=FormVersion.store(frozen, self.page.pk),
            language=self.page.language,
            state=SubmissionState.ACCEPTED,
            rendered_at=self.signed_at,
            submitted_at=self.signed_at,
            answers=answers,
            subject=frozen["binding"],
            email=signer.email,
            display_name=person,
            search_text=search_key(signer.name, signer.organisation, signer.email),
            address_digest=address_digest(self.page.host_key, signer.email),
        )

    def _answers(self, signer: PaperSigner, frozen: Frozen):
        """Give the answers that the paper holds, by key of the question."""
        organisation = signer.name if self.kind == Signer.ORGANISATION else signer.organisation
        by_kind = {"full_name": signer.name if self.kind == Signer.PERSON else "", "organisation": organisation}
        by_kind |= {"country": signer.country, "email": signer.email}
        for kind, answer in by_kind.items():
            if answer and (spec := first_of_kind(frozen, kind)):
                yield spec["key"], answer
        for role, answer in ((Role.SIGNER, self.kind), (Role.LISTING, self.listing)):
            if spec := first_in_role(frozen, role):
                yield spec["key"], str(answer)
        for spec in questions(frozen):
            if spec["kind"] == "acknowledgement":
                yield spec["key"], True
