"""A disk that is nearly full, and becomes free again.

Where this machine lets us mount, it is a small file system in memory with a ballast file: the failure is the kernel's own
``ENOSPC``. Where it does not, the database is told to fail the same way: SQLite by ``max_page_count``, PostgreSQL by a
trigger that raises ``disk_full`` (SQLSTATE 53100). Which of the two it was is printed with the figures.
"""

import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections

SIZE = 48_000_000
TRIGGER = """
CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM forms_ext_message) >= %s THEN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER disk_full BEFORE INSERT ON forms_ext_message FOR EACH ROW EXECUTE FUNCTION disk_full();
"""


class SmallDisk:
    """A folder on a file system of its own.

    :param folder: where it is mounted.
    """

    how = "a small file system, ENOSPC from the kernel"

    def __init__(self, folder):
        self.folder = folder
        self.ballast = folder / "ballast"

    def fill(self):
        """Leave room for a few more submissions: on SQLite their pages and the write-ahead log, else their messages."""
        leave = 500_000 if connection.vendor == "sqlite" else 65_536
        self.ballast.write_bytes(b"x" * (shutil.disk_usage(self.folder).free - leave))

    def free(self):
        """Give the space back."""
        self.ballast.unlink()


@contextmanager
def mounted(account=None):
    """Mount a small disk and give it; None where this machine does not let us."""
    folder = Path(tempfile.mkdtemp(prefix="convene-disk-"))
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], check=False, capture_output=True)
    if mount.returncode:
        yield None
        return
    try:
        if account:
            shutil.chown(folder, account)
        yield SmallDisk(folder)
    finally:
        connections.close_all()
        subprocess.run(["umount", "-l", folder], check=False)


@contextmanager
def sqlite_on(disk):
    """Move the test's SQLite file to the small disk."""
    chosen, before = connection.settings_dict, connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
    # By another process: whoever closes a file of SQLite gives up the locks that its process holds on it.
    subprocess.run(["cp", str(before), str(disk.folder / "convene.sqlite3")], check=True)
    chosen["NAME"] = str(disk.folder / "convene.sqlite3")
    try:
        yield
    finally:
        connections.close_all()
        chosen["NAME"] = before


@contextmanager
def messages_on(disk):
    """Move PostgreSQL's table of messages, the one that grows most, to the small disk."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLESPACE small LOCATION '{disk.folder}'")
        cursor.execute("ALTER TABLE forms_ext_message SET TABLESPACE small")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE forms_ext_message SET TABLESPACE pg_default")
            cursor.execute("DROP TABLESPACE small")
        connections.close_all()


class PretendedFull:
    """The database fails as it would on a full disk."""

    how = "pretended: this machine does not let us mount"

    def __init__(self, pages_file):
        self.pages_file = pages_file

    def fill(self):
        """Allow only a few more pages, or messages."""
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("VACUUM")  # what earlier tests deleted left pages that are free
                cursor.execute("PRAGMA page_count")
                self.pages_file.write_text(str(cursor.fetchone()[0] + 15))
            else:
                cursor.execute(TRIGGER % 20)

    def free(self):
        """Stop to fail."""
        self.pages_file.unlink(missing_ok=True)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("DROP FUNCTION disk_full() CASCADE")


@contextmanager
def small_disk(cluster, pages_file, *, may_mount=True):
    """Put what grows on a disk that can be filled, and give the disk."""
    with mounted(cluster and cluster.account) if may_mount else nothing() as disk:
        if disk is None:
            yield PretendedFull(pages_file)
            return
        with messages_on(disk) if cluster else sqlite_on(disk):
            yield disk


@contextmanager
def nothing():
    """Stand for a machine that does not let us mount."""
    yield None
