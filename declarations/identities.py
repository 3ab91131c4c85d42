"""Points that were taken out and written anew: they keep the identity, and with it the permanent address, that they had."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

LIKE = 0.8
"""How much of two texts has to be equal, from 0 (nothing) to 1 (all), for one to count as the other written anew."""


def kept_identities(gone: Mapping[str, str], new: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the identity of a vanished point by the identity of the new one that reads like it; nobody has two.

    :param gone: the letters of each vanished point by its identity.
    :param new: identity and letters of each point that was never kept.
    """
    rated = sorted(((score, old, mine) for mine, text in new for old, score in _alike(gone, text)), reverse=True)
    found: dict[str, str] = {}
    for _score, old, mine in rated:
        if mine not in found and old not in found.values():
            found[mine] = old
    return found


def _alike(gone: Mapping[str, str], text: str) -> Iterator[tuple[str, float]]:
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(text)
    for uid, earlier in gone.items():
        matcher.set_seq1(earlier)
        # The exact figure is dear; the two quick ones are never below it.
        if matcher.real_quick_ratio() > LIKE and matcher.quick_ratio() > LIKE and (score := matcher.ratio()) > LIKE:
            yield uid, score
