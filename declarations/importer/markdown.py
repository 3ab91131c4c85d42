r"""Markdown: its headings, lists and marks of emphasis, line by line, so that the lines of the file keep their numbers.

Kept as text: HTML, tables, code, and links with their addresses. Left out, since they are no letters: the signs of headings and
of quotations, lines across the page, pairs of emphasis marks, and the backslash before a sign. A list whose items all
have the same number is counted on, as every reader of Markdown shows it.
"""

import re
from collections.abc import Iterator

from declarations.importer.lines import Row, read_rows
from declarations.importer.reading import Flag
from declarations.importer.source import Source

_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+(?P<text>.*?))??(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_QUOTE = re.compile(r"(?: {0,3}>[ \t]?)+")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:(?P<number>\d{1,9})(?P<end>[.)])|[-*+])(?=[ \t]+\S)")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_BREAK = re.compile(r"\\$")
_STRONG = re.compile(r"(?<![\\\w*])(\*\*\*|\*\*|\*)(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s*\\])\1(?![\w*])")
_STRESS = re.compile(r"(?<![\\\w_])(___|__|_)(?=[^\s_])([^\n_]{1,2000}?)(?<=[^\s_\\])\1(?![\w_])")


def read_markdown(text: str) -> Source:
    """Return the lines of a Markdown file without its marks."""
    rows, noted = read_rows(text)
    lines = list(_lines(rows))
    counted = _count_on(lines)
    flags = [Flag("list_counted", lines[counted[0]].number)] if counted else []
    return Source(_text(lines), tuple(lines), (*noted, *flags))


def _text(rows: list[Row]) -> str:
    """Return the text line by line; the rows that only separate paragraphs share the number of the next line and add nothing."""
    joined: dict[int, str] = {}
    for row in rows:
        joined[row.number] = joined.get(row.number, "") + row.text
    return "\n".join(joined.get(number, "") for number in range(1, max(joined, default=0) + 1))


def _lines(rows: list[Row]) -> Iterator[Row]:
    """Yield each line as text, with a blank one wherever a heading, an item or a line across the page ends a paragraph."""
    fenced = False
    for place, row in enumerate(rows):
        quote = _QUOTE.match(row.text)
        written = row.text[quote.end() :] if quote else row.text
        after = rows[place + 1].text if place + 1 < len(rows) else ""
        heading = _HEADING.fullmatch(written)
        if _FENCE.match(written):
            fenced = not fenced
            yield row._replace(firm=True)
        elif fenced:
            yield row._replace(firm=True)
        elif heading:
            yield from _apart(row, heading["text"] or "")
        elif _is_underline(rows, place) or _RULE.fullmatch(written):
            yield row._replace(text="", firm=True)
        elif written.strip() and not _ITEM.match(written) and _UNDERLINE.fullmatch(after) and _is_underline(rows, place + 1):
            yield from _apart(row, written)
        else:
            if _ITEM.match(written):
                yield row._replace(text="", firm=True)
            yield row._replace(text=_without_marks(written), firm=True)


def _is_underline(rows: list[Row], place: int) -> bool:
    """Return whether a row of equals signs or hyphens makes the line above it a heading: a paragraph of that line alone."""
    if not place or not _UNDERLINE.fullmatch(rows[place].text):
        return False
    above = rows[place - 1].text
    before = rows[place - 2].text if place > 1 else ""
    single = not before.strip() or bool(_HEADING.fullmatch(before))
    return bool(above.strip()) and single and not _HEADING.fullmatch(above) and not _ITEM.match(above)


def _apart(row: Row, text: str) -> Iterator[Row]:
    blank = row._replace(text="", firm=True)
    yield from (blank, row._replace(text=_without_marks(text), firm=True, heading=True), blank)


def _without_marks(text: str) -> str:
    """Return a line without its marks of emphasis; a mark without its counterpart is text."""
    item = _ITEM.match(text)
    start = item.end() if item else 0
    head, rest = text[:start], text[start:]
    for _nested in range(3):
        rest = _STRESS.sub(r"\2", _STRONG.sub(r"\2", rest))
    return head.replace("+", "•").replace("*", "•") + _ESCAPE.sub("", _BREAK.sub("", rest))


def _count_on(rows: list[Row]) -> list[int]:
    """Number the items of lists whose numbers are all the same; return the places of the first items of such lists."""
    lists: list[list[int]] = []
    current: dict[int, list[int]] = {}
    for place, row in enumerate(rows):
        item = _ITEM.match(row.text)
        indent = len(row.text) - len(row.text.lstrip()) if row.text.strip() else None
        if row.heading or (indent is not None and not indent and not item and _is_blank(rows, place - 1)):
            current.clear()
        if not item:
            continue
        current = {depth: places for depth, places in current.items() if depth <= len(item["indent"])}
        if item["number"]:
            if len(item["indent"]) not in current:
                current[len(item["indent"])] = []
                lists.append(current[len(item["indent"])])
            current[len(item["indent"])].append(place)
    counted = [places for places in lists if len(places) > 1 and len({_ITEM.match(rows[place].text)["number"] for place in places}) == 1]
    for places in counted:
        for number, place in enumerate(places):
            rows[place] = _renumbered(rows[place], number)
    return [places[0] for places in counted]


def _is_blank(rows: list[Row], place: int) -> bool:
    return place < 0 or not rows[place].text.strip()


def _renumbered(row: Row, more: int) -> Row:
    item = _ITEM.match(row.text)
    if not item or not more:
        return row
    return row._replace(text=f"{item['indent']}{int(item['number']) + more}{item['end']}{row.text[item.end() :]}")
