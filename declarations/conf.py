"""Every setting of the app with its default, read from the one dictionary ``settings.CONVENE``."""

from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # The country whose texts these are, two letters of ISO 3166-1, for the addresses inside Akoma Ntoso files. "aa" is left to
    # users by the standard: nobody's country, right for a body that belongs to none.
    "COUNTRY": "aa",
    # Texts on one page of the list, and in its feed.
    "DECLARATIONS_PER_PAGE": 20,
}


def get(name: str) -> Any:
    """Return the setting ``name``.

    :raises KeyError: when no such setting exists.
    """
    default = DEFAULTS[name]
    return getattr(settings, "CONVENE", {}).get(name, default)
