"""A declaration as a whole, read back from its canonical wording: the one form that every page, file and comparison is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .ordinals import lead_in, render
from .schema import Point


@dataclass(frozen=True)
class Part:
    """A part of the text that is no point.

    :param kind: "preamble", "enacting", "crossheading", "closing" or "annex".
    :param html: the text; plain letters, not yet escaped, for an enacting clause and a crossheading.
    :param title: of an annex only.
    """

    kind: str
    html: str
    title: str = ""


@dataclass(frozen=True)
class Document:
    """The wording of one declaration in one language, as :func:`declarations.schema.wording` gives it.

    It is the same whether the wording comes from a page that is still a draft or from a version that was kept.
    """

    content: dict[str, Any]

    @property
    def title(self) -> str:
        """Return the title."""
        return self.content["title"]

    @property
    def language(self) -> str:
        """Return the code of its language."""
        return self.content["language"]

    @cached_property
    def parts(self) -> tuple[Part | Point, ...]:
        """Return all parts in their order."""
        return tuple(self._parts())

    @property
    def points(self) -> list[Point]:
        """Return the points in their order."""
        return [part for part in self.parts if isinstance(part, Point)]

    def of_kind(self, kind: str) -> list[Part]:
        """Return the parts of one kind that are no points."""
        return [part for part in self.parts if isinstance(part, Part) and part.kind == kind]

    def point(self, uid: str) -> Point | None:
        """Return the point with this identity, or None."""
        return next((point for point in self.points if point.uid == uid), None)

    def _parts(self) -> Iterator[Part | Point]:
        counted = place = 0
        for part in self.content["parts"]:
            if part["kind"] != "point":
                yield Part(part["kind"], part["text"], part.get("title", ""))
                continue
            place += 1
            point = self._point(part, counted + 1, place)
            counted += 0 if point.value is None else 1
            yield point

    def _point(self, part: dict[str, Any], value: int, place: int) -> Point:
        style, language = self.content["style"], self.content["language"]
        # A point whose number does not count on has a number of its own, such as "3 bis.".
        own = part["number"] != lead_in(value, style, language)
        counted = str(value) if style == "ordinal" else render(value, style, language)
        return Point(
            uid=part["id"],
            number=part["number"].removesuffix(".") if own else counted,
            value=None if own else value,
            lead_in=part["number"],
            place=place,
            heading=part["heading"],
            html=part["text"],
            subpoints=tuple(("", text) for text in part["subpoints"]),
            language=language,
        )
