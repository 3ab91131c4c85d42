"""After the restore of an old backup: delete again what had been deleted since it was made, and withdraw what was withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass

from forms_ext.models import ConsentRecord, ErasureEntry, Pool, Submission
from forms_ext.states import ConsentState, ErasureKind

from .base import Action
from .clearing import clear
from .end_proofs import end
from .erase import EraseAction, is_erased
from .journal import append_missing, mark_of, read_line
from .locking import host_transaction
from .logbook import record
from .purge_fields import clear_answers
from .tallies import keep_counts
from .withdraw import WithdrawConsentAction


@dataclass
class ReplayErasuresAction(Action):
    """Do every deletion and withdrawal of a journal again that the present database does not show.

    :param lines: the journal, one entry a line.
    """

    lines: Iterable[str]
    user: object = None

    def execute(self) -> dict[str, int]:
        """Return how many entries were read, how many had come back to life, and how many of these are deleted again.

        :raises ValueError: when a line is no entry, with its number; nothing is deleted then.
        """
        entries = [self._read(number, line) for number, line in enumerate(self.lines, start=1) if line.strip()]
        # First, so that a deletion done again is not written down a second time.
        ErasureEntry.objects.bulk_create(entries, ignore_conflicts=True)
        marks = {mark_of(reference): number for number, reference in Submission.objects.values_list("pk", "reference")}
        again = sum([self._replay(entry, marks) for entry in entries])
        append_missing()
        return {"entries": len(entries), "deleted_again": again, "resurrected": sum(self._lives(entry, marks) for entry in entries)}

    @staticmethod
    def _read(number: int, line: str) -> ErasureEntry:
        try:
            return read_line(line)
        except ValueError as error:
            raise ValueError(f"line {number} is no entry of a journal of deletions; nothing was deleted") from error

    def _lives(self, entry: ErasureEntry, marks: dict[str, int]) -> bool:
        """Tell whether what the entry deleted is there."""
        if entry.kind == ErasureKind.PROOF:
            return ConsentRecord.objects.filter(pk=entry.mark).exists()
        if entry.kind == ErasureKind.WITHDRAW:
            # One that was given anew after the withdrawal stands rightly.
            return ConsentRecord.objects.filter(pk=entry.mark, state=ConsentState.GIVEN, state_at__lte=entry.at).exists()
        submission = Submission.objects.filter(pk=marks.get(entry.mark)).first()
        if submission is None:
            return False
        if entry.kind == ErasureKind.ERASE:
            return not is_erased(submission)
        if entry.kind == ErasureKind.FIELDS:
            return any(key in submission.answers or key in submission.extras for key in entry.parts)
        return submission.anonymised_at is None

    def _replay(self, entry: ErasureEntry, marks: dict[str, int]) -> bool:
        if not self._lives(entry, marks):
            return False
        Pool.objects.get_or_create(host_key=entry.host_key, item="")
        if entry.kind == ErasureKind.PROOF:
            with host_transaction(entry.host_key):
                end([entry.mark])
            return True
        if entry.kind == ErasureKind.WITHDRAW:
            WithdrawConsentAction(ConsentRecord.objects.get(pk=entry.mark)).execute()
            return True
        submission = Submission.objects.select_related("form_version").get(pk=marks[entry.mark])
        if entry.kind == ErasureKind.ERASE:
            EraseAction(submission).execute()
            return True
        with host_transaction(entry.host_key):
            if entry.kind == ErasureKind.FIELDS:
                clear_answers([submission], set(entry.parts))
            else:
                keep_counts([submission])
                clear([submission.pk])
                record(submission, "forms_ext.purge")
        return True
