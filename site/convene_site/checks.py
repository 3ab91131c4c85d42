"""What ``check --deploy`` refuses: settings that are good for looking around and bad for a site that people use."""

import json
from collections.abc import Iterator
from datetime import timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import checks
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import DatabaseError
from django.utils import timezone

from forms_ext import conf
from forms_ext.models import Message
from forms_ext.states import MessageState

KEPT_HERE = ("locmem", "filebased", "console", "dummy", "mailfiles")
LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1", "[::1]"}
WORKER_MINUTES = 10


def error(number: int, sentence: str, hint: str) -> checks.Error:
    """Return a finding; ``check --deploy`` ends with 1 when there is one."""
    return checks.Error(sentence, hint=hint, id=f"convene.E{number:03}")


@checks.register(checks.Tags.security, deploy=True)
def settings_of_a_real_site(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """Find settings of the demo and of development."""
    return [*_keys(), *_addresses(), *_mail(), *_database()]


def _keys() -> Iterator[checks.CheckMessage]:
    if getattr(settings, "DEMO", False):
        yield error(1, "The demo is switched on.", "Unset CONVENE_DEMO.")
    demo_key = settings.VAR / "secret_key"
    if settings.SECRET_KEY.startswith("only-for-development") or (demo_key.exists() and demo_key.read_text() == settings.SECRET_KEY):
        yield error(2, "The secret key is the one of the demo or of development.", "Set CONVENE_SECRET_KEY to 50 random characters.")
    if not conf.get("SUBJECT_KEY"):
        hint = "Set CONVENE_SUBJECT_KEY to 50 random characters, and keep it with the backups: without it no consent can be linked to a person."
        yield error(3, "The key of consents and links depends on the secret key.", hint)
    elif conf.get("SUBJECT_KEY") == settings.SECRET_KEY:
        yield error(3, "The key of consents and links is the secret key.", "Set CONVENE_SUBJECT_KEY to a value of its own.")
    if settings.DEBUG:
        yield error(4, "Errors are shown to everybody.", "Use convene_site.settings.production.")


def _addresses() -> Iterator[checks.CheckMessage]:
    hosts = set(settings.ALLOWED_HOSTS)
    if "*" in hosts or not hosts - LOCAL_HOSTS:
        yield error(5, "The site answers to any name, or to none but this machine's.", "Set CONVENE_HOSTS to the site's host names.")
    base = urlsplit(conf.get("BASE_URL"))
    if base.scheme != "https" or base.hostname in LOCAL_HOSTS:
        yield error(6, "Links in mail do not lead to an https address that others can reach.", "Set CONVENE_BASE_URL.")
    elif hosts and "*" not in hosts and base.hostname not in hosts:
        yield error(6, "Links in mail lead to a host to which the site does not answer.", "Add it to CONVENE_HOSTS.")


def _mail() -> Iterator[checks.CheckMessage]:
    if any(word in settings.EMAIL_BACKEND for word in KEPT_HERE):
        yield error(7, "Mail stays on this machine.", "Set CONVENE_SMTP_URL.")
    named = [("CONVENE_FROM_EMAIL", parseaddr(settings.DEFAULT_FROM_EMAIL)[1]), ("CONVENE_OWNER_EMAIL", conf.get("OWNER_EMAIL"))]
    named += [("CONVENE_SEAL_TO", address) for address in conf.get("SEAL_TO")]
    for name, address in named:
        # What nobody named is told to nobody, and that is allowed; but for the sender.
        if (address or name == "CONVENE_FROM_EMAIL") and not is_address(address):
            yield error(12, f"{name} holds something that is no e-mail address.", "Write it as office@example.org.")


def is_address(text: str) -> bool:
    """Tell whether mail can be sent to ``text``."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _database() -> Iterator[checks.CheckMessage]:
    chosen = settings.DATABASES["default"]
    if not chosen["ENGINE"].endswith("sqlite3"):
        return
    options = chosen.get("OPTIONS", {})
    if options.get("transaction_mode") != "IMMEDIATE" or "journal_mode=WAL" not in options.get("init_command", ""):
        hint = "Use convene_site.settings.databases.SQLITE_OPTIONS, or PostgreSQL."
        yield error(8, "SQLite is not set up for several people at once.", hint)


@checks.register("convene", deploy=True)
def accounts_and_worker(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """Find accounts of the demo and mail that nobody sends."""
    try:
        return [*_accounts(), *_worker()]
    except DatabaseError as problem:
        return [error(9, f"The database cannot be read: {type(problem).__name__}.", "Set DATABASE_URL and run migrate.")]


def _accounts() -> Iterator[checks.CheckMessage]:
    file = settings.VAR / "accounts.json"
    known = json.loads(file.read_text()) if file.exists() else {}
    users = get_user_model().objects.filter(username__in=known, is_active=True)
    for user in users:
        if user.check_password(known[user.username]):
            hint = "Change the password or delete the account, then delete accounts.json."
            yield error(10, f"The account “{user.username}” still has the password that the demo wrote into a file.", hint)


def _worker() -> Iterator[checks.CheckMessage]:
    late = timezone.now() - timedelta(minutes=WORKER_MINUTES)
    waiting = Message.objects.filter(state__in=[MessageState.QUEUED, MessageState.RETRY], not_before__lt=late).count()
    if waiting:
        hint = "Start site/manage.py run_jobs as a service of its own."
        yield error(11, f"{waiting} messages are due for more than {WORKER_MINUTES} minutes: the job worker does not run.", hint)
