"""Keeping files, giving them to the submission they came with, and removing them. None is written while a host is locked."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from forms_ext import conf
from forms_ext.files import Inspected, Refused
from forms_ext.models import Submission, Upload
from forms_ext.models.uploads import private_storage

from .base import Action, NotAllowed
from .clearing import forget_files


@dataclass
class KeepFileAction(Action):
    """Keep a file that was looked into, until a submission takes it or a day is over.

    :param inspected: what may be kept of it.
    """

    host_key: object
    field_key: str
    inspected: Inspected
    user: object = None

    def execute(self) -> Upload:
        """Return the upload.

        :raises Refused: when this host holds as many files as it may.
        """
        size = len(self.inspected.content)
        if not self._make_room(size):
            raise Refused(_("No more files can be taken at the moment. Send the form without the file, and write to us."))
        upload = Upload(
            host_key=self.host_key,
            field_key=self.field_key,
            name=self.inspected.name,
            mime=self.inspected.mime,
            size=size,
            sha256=self.inspected.sha256,
        )
        upload.write(self.inspected.content)
        upload.save(force_insert=True)
        return upload

    def _make_room(self, size: int) -> bool:
        """Remove the oldest files that no submission took, until this one fits; False where it does not.

        Whoever sends a hundred files and never the form must not keep others from sending theirs.
        """
        mine = Upload.objects.filter(host_key=self.host_key)
        most, most_loose = conf.get("FILES_OF_A_FORM"), conf.get("LOOSE_FILES_OF_A_FORM")
        taken, loose = mine.exclude(submission=None).size(), mine.loose().size()
        if taken + size > most or size > most_loose:
            return False
        over, oldest = max(taken + loose + size - most, loose + size - most_loose), []
        for pk, bytes_held in mine.loose().order_by("created_at").values_list("pk", "size") if over > 0 else ():
            if over <= 0:
                break
            oldest.append(pk)
            over -= bytes_held
        remove(mine.filter(pk__in=oldest))
        return True


class FileGone(NotAllowed):
    """A file that an answer names is not there to be taken: it went with an earlier sending, or was removed.

    :param keys: the questions that it answered.
    """

    def __init__(self, keys: set[str]):
        super().__init__(_("Choose the file again: it was not kept any longer."))
        self.keys = keys


def take_files(submission: Submission, answers: dict):
    """Give the submission the files that its answers name; inside the host's lock. What another took stays with the other.

    :raises FileGone: when one of them cannot be taken: nobody is told that a file arrived that is not there.
    """
    named = {key: answer["upload"] for key, answer in answers.items() if isinstance(answer, dict) and "upload" in answer}
    if not named:
        return
    Upload.objects.loose().filter(host_key=submission.host_key, pk__in=named.values()).update(submission=submission)
    mine = {str(pk) for pk in submission.uploads.values_list("pk", flat=True)}
    if gone := {key for key, upload in named.items() if upload not in mine}:
        raise FileGone(gone)


def remove(uploads: QuerySet[Upload]) -> int:
    """Remove those of ``uploads`` that no submission took, and return their number; one that is taken at this moment stays."""
    with transaction.atomic():
        numbers = list(uploads.loose().select_for_update().order_by("pk").values_list("pk", flat=True))
        loose = Upload.objects.filter(pk__in=numbers)
        forget_files(loose)
        return loose.delete()[0]


@dataclass
class RemoveLooseFilesAction(Action):
    """Remove the files that no submission took within a day, and content that no row knows."""

    user: object = None

    def execute(self) -> dict[str, int]:
        """Return how many uploads and how many stray files were removed."""
        before = timezone.now() - timedelta(hours=conf.get("LOOSE_FILE_HOURS"))
        removed = remove(Upload.objects.filter(created_at__lt=before))
        return {"removed": removed, "stray": self._remove_strays(before.timestamp())}

    @staticmethod
    def _remove_strays(before: float) -> int:
        """Remove content that a crash left without its row. Young files are left alone: their row may be on its way."""
        folder = Path(private_storage().location)
        old = [file for file in folder.glob("??/*") if file.stat().st_mtime < before] if folder.is_dir() else []
        known = {pk.hex for pk in Upload.objects.values_list("pk", flat=True)} if old else set()
        strays = [file for file in old if file.stem not in known or file.suffix]
        for file in strays:
            file.unlink(missing_ok=True)
        return len(strays)
