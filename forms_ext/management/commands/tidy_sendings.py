"""Cancel what nobody confirmed, forget from where things arrived."""

from forms_ext.actions import TidySendingsAction

from ._job import JobCommand


class Command(JobCommand):
    help = "Cancels what was not confirmed by e-mail in time; forgets the counts by connection and address after a day."

    def handle(self, *args, **options):
        self.report(TidySendingsAction().execute(), as_json=options["json"])
