"""What signers of a declaration are told by mail."""

from django.utils import translation
from django.utils.translation import gettext as _

from forms_ext.emails import queue
from forms_ext.models import Message
from forms_ext.states import MessageKind

from .models import Endorsement, TextVersion


def queue_amended(endorsement: Endorsement, version: TextVersion) -> Message | None:
    """Ask somebody who signed an earlier version to read the amended one: one message with one link."""
    submission = endorsement.submission
    with translation.override(submission.language):
        subject = _("The text was amended: %(title)s") % {"title": submission.page_title}
        about = {"signed": endorsement.signed_version.number, "in_force": version.number}
        return queue(MessageKind.AMENDED, submission, subject, version.pk, **about)
