"""Send the messages that are due."""

import signal
import time
from collections import Counter

from django.core.management.base import CommandError
from django.db import close_old_connections

from forms_ext.actions import DeliverAction

from ._job import JobCommand


class Command(JobCommand):
    help = (
        "Sends the messages that are due. Safe to run again, and beside other workers. Stopped by SIGTERM, it finishes the message in hand."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--loop", action="store_true", help="go on until it is stopped")
        parser.add_argument("--sleep", type=float, default=2.0, metavar="SECONDS", help="pause between two looks with --loop (default 2)")

    def handle(self, *args, **options):
        if options["sleep"] < 0:
            raise CommandError("--sleep is a number of seconds, not less than 0.")
        self.stopping = False
        before = {number: signal.signal(number, self.stop) for number in (signal.SIGTERM, signal.SIGINT)} if options["loop"] else {}
        try:
            totals = self.drain()
            while options["loop"] and not self.stopping:
                time.sleep(options["sleep"])
                close_old_connections()
                totals += self.drain()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        self.report({name: totals[name] for name in ("sent", "retry", "failed", "dropped")}, as_json=options["json"])

    def stop(self, *args):
        self.stopping = True

    def drain(self) -> Counter:
        """Send until nothing is due any more; return what became of the messages."""
        totals = Counter()
        while not self.stopping:
            counts = DeliverAction(stopping=lambda: self.stopping).execute()
            if not any(counts.values()):
                break
            totals.update(counts)
        return totals
