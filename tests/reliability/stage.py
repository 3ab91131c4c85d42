"""The running site: the real server, the real job worker, a mail server, and the crowd in front of it."""

import random
import sys
from contextlib import contextmanager
from dataclasses import dataclass

from forms_ext.schema.questions import html_name
from tests import builders

from .running_site import ROOT, site_command, site_environment, wait_for
from .smtp_sink import SmtpSink, smtp_sink
from .supervisor import Supervised
from .visitors import Visitor


@dataclass
class Stage:
    """The running site with all that can be hurt."""

    port: int
    web: Supervised
    mailer: Supervised
    sink: SmtpSink


@contextmanager
def stage(settings_module, **extra):
    """Start mail server, site and job worker; stop them afterwards.

    :param extra: environment variables of the site.
    """
    with smtp_sink() as sink:
        port, environment = site_environment(settings_module)
        environment |= {"CONVENE_TEST_SMTP_PORT": str(sink.port), **extra}
        web = Supervised(site_command(port), environment, ROOT)
        mailer = Supervised([sys.executable, "site/manage.py", "run_jobs"], environment, ROOT)
        try:
            wait_for(port)
            yield Stage(port, web, mailer, sink)
        finally:
            mailer.stop()
            web.stop()


def visitors_of(event, port, history, *, people, seed, repeats=0.2):
    """Return people with filled forms; each wants each of the side events with a chance of one half."""
    form = event.form()
    attendance, choose = html_name(builders.field_key(event, "attendance")), random.Random(seed)  # noqa: S311 -- a seeded run can be repeated
    made = []
    for number in range(people):
        email = f"{event.slug}-{number}@example.org"
        data = builders.filled(event, form, full_name=f"Visitor {number}", email=email, consent=choose.choice(["yes", "no"]))
        items = [item for item in ("side-walk", "side-supper") if choose.random() < 0.5]
        made.append(Visitor(port, form.action, {**data, attendance: items}, email, f"{seed}:{number}", history, repeats))
    return made
