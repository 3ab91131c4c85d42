"""Send the messages that are due."""

from forms_ext.actions import DeliverAction

from ._job import JobCommand


class Command(JobCommand):
    help = "Sends the messages that are due. Safe to run again, and beside other workers."

    def handle(self, *args, **options):
        totals = {"sent": 0, "retry": 0, "failed": 0}
        while any(counts := DeliverAction().execute().values()):
            totals = dict(zip(totals, map(sum, zip(totals.values(), counts, strict=True)), strict=True))
        self.report(totals, as_json=options["json"])
