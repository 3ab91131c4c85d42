"""Prove that the backup of this site can be restored."""

import json
import tempfile
import time
from pathlib import Path

from django.core.management.base import CommandError

from convene_site.backups import BackupError, dump, fingerprint, folders, restored, standing_still
from forms_ext.management.commands._job import SiteCommand


class Command(SiteCommand):
    help = "Dumps the site, restores it into an empty place and compares; ends with 1 when anything differs. Changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--keep", type=Path, help="an existing folder in which the dump stays, as a backup")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of sentences")

    def handle(self, *args, **options):
        with tempfile.TemporaryDirectory(prefix="convene-drill-") as scratch:
            folder = options["keep"] or Path(scratch)
            if not folder.is_dir():
                raise CommandError(f"{folder} is no folder.")
            try:
                figures = self.drill(folder)
            except (BackupError, OSError) as error:
                raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(figures) if options["json"] else ", ".join(f"{name}: {value}" for name, value in figures.items()))
        if figures["differences"]:
            raise SystemExit(1)

    def drill(self, folder: Path) -> dict:
        """Return rows, seconds and what differs."""
        started = time.monotonic()
        with standing_still() as moment:
            before = fingerprint(folders())
            counted = time.monotonic()
            file = dump(folder, moment)
        dumped = time.monotonic()
        with restored(file, folder) as files:
            back = time.monotonic()
            after = fingerprint(files)
        return {
            "rows": after.rows,
            "submissions": after.submissions,
            "bytes": file.stat().st_size,
            "dump seconds": round(dumped - counted, 2),
            "restore seconds": round(back - dumped, 2),
            "all seconds": round(time.monotonic() - started, 2),
            "content": after.content[:16],
            "ledger": after.ledger[:16],
            "media": after.media[:16],
            "differences": before.differences(after),
        }
