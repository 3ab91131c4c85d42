"""The daily job of retention."""

import logging
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from forms_ext.models.retention import day_of
from forms_ext.signals import day_passed

from .base import Action
from .end_proofs import EndProofsAction
from .journal import append_missing
from .purge import PurgeAction, hosts_with_answers
from .purge_fields import PurgeFieldsAction
from .purge_notices import AnnouncePurgeAction

logger = logging.getLogger("convene.forms")
JOBS = {"announced": AnnouncePurgeAction, "purged": PurgeAction, "answers": PurgeFieldsAction}


@dataclass
class KeepRetentionAction(Action):
    """Announce what will go, delete what is due, end proofs, and bring the journal's file up to date.

    :param today: the day that counts, in the time zone of the site.
    """

    today: date = field(default_factory=lambda: day_of(timezone.now()))
    user: object = None

    def execute(self) -> dict[str, int]:
        """Return how many submissions were announced and purged, single answers deleted and proofs ended, and how often that failed."""
        figures, failed = dict.fromkeys(JOBS, 0), 0
        for host_key in hosts_with_answers():
            for name, job in JOBS.items():
                try:
                    figures[name] += job(host_key, self.today).execute()
                except Exception:
                    # One host that fails must not keep the others' answers for ever.
                    logger.exception("Retention of host %s failed; the others go on.", host_key)
                    failed += 1
        figures["proofs"] = EndProofsAction(self.today).execute()
        append_missing()
        for receiver, error in day_passed.send_robust(sender=type(self)):
            if isinstance(error, Exception):
                logger.error("%s failed at the end of the day.", receiver, exc_info=error)
                failed += 1
        return {**figures, "failed": failed}
