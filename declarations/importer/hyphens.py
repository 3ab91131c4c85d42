"""Words divided at the end of a line: whether their hyphen is part of the word."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from declarations.importer.lines import SOFT_HYPHEN, Line, starts_small
from declarations.importer.words import HYPHENED, PRONOUNS, SUSPENDED, SYLLABLES

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DIVIDED = re.compile(r"[^\W_][-\u2010\u2011\u00ad]$")
_TYPESET = "\u2010"  # what browsers and typesetting programs write where they divide a word
_MANY = 0.05


class Joint(NamedTuple):
    """How two lines become one: what stands between them after the first lost its hyphen (or not)."""

    head: str
    between: str
    code: str | None = None
    word: str = ""


class Hyphens:
    """The decisions for one document, by its own words."""

    def __init__(self, lines: list[Line]) -> None:
        divided = sum(1 for line in lines if is_divided(line.text))
        self._everywhere = divided > max(3, _MANY * len(lines))
        self._words = set(_tokens(lines)) if divided else set()
        self._typeset = any(line.text.endswith(_TYPESET) for line in lines) and not any(_TYPESET in line.text[:-1] for line in lines)

    def join(self, before: str, after: str) -> Joint:
        """Return how a line that ends with a hyphen goes on with the next one. No letter is touched."""
        head = before[:-1]
        if before.endswith(SOFT_HYPHEN):
            return Joint(head, "")
        first, second = _last_word(head), _first_word(after)
        if second and not second[0].isupper() and not second[0].islower():  # writing without capitals seldom divides words
            return Joint(before, "", "hyphen_kept", f"{first}-{second}")
        if not second or (not starts_small(after) and not (first.isupper() and second.isupper())):
            return Joint(before, "")
        if second.casefold() in SUSPENDED and f"{first}{second}".casefold() not in self._words:
            return Joint(before, " ")
        keep, sure = self._decide(first.casefold(), second.casefold(), sign=before[-1])
        word = f"{first}-{second}" if keep else f"{first}{second}"
        code = None if sure else "hyphen_kept" if keep else "hyphen_removed"
        return Joint(before if keep else head, "", code, word)

    def _decide(self, first: str, second: str, *, sign: str) -> tuple[bool, bool]:
        """Return whether the hyphen stays, and whether the document itself says so."""
        solid, hyphened = f"{first.rpartition('-')[2]}{second}" in self._words, f"{first}-{second}" in self._words
        if solid != hyphened:
            return hyphened, True
        if self._typeset:  # the sign of divided words is another one than that of words with a hyphen
            return sign != _TYPESET, True
        part = first.rpartition("-")[2]
        compound = part in HYPHENED and not (self._everywhere and part in SYLLABLES)
        both = part in self._words and second in self._words and min(len(part), len(second)) > 3
        return compound or both or ("-" in first and part in self._words) or second in PRONOUNS.get(part, ()), False


def is_divided(text: str) -> bool:
    """Return whether a line ends with a hyphen that hangs on a letter or digit."""
    return bool(_DIVIDED.search(text[-2:]))


def _tokens(lines: Iterable[Line]) -> Iterable[str]:
    """Give the whole words of a text: neither half of a divided one."""
    divided = False
    for line in lines:
        text = line.text.casefold()
        tokens = _TOKEN.findall(text)[int(divided) :]
        divided = is_divided(text)
        yield from tokens[:-1] if divided else tokens


def _last_word(text: str) -> str:
    match = re.search(r"[^\W\d_]+(?:['’-][^\W\d_]+)*$", text[-60:])
    return match[0] if match else ""


def _first_word(text: str) -> str:
    match = _TOKEN.match(text.lstrip("\"'“‘„«([")[:60])
    return match[0] if match else ""
