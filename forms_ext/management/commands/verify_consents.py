"""Compute every hash of the consent ledger again."""

from forms_ext.audits import verify_consents, verify_seals

from ._job import AuditCommand


class Command(AuditCommand):
    help = "Computes every hash of the consent ledger again; ends with 1 when something was changed, removed or added."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--seal",
            default="",
            metavar="HASH",
            help="the hash of a seal that was kept elsewhere: only with it a removed record and a chain hashed anew are found for sure",
        )

    def handle(self, *args, **options):
        self.kept = options["seal"].strip().lower()
        super().handle(*args, **options)

    def audit(self):
        yield from verify_consents()
        yield from verify_seals(self.kept)
