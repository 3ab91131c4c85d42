"""Every setting of the apps with its default, read from the one dictionary ``settings.CONVENE``."""

from pathlib import Path
from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # Where links in mail point to: scheme and host, without a slash at the end.
    "BASE_URL": "http://localhost:8000",
    # A sending that repeats an earlier one word for word within this many hours is the same sending.
    "REPEAT_HOURS": 24,
    # Staff may undo a decision for this many seconds; its message and the freed place wait as long.
    "UNDO_SECONDS": 10,
    # Who gets the hash of each seal over the consent ledger by mail: addresses of people outside this server.
    "SEAL_TO": (),
    # A consent that expires is announced this many weeks before.
    "REMIND_WEEKS": 4,
    # Links in mail stay usable for this many days.
    "LINK_DAYS": 730,
    # A message is tried again after these many seconds, then given up and shown to staff.
    "RETRY_SECONDS": (60, 300, 1800, 7200, 43200),
    # While there is no mail server at all, the next try comes after this many seconds; it counts for no message.
    "OUTAGE_SECONDS": 15,
    # A mail server that says nothing for this many seconds is given up; only where EMAIL_TIMEOUT is not set.
    "MAIL_TIMEOUT_SECONDS": 20,
    # Staff are told when no worker looked for mail for this many minutes, or when a message waits as long.
    "SILENT_MINUTES": 10,
    # The office gets this many single notices of one form in an hour; what comes beyond is told in one summary.
    "NOTICES_AN_HOUR": 20,
    # A message claimed by a worker that died is taken up again after this many seconds.
    "SENDING_SECONDS": 600,
    # Answers are kept for this many days where the form says nothing.
    "RETENTION_DAYS": 365,
    # The office is told this many days before answers are deleted.
    "NOTICE_DAYS": 14,
    # Who is told where a form names nobody; empty: only the desk shows it.
    "OWNER_EMAIL": "",
    # A consent stays provable for this many years after it was withdrawn or its event ended.
    "PROOF_YEARS": 3,
    # The file to which every deletion is appended, kept apart from the backups; empty: none.
    "ERASURE_JOURNAL": "",
    # An address that has to be confirmed can be for this many days; then the sending is cancelled and nobody is told.
    "CONFIRM_DAYS": 3,
    # A sending whose signs of a robot add up to this score is held: see ``actions.suspicion`` for what each sign weighs.
    "HOLD_SCORE": 100,
    # Faster than this many seconds after the page was made nobody fills in a form; asked only where no cache keeps the page.
    "HASTE_SECONDS": 3,
    # More sendings than this within an hour are many: from one connection (whole offices share one), to one e-mail address.
    "CLIENT_PER_HOUR": 30,
    "RECIPIENT_PER_HOUR": 4,
    # The header in which a trusted front server names the visitor's network address, for example "X-Forwarded-For" (its last
    # entry counts). Empty: the address of the connection itself. Set it only where the front server overwrites the header.
    "CLIENT_HEADER": "",
    # The key of the digests of network and e-mail addresses that are counted for a day; empty: derived from SECRET_KEY.
    "ARRIVAL_KEY": "",
    # The folder of files that visitors send; no address may lead to it. Empty: "private" beside MEDIA_ROOT.
    "PRIVATE_FILES": "",
    # All files of one form may take this many bytes, and those that no submission took yet this many.
    "FILES_OF_A_FORM": 2_000_000_000,
    "LOOSE_FILES_OF_A_FORM": 200_000_000,
    # A file that no submission took is removed after this many hours.
    "LOOSE_FILE_HOURS": 24,
    # The key of consent subjects and digests, apart from SECRET_KEY so that either can be rotated; empty: derived from it.
    "SUBJECT_KEY": "",
}


def get(name: str) -> Any:
    """Return the setting ``name``.

    :raises KeyError: when no such setting exists.
    """
    default = DEFAULTS[name]
    return getattr(settings, "CONVENE", {}).get(name, default)


def subject_key() -> str:
    """Return the key of digests that stand for a person."""
    return get("SUBJECT_KEY") or f"convene.subject.{settings.SECRET_KEY}"


def arrival_key() -> str:
    """Return the key of digests that are counted for a day, apart from all others."""
    return get("ARRIVAL_KEY") or f"convene.arrival.{settings.SECRET_KEY}"


def private_files() -> Path:
    """Return the folder of files that visitors send."""
    return Path(get("PRIVATE_FILES") or Path(settings.MEDIA_ROOT).parent / "private")
