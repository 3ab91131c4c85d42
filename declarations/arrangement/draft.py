"""From an arrangement to the blocks of a draft, and from a line of the source to its place in that draft."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from declarations.arrangement.parts import Arrangement, Part

_HINTS = ("word", "start", "end", "marker", "text")
"""The values of a flag that are words of the text, the most telling first."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a remark stands in the editor.

    :param path: field and block, as the editor names them: "body.<block id>.text".
    :param paragraph: the key of the paragraph in rich text; empty for a plain field.
    :param text: the letters of that paragraph.
    """

    path: str
    paragraph: str = ""
    text: str = ""

    def position(self, values: dict[str, Any]) -> str:
        """Return which letters the editor marks, as it wants to be told: those that the flag quotes, else the whole paragraph."""
        if not self.paragraph or not self.text:
            return ""
        quoted = next((words for name in _HINTS if (words := str(values.get(name, ""))) and words in self.text), self.text)
        start = _units(self.text[: self.text.index(quoted)])
        return json.dumps([{"key": self.paragraph, "start": start, "end": start + _units(quoted)}])


def _units(text: str) -> int:
    """Return the length of a text as scripts in a browser count it."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(slots=True)
class Draft:
    """The blocks of a body as raw stream data, and where each part of the arrangement went.

    :param heads: the keys of the parts that open the blocks, by the ids of these.
    """

    blocks: list[dict[str, Any]] = field(default_factory=list)
    heads: dict[str, int] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)


def drafted(arrangement: Arrangement) -> Draft:
    """Return the arrangement as blocks with new ids. What is left out and the title are no blocks."""
    draft = Draft()
    for group in arrangement.groups():
        head = group[0]
        if head.kind == "title":
            draft.places[head.key] = Place("title")
        elif head.kind != "left_out":
            draft.blocks.append(_BLOCKS.get(head.kind, _rich)(draft, group))
            draft.heads[draft.blocks[-1]["id"]] = head.key
    return draft


def block(kind: str, value: Any) -> dict[str, Any]:
    """Return one block with a new id."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def _plain(draft: Draft, group: list[Part]) -> dict[str, Any]:
    made = block(group[0].kind, group[0].text)
    draft.places[group[0].key] = Place(f"body.{made['id']}")
    return made


def _rich(draft: Draft, group: list[Part]) -> dict[str, Any]:
    made = block(group[0].kind, "")
    made["value"] = _paragraphs(draft, group, f"body.{made['id']}")
    return made


def _annex(draft: Draft, group: list[Part]) -> dict[str, Any]:
    head = group[0]
    made = block("annex", {"title": head.heading, "text": ""})
    path = f"body.{made['id']}"
    made["value"]["text"] = _paragraphs(draft, [part for part in group if part.text], f"{path}.text")
    draft.places.setdefault(head.key, Place(f"{path}.title"))
    return made


def _point(draft: Draft, group: list[Part]) -> dict[str, Any]:
    made = block("point", {"heading": group[0].heading, "text": "", "subpoints": [], "fixed_number": ""})
    path = f"body.{made['id']}"
    own, items = _divided(group)
    made["value"]["text"] = _paragraphs(draft, [part for part in own if part.text], f"{path}.text")
    made["value"]["subpoints"] = [block("item", rich(part.text for part in item)) for item in items]
    # Rows of a list take no remarks: those on sub-points stand at the text of their point.
    nearest = next((draft.places[part.key] for part in own if part.key in draft.places), None)
    for part in group:
        draft.places.setdefault(part.key, Place(nearest.path, nearest.paragraph, nearest.text) if nearest else Place(f"{path}.heading"))
    return made


def _divided(group: list[Part]) -> tuple[list[Part], list[list[Part]]]:
    """Return the paragraphs of a point, and those of each of its sub-points."""
    own: list[Part] = []
    items: list[list[Part]] = []
    for part in group:
        if part.kind == "subpoint":
            items.append([part])
        else:
            (items[-1] if items else own).append(part)
    return own, items


def _paragraphs(draft: Draft, parts: Iterable[Part], path: str) -> str:
    """Return parts as rich text, and note where each of them stands."""
    html = ""
    for part in parts:
        key = uuid.uuid4().hex[:5]
        draft.places[part.key] = Place(path, key, part.text)
        html += f'<p data-block-key="{key}">{escape(part.text, quote=False)}</p>'
    return html


def rich(texts: Iterable[str]) -> str:
    """Return texts as rich text, one paragraph each."""
    return "".join(f'<p data-block-key="{uuid.uuid4().hex[:5]}">{escape(text, quote=False)}</p>' for text in texts)


_BLOCKS = {"enacting": _plain, "crossheading": _plain, "point": _point, "annex": _annex}
