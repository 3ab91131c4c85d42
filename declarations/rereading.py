"""What somebody who is about to sign has to read again: the parts of the text that changed since the page was opened."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .documents import Document, Part
from .schema import Point

# Kinds of parts that are plain letters, not yet escaped.
LETTERS = {"enacting", "crossheading"}


@dataclass(frozen=True)
class Reread:
    """One part that is not as it was.

    :param title: which part; a point by the number it has now.
    :param before: its text as it was shown; empty where it is new.
    :param after: its text now; empty where it is gone.
    """

    title: str
    before: SafeString
    after: SafeString


def whole(part: Part | Point | None) -> str:
    """Return the text of a part with its heading and sub-points; it was cleaned before it was hashed."""
    if part is None:
        return ""
    if isinstance(part, Part):
        html = escape(part.html) if part.kind in LETTERS else part.html
        return _strong(part.title) + (html if html.startswith("<p>") else f"<p>{html}</p>")
    heading = _strong(part.heading)
    below = "".join(f"<li>{text}</li>" for _uid, text in part.subpoints)
    return heading + part.html + (f"<ul>{below}</ul>" if below else "")


def to_reread(before: Document, after: Document) -> list[Reread]:
    """Return what differs between two wordings, in the order of the new one; what is gone comes last."""
    return [Reread(title, mark_safe(old), mark_safe(new)) for title, old, new in _pairs(before, after) if old != new]  # noqa: S308 -- cleaned by ``schema.folded_html``


def _pairs(before: Document, after: Document) -> Iterator[tuple[str, str, str]]:
    for kind, title in (("preamble", _("Preamble")), ("enacting", _("Enacting clause")), ("crossheading", _("Headings"))):
        yield title, _all(before, kind), _all(after, kind)
    for point in after.points:
        old = before.point(point.uid)
        yield _("Point %(number)s") % {"number": point.number or point.place}, whole(old), whole(point)
    for point in before.points:
        if after.point(point.uid) is None:
            yield _("Point %(number)s, no longer there") % {"number": point.number or point.place}, whole(point), ""
    if [point.uid for point in before.points if after.point(point.uid)] != [point.uid for point in after.points if before.point(point.uid)]:
        yield _("Order of the points"), _order(before), _order(after)
    for kind, title in (("closing", _("Closing")), ("annex", _("Annexes"))):
        yield title, _all(before, kind), _all(after, kind)
    yield _("Title"), escape(before.title), escape(after.title)


def _all(document: Document, kind: str) -> str:
    return "".join(whole(part) for part in document.of_kind(kind))


def _strong(words: str) -> str:
    return f"<p><strong>{escape(words)}</strong></p>" if words else ""


def _order(document: Document) -> str:
    return "<ul>" + "".join(f"<li>{escape(f'{point.lead_in} {point.title}')}</li>" for point in document.points) + "</ul>"
