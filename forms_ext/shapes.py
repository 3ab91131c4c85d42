"""Shapes that a short answer can be asked to have: a few with names, and drawings such as ``AA-9999``.

Editors write no regular expressions: a careless one can keep a server busy for hours with forty letters. A drawing is read
letter by letter, so checking takes time in proportion to the length of the answer, whatever was drawn.
"""

import re

DIGITS, LETTERS_DIGITS, ORCID, DRAWN = "digits", "letters_digits", "orcid", "drawn"
_ORCID = re.compile(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]")


def fits(shape: str, text: str, drawing: str = "") -> bool:
    """Tell whether ``text`` has the shape. An unknown shape is one that everything has.

    :param drawing: for ``drawn``: 9 stands for a digit, A for a letter, everything else for itself.
    """
    if shape == DIGITS:
        return text.isascii() and text.isdigit()
    if shape == LETTERS_DIGITS:
        return text.isalnum()
    if shape == ORCID:
        return bool(_ORCID.fullmatch(text)) and _check_digit(text.replace("-", "")[:15]) == text[-1]
    if shape == DRAWN:
        return len(text) == len(drawing) and all(map(_fits_sign, drawing, text))
    return True


def _fits_sign(drawn: str, sign: str) -> bool:
    if drawn == "9":
        return sign.isascii() and sign.isdigit()
    return sign.isalpha() if drawn == "A" else sign == drawn


def _check_digit(digits: str) -> str:
    """Return the last sign of an ORCID iD. Source: ISO/IEC 7064, MOD 11-2."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)
