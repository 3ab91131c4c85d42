"""The second reading of a PDF: by another reader, in the order in which the letters stand in the file."""

import io
from collections import Counter

from pypdf import PdfReader

MOST_STEPS = 3_000_000
"""After so many drawing commands the file is left."""


class _Steps:
    """Counts the drawing commands of a file."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, *_command: object) -> None:
        self.count += 1
        if self.count > MOST_STEPS:
            raise OverflowError


def read_second(data: bytes, aside: list[list[str]]) -> str | None:
    """Return the text of the first pages of a PDF, a form feed after each; None where this reader cannot read it.

    ``aside`` holds for each of the pages the lines that are no part of the text, such as its head; they are left out.
    """
    steps = _Steps()
    try:
        reader = PdfReader(io.BytesIO(data))
        texts = [page.extract_text(visitor_operand_before=steps) for page in reader.pages[: len(aside)]]
    except Exception:  # noqa: BLE001 -- whatever stops the second reader, the first reading is there and the editor is told
        return None
    return "\x0c".join(_without(text, lines) for text, lines in zip(texts, aside, strict=False))


def _without(text: str, aside: list[str]) -> str:
    """Return a page without the lines that have the letters of those set aside, each of them once.

    Where a head says the same as the title, the last one goes: the first stands where the title does.
    """
    left = Counter(map(_letters, aside))
    kept: list[str] = []
    for line in reversed(text.splitlines()):
        letters = _letters(line)
        if letters and left[letters]:
            left[letters] -= 1
        else:
            kept.append(line)
    return "\n".join(reversed(kept))


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())
