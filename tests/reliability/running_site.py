"""The real server on the test's own database."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 30


def database_url():
    """Return the URL of the database that the test uses."""
    chosen = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{chosen['NAME']}"
    return f"postgres://{chosen['USER']}@/{chosen['NAME']}?host={chosen['HOST']}"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def site_environment(settings_module):
    """Return a free port and the environment of a site on the test's database."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": settings_module,
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "CONVENE_TEST_VAR": tempfile.mkdtemp(prefix="convene-race-"),
    }
    return free_port(), environment


def site_command(port, workers=2, threads=16):
    """Return the command of the real server; as ``docs/running.md`` has it."""
    flags = ["--interface", "wsgi", "--port", str(port), "--workers", str(workers), "--respawn-failed-workers"]
    return [
        sys.executable,
        "-m",
        "granian",
        *flags,
        "--blocking-threads",
        str(threads),
        "--log-level",
        "critical",
        "convene_site.wsgi:application",
    ]


@contextlib.contextmanager
def running_site(settings_module, workers=2, threads=16):
    """Start granian with ``workers`` processes of ``threads`` threads and give its port; stop it afterwards."""
    port, environment = site_environment(settings_module)
    server = subprocess.Popen(
        site_command(port, workers, threads), cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


def wait_for(port):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if get(port, "/healthz")[0] == 200:
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not start")


def get(port, path):
    """Return status and body of a GET."""
    return ask(port, "GET", path)


def post(port, path, data):
    """Return status and body of a form post; without cookies, as visitors send it."""
    return ask(port, "POST", path, urlencode(data, doseq=True), {"Content-Type": "application/x-www-form-urlencoded"})


def ask(port, method, path, body=None, headers=None):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.request(method, path, body, {"Host": "localhost", **(headers or {})})
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    finally:
        line.close()


def in_parallel(jobs, at_once):
    """Run the functions ``jobs`` with ``at_once`` threads and return how often each result came."""
    with ThreadPoolExecutor(at_once) as pool:
        return Counter(pool.map(lambda job: job(), jobs))
