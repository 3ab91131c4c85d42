"""How the sub-points of a point are labelled, one row per language: (a), a), а), （一）, (أ)."""

from dataclasses import dataclass

from .numerals import parse_han, render_han

_LATIN = "abcdefghijklmnopqrstuvwxyz"
# Letters that look or sound like another, or only soften it, number nothing.
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_VIETNAMESE = "abcdđeghiklmnopqrstuvxy"
# The order in which Arabic texts number, which is not that of the dictionary.
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"


@dataclass(frozen=True, slots=True)
class SubLabels:
    """The letters of one language and the signs around them; Chinese has numerals in place of letters."""

    letters: str
    before: str = ""
    after: str = ")"


_HAN = SubLabels("", "（", "）")
_IN_BRACKETS = SubLabels(_LATIN, "(")
_ROWS = {
    "en": _IN_BRACKETS,
    "ru": SubLabels(_CYRILLIC),
    "vi": SubLabels(_VIETNAMESE),
    "zh": _HAN,
    "ar": SubLabels(_ABJAD, "("),
    **dict.fromkeys(("de", "fr", "es", "it", "pt"), SubLabels(_LATIN)),
}


def sublabel(number: int, language: str = "en") -> str:
    """Return the label of a sub-point; after the last letter it goes on with two of the same, as in "aa)".

    :param number: its place, from 1.
    :param language: a code such as "de" or "de-AT"; an unknown one gets Latin letters in brackets.
    :raises ValueError: when the number is below 1.
    """
    if number < 1:
        raise ValueError(f"a sub-point has no number {number}")
    row = _row(language)
    if row is _HAN:
        return f"{row.before}{render_han(number) if number < 100 else number}{row.after}"
    again, place = divmod(number - 1, len(row.letters))
    return f"{row.before}{row.letters[place] * (again + 1)}{row.after}"


def parse_sublabel(text: str, language: str = "en") -> int | None:
    """Return the number that a label of ``language`` stands for, or None when it is no such label."""
    row = _row(language)
    if not (text.startswith(row.before) and text.endswith(row.after)):
        return None
    inner = text[len(row.before) : len(text) - len(row.after)]
    if row is _HAN:
        return int(inner) if inner.isdecimal() else parse_han(inner)
    if not inner or len(set(inner)) > 1 or inner[0] not in row.letters:
        return None
    return (len(inner) - 1) * len(row.letters) + row.letters.index(inner[0]) + 1


def _row(language: str | None) -> SubLabels:
    return _ROWS.get((language or "").replace("_", "-").split("-")[0].lower(), _IN_BRACKETS)
