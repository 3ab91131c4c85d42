"""Seal the consent ledger."""

from forms_ext.actions.seal import SealAction

from ._job import JobCommand


class Command(JobCommand):
    help = "Takes a seal over the consent ledger, prints its hash and mails it to the addresses in SEAL_TO. Keep the hash elsewhere."

    def handle(self, *args, **options):
        seal = SealAction().execute()
        self.report({"seal": seal.number, "records": seal.records, "events": seal.length, "hash": seal.sha256}, as_json=options["json"])
