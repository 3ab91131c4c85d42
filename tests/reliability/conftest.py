"""What the runs against the real server share: a database that may be hurt, and the section of its events."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections

from eventpages.models import EventIndexPage
from tests import builders
from tests.postgres import installed_programs, own_cluster


def programs():
    """Return the folder of PostgreSQL's programs: installed ones, else those of the ``pgserver`` wheel."""
    found = installed_programs()
    if found:
        return found
    import pgserver

    return Path(pgserver.__file__).parent / "pginstall" / "bin"


@contextmanager
def moved_to(cluster):
    """Let the tests use the first database of ``cluster`` in place of the one that other tests need unhurt."""
    chosen, before = connection.settings_dict, dict(connection.settings_dict)
    connections.close_all()
    chosen.update(NAME="postgres", USER="convene", PASSWORD="", HOST=str(cluster.folder), PORT="")
    try:
        call_command("migrate", verbosity=0, interactive=False)
        yield cluster
    finally:
        connections.close_all()
        chosen.update(before)


@pytest.fixture(scope="module")
def stoppable_database(django_db_setup, django_db_blocker):
    """Give a PostgreSQL of this module's own, which it may crash; None on SQLite, which has no server."""
    if connection.vendor == "sqlite":
        yield None
        return
    with django_db_blocker.unblock(), own_cluster(programs()) as cluster, moved_to(cluster):
        yield cluster


@pytest.fixture
def index(stoppable_database, transactional_db):
    """Return the published section of events."""
    home = builders.tree()
    return builders.publish(home.add_child(instance=EventIndexPage(title="Events", slug="events")))
