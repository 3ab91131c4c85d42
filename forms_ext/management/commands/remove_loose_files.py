"""Removing files that no submission took."""

from forms_ext.actions.uploads import RemoveLooseFilesAction

from ._job import JobCommand


class Command(JobCommand):
    help = "Removes files that came with a form that was never sent, and content that no row knows."

    def handle(self, *args, **options):
        self.report(RemoveLooseFilesAction().execute(), as_json=options["json"])
