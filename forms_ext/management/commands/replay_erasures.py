"""Delete again what a restored backup brought back."""

from pathlib import Path

from django.core.management.base import CommandError

from forms_ext import conf
from forms_ext.actions import ReplayErasuresAction
from forms_ext.actions.journal import finished_lines

from ._job import JobCommand, text_of


class Command(JobCommand):
    help = "After the restore of a backup: deletes again everything that the journal says was deleted. Safe to run again."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--journal", help="the file of the journal; by default the one of the setting ERASURE_JOURNAL")

    def handle(self, *args, **options):
        place = options["journal"] or conf.get("ERASURE_JOURNAL")
        if not place:
            raise CommandError("Name the file: --journal FILE")
        text = text_of(Path(place))
        lines = finished_lines(text)
        if len(lines) < len(text.splitlines()):
            self.stderr.write(f"The last line of {place} was never finished and is left out.")
        try:
            figures = ReplayErasuresAction(lines).execute()
        except ValueError as error:
            raise CommandError(f"{place}: {error}.") from error
        self.report(figures, as_json=options["json"])
        if figures["resurrected"]:
            raise SystemExit(1)
