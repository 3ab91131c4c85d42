"""Serve the demo: the server and the job worker side by side, until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

PORTS_TO_TRY = 20


def free_port(first: int) -> int:
    """Return ``first`` or the next port that nobody listens on.

    :raises CommandError: when the next twenty are busy too.
    """
    for port in range(first, first + PORTS_TO_TRY):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CommandError(f"The ports {first} to {first + PORTS_TO_TRY - 1} are all busy. Set PORT to another one.")


class Command(BaseCommand):
    help = "Serves the demo on this machine and runs the jobs beside it."

    def handle(self, *args, **options):
        try:
            wanted = int(os.environ.get("PORT", "8000"))
        except ValueError as error:
            raise CommandError("PORT has to be a number, for example PORT=8080.") from error
        port = free_port(wanted)
        if port != wanted:
            self.stdout.write(f"Port {wanted} is busy; using {port}.")
        address = f"http://localhost:{port}"
        # Links in calendars and in the heads of pages follow the port that was free today.
        Site.objects.filter(is_default_site=True).update(hostname="localhost", port=port)
        Site.clear_site_root_paths_cache()
        self.links(address)
        environment = {**os.environ, "CONVENE_BASE_URL": address}
        jobs = subprocess.Popen([sys.executable, "site/manage.py", "run_jobs"], env=environment)
        server = subprocess.Popen(self.server(port), env=environment)  # noqa: S603 -- our own command
        try:
            signal.signal(signal.SIGTERM, lambda *_args: server.terminate())
            server.wait()
        except KeyboardInterrupt:
            server.terminate()
            server.wait(timeout=20)
        finally:
            jobs.terminate()
            jobs.wait(timeout=20)

    @staticmethod
    def server(port: int) -> list[str]:
        """Return the command of the server; without respawning, one killed worker would take the site down.

        It hands out pictures itself, because no other server stands in front. Documents go through the site, which asks who may see them.
        """
        pictures = settings.MEDIA_ROOT / "images"
        pictures.mkdir(parents=True, exist_ok=True)
        media = ["--static-path-route", f"{settings.MEDIA_URL}images", "--static-path-mount", str(pictures)]
        flags = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--respawn-failed-workers"]
        return [sys.executable, "-m", "granian", *flags, *media, "--log-level", "warning", "convene_site.wsgi:application"]

    def links(self, address: str):
        lines = [
            "",
            f"  Site       {address}/",
            f"  Editor     {address}/admin/",
            f"  Desk       {address}/admin/desk/",
            f"  Accounts   {settings.VAR / 'accounts.json'}",
            f"  Mail       {settings.EMAIL_FILE_PATH}",
            "",
            "Stop with Ctrl-C.",
        ]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()
