"""What the commands share: ``--json``, one line for people, an exit code for machines."""

import json

from django.core.management.base import BaseCommand


class JobCommand(BaseCommand):
    """A command that may run at any time and as often as one likes."""

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of a sentence")

    def report(self, figures: dict, *, as_json: bool):
        """Print the figures of a run."""
        self.stdout.write(
            json.dumps(figures) if as_json else ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in figures.items())
        )


class AuditCommand(JobCommand):
    """A command that counts again and ends with an error when something does not agree."""

    def audit(self):
        """Give the findings."""
        return ()

    def handle(self, *args, **options):
        findings = list(self.audit())
        for finding in findings if not options["json"] else ():
            self.stderr.write(f"{finding.code}: {finding.where}")
        figures = {"findings": len(findings)}
        if options["json"]:
            figures = {"findings": [{"code": finding.code, "where": finding.where} for finding in findings]}
        self.report(figures, as_json=options["json"])
        if findings:
            raise SystemExit(1)
