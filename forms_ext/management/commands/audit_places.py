"""Count every pool, queue and registration again."""

from forms_ext.audits import audit_places

from ._job import AuditCommand


class Command(AuditCommand):
    help = "Counts places, queues and registrations again; ends with 1 when something does not agree."

    def audit(self):
        return audit_places()
