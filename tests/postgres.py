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


@contextmanager
def own_cluster(programs: Path):
    """Start a fresh cluster in a temporary folder and give its URL."""
    account = ("postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody") if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="convene-pg-"))
    if account:
        shutil.chown(folder, account)

    def run(*command: str) -> None:
        subprocess.run(unprivileged(list(command), account), check=True, stdout=subprocess.DEVNULL, cwd=folder)

    data = folder / "data"
    run(str(programs / "initdb"), "-D", str(data), "-U", "convene", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    run(str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", f"{OPTIONS} -k {folder}", "start")
    try:
        yield f"postgres://convene@/postgres?host={folder}"
    finally:
        run(str(programs / "pg_ctl"), "-D", str(data), "-m", "fast", "stop")
        shutil.rmtree(folder, ignore_errors=True)


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
    with own_cluster(programs) if programs else wheel_cluster() as url:
        return subprocess.run(sys.argv[1:], check=False, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main())
