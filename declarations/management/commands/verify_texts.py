"""Compute every hash of the text versions again."""

from declarations.audits import verify_texts
from forms_ext.management.commands._job import AuditCommand


class Command(AuditCommand):
    help = "Computes every hash of the text versions again; ends with 1 when a text was changed, removed or added."

    def audit(self):
        return verify_texts()
