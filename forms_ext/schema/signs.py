"""Letters as visitors send them: brought into one form, and checked for those that nobody can see."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

# Letters that fill a place without being seen; Unicode counts some of them among the letters and signs.
# Source: Unicode Character Database, DerivedCoreProperties, Default_Ignorable_Code_Point; U+2800 is the empty Braille cell.
FILLERS = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10)}
# Embeddings, overrides and isolates: they would turn round what stands beside an answer.
TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
# Spaces, line and paragraph separators, control and format characters.
UNSEEN = {"Zs", "Zl", "Zp", "Cc", "Cf"}
KEPT = "\n\t"
# What Django puts in place of bytes that are no UTF-8.
UNREAD = "\ufffd"


def is_control(letter: str) -> bool:
    """Tell whether a letter steers a machine and shows nothing; line ends and tabs do not count."""
    return (unicodedata.category(letter) in {"Cc", "Cs"} and letter not in KEPT) or letter == UNREAD


def tidy(text: str) -> str:
    """Return ``text`` in Unicode's composed form (NFC), with line ends as LF and without what would turn its direction round.

    An answer of nothing but spaces and letters that nobody can see is empty.
    """
    text = unicodedata.normalize("NFC", _even_lines(text).translate(TURNING))
    return "" if all(_is_unseen(letter) for letter in text) else text.strip()


def _even_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_unseen(letter: str) -> bool:
    return ord(letter) in FILLERS or (unicodedata.category(letter) in UNSEEN and (letter in KEPT or not is_control(letter)))


def checked(text: str) -> str:
    """Return ``text`` tidied.

    :raises ValidationError: when it holds a control character; the sentence tells that :func:`shown` took them out.
    """
    text = tidy(text)
    if any(is_control(letter) for letter in text):
        raise ValidationError(
            gettext("This answer held a character that cannot be shown. It is taken out below: check the answer and send it again."),
            code="control",
        )
    return text


def shown(text: str) -> str:
    """Return ``text`` as it is put back into the form: with a space in place of each control character."""
    return "".join(" " if is_control(letter) else letter for letter in _even_lines(text))


def plain_digits(text: str) -> str:
    """Return ``text`` with wide forms made narrow and the digits of any script as 0 to 9."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
