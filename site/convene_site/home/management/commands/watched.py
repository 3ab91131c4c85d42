"""Tell a person when a nightly command fails: a machine without a mail program of its own would keep it to itself."""

import argparse
import io
import sys
import traceback

from django.core.mail import send_mail
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from forms_ext import conf


class Command(BaseCommand):
    help = "Runs another command and ends as it ends; when it fails, what it printed is mailed to CONVENE_OWNER_EMAIL."
    # The command to run makes its own checks, and a fault that they find has to be told as well.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("name", help="the command to run")
        parser.add_argument("arguments", nargs=argparse.REMAINDER, help="what it is given")

    def handle(self, *args, **options):
        printed = io.StringIO()
        code = outcome(options["name"], options["arguments"], printed)
        self.stdout.write(printed.getvalue(), ending="")
        if code:
            self.tell(options["name"], printed.getvalue())
            raise SystemExit(code)

    def tell(self, name: str, printed: str) -> None:
        """Mail the office at once, not through the queue: it may be the database that is broken."""
        office = conf.get("OWNER_EMAIL")
        if not office:
            self.stderr.write(_("Nobody was told: CONVENE_OWNER_EMAIL is empty."))
            return
        subject = _("%(command)s failed on %(site)s") % {"command": name, "site": conf.get("BASE_URL")}
        try:
            send_mail(subject, printed, None, [office])
        except OSError as error:  # also what smtplib raises
            self.stderr.write(_("Nobody was told: the mail server says %(fault)s.") % {"fault": type(error).__name__})


def outcome(name: str, arguments: list[str], printed: io.StringIO) -> int:
    """Run a command, write what it prints, and return the code it would end with.

    Of a fault that nobody foresaw the name alone is written for the mail, because its text may hold what a visitor sent.
    """
    try:
        call_command(name, *arguments, stdout=printed, stderr=printed, no_color=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except CommandError as error:
        printed.write(f"{error}\n")
        return error.returncode
    except Exception as error:  # noqa: BLE001 -- whatever it is, somebody has to hear of it
        traceback.print_exc(file=sys.stderr)
        printed.write(f"{type(error).__name__}\n")
        return 1
    return 0
