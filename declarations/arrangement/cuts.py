"""Where a part may be divided: between its sentences, and where a line of the source ends."""

import re
import unicodedata

from declarations.arrangement.parts import Part

_SENTENCE = re.compile(r"[.!?;:…。！？；：][”»\"')\]]*(?:\s+|(?<=[。！？；：])(?=\S))")


_LONGEST_LINE = 2000


def cuts_of(part: Part, lines: list[str]) -> list[int]:
    """Return the places in the text of ``part`` at which it may be divided, in rising order.

    :param lines: the source.
    """
    sentences = {match.end() for match in _SENTENCE.finditer(part.text)}
    ends = {end for end, _line in line_ends(part, lines)}
    return sorted(place for place in sentences | ends if 0 < place < len(part.text) and part.text[place:].strip())


def line_ends(part: Part, lines: list[str]) -> list[tuple[int, int]]:
    """Return where the lines of the source end in the text of ``part``, each with the number of the line that begins there."""
    places = [place for place, sign in enumerate(part.text) if sign.isalnum()]
    letters = _letters(part.text)
    if len(letters) != len(places):  # a sign that comes apart into several: then lines cannot be counted in letters
        return []
    reached, ends = 0, []
    for number in range(part.first, min(part.last, len(lines)) + 1):
        line = _letters(lines[number - 1])
        begins = _overlap(line, letters) if number == part.first else 0
        taken = line[begins:]
        if not taken or not letters.startswith(taken, reached):
            continue
        reached += len(taken)
        if reached >= len(letters):
            break
        ends.append((_begins(part.text, places[reached]), number + 1))
    return [(end, line) for end, line in ends if end]


def _letters(text: str) -> str:
    """Return the letters and digits of a text, each as one sign."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if sign.isalnum())


def _overlap(line: str, text: str) -> int:
    """Return where in the first line the text begins: a marker or another paragraph may stand before it."""
    if len(line) > _LONGEST_LINE:
        return 0
    return next((place for place in range(len(line)) if text.startswith(line[place:])), len(line))


def _begins(text: str, place: int) -> int:
    """Return the beginning of the word at ``place`` with the signs before it, or 0 where the place is inside a word."""
    begin = place
    while begin and not text[begin - 1].isspace() and not text[begin - 1].isalnum():
        begin -= 1
    return begin if not begin or text[begin - 1].isspace() else 0
