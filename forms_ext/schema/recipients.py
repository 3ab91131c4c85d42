"""Who of the office hears of new sendings: e-mail addresses, one on each line."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

MOST = 20


def is_address(line: str) -> bool:
    """Tell whether ``line`` is one plain e-mail address: no name, no second one."""
    try:
        validate_email(line)
    except ValidationError:
        return False
    return True


def lines_of(text: str) -> list[str]:
    """Return the lines of ``text`` that are not empty, each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def addresses(text: str) -> list[str]:
    """Return the addresses in ``text``; what is none is left out."""
    return [line for line in lines_of(text) if is_address(line)][:MOST]


def wrong_lines(text: str) -> list[str]:
    """Return the lines of ``text`` that are no address."""
    return [line for line in lines_of(text) if not is_address(line)]
