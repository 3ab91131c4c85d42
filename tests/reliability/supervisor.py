"""Processes that are started again when they end, as a service manager does on a real machine."""

import contextlib
import os
import signal
import subprocess
import threading
from pathlib import Path


class Supervised:
    """One process, started again whenever it ends by itself.

    :param command: program and arguments.
    :param environment: the whole environment of the process.
    :param folder: where it runs.
    """

    def __init__(self, command, environment, folder):
        self.command, self.environment, self.folder = command, environment, folder
        self.stopping = threading.Event()
        self.starts = 0
        self.process = self.start()
        self.keeper = threading.Thread(target=self.keep, daemon=True)
        self.keeper.start()

    def start(self):
        self.starts += 1
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(self.command, cwd=self.folder, env=self.environment, start_new_session=True, **quiet)

    def keep(self):
        while not self.stopping.is_set():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=0.1)
                self.kill_group()
                if not self.stopping.is_set():
                    self.process = self.start()

    def kill_group(self):
        """End what the process left behind: workers of a dead server would keep its port."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def children(self):
        """Return the process ids of its workers, oldest first."""
        pid = self.process.pid
        with contextlib.suppress(OSError):
            found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            return [int(child) for child in found if not is_helper(child)]
        return []

    def kill(self):
        """End it at once, without a chance to tidy up."""
        self.process.kill()

    def stop(self):
        """End it for good."""
        self.stopping.set()
        self.keeper.join()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.terminate()
            self.process.wait(timeout=5)
        self.kill_group()
        self.process.wait(timeout=5)


def is_helper(pid):
    """Tell whether a child belongs to Python's own housekeeping and serves nobody."""
    try:
        return b"resource_tracker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return True


def kill_at_once(pid):
    """Send SIGKILL; a process that is gone already is dead enough."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
