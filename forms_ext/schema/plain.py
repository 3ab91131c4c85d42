"""HTML of editors as plain text for mail: paragraphs, lists, and links with their address behind the words."""

import re
from html.parser import HTMLParser

SPACES = re.compile(r"\s+")
BREAKS = {"p", "ul", "ol", "h2", "h3", "h4"}


class PlainText(HTMLParser):
    """Collects the text of a document."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[tuple[str, int]] = []
        self.lists: list[int | None] = []

    def handle_starttag(self, tag, attrs):
        if tag in {"ul", "ol"}:
            self.lists.append(0 if tag == "ol" else None)
        if tag == "li":
            self.parts.append("\n" + self._bullet())
        elif tag == "br":
            self.parts.append("\n")
        elif tag in BREAKS:
            self.parts.append("\n\n")
        elif tag == "a":
            self.links.append((dict(attrs).get("href") or "", len(self.parts)))

    def _bullet(self) -> str:
        if not self.lists or self.lists[-1] is None:
            return "- "
        self.lists[-1] += 1
        return f"{self.lists[-1]}. "

    def handle_endtag(self, tag):
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        if tag == "a" and self.links:
            address, start = self.links.pop()
            words = "".join(self.parts[start:]).strip()
            if address and words != address.removeprefix("mailto:"):
                self.parts.append(f" ({address.removeprefix('mailto:')})")
        if tag in BREAKS:
            self.parts.append("\n\n")

    def handle_data(self, data):
        # A line break in the source is a space to a reader.
        self.parts.append(SPACES.sub(" ", data))


def plain_text(html: str) -> str:
    """Return ``html`` as plain text; paragraphs are parted by one empty line."""
    parser = PlainText()
    parser.feed(html)
    parser.close()
    lines = [" ".join(line.split()) for line in "".join(parser.parts).split("\n")]
    text: list[str] = []
    for line in lines:
        if line or (text and text[-1]):
            text.append(line)
    return "\n".join(text).strip()
