"""Keeping files, giving them to the submission they came with, and removing them. None is written while a host is locked."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forms_ext import conf
from forms_ext.files import Inspected, Refused
from forms_ext.models import Submission, Upload
from forms_ext.models.uploads import private_storage

from .base import Action
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
        mine = Upload.objects.filter(host_key=self.host_key)
        size = len(self.inspected.content)
        if mine.size() + size > conf.get("FILES_OF_A_FORM") or mine.loose().size() + size > conf.get("LOOSE_FILES_OF_A_FORM"):
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


def take_files(submission: Submission, answers: dict):
    """Give the submission the files that its answers name; inside the host's lock. What another took stays with the other."""
    ids = [answer["upload"] for answer in answers.values() if isinstance(answer, dict) and "upload" in answer]
    if ids:
        Upload.objects.loose().filter(host_key=submission.host_key, pk__in=ids).update(submission=submission)


@dataclass
class RemoveLooseFilesAction(Action):
    """Remove the files that no submission took within a day, and content that no row knows."""

    user: object = None

    def execute(self) -> dict[str, int]:
        """Return how many uploads and how many stray files were removed."""
        before = timezone.now() - timedelta(hours=conf.get("LOOSE_FILE_HOURS"))
        loose = Upload.objects.loose().filter(created_at__lt=before)
        with transaction.atomic():
            forget_files(loose)
            removed, _rows = loose.delete()
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
