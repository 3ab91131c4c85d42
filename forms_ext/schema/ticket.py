"""The ticket: one hidden, signed input that tells which wording a form showed. No cookie is needed.

It proves which wording was shown, not when it was seen: a cached page may be older than the visit.
"""

import secrets
from dataclasses import dataclass

from django.core import signing
from django.utils import timezone
from django.utils.dateparse import parse_datetime

SALT = "convene.form-ticket"


class BadTicket(ValueError):
    """The ticket is missing, forged or damaged."""


@dataclass(frozen=True)
class Ticket:
    """What a ticket says.

    :param host_key: the host whose form was shown.
    :param language: the language it was shown in; also the language of the answer.
    :param sha256: the hash of the form version.
    :param rendered_at: when the page was made, UTC, ISO 8601.
    :param preview: True for a ticket made in the editor's preview; nothing may be sent with it.
    :param nonce: empty, except on forms that can be sent without an address, where two people may honestly send the same.
    """

    host_key: str
    language: str
    sha256: str
    rendered_at: str
    preview: bool = False
    nonce: str = ""

    def sign(self) -> str:
        """Return the text of the hidden input."""
        parts = [self.host_key, self.language, self.sha256, self.rendered_at, int(self.preview), self.nonce]
        return signing.dumps(parts, salt=SALT)

    @property
    def rendered(self):
        """Return the moment when the page was made."""
        return parse_datetime(self.rendered_at)


def issue(host_key: str, language: str, sha256: str, *, preview: bool = False, nonce: str = "") -> str:
    """Return a signed ticket for the wording with this hash, rendered now."""
    return Ticket(host_key, language, sha256, timezone.now().isoformat(timespec="seconds"), preview, nonce).sign()


def read(text: str) -> Ticket:
    """Return the ticket in ``text``.

    :raises BadTicket: when it is missing, forged or damaged.
    """
    try:
        host_key, language, sha256, rendered_at, preview, nonce = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadTicket from error
    return Ticket(host_key, language, sha256, rendered_at, bool(preview), nonce)


def new_nonce() -> str:
    """Return 64 random bits as text."""
    return secrets.token_hex(8)
