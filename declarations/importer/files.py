"""From a file to its reading: which reader reads it, and what is said when none can."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath

from declarations.importer.decoding import decode
from declarations.importer.markdown import read_markdown
from declarations.importer.reader import read_source
from declarations.importer.reading import Flag, Reading
from declarations.importer.source import Refused, Source, plain

MOST_BYTES = 20_000_000
"""A larger file is not read: 20 megabytes."""

_FORMATS = {
    ".pdf": "declarations.importer.pdf",
    ".docx": "declarations.importer.word",
}  # loaded when such a file comes: texts need none of their libraries
_SIGNS = ((b"%PDF-", ".pdf"), (b"PK\x03\x04", ".docx"))
_OTHERS = (b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x05\x06", b"\x1f\x8b")
_LOCK = "EncryptedPackage".encode("utf-16-le")
_HEAD = 1024
_TEXTS: dict[str, Callable[[str], Source]] = {".md": read_markdown, ".markdown": read_markdown}


def read_file(data: bytes, name: str, *, language: str | None = None) -> Reading:
    """Return a file taken apart as ``read_text`` does with a text. It never raises and never refuses.

    A file that cannot be read gives a reading without parts whose first flag has the level ``stop`` and says why. The
    lines that parts and flags name are those of ``Reading.source``.

    :param data: the bytes of the file.
    :param name: its name; the ending tells the format: ``.md`` is Markdown, anything else is text, unless its first bytes say
        that it is a PDF or Word file.
    :param language: the language of the text where it is known.
    """
    if len(data) > MOST_BYTES:
        return stopped("file_too_large", {"megabytes": MOST_BYTES // 1_000_000})
    if data.startswith(_OTHERS):
        return stopped("locked" if _LOCK in data else "format_unknown")
    ending = PurePath(name).suffix.lower()
    module = _FORMATS.get(_ending_of(data) or ending)
    if module is None:
        return read_source(_TEXTS.get(ending, plain)(decode(data)), language=language)
    try:
        return import_module(module).read(data, language=language)
    except Refused as error:
        return stopped(error.code)
    except Exception:  # noqa: BLE001 -- a broken file makes its readers raise anything, and its editor shall be told and not stopped
        return stopped("unreadable")


def _ending_of(data: bytes) -> str | None:
    """Return the format by the first bytes of a file, which are right where its name is wrong."""
    return next((ending for sign, ending in _SIGNS if data[:_HEAD].lstrip().startswith(sign)), None)


def stopped(code: str, values: dict[str, object] | None = None) -> Reading:
    """Return the reading of a file that cannot be read, with the flag that says why."""
    return replace(Reading(), flags=(Flag(code, 1, values or {}),))
