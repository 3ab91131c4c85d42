"""Everything about one person, as JSON."""

import json
import sys

from django.core.management.base import CommandError

from forms_ext.actions import NotAllowed
from forms_ext.actions.subject import FindSubjectAction, document

from ._job import SiteCommand


class Command(SiteCommand):
    help = (
        "Prints everything that stands under the e-mail address that it reads from its input: an argument would stay in lists of processes."
    )

    def handle(self, *args, **options):
        try:
            found = FindSubjectAction((options.get("stdin") or sys.stdin).readline(), verb="subject_export").execute()
        except NotAllowed as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(document(found), ensure_ascii=False, indent=2))
