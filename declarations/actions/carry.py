"""What a new version of a text means for those who signed the one before."""

from collections.abc import Iterator
from dataclasses import dataclass

from declarations.models import Endorsement, TextVersion
from declarations.states import ChangeClass, EndorsementEventKind
from forms_ext.actions import Action
from forms_ext.actions.locking import host_transaction
from forms_ext.actions.logbook import record

from .endorse import write_down


def corrected(version: TextVersion) -> Iterator[TextVersion]:
    """Give the versions that ``version`` says again with an error of writing put right, the newest first."""
    earlier = TextVersion.objects.filter(declaration_key=version.declaration_key, language=version.language, number__lt=version.number)
    newer = version
    for older in earlier.order_by("-number"):
        if not is_correction(older, newer):
            return
        yield older
        newer = older


def is_correction(older: TextVersion, newer: TextVersion) -> bool:
    """Tell whether a version means what the one before it meant.

    A translation does as long as the authentic text was only corrected between the versions that the two were made from.
    """
    if newer.change_class != ChangeClass.TRANSLATION:
        return newer.change_class == ChangeClass.CORRECTION
    if older.translates is None or newer.translates is None:
        return False
    between = TextVersion.objects.filter(
        declaration_key=newer.declaration_key, translates=None, number__gt=older.translates, number__lte=newer.translates
    )
    return not between.exclude(change_class=ChangeClass.CORRECTION).exists()


@dataclass
class CarryOverAction(Action):
    """Let endorsements count for a version that only corrects what they signed. What was signed stays written down.

    An amendment carries nothing: its signers are asked again. Safe to repeat; a carrying over that was lost is made up for.

    :param version: the version in force.
    """

    version: TextVersion
    user: object = None

    def execute(self) -> int:
        """Return how many endorsements were carried over."""
        origins = list(corrected(self.version))
        if not origins:
            return 0
        with host_transaction(self.version.declaration_key):
            rows = Endorsement.objects.filter(version__in=origins).standing().select_related("submission", "version")
            carried = [self._carry(endorsement) for endorsement in rows]
        return len(carried)

    def _carry(self, endorsement: Endorsement) -> Endorsement:
        endorsement.carried_from = endorsement.carried_from or endorsement.version
        endorsement.version = self.version
        endorsement.save(update_fields=["carried_from", "version"])
        write_down(endorsement, EndorsementEventKind.CARRIED, self.user)
        record(endorsement.submission, "declarations.carry", self.user, version=self.version.number)
        return endorsement
