"""Canonical texts and the hashes that make them provable. Standard library only.

The bytes that are hashed are the bytes that are stored: a database may re-order the keys of a JSON column, so the
ledger keeps text.
"""

import hashlib
import hmac
import json
from typing import Any


def canonical(value: Any) -> str:
    """Return ``value`` as JSON with sorted keys, no spaces and letters as they are.

    :raises TypeError: when a part of it is no JSON value.
    """
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def sha256(text: str) -> str:
    """Return the SHA-256 of ``text`` in UTF-8 as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def chained(previous: str, text: str) -> str:
    """Return the hash of an event: SHA-256 over the hash before it and its own canonical text."""
    return sha256(previous + text)


def digest(key: str, *parts: str) -> str:
    """Return a keyed digest (HMAC-SHA-256, 64 hexadecimal digits) of ``parts``, which cannot be guessed without the key."""
    message = "\x1f".join(parts).encode()
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()
