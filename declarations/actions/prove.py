"""The team says how it knows that an organisation is the one that signs."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from declarations.models import Endorsement
from declarations.states import EndorsementEventKind, Proof
from forms_ext.actions import Action, DecideAction, NotAllowed, NotPermitted
from forms_ext.actions.locking import host_transaction
from forms_ext.actions.logbook import record
from forms_ext.models.rights import Right
from forms_ext.permissions import policy

from .endorse import write_down


@dataclass
class ProveAction(Action):
    """Note the proof of an organisation, and let its endorsement count.

    :param note: how the team knows; it is read by the team alone.
    :param ror: the organisation's ROR identifier, where somebody looked it up; empty otherwise.
    """

    endorsement: Endorsement
    note: str
    ror: str = ""
    user: object = None

    def check(self):
        if self.user is not None and not policy.may(self.user, Right.DECIDE, self.endorsement.submission):
            raise NotPermitted

    def execute(self) -> Endorsement:
        """Return the endorsement; it counts.

        :raises NotPermitted: when the moderator may not decide here.
        :raises NotAllowed: without a note, and when nothing waits for a proof.
        """
        self.check()
        if not self.note.strip():
            raise NotAllowed(_("Note how you know that it is this organisation that signs."))
        with host_transaction(self.endorsement.declaration_key):
            endorsement = Endorsement.objects.select_related("submission", "version").get(pk=self.endorsement.pk)
            if not endorsement.needs_proof:
                raise NotAllowed(_("This endorsement does not wait for a proof."))
            endorsement.proof, endorsement.proof_note, endorsement.ror = Proof.STAFF, self.note.strip(), self.ror
            endorsement.save(update_fields=["proof", "proof_note", "ror"])
            write_down(endorsement, EndorsementEventKind.PROVED, self.user)
            record(endorsement.submission, "declarations.prove", self.user)
            DecideAction(endorsement.submission, "accept", user=self.user).execute()
        return Endorsement.objects.select_related("submission", "version").get(pk=endorsement.pk)
