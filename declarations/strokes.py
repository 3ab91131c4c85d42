"""What changed between two plain texts, word by word, so that both can be read back to the letter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"

# Han, kana and hangul have no spaces between words: every character is compared for itself.
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f"
_WORD = re.compile(rf"\n|[{_CJK}]|[^\W{_CJK}]+(?:['’\-\u2010\u2011][^\W{_CJK}]+)*|[^\w\n]", re.UNICODE)
_SENTENCE = re.compile(r"[^.!?。！？\n]*[.!?。！？\n]*\s*")
_MOST = 4_000_000
"""Above this product of the two numbers of words a comparison would keep a visitor waiting; sentences are compared instead."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A run of letters that is in both texts ("same"), only in the later ("added") or only in the earlier ("removed")."""

    kind: str
    text: str

    @property
    def shown(self) -> str:
        """Return the text with a sign where a changed run ends or begins a paragraph, which alone would not be seen."""
        return self.text if self.kind == SAME else self.text.replace("\n", "¶\n")


def strokes(before: str, after: str) -> tuple[Stroke, ...]:
    """Return the runs that lead from one text to the other, in reading order, what was removed before what was added."""
    if before == after:
        return (Stroke(SAME, before),) if before else ()
    return tuple(_merged(_runs(_pieces(before, after), _pieces(after, before))))


def earlier(runs: Sequence[Stroke]) -> str:
    """Return the earlier of the two texts."""
    return "".join(run.text for run in runs if run.kind != ADDED)


def later(runs: Sequence[Stroke]) -> str:
    """Return the later of the two texts."""
    return "".join(run.text for run in runs if run.kind != REMOVED)


def likeness(before: str, after: str) -> float:
    """Return how much of the words two texts share, from 0 (nothing) to 1 (all)."""
    one, other = set(_words(before)), set(_words(after))
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if not word.isspace()]


def _pieces(text: str, other: str) -> list[tuple[str, str]]:
    """Return the words of ``text``, each with the blanks that follow it."""
    shape = _WORD if len(_words(text)) * len(_words(other)) <= _MOST else _SENTENCE
    pieces: list[tuple[str, str]] = []
    for word in shape.findall(text):
        if not word:
            continue
        bare = word.rstrip(" ") if word.strip(" ") else ""
        blanks = word[len(bare) :]
        if bare or not pieces:
            pieces.append((bare, blanks))
        else:
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + blanks)
    return pieces


def _runs(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    matcher = SequenceMatcher(None, [bare for bare, _ in before], [bare for bare, _ in after], autojunk=False)
    for _tag, start, end, begin, stop in matcher.get_opcodes():
        if _tag != "equal":
            yield REMOVED, "".join(bare + blanks for bare, blanks in before[start:end])
            yield ADDED, "".join(bare + blanks for bare, blanks in after[begin:stop])
            continue
        for (bare, blanks), (_bare, blanks_after) in zip(before[start:end], after[begin:stop], strict=True):
            same = blanks == blanks_after
            yield SAME, bare + (blanks if same else "")
            yield REMOVED, "" if same else blanks
            yield ADDED, "" if same else blanks_after


def _merged(runs: Iterator[tuple[str, str]]) -> Iterator[Stroke]:
    """Give the runs joined: between two stretches that are the same at most one removed and one added."""
    pending = {SAME: "", REMOVED: "", ADDED: ""}
    for kind, text in runs:
        if not text:
            continue
        over = pending[REMOVED] or pending[ADDED] if kind == SAME else pending[SAME]
        if over:
            yield from _emptied(pending)
        pending[kind] += text
    yield from _emptied(pending)


def _emptied(pending: dict[str, str]) -> Iterator[Stroke]:
    for kind in (SAME, REMOVED, ADDED):
        if pending[kind]:
            yield Stroke(kind, pending[kind])
        pending[kind] = ""
