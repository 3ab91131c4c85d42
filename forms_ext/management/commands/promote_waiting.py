"""Give places that became free to those who wait."""

from forms_ext.actions.promote import PromoteWaitingAction

from ._job import JobCommand


class Command(JobCommand):
    help = "Gives free places to those who wait; places freed by staff once the time to undo is over."

    def handle(self, *args, **options):
        self.report({"promoted": PromoteWaitingAction().execute()}, as_json=options["json"])
