"""Two readings of one file, compared part by part: where they agree both may be trusted, where not a person is asked."""

from collections.abc import Iterable
from itertools import zip_longest

from declarations.importer.reading import Flag, Paragraph, Point, Reading

_AROUND = 24


def compare(reading: Reading, second: Reading) -> list[Flag]:
    """Return a flag at each part of a reading that another reading of the same file has with other letters."""
    theirs = {point.number: point for point in second.points}
    ours = {point.number for point in reading.points}
    flags: list[Flag] = []
    if len(theirs) < len(ours) / 2 or len(theirs) != len(second.points):
        flags.append(Flag("second_reading_poor", 1, {"count": len(second.points)}))
        theirs = {}
    else:
        flags += [
            Flag("readings_differ_missing", point.line, {"number": point.number or "?"})
            for point in reading.points
            if point.number not in theirs
        ]
        flags += [Flag("readings_differ_more", 1, {"number": number}) for number in theirs if number not in ours]
    for point in reading.points:
        other = theirs.get(point.number)
        if other:
            flags += _point_flags(point, other)
    pairs = (
        ((*_one(reading.title), *reading.preamble), (*_one(second.title), *second.preamble)),
        (_one(reading.enacting), _one(second.enacting)),
        (reading.closing, second.closing),
    )
    for here, there in pairs:
        flags += _part_flags(here, there)
    return flags


def _point_flags(point: Point, other: Point) -> list[Flag]:
    difference = _difference(_words(point), _words(other))
    return [Flag("readings_differ", point.line, {"number": point.number or "?", **difference})] if difference else []


def _part_flags(here: Iterable[Paragraph], there: Iterable[Paragraph]) -> list[Flag]:
    here, there = tuple(here), tuple(there)
    difference = _difference([one.text for one in here], [one.text for one in there])
    return [Flag("readings_differ_outside", here[0].first if here else 1, difference)] if difference else []


def _one(paragraph: Paragraph | None) -> tuple[Paragraph, ...]:
    return (paragraph,) if paragraph else ()


def _words(point: Point) -> list[str]:
    head = [one.text for one in (point.crossheading, point.heading) if one]
    parts = [text for part in point.subpoints for text in (part.marker, *(one.text for one in part.paragraphs))]
    return [*head, *(one.text for one in point.paragraphs), *parts]


def _difference(here: list[str], there: list[str]) -> dict[str, str] | None:
    """Return both texts around the first letter in which they differ, None where they have the same letters and digits.

    Readers differ in spaces and hyphens, so these do not count.
    """
    ours, theirs = " ".join(here), " ".join(there)
    places = [[place for place, sign in enumerate(text) if sign.isalnum()] for text in (ours, theirs)]
    for one, other in zip_longest(*places):
        if one is None or other is None or ours[one] != theirs[other]:
            return {"here": _around(ours, one), "there": _around(theirs, other)}
    return None


def _around(text: str, place: int | None) -> str:
    """Return the words around a place, an ellipsis where they are not the whole."""
    if place is None:
        return "…" + text[-_AROUND:]
    start, end = max(0, place - _AROUND), place + _AROUND
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")
