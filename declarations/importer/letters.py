"""The count by which nothing is lost: letters, their marks, and digits, whatever way they are written."""

import unicodedata
from collections import Counter


def bag(text: str) -> Counter[str]:
    """Return how often each letter, mark and digit occurs.

    Counted after compatibility decomposition (NFKD), so that a ligature counts as its letters and "é" the same in one
    piece or in two. Hyphens, punctuation, spaces and invisible characters do not count: joining lines may change them.
    """
    signs = Counter(unicodedata.normalize("NFKD", text))
    return Counter({sign: count for sign, count in signs.items() if unicodedata.category(sign)[0] in "LMN"})
