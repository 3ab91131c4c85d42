"""The whole way from a text to its reading, as a table of contents."""

from collections.abc import Iterable
from dataclasses import replace

from declarations.importer.assembly import Assembly
from declarations.importer.draft import divide, move_enacting, rejoin_tails
from declarations.importer.furniture import Furniture
from declarations.importer.lines import Line, measure
from declarations.importer.paragraphs import Weaver
from declarations.importer.plan import make_plan
from declarations.importer.reading import Dropped, Flag, Reading
from declarations.importer.source import Source, plain


def read_text(text: str, *, language: str | None = None) -> Reading:
    """Return a text taken apart into title, preamble, enacting clause, points, closing and annexes.

    It accepts any text and never raises; the wording stays as found. What was moved, joined, left out or guessed is in
    the flags. ``language`` is the language of the text where it is known; without it, it is guessed.
    """
    return read_source(plain(text), language=language)


def read_source(source: Source, *, language: str | None = None) -> Reading:
    """Return what a file became, taken apart as ``read_text`` does with a text."""
    lines = measure(source.rows)
    furniture = Furniture(lines, numbered=lambda: _is_numbered(lines, language))
    lines, dropped = furniture.remove()
    plan = make_plan(lines, language)
    weaver = Weaver(plan.lines, plan.cuts)
    blocks, rejoined = rejoin_tails(weaver.blocks, weaver.hyphens)
    draft = divide(blocks)
    move_enacting(draft)
    draft.flags += [*source.flags, *furniture.flags, *plan.flags, *weaver.flags, *rejoined]
    reading = Assembly(draft).reading()
    reading = replace(reading, style=plan.style, language=plan.language, dropped=tuple(sorted((*dropped, *reading.dropped), key=_line)))
    return _judged(replace(reading, source=source.text), source.text)


def flagged(reading: Reading, flags: Iterable[Flag]) -> Reading:
    """Return a reading with further flags, in the order of their lines."""
    return replace(reading, flags=tuple(sorted((*reading.flags, *flags), key=_line)))


def _is_numbered(lines: list[Line], language: str | None) -> bool:
    """Return whether there are points whose numbers cannot be taken for those of pages."""
    plan = make_plan(lines, language)
    return plan.numbered and not plan.bare


def _judged(reading: Reading, text: str) -> Reading:
    """Add what can only be said of the whole."""
    grave = []
    if not reading.points:
        grave.append(Flag("no_points" if any((reading.title, reading.preamble, reading.annexes)) else "empty", 1))
    conserved = reading.conserves(text)
    if not conserved:
        grave.append(Flag("not_conserved", 1))
    flags = tuple(sorted((*grave, *reading.flags), key=_line))
    return replace(reading, flags=flags, conserved=conserved)


def _line(item: Flag | Dropped) -> int:
    return item.line
