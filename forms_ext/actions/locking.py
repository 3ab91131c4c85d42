"""The one lock. See docs/decisions/one-lock-per-host.md for what was measured."""

from contextlib import contextmanager

from django.db import transaction
from django.db.models import F

from forms_ext.models import Pool


class NoPool(LookupError):
    """The host has no pool row yet; ``SyncHostAction`` makes it."""


@contextmanager
def host_transaction(host_key):
    """Open the transaction in which submissions, claims or places of a host may be written, and wait for its lock.

    The first statement is a write to the host's own pool row: it makes PostgreSQL wait for others that hold the row, and
    SQLite wait for the only writer. It guards every pool of the host, promotion and repeats alike.

    :raises NoPool: when the host was never synchronised.
    """
    with transaction.atomic():
        lock(host_key)
        yield


def lock(host_key):
    """Take the lock inside a transaction that is already open."""
    if not Pool.objects.filter(host_key=host_key, item="").update(version=F("version") + 1):
        raise NoPool(str(host_key))
