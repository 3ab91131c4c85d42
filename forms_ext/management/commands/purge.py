"""Delete what was kept long enough."""

import time
from argparse import ArgumentTypeError
from datetime import date

from django.apps import apps
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from forms_ext.actions import KeepRetentionAction, PurgeAction
from forms_ext.actions.purge import foreseen, hosts_with_answers, over, retention_of
from forms_ext.actions.purge_fields import PurgeFieldsAction
from forms_ext.models.retention import day_of
from forms_ext.retention import about_people

from ._job import JobCommand

# So many seconds ``--compact`` waits for those who still read.
PATIENCE = 60


def a_day(text: str) -> date:
    """Return the day that was written as 2030-01-31.

    :raises ArgumentTypeError: when it is no day.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is no day: write it as 2030-01-31.") from error


class Command(JobCommand):
    help = "Announces, then deletes what was kept long enough. With --dry-run it tells what would go and changes nothing."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--dry-run", action="store_true", help="tell what would go, form by form, and change nothing")
        parser.add_argument("--on", type=a_day, metavar="DAY", help="with --dry-run: the day to rehearse, as 2030-01-31")
        parser.add_argument("--compact", action="store_true", help="afterwards overwrite what is left in the files of the database")

    def handle(self, *args, **options):
        today = day_of(timezone.now())
        if options["on"] and not options["dry_run"]:
            raise CommandError("--on is for --dry-run only: nothing is deleted on another day than today.")
        if options["dry_run"] and options["compact"]:
            raise CommandError("--compact changes files: leave out --dry-run.")
        if options["dry_run"]:
            figures = {str(key): self.rehearse(key, options["on"] or today) for key in hosts_with_answers()}
            return self.tell(figures, as_json=options["json"])
        figures = KeepRetentionAction(today).execute()
        self.report(figures, as_json=options["json"])
        if options["compact"]:
            compact()
        if figures["failed"]:
            raise CommandError("Not everything that is due is deleted: the log says why, and the next run tries again.")
        return None

    @staticmethod
    def rehearse(host_key, day: date) -> dict:
        """Return what the job would do to one form on ``day``, and what stays."""
        retention = retention_of(host_key)
        return {
            "title": retention.title,
            "rows": PurgeAction(host_key, day).rehearse(),
            "answers": PurgeFieldsAction(host_key, day).rehearse(),
            "not_announced_yet": over(retention, day).count() - foreseen(retention, day).count(),
        }

    def tell(self, figures: dict, *, as_json: bool):
        """Print the difference, form by form."""
        if as_json:
            return self.report(figures, as_json=True)
        for told in figures.values():
            rows = ", ".join(f"{apps.get_model(label)._meta.verbose_name_plural} {number}" for label, number in told["rows"].items())
            rows = rows or "nothing"
            self.stdout.write(f"{told['title']}: would go: {rows}; single answers: {sum(told['answers'].values())};")
            self.stdout.write(f"  kept until announced: {told['not_announced_yet']}; places, states, consents and counts stay")
        if not figures:
            self.stdout.write("No form holds answers now.")
        return None


def compact():
    """Overwrite what deleted rows left in the files: SQLite's log, the dead rows of PostgreSQL (which locks each table)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        wait_for_readers(cursor)
        for model, _rules in about_people():
            cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")


def wait_for_readers(cursor):
    """Wait until nobody may still see what was deleted: for as long as somebody may, PostgreSQL keeps the rows.

    A transaction in another database of the same server counts as well: VACUUM FULL looks at all of them.

    :raises CommandError: when somebody reads for longer than ``PATIENCE`` seconds.
    """
    cursor.execute("SELECT pg_current_xact_id()::text::bigint, pg_current_xact_id()::xid::text")
    number, short = cursor.fetchone()
    until = time.monotonic() + PATIENCE
    while True:
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint > %s AND NOT EXISTS (SELECT 1 FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND age(backend_xmin) > age(%s::xid))",
            [number, short],
        )
        if cursor.fetchone()[0]:
            return
        if time.monotonic() > until:
            raise CommandError("Somebody has been reading for a long time, so the files still hold what was deleted. Run this again.")
        time.sleep(0.1)
