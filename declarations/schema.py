"""The wording of a declaration: its parts with computed numbers, and the canonical form that is hashed."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import nh3
from wagtail.rich_text import expand_db_html

from .ordinals import lead_in, render
from .point_links import stable
from .sublabels import sublabel

SCHEMA = "convene-declaration-1"
TAGS = {"p", "br", "b", "i", "strong", "em", "a", "ol", "ul", "li"}
COMMAS = (",", "，", "،", "、")
SAME = (("<b>", "<strong>"), ("</b>", "</strong>"), ("<i>", "<em>"), ("</i>", "</em>"))


def fold(text: str) -> str:
    """Return ``text`` in one Unicode form, without soft hyphens and with every run of white space as one space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).replace("\u00ad", "")).strip()


def folded_html(source: str) -> str:
    """Return rich text as wording: paragraphs, emphasis and link targets, nothing of its layout.

    :param source: rich text as Wagtail stores it.
    """
    html = nh3.clean(expand_db_html(stable(source)), tags=TAGS, attributes={"a": {"href"}}, link_rel=None)
    for before, after in SAME:
        html = html.replace(before, after)
    return re.sub(r"\s*(</?p>)\s*", r"\1", fold(html.replace("&nbsp;", " ")))


def plain(html: str) -> str:
    """Return the letters of ``html`` with a space between paragraphs."""
    return fold(nh3.clean(re.sub(r"</(p|li)>|<br>", " ", html), tags=set()))


def capital(html: str) -> str:
    """Return ``html`` with a capital at its beginning; a word that mixes both kinds of letters, as pH does, is left alone."""
    match = re.match(r"((?:<[^>]*>)*[“„«\"(]*)([^\W\d_]+)", html)
    if match is None or not match[2].islower():
        return html
    return f"{match[1]}{match[2][0].upper()}{html[match.start(2) + 1 :]}"


def paragraphs(html: str) -> list[str]:
    """Return the inner HTML of the paragraphs of ``html``."""
    return re.findall(r"<p>(.*?)</p>", html) or [html]


@dataclass(frozen=True)
class Point:
    """A point as it is shown.

    :param uid: the block id, its identity.
    :param number: what stands beside it: "3", "III", "3 bis"; empty without numbering.
    :param value: its place among the counted points, 1 for the first; None for one with a number of its own.
    :param lead_in: what opens its text: "Third,", "3."; empty without numbering.
    :param place: its position among all points, 1 for the first.
    :param language: the code of the language, which decides how its sub-points are labelled.
    """

    uid: str
    number: str
    value: int | None
    lead_in: str
    place: int
    heading: str
    html: str
    subpoints: tuple[tuple[str, str], ...]
    language: str = "en"

    @property
    def anchor(self) -> str:
        """Return the fragment that names the place: ``point-3``."""
        return f"point-{self.place}"

    @property
    def label(self) -> str:
        """Return how the point is called in a sentence: its number, else its place."""
        return self.number or str(self.place)

    @property
    def title(self) -> str:
        """Return the heading, or the first words where there is none."""
        words = plain(self.html).split()
        return self.heading or " ".join(words[:8]) + ("…" if len(words) > 8 else "")

    @property
    def paragraphs(self) -> list[str]:
        """Return the inner HTML of its paragraphs."""
        return paragraphs(self.html)

    @property
    def joint(self) -> str:
        """Return what stands between the number and the text: nothing after a sign that brings its own space, else a space."""
        return " " if self.lead_in and self.lead_in[-1] not in "，、" else ""

    @property
    def shown_paragraphs(self) -> list[str]:
        """Return the inner HTML of its paragraphs as they are read: without a word in front, the sentence begins with a capital.

        The capital is only shown. What was adopted, and is hashed, stays as it was written.
        """
        first, *rest = self.paragraphs
        return [first if self.lead_in.endswith(COMMAS) else capital(first), *rest]

    @property
    def labelled(self) -> list[tuple[str, str]]:
        """Return the sub-points, each with its label as the language writes it: "(a)", "a)"."""
        return [(sublabel(number, self.language), text) for number, (_uid, text) in enumerate(self.subpoints, 1)]


def points_of(body, style: str, language: str) -> Iterator[Point]:
    """Give the points of a body with their numbers.

    :param body: a StreamValue of :class:`declarations.blocks.DeclarationBlock`.
    """
    counted = 0
    for place, block in enumerate((block for block in body if block.block_type == "point"), 1):
        own = block.value["fixed_number"] or ""
        counted += 0 if own else 1
        yield Point(
            uid=block.id or f"draft-{place}",
            number=own or (str(counted) if style == "ordinal" else render(counted, style, language)),
            value=None if own else counted,
            lead_in=f"{own}." if own else lead_in(counted, style, language),
            place=place,
            heading=fold(block.value["heading"] or ""),
            html=folded_html(block.value["text"].source),
            subpoints=tuple((item.id or "", folded_html(item.value.source)) for item in block.value["subpoints"].bound_blocks),
            language=language,
        )


def wording(body, *, title: str, style: str, language: str) -> dict[str, Any]:
    """Return everything that belongs to the wording, ready for :func:`forms_ext.ledger.canonical`.

    Layout, images, teasers and numbers that follow from the order are no wording; the style of numbering is.
    """
    points = points_of(body, style, language)
    parts = [_part(block, points) for block in body]
    return {"schema": SCHEMA, "language": language, "title": fold(title), "style": style, "parts": parts}


def _part(block, points: Iterator[Point]) -> dict[str, Any]:
    kind, value = block.block_type, block.value
    if kind == "point":
        # In their order, not by identity: in some previews a block has none.
        point = next(points)
        return {
            "kind": kind,
            "id": point.uid,
            "number": point.lead_in,
            "heading": point.heading,
            "text": point.html,
            "subpoints": [text for _uid, text in point.subpoints],
        }
    if kind == "annex":
        return {"kind": kind, "title": fold(value["title"]), "text": folded_html(value["text"].source)}
    return {"kind": kind, "text": fold(value) if kind in {"enacting", "crossheading"} else folded_html(value.source)}
