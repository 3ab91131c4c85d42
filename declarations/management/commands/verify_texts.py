"""Compute every hash of the text versions again."""

from pathlib import Path

from declarations.audits import heads, verify_heads, verify_texts
from declarations.endorsement_audits import verify_endorsements
from forms_ext.management.commands._job import AuditCommand, text_of


class Command(AuditCommand):
    help = "Computes every hash of the text versions again; ends with 1 when a text or a point was changed, removed or added."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--heads", action="store_true", help="print one line for each text, to be kept outside the database")
        parser.add_argument("--against", type=Path, metavar="FILE", help="compare with the lines that were printed on an earlier day")

    def handle(self, *args, **options):
        if options["heads"]:
            self.stdout.write("\n".join(heads()))
            return
        self.kept = options["against"]
        super().handle(*args, **options)

    def audit(self):
        yield from verify_texts()
        yield from verify_endorsements()
        if self.kept:
            yield from verify_heads(text_of(self.kept).splitlines())
