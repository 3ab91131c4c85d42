"""As in the fault runs; on SQLite a file may name the number of pages after which the database is full."""

import os
from pathlib import Path

from django.db.backends.signals import connection_created

from .settings_faults import *  # noqa: F403 -- settings modules are stacked this way in Django


def limit(connection, **kwargs):
    """Set the limit on each new connection: there is one for each request."""
    file = Path(os.environ["CONVENE_TEST_PAGES"])
    if connection.vendor == "sqlite" and file.exists():
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count={int(file.read_text())}")


connection_created.connect(limit, weak=False)
