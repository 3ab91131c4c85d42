"""The HTML of a wording as a tree: paragraphs and lists, with emphasis and links in them."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

BLOCKS = {"p", "ol", "ul"}
# What no XML file may hold, not even escaped. Source: XML 1.0, 2.2.
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legible(text: str) -> str:
    """Return ``text`` without the signs that no XML file may hold."""
    return _FORBIDDEN.sub("", text)


class _Tree(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Element("div")
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        made = SubElement(self.open[-1], tag, {name: legible(value or "") for name, value in attrs})
        if tag != "br":
            self.open.append(made)

    def handle_endtag(self, tag):
        if tag in [element.tag for element in self.open[1:]]:
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data):
        add_text(self.open[-1], legible(data))


def add_text(element: Element, text: str):
    """Put ``text`` behind everything that ``element`` holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def blocks_of(html: str) -> list[Element]:
    """Return the paragraphs and lists of ``html``; what stands outside of them becomes a paragraph."""
    tree = _Tree()
    tree.feed(html)
    tree.close()
    found: list[Element] = []
    loose: Element | None = None
    for piece in pieces(tree.root):
        if not isinstance(piece, str) and piece.tag in BLOCKS:
            found.append(piece)
            loose = None
        elif loose is not None or not isinstance(piece, str) or piece.strip():
            if loose is None:
                loose = Element("p")
                found.append(loose)
            _adopt(loose, piece)
    return found


def pieces(element: Element) -> Iterator[str | Element]:
    """Give the texts and elements that ``element`` holds, in their order; elements without what follows them."""
    if element.text:
        yield element.text
    for child in element:
        tail, child.tail = child.tail, None
        yield child
        child.tail = tail
        if tail:
            yield tail


def _adopt(parent: Element, piece: str | Element):
    if isinstance(piece, str):
        add_text(parent, piece)
        return
    copy = Element(piece.tag, piece.attrib)
    copy.text = piece.text
    copy.extend(piece)
    parent.append(copy)


def paragraph(text: str) -> Element:
    """Return plain letters as a paragraph."""
    made = Element("p")
    made.text = legible(text)
    return made


def letters(element: Element) -> str:
    """Return the letters of ``element``, with a space at each break of a line."""
    inner = "".join(piece if isinstance(piece, str) else letters(piece) for piece in pieces(element))
    return f"{inner} " if element.tag in {"br", "p", "li"} else inner


def texts_of(html: str) -> list[str]:
    """Return the paragraphs of ``html`` as plain letters, the items of lists as paragraphs of their own."""
    elements = (element for block in blocks_of(html) for element in (block if block.tag in {"ol", "ul"} else [block]))
    return [" ".join(letters(element).split()) for element in elements]
