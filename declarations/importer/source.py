"""What a file became before it is taken apart: its lines, and what had to be done to get them."""

from collections.abc import Iterable
from dataclasses import dataclass

from declarations.importer.columns import read_columns
from declarations.importer.lines import Row, read_rows
from declarations.importer.reading import Flag


class Refused(Exception):
    """A file that its reader does not read; ``code`` is that of the flag that says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Source:
    """The text by which lines and letters are counted, and its rows in the order in which they are read."""

    text: str
    rows: tuple[Row, ...]
    flags: tuple[Flag, ...] = ()


def plain(text: str) -> Source:
    """Return the source that a text without any marks of structure is."""
    rows, noted = read_rows(text)
    rows, split = read_columns(rows)
    return Source(text.replace("\r\n", "\n").replace("\r", "\n"), tuple(rows), (*noted, *split))


def set_out(pieces: Iterable[Row], flags: Iterable[Flag] = ()) -> Source:
    """Return the source whose text is that of the given rows, cleaned of invisible characters, one line each."""
    kept, noted = [], list(flags)
    for piece in pieces:
        cleaned, found = read_rows(piece.text)
        kept.append(piece._replace(text=" ".join(row.text for row in cleaned).rstrip()))
        noted += found
    return Source(
        "\n".join(row.text for row in kept), tuple(row._replace(number=number) for number, row in enumerate(kept, 1)), tuple(noted)
    )
