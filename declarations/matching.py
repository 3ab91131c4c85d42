"""Which piece of a text is which piece of its new wording: by the words, and by the number where words leave a doubt."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

# Scripts without spaces are compared sign by sign.
_DENSE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f"
_WORD = re.compile(rf"[{_DENSE}]|[^\W{_DENSE}]+")
_ALIKE, _ALIKE_WITH_NUMBER = 0.3, 0.15
_NUMBER_COUNTS = 0.1


@dataclass(frozen=True, slots=True)
class Piece:
    """A point or another part of a text.

    :param key: its identity, or what stands for it.
    :param kind: only pieces of one kind are matched.
    :param number: how it is numbered, without punctuation; empty for none.
    :param text: its words.
    """

    key: str
    kind: str
    number: str
    text: str


def matched(before: Iterable[Piece], after: Iterable[Piece], fixed: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the key of the earlier piece by the key of the later one; what is new has none, and no earlier piece has two.

    Equal words come first, then the likeness of pairs of neighbouring words; an equal number decides between likely ones.

    :param fixed: pairs that a person decided on, later key to earlier key; an empty earlier key for a piece that is new.
    """
    pairs, old, new = dict(fixed or {}), list(before), list(after)
    old = [piece for piece in old if piece.key not in pairs.values()]
    new = [piece for piece in new if piece.key not in pairs]
    for rated in (_equal, _alike):
        found = sorted(rated(old, new), reverse=True)
        taken: set[int] = set()
        done: set[int] = set()
        for _score, place, other in found:
            if -place not in taken and -other not in done:
                pairs[new[-other].key] = old[-place].key
                taken.add(-place)
                done.add(-other)
        old = [piece for place, piece in enumerate(old) if place not in taken]
        new = [piece for place, piece in enumerate(new) if place not in done]
    return {later: earlier for later, earlier in pairs.items() if earlier}


def _equal(old: list[Piece], new: list[Piece]) -> Iterator[tuple[float, int, int]]:
    """Give the places of pieces with the same words, those with the same number first, then in their order."""
    by_words: dict[tuple[str, str], list[int]] = {}
    for place, piece in enumerate(old):
        by_words.setdefault((piece.kind, _folded(piece.text)), []).append(place)
    for other, piece in enumerate(new):
        for place in by_words.get((piece.kind, _folded(piece.text)), ()):
            yield (1 + _same_number(old[place], piece), -place, -other)


def _alike(old: list[Piece], new: list[Piece]) -> Iterator[tuple[float, int, int]]:
    sizes, index = [], defaultdict(list)
    for place, piece in enumerate(old):
        sizes.append(len(shingles := _shingles(piece)))
        for shingle in shingles:
            index[shingle].append(place)
    for other, piece in enumerate(new):
        mine = _shingles(piece)
        shared = Counter(place for shingle in mine for place in index.get(shingle, ()))
        for place, count in shared.items():
            score, same = 2 * count / (len(mine) + sizes[place]), _same_number(old[place], piece)
            # There is only one enacting clause: however it is reworded, it is that clause.
            if score >= (_ALIKE_WITH_NUMBER if same else _ALIKE) or piece.kind == "enacting":
                yield (score + same * _NUMBER_COUNTS, -place, -other)


def _same_number(one: Piece, other: Piece) -> bool:
    return bool(one.number) and one.number == other.number


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _shingles(piece: Piece) -> frozenset[tuple[str, str, str]]:
    """Return the pairs of neighbouring words with the kind of the piece; beginning and end count as words."""
    words = ["", *_WORD.findall(piece.text.casefold()), ""]
    pairs = {(piece.kind, one, other) for one, other in pairwise(words) if one or other}
    return frozenset({*pairs, (piece.kind, "", "")} if piece.kind == "enacting" else pairs)
