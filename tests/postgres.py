"""Run a command against a PostgreSQL of its own: ``python tests/postgres.py COMMAND [ARGUMENT ...]``.

The server comes from ``DATABASE_URL`` when it is set, else from an installed PostgreSQL (started in a temporary
folder, on a socket there, stopped and removed afterwards), else from the ``pgserver`` wheel.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

INSTALLED = Path("/usr/lib/postgresql")
OPTIONS = "-c listen_addresses='' -c max_connections=120 -c shared_buffers=128MB"


def installed_programs() -> Path | None:
    """Return the folder with ``initdb`` and ``pg_ctl`` of the newest PostgreSQL installed here."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    versions = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


def unprivileged(command: list[str], account: str | None) -> list[str]:
    """Return ``command`` as ``account`` runs it: PostgreSQL refuses to run as root."""
    return ["runuser", "-u", account, "--", *command] if account else command


class Cluster:
    """A fresh PostgreSQL in a temporary folder, reached by a socket there.

    :param programs: the folder with ``initdb`` and ``pg_ctl``.
    """

    def __init__(self, programs: Path):
        self.programs = programs
        known = {entry.pw_name for entry in pwd.getpwall()}
        self.account = None if os.geteuid() else ("postgres" if "postgres" in known else "nobody")
        self.folder = Path(tempfile.mkdtemp(prefix="convene-pg-"))
        if self.account:
            shutil.chown(self.folder, self.account)
        self.data = self.folder / "data"
        self.run("initdb", "-U", "convene", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    @property
    def url(self) -> str:
        """Return the address of its first database."""
        return f"postgres://convene@/postgres?host={self.folder}"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs on the data folder, as the account that owns it."""
        command = [str(self.programs / program), "-D", str(self.data), *arguments]
        subprocess.run(unprivileged(command, self.account), check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", f"{OPTIONS} -k {self.folder}", "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop the server; ``immediate`` is a crash: nothing is written out, the next start has to recover."""
        self.run("pg_ctl", "-m", mode, "stop")


@contextmanager
def own_cluster(programs: Path):
    """Start a fresh cluster, give it, and remove it afterwards."""
    cluster = Cluster(programs)
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop("immediate")  # nothing of it is kept, so nothing has to be written out
        shutil.rmtree(cluster.folder, ignore_errors=True)


@contextmanager
def installed_cluster(programs: Path):
    """Start a fresh cluster and give its URL."""
    with own_cluster(programs) as cluster:
        yield cluster.url


@contextmanager
def wheel_cluster():
    """Start the server of the ``pgserver`` wheel in a temporary folder of its own and give its URL."""
    try:
        import pgserver
    except ImportError:
        sys.exit("bin/test: no PostgreSQL. Install it (apt-get install postgresql), set DATABASE_URL, or pip install pgserver.")
    folder = tempfile.mkdtemp(prefix="convene-pg-")
    server = pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def main() -> int:
    """Run the command with ``DATABASE_URL`` set and return its exit code."""
    if os.environ.get("DATABASE_URL"):
        return subprocess.run(sys.argv[1:], check=False).returncode
    programs = installed_programs()
    with installed_cluster(programs) if programs else wheel_cluster() as url:
        return subprocess.run(sys.argv[1:], check=False, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main())
