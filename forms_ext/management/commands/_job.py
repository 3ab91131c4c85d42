"""What the commands share: ``--json``, one line for people, an exit code for machines."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import InternalError, OperationalError, ProgrammingError

# What the databases say, by a part of it that all their versions have.
FAULTS = {
    "no such table": "The database lacks tables: run migrate first.",
    "no such column": "The database is that of another version: run migrate first.",
    "does not exist": "The database, or a table in it, does not exist: check DATABASE_URL, then run migrate.",
    "readonly": "The database can only be read by this account.",
    "read-only": "The database can only be read now.",
    "unable to open": "The file of the database cannot be opened: check CONVENE_VAR and its owner.",
    "locked": "The database is held by another command; run this again.",
    "full": "The disk is full.",
}


def fault_in_words(error: Exception) -> str:
    """Return why the database did not do it, without what it quotes: that may name people."""
    said = str(error)
    return next((words for part, words in FAULTS.items() if part in said), "The database does not answer.")


def text_of(path: Path) -> str:
    """Return the text of a file that was named on the command line.

    :raises CommandError: when it cannot be read.
    """
    try:
        return path.read_text()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is no text.") from error


class SiteCommand(BaseCommand):
    """A command that says in one line when the database is away or not ready."""

    def execute(self, *args, **options):
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError, InternalError) as error:
            raise CommandError(fault_in_words(error)) from error


class JobCommand(SiteCommand):
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
