"""After an amendment: asking those who signed the text before, and taking their answer."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from declarations.emails import queue_amended
from declarations.models import DeclarationPage, Endorsement, TextVersion
from declarations.states import EndorsementEventKind, EndorsementMode, Status
from forms_ext.actions import Action, NotAllowed, NotPermitted
from forms_ext.actions.locking import host_transaction
from forms_ext.actions.logbook import record
from forms_ext.models.rights import Right
from forms_ext.permissions import policy

from .endorse import write_down


def in_force_for(endorsement: Endorsement) -> TextVersion:
    """Return the version in force in the language in which somebody signed."""
    return TextVersion.newest(endorsement.declaration_key, endorsement.version.language)


class Reworded(NotAllowed):
    """The text was changed once more since it was shown."""


@dataclass
class SignAgainAction(Action):
    """Let an endorsement count for the version in force, because its owner read that and says so.

    The ledger keeps what was signed before.

    :param sha256: the hash of the text that was shown beside the button.
    """

    endorsement: Endorsement
    sha256: str
    user: object = None

    def execute(self) -> Endorsement:
        """Return the endorsement; signing what was signed already is no error.

        :raises Reworded: when another text is in force than was shown.
        :raises NotAllowed: when the endorsement does not count, or the text takes none now.
        """
        with host_transaction(self.endorsement.declaration_key):
            endorsement = Endorsement.objects.select_related("submission", "version").get(pk=self.endorsement.pk)
            version = in_force_for(endorsement)
            if endorsement.version == version:
                return endorsement
            if not endorsement.counts:
                raise NotAllowed(_("This endorsement does not count at the moment, so it cannot be given again."))
            if self.sha256 != version.sha256:
                raise Reworded(_("The text was changed once more. Please read it as it is now; nothing was stored."))
            endorsement.version, endorsement.sha256, endorsement.carried_from = version, version.sha256, None
            endorsement.reservations = [uid for uid in endorsement.reservations if uid in points_of(version)]
            endorsement.save(update_fields=["version", "sha256", "carried_from", "reservations"])
            write_down(endorsement, EndorsementEventKind.RENEWED, self.user)
            record(endorsement.submission, "declarations.sign_again", self.user, version=version.number)
        return endorsement


def points_of(version: TextVersion) -> set[str]:
    """Return the identities of the points of a version."""
    return {part["id"] for part in version.content["parts"] if part["kind"] == "point"}


@dataclass
class AskSignersAction(Action):
    """Write to everybody who signed an earlier version in the page's language: read the amended text and sign it, or leave it.

    Until somebody answers, the endorsement stays with the earlier version. Nobody is asked twice about one version.
    """

    page: DeclarationPage
    user: object = None

    def check(self):
        if self.user is not None and not policy.pages(self.user, Right.MANAGE).filter(pk=self.page.pk).exists():
            raise NotPermitted(_("You may not write to those who signed."))

    def people(self) -> list[Endorsement]:
        """Return whose endorsement stays with an earlier version and who can be asked."""
        version = TextVersion.newest(self.page.host_key, self.page.language)
        if version is None or self.page.status != Status.ADOPTED or self.page.endorsement_mode == EndorsementMode.CLOSED:
            return []
        rows = Endorsement.objects.of_text(self.page.host_key).counted().filter(version__language=version.language)
        rows = rows.exclude(version=version).exclude(submission__email="").filter(submission__anonymised_at=None)
        asked = f":amended:{version.pk}"
        return [
            one for one in rows.select_related("submission", "version") if not one.submission.messages.filter(transition__endswith=asked)
        ]

    def execute(self) -> int:
        """Return to how many people a message was queued.

        :raises NotPermitted: when ``user`` may not manage the mail of this page.
        """
        self.check()
        with host_transaction(self.page.host_key):
            version = TextVersion.newest(self.page.host_key, self.page.language)
            done = sum(queue_amended(endorsement, version) is not None for endorsement in self.people())
            if done:
                log(instance=self.page, action="declarations.ask_signers", user=self.user, data={"count": done})
        return done
