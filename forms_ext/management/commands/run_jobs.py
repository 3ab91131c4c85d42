"""The one worker beside the server."""

import logging
import signal
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from forms_ext.actions import DeliverAction, KeepRetentionAction, TidySendingsAction
from forms_ext.actions.ask_again import ExpireConsentsAction
from forms_ext.actions.notify import DigestAction
from forms_ext.actions.promote import PromoteWaitingAction
from forms_ext.actions.seal import SealDailyAction
from forms_ext.actions.sync import SyncAllAction
from forms_ext.actions.uploads import RemoveLooseFilesAction

logger = logging.getLogger("convene.jobs")

# Each job with the seconds between two of its runs.
JOBS = (
    (DeliverAction, 2),
    (PromoteWaitingAction, 5),
    (DigestAction, 300),
    (TidySendingsAction, 600),
    (SyncAllAction, 3600),
    (RemoveLooseFilesAction, 3600),
    (SealDailyAction, 3600),
    (ExpireConsentsAction, 3600),
    (KeepRetentionAction, 86_400),
)


class Command(BaseCommand):
    help = "Runs all jobs in turn until it is stopped: mail, waiting lists, hosts whose publish was interrupted, retention, consents that expire, the daily seal."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="run each job once and stop")

    def handle(self, *args, **options):
        self.stopping = False
        if options["once"]:
            failed = [job.__name__ for job, _seconds in JOBS if not self.run(job)]
            if failed:
                raise CommandError(f"Failed: {', '.join(failed)}. The log says why.")
            return
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        due = dict.fromkeys(JOBS, 0.0)
        while not self.stopping:
            for job, seconds in JOBS:
                if time.monotonic() >= due[job, seconds] and not self.stopping:
                    self.run(job)
                    due[job, seconds] = time.monotonic() + seconds
            time.sleep(0.5)

    def stop(self, *args):
        self.stopping = True

    def run(self, job) -> bool:
        """Run one job and tell whether it went through. Nothing ends the worker: a fault in one job must not keep the others, least of all the mail, from running."""
        close_old_connections()
        try:
            action = job()
            if hasattr(action, "stopping"):
                action.stopping = lambda: self.stopping
            action.execute()
        except Exception:
            logger.exception("%s failed and will run again", job.__name__)
            return False
        return True
