"""From a file to its reading: which reader reads it, and what is said when none can."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from declarations.importer.decoding import decode
from declarations.importer.markdown import read_markdown
from declarations.importer.reader import read_source
from declarations.importer.reading import Flag, Reading
from declarations.importer.source import Source, plain

MOST_BYTES = 20_000_000
"""A larger file is not read: 20 megabytes."""

_TEXTS: dict[str, Callable[[str], Source]] = {".md": read_markdown, ".markdown": read_markdown}


def read_file(data: bytes, name: str, *, language: str | None = None) -> Reading:
    """Return a file taken apart as ``read_text`` does with a text. It never raises and never refuses.

    A file that cannot be read gives a reading without parts whose first flag has the level ``stop`` and says why. The
    lines that parts and flags name are those of ``Reading.source``.

    :param data: the bytes of the file.
    :param name: its name; the ending tells the format: ``.md`` is Markdown, anything else is text.
    :param language: the language of the text where it is known.
    """
    if len(data) > MOST_BYTES:
        return stopped("file_too_large", {"megabytes": MOST_BYTES // 1_000_000})
    ending = PurePath(name).suffix.lower()
    return read_source(_TEXTS.get(ending, plain)(decode(data)), language=language)


def stopped(code: str, values: dict[str, object] | None = None) -> Reading:
    """Return the reading of a file that cannot be read, with the flag that says why."""
    return replace(Reading(), flags=(Flag(code, 1, values or {}),))
