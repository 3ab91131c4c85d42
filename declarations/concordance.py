"""What differs between two languages of one text that should not: points, sub-points, numbers, dates, left-over labels.

It reads no meaning. A finding is a reason to look, and no finding is no proof.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .differences import letters
from .documents import Document, Part
from .leftovers import leftovers, written_number
from .quantities import base_of, comparable_words, number_words, quantities
from .schema import Point
from .sides import Pair, pairs

DIFFERS, CHECK = "differs", "check"
# So many words are the same in two languages only where nobody translated them.
_SAME_WORDS = 5


@dataclass(frozen=True)
class Finding:
    """One thing that differs.

    :param code: what it is, see :mod:`declarations.views.concordance` for its sentence.
    :param level: "differs" for what can be counted, "check" for what only a person can judge.
    :param kind: "point", the kind of another part, or "text" for the whole.
    :param place: the position of the part among its kind, 1 for the first; 0 for the whole.
    :param left: what the first language has; empty where it has nothing.
    :param right: what the second language has.
    """

    code: str
    level: str
    kind: str
    place: int
    left: str = ""
    right: str = ""


def concordance(left: Document, right: Document) -> list[Finding]:
    """Return everything in which two languages of one text do not agree, in the order of the text."""
    found = list(_whole(left, right))
    for pair, place in _placed(pairs(left, right)):
        for code, level, one, other in _of_pair(pair, left.language, right.language):
            found.append(Finding(code, level, pair.kind, place, one, other))
    return found


def _placed(found: list[Pair]) -> Iterator[tuple[Pair, int]]:
    seen: Counter[str] = Counter()
    for pair in found:
        seen[pair.kind] += 1
        yield pair, pair.part.place if pair.kind == "point" else seen[pair.kind]


def _whole(left: Document, right: Document) -> Iterator[Finding]:
    if left.content["style"] != right.content["style"]:
        yield Finding("style", DIFFERS, "text", 0, left.content["style"], right.content["style"])
    both = {point.uid for point in left.points} & {point.uid for point in right.points}
    orders = [[point.place for point in sorted(left.points, key=lambda point: point.place) if point.uid in both], []]
    there = [point.uid for point in right.points if point.uid in both]
    orders[1] = [left.point(uid).place for uid in there]
    if orders[0] != orders[1]:
        yield Finding("order", DIFFERS, "text", 0, _listed(orders[0]), _listed(orders[1]))
    for code, level, one, other in _texts(left.title, right.title, left.language, right.language):
        yield Finding(code, level, "title", 0, one, other)


def _of_pair(pair: Pair, *languages: str) -> Iterator[tuple[str, str, str, str]]:
    if pair.right is None:
        yield "missing", DIFFERS, _beginning(pair.left), ""
        return
    if pair.left is None:
        yield "added", DIFFERS, "", _beginning(pair.right)
        return
    if isinstance(pair.left, Point):
        yield from _of_points(pair.left, pair.right)
    yield from _texts(_text(pair.left), _text(pair.right), *languages)
    for at, part in enumerate(pair.sides):
        word = written_number(letters(part.html)) if isinstance(part, Point) and part.lead_in else ""
        if word:
            yield "written_number", CHECK, *(("", word) if at else (word, ""))


def _of_points(left: Point, right: Point) -> Iterator[tuple[str, str, str, str]]:
    counts = (
        ("number", left.value or _digits(left.number), right.value or _digits(right.number), left.number, right.number),
        ("heading", bool(left.heading), bool(right.heading), left.heading, right.heading),
        ("paragraphs", len(left.paragraphs), len(right.paragraphs), str(len(left.paragraphs)), str(len(right.paragraphs))),
        ("subpoints", len(left.subpoints), len(right.subpoints), str(len(left.subpoints)), str(len(right.subpoints))),
    )
    for code, one, other, shown, shown_there in counts:
        if one != other:
            yield code, DIFFERS, shown, shown_there


def _texts(left: str, right: str, language: str, other: str) -> Iterator[tuple[str, str, str, str]]:
    (here, months_here), (there, months_there) = quantities(left, language), quantities(right, other)
    words_here, words_there = number_words(left, language), number_words(right, other)
    alone, alone_there = here - there - _in_figures(words_there), there - here - _in_figures(words_here)
    if alone or alone_there:
        yield "numbers", DIFFERS, _listed(alone.elements()), _listed(alone_there.elements())
    if months_here != months_there:
        yield "months", DIFFERS, _listed((months_here - months_there).elements()), _listed((months_there - months_here).elements())
    common = comparable_words(language, other)
    only = Counter({n: count for n, count in (words_here - words_there).items() if n in common and str(n) not in there})
    only_there = Counter({n: count for n, count in (words_there - words_here).items() if n in common and str(n) not in here})
    if only or only_there:
        yield "number_words", CHECK, _listed(only.elements()), _listed(only_there.elements())
    for at, (text, code) in enumerate(((left, language), (right, other))):
        for label in leftovers(text, base_of(code)):
            yield "leftover", CHECK, *(("", label) if at else (label, ""))
    if left == right and len(re.findall(r"\w+", left)) >= _SAME_WORDS and base_of(language) != base_of(other):
        yield "untranslated", CHECK, left[:60], right[:60]


def _in_figures(words: Counter[int]) -> Counter[str]:
    return Counter({str(number): count for number, count in words.items()})


def _text(part: Part | Point) -> str:
    if isinstance(part, Point):
        return "\n".join([part.heading, letters(part.html), *(letters(text) for _uid, text in part.subpoints)]).strip()
    return "\n".join([part.title, part.html if part.kind in {"enacting", "crossheading"} else letters(part.html)]).strip()


def _digits(number: str) -> str:
    """Return what of a number of its own is the same in all languages: "3 bis" and "3a" both begin with 3."""
    return "".join(re.findall(r"\d+", number))


def _beginning(part: Part | Point) -> str:
    text = _text(part).replace("\n", " ")
    return text if len(text) <= 60 else f"{text[:60].rsplit(' ', 1)[0]} …"


def _listed(values) -> str:
    return ", ".join(str(value) for value in values)
