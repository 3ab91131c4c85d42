"""The count by which nothing is lost: letters, their marks, and digits, whatever way they are written."""

import unicodedata
from collections import Counter


def bag(text: str) -> Counter[str]:
    """Return how often each letter, mark and digit occurs.

    Counted after compatibility decomposition (NFKD), so that a ligature counts as its letters and "é" the same in one
    piece or in two. Hyphens, punctuation, spaces and invisible characters do not count: joining lines may change them.
    """
    counted: Counter[str] = Counter()
    for written, count in Counter(text).items():  # each kind of character once: normalising a whole text can take quadratic time
        for sign in unicodedata.normalize("NFKD", written):
            if unicodedata.category(sign)[0] in "LMN":
                counted[sign] += count
    return counted
