"""After a publish: bring the rows in line with what is live. Both actions may run again at any time."""

import logging
from dataclasses import dataclass

from django.apps import apps
from django.db import transaction

from forms_ext.models import Claim, ConsentStatement, ConsentVersion, FormHost, FormVersion, Pool, PoolSpec, Retention
from forms_ext.models.host_pages import host_pages
from forms_ext.states import ClaimState

from .base import Action
from .locking import host_transaction
from .promote import PromoteAction

logger = logging.getLogger("convene.forms")


@dataclass
class SyncHostAction(Action):
    """Bring pools and frozen wording in line with the live pages of one host.

    Never called by a visit. A host without a live page offers nothing, and its rows stay.
    """

    host_key: object
    user: object = None

    def execute(self):
        """Return the pools of the host."""
        pages = host_pages(self.host_key)
        Pool.objects.get_or_create(host_key=self.host_key, item="")
        with host_transaction(self.host_key):
            for page in pages:
                FormVersion.store(page.frozen(), page.pk)
            self._write_pools(pages[0] if pages else None)
            if pages:
                self._write_retention(pages[0])
            PromoteAction(self.host_key, user=self.user).promote()
        return Pool.objects.of_host(self.host_key)

    def _write_pools(self, page):
        specs = {spec.item: spec for spec in page.pools()} if page else {}
        asking = Claim.objects.filter(state__in=[ClaimState.WAITING, ClaimState.OFFERED], pool__host_key=self.host_key, pool__item="")
        if page and "" not in specs and asking.exists():
            # The limit was taken away: whoever waited gets a place before anybody who comes now.
            specs[""] = PoolSpec("", page.title)
        review = bool(page and page.review)
        for pool in Pool.objects.of_host(self.host_key):
            self._write(pool, specs.pop(pool.item, None), review)
        for spec in specs.values():
            self._write(Pool(host_key=self.host_key, item=spec.item), spec, review)

    def _write_retention(self, page):
        has_end, ends_at = page.term()
        said = {"days": page.retention_days, "counted_from": page.retention_from, "has_end": has_end, "ends_at": ends_at}
        Retention.objects.update_or_create(host_key=self.host_key, defaults={"page_id": page.pk, "title": page.title[:255], **said})

    @staticmethod
    def _write(pool: Pool, spec: PoolSpec | None, review: bool):  # noqa: FBT001 -- private
        pool.offered = bool(spec and spec.offered)
        pool.review = review
        if spec:
            pool.title, pool.capacity, pool.waiting = spec.title[:255], spec.capacity, spec.waiting
            pool.offer_hours, pool.offers_until = spec.offer_hours, spec.offers_until
            if pool.pk and pool.capacity is not None and (taken := pool.count_taken()) > pool.capacity:
                pool.ceiling = taken  # nobody is thrown out of a room that became smaller
        fields = ["offered", "review", "title", "capacity", "waiting", "offer_hours", "offers_until", "ceiling"]
        pool.save(update_fields=fields if pool.pk else None)


@dataclass
class SyncStatementAction(Action):
    """Keep the published wording of a statement as a version and empty its kind of change."""

    statement: ConsentStatement
    revision: object = None
    user: object = None

    def execute(self) -> ConsentVersion:
        """Return the version with the published wording."""
        with transaction.atomic():
            version = self.statement.store_version()
            if self.revision is not None and self.revision.content.get("change_class"):
                self.revision.content["change_class"] = ""
                self.revision.save(update_fields=["content"])
        return version


def ensure_synced(host_key):
    """Make the pools of a host whose handler after publish failed."""
    if not Pool.objects.filter(host_key=host_key, item="").exists():
        SyncHostAction(host_key).execute()


@dataclass
class SyncAllAction(Action):
    """Bring every host in line; heals a publish whose handler was lost."""

    user: object = None

    def execute(self) -> int:
        """Return how many hosts were visited."""
        types = [model for model in apps.get_models() if issubclass(model, FormHost)]
        keys = {key for model in types for key in model.objects.live().filter(alias_of=None).values_list("translation_key", flat=True)}
        for key in keys:
            try:
                SyncHostAction(key, user=self.user).execute()
            except Exception:
                logger.exception("Host %s was not synchronised; the others are.", key)
        return len(keys)
