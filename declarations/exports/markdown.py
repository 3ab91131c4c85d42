"""A declaration as Markdown, with the names of its points as targets of links.

Source: CommonMark 0.31; no letter of the text may become markup, whatever it is.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from declarations.documents import Part
from declarations.exports.citation import standing_name
from declarations.exports.edition import Edition
from declarations.exports.fragments import blocks_of, letters, pieces
from declarations.schema import Point

_INLINE = re.compile(r"([\\`*_\[\]<>~|{}$]|&(?=[#\w])|(?<=:)/|(?<=[wW]{3})\.|@)")
_START = re.compile(r"^(\s*)(?:([#+\-=:])|(\d{1,9})([.)]))")
MARKS = {"strong": "**", "em": "*"}


def escaped(text: str) -> str:
    """Return ``text`` so that Markdown shows exactly these letters inside a line."""
    return _INLINE.sub(lambda match: "&sol;" if match[1] == "/" else f"\\{match[1]}", text)


def line(text: str) -> str:
    """Return an escaped paragraph so that nothing at its beginning makes a list or a heading of it."""
    return _START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[2] else f"{match[1]}{match[3]}\\{match[4]}", text)


def heading(text: str) -> str:
    """Return ``text`` as the words of a heading; number signs at its end would be dropped."""
    return escaped(text).replace("#", "\\#")


def markdown(edition: Edition) -> str:
    """Return the text under a head of facts in YAML, whose strings are written as those of JSON."""
    blocks = [f"# {heading(edition.title)}", *(block for part in edition.parts for block in _part(edition, part))]
    return "\n\n".join([_head(edition), *blocks]) + "\n"


def _head(edition: Edition) -> str:
    facts = {
        "title": edition.title,
        "lang": edition.language,
        "date": edition.adopted_on.isoformat() if edition.adopted_on else None,
        "author": [organiser.name for organiser in edition.organisers] or None,
        "status": standing_name(edition) or None,
        "version": edition.version.number if edition.version else None,
        "sha256": edition.version.sha256 if edition.version else None,
        "url": edition.link,
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items() if value is not None]
    return "\n".join(["---", *lines, "---"])


def _part(edition: Edition, part: Part | Point) -> Iterator[str]:
    if isinstance(part, Point):
        yield from _point(edition, part)
    elif part.kind in {"enacting", "crossheading"}:
        yield f"## {heading(part.html)}" if part.kind == "crossheading" else line(escaped(part.html))
    else:
        yield from [f"## {heading(part.title)}"] if part.title else []
        yield from (_block(edition, block) for block in blocks_of(part.html))


def _point(edition: Edition, point: Point) -> Iterator[str]:
    anchor = f'<a id="{edition.fragment_of(point)}"></a>'
    yield f"### {anchor}{heading(point.heading)}" if point.heading else anchor
    blocks = [_block(edition, block) for block in blocks_of(point.html)] or [""]
    # The number opens the sentence of the point, as it does on the page.
    lead = line(escaped(point.lead_in))
    blocks[0] = f"{lead}{point.joint}{blocks[0]}".strip()
    yield from blocks
    if point.subpoints:
        yield "\n".join(_item(edition, f"- {label} ", blocks_of(html)) for label, html in point.labelled)


def _block(edition: Edition, block: Element) -> str:
    if block.tag == "p":
        return line(_inline(edition, block).strip())
    return "\n".join(_item(edition, "- " if block.tag == "ul" else f"{place}. ", [item]) for place, item in enumerate(block, 1))


def _item(edition: Edition, mark: str, blocks: list[Element]) -> str:
    text = "\n\n".join(line(_inline(edition, block).strip()) for block in blocks)
    # What follows belongs to the item as far as it is indented like its first letter.
    return mark + text.replace("\n", "\n" + " " * (mark.index(" ") + 1))


def _inline(edition: Edition, element: Element, *, inside: bool = False) -> str:
    written = ""
    for piece in pieces(element):
        if isinstance(piece, str):
            written += escaped(piece)
        elif piece.tag == "br":
            written = written.rstrip() + "\\\n"
        elif piece.tag == "a":
            target = re.sub(r"[<>\\\s]", lambda match: f"%{ord(match[0]):02X}", edition.absolute(piece.get("href", "")))
            written += f"[{_inline(edition, piece, inside=True)}](<{target}>)"
        elif piece.tag in MARKS:
            written += _emphasis(edition, piece, inside=inside or written.endswith("*"))
        else:
            written += " " + _inline(edition, piece, inside=inside)
    return written


def _emphasis(edition: Edition, element: Element, *, inside: bool) -> str:
    """Return emphasis with stars where they work between any letters, else as the element that Markdown lets through."""
    text = letters(element)
    inner = _inline(edition, element, inside=True)
    plain = text and all(unicodedata.category(letter)[0] in "LN" for letter in (text[0], text[-1]))
    if inside or not plain or len(element):
        return f"<{element.tag}>{inner}</{element.tag}>"
    return f"{MARKS[element.tag]}{inner}{MARKS[element.tag]}"
