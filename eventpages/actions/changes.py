"""Writing down what was announced."""

from dataclasses import dataclass

from eventpages.models import EventChange, EventPageMixin
from forms_ext.actions import Action
from forms_ext.actions.locking import host_transaction
from forms_ext.actions.sync import ensure_synced
from forms_ext.models.host_pages import host_pages


@dataclass
class RecordChangeAction(Action):
    """Write down date, place and status of an event where they differ from what was announced last.

    The page in the main language counts, else the oldest. May run again at any time.
    """

    host_key: object
    user: object = None

    def execute(self) -> EventChange | None:
        """Return the latest announcement; None for an event that has no live page and was never announced."""
        ensure_synced(self.host_key)
        with host_transaction(self.host_key):
            last = EventChange.objects.of_host(self.host_key).last()
            page = next((page for page in host_pages(self.host_key) if isinstance(page, EventPageMixin)), None)
            if page is None or (last and last.facts == page.announced()):
                return last
            return EventChange.objects.create(
                host_key=self.host_key,
                seq=last.seq + 1 if last else 0,
                status=page.status,
                starts_at=page.starts_at,
                ends_at=page.ends_at,
                facts=page.announced(),
            )
