"""Files that visitors sent. They lie in a folder that no address leads to and are handed out through the policy only."""

import os
import uuid
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils.translation import gettext_lazy as _

from forms_ext import conf

from .submissions import Submission


def private_storage() -> FileSystemStorage:
    """Return the storage of files that have no public address."""
    return FileSystemStorage(location=conf.private_files(), base_url=None, file_permissions_mode=0o600, directory_permissions_mode=0o700)


class UploadQuerySet(models.QuerySet):
    """Uploads by what they belong to."""

    def loose(self):
        """Return those that no submission took: it had an error, was a repeat, or was never sent."""
        return self.filter(submission=None)

    def size(self) -> int:
        """Return how many bytes they take."""
        return self.aggregate(total=models.Sum("size"))["total"] or 0


class Upload(models.Model):
    """One file. Its place in the storage has nothing to do with its name, which is only what people read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    host_key = models.UUIDField(_("host"))
    field_key = models.CharField(_("field"), max_length=64)
    submission = models.ForeignKey(
        Submission, on_delete=models.SET_NULL, null=True, blank=True, related_name="uploads", verbose_name=_("submission")
    )
    name = models.CharField(_("name"), max_length=100)
    mime = models.CharField(_("content type"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64, help_text=_("Of the file as it was sent."))
    content = models.FileField(_("content"), storage=private_storage, max_length=100, editable=False)
    created_at = models.DateTimeField(_("received at"), auto_now_add=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["created_at"]
        indexes = [models.Index(fields=["created_at"], name="uploads_loose", condition=models.Q(submission=None))]

    def __str__(self):
        return str(self.pk)

    def write(self, content: bytes):
        """Put the content into the storage, whole or not at all, and onto the disk before anybody is told that it is there."""
        self.content.name = f"{self.pk.hex[:2]}/{self.pk.hex}"
        place = Path(self.content.path)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = place.with_suffix(".part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place)
