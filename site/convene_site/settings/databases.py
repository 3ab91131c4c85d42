"""The database a site uses: SQLite by default, PostgreSQL by URL."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# WAL lets readers go on while somebody writes; IMMEDIATE takes the write lock at the start of a transaction, so that
# two writers wait for each other instead of failing; FULL keeps an acknowledged registration through a power cut;
# secure_delete overwrites what is deleted.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 40,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
}


def database_from(url: str | None, sqlite_file: Path) -> dict:
    """Return Django's settings for ``url``, or for the SQLite file when there is no URL.

    :param url: ``postgres://user:password@host:port/name?option=value``, or ``sqlite:///path``.
    :raises ImproperlyConfigured: when the scheme is neither.
    """
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": sqlite_file, "OPTIONS": SQLITE_OPTIONS}
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": unquote(parts.path), "OPTIONS": SQLITE_OPTIONS}
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
