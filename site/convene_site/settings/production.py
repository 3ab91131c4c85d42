"""For a site that people use, and, with ``CONVENE_DEMO=1``, for the demo on one machine.

A real site reads ``CONVENE_SECRET_KEY``, ``CONVENE_SUBJECT_KEY``, ``CONVENE_HOSTS`` (comma separated), ``CONVENE_BASE_URL``,
``CONVENE_TIME_ZONE`` and, for mail, ``CONVENE_FROM_EMAIL`` and ``CONVENE_SMTP_URL`` (``smtp://user:password@host:587``, ``smtps://`` for TLS from the first byte) from its
environment. ``docs/running.md`` sets up a machine with them.
"""

import os
import secrets
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403 -- settings modules are stacked this way in Django

DEBUG = False
DEMO = os.environ.get("CONVENE_DEMO") == "1"


def demo_secret_key():
    """Return the key kept in the demo's data folder; made on first use, readable by its owner only."""
    path = VAR / "secret_key"  # noqa: F405 -- from the stacked settings
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


def required(name):
    """Return the environment variable ``name``.

    :raises ImproperlyConfigured: when it is empty, with the one line that says what to set.
    """
    value = os.environ.get(name)
    if not value:
        raise ImproperlyConfigured(f"Set {name} before starting the site (or CONVENE_DEMO=1 to look around on this machine).")
    return value


def mail_server(url):
    """Return the parts of the address of the mail server.

    :raises ImproperlyConfigured: when it is no such address; a server of another kind would be taken for one on this machine.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured("CONVENE_SMTP_URL must look like smtps://USER:PASSWORD@mail.example.org:465.")
    return parts


def time_zone(name):
    """Return the name of a time zone.

    :raises ImproperlyConfigured: when there is none of that name.
    """
    try:
        return ZoneInfo(name).key
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        raise ImproperlyConfigured("CONVENE_TIME_ZONE names no time zone; write it as Europe/Berlin.") from error


STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# The server in front hands out media, as another account, and the site's own umask lets nobody else read.
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o644, 0o755
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

if DEMO:
    SECRET_KEY = demo_secret_key()
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    # The office of the demo is in Berlin: its times are told there, too.
    TIME_ZONE = time_zone(os.environ.get("CONVENE_TIME_ZONE", "Europe/Berlin"))
else:
    SECRET_KEY = required("CONVENE_SECRET_KEY")
    CONVENE["SUBJECT_KEY"] = required("CONVENE_SUBJECT_KEY")  # noqa: F405 -- from the stacked settings
    CONVENE |= {  # noqa: F405 -- from the stacked settings
        "OWNER_EMAIL": os.environ.get("CONVENE_OWNER_EMAIL", ""),
        "SEAL_TO": tuple(address.strip() for address in os.environ.get("CONVENE_SEAL_TO", "").split(",") if address.strip()),
        "CLIENT_HEADER": os.environ.get("CONVENE_CLIENT_HEADER", ""),
    }
    ALLOWED_HOSTS = [host.strip() for host in required("CONVENE_HOSTS").split(",")]
    WAGTAILADMIN_BASE_URL = CONVENE["BASE_URL"] = required("CONVENE_BASE_URL")
    CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]
    smtp = mail_server(required("CONVENE_SMTP_URL"))
    DEFAULT_FROM_EMAIL = required("CONVENE_FROM_EMAIL")
    TIME_ZONE = time_zone(required("CONVENE_TIME_ZONE"))
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = smtp.hostname, smtp.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(smtp.username or ""), unquote(smtp.password or "")
    EMAIL_USE_SSL = smtp.scheme == "smtps"
    EMAIL_USE_TLS = not EMAIL_USE_SSL
    EMAIL_TIMEOUT = 20
    # The editor shows its previews in frames of the same origin.
    SILENCED_SYSTEM_CHECKS = ["security.W019"]
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
