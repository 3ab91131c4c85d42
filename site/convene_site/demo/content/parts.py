"""Parts of streams. Their ids follow from their names: the same on every machine and in every language."""

import uuid
from typing import Any

NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://fieldandstreet.example/demo")


def key(name: str) -> str:
    """Return the id of the part that is called ``name``."""
    return str(uuid.uuid5(NAMES, name))


def part(kind: str, name: str, value: Any) -> dict[str, Any]:
    """Return one part as a StreamField stores it."""
    return {"type": kind, "value": value, "id": key(name)}


def items(name: str, values: list[Any]) -> list[dict[str, Any]]:
    """Return the items of a list within a part."""
    return [part("item", f"{name}/{number}", value) for number, value in enumerate(values)]


def to(page) -> str:
    """Return what opens a link to ``page`` in rich text."""
    return f'<a linktype="page" id="{page.pk}">'
