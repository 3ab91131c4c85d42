"""Compute every hash of the consent ledger again."""

from forms_ext.audits import verify_consents

from ._job import AuditCommand


class Command(AuditCommand):
    help = "Computes every hash of the consent ledger again; ends with 1 when something was changed, removed or added."

    def audit(self):
        return verify_consents()
