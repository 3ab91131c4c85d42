"""Every setting of the apps with its default, read from the one dictionary ``settings.CONVENE``."""

from django.conf import settings

DEFAULTS = {
    # Where links in mail point to: scheme and host, without a slash at the end.
    "BASE_URL": "http://localhost:8000",
    # A sending that repeats an earlier one word for word within this many hours is the same sending.
    "REPEAT_HOURS": 24,
    # Staff may undo a decision for this many seconds; its message waits as long.
    "UNDO_SECONDS": 10,
    # Links in mail stay usable for this many days after the host's end (or the sending, where there is no end).
    "LINK_DAYS": 365,
    # A message is tried again after these many seconds, then given up and shown to staff.
    "RETRY_SECONDS": (60, 300, 1800, 7200, 43200),
    # The key of consent subjects and repeat digests, apart from SECRET_KEY so that either can be rotated; empty: derived.
    "SUBJECT_KEY": "",
}


def get(name):
    """Return the setting ``name``.

    :raises KeyError: when no such setting exists.
    """
    default = DEFAULTS[name]
    return getattr(settings, "CONVENE", {}).get(name, default)
