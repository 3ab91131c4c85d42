"""The parts of a Word file: unpacked within limits, parsed without entities."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from declarations.importer.source import Refused

MOST_PARTS = 5_000
"""A file with more parts is not read."""

MOST_UNPACKED = 20_000_000
"""A part that is larger when it is unpacked is not read; all of them together may have twice as many bytes."""


class Package:
    """A Word file as its parts."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._left = 2 * MOST_UNPACKED
        if len(self._archive.infolist()) > MOST_PARTS:
            raise Refused("file_too_much")

    def part(self, pattern: str) -> Element | None:
        """Return the root of the first part whose name matches, None where there is none."""
        return next(self.parts(pattern), None)

    def parts(self, pattern: str) -> Iterator[Element]:
        """Yield the roots of the parts whose names match, in the order of their names.

        :raises Refused: when a part is too large.
        """
        for name in sorted(set(self._archive.namelist())):
            if re.fullmatch(pattern, name):
                yield fromstring(self._read(name), forbid_dtd=True)

    def _read(self, name: str) -> bytes:
        limit = min(MOST_UNPACKED, self._left)
        with self._archive.open(name) as part:
            data = part.read(limit + 1)
        self._left -= len(data)
        if len(data) > limit:
            raise Refused("file_too_much")
        return data


def name_of(element: Element) -> str:
    """Return the name of an element without its name space."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element | None, *names: str) -> Element | None:
    """Return what is found in an element along the names of children, None where one is missing."""
    for name in names:
        element = next((one for one in element if name_of(one) == name), None) if element is not None else None
    return element


def attribute(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute of an element, whatever its name space; None without the element or the attribute."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def whole(element: Element | None, name: str = "val") -> int | None:
    """Return an attribute as a whole number, None where it is none."""
    value = attribute(element, name) or ""
    return int(value) if re.fullmatch(r"-?\d{1,9}", value) else None


def is_on(element: Element | None) -> bool:
    """Return whether a property that is on or off is on: it is there and does not say no."""
    return element is not None and attribute(element) not in ("0", "false", "off", "none")
