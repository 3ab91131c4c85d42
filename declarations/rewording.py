"""The blocks of a page with another text in them. What is the same text keeps its block id, and its links and emphasis."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from declarations.arrangement import Arrangement, computed_numbers
from declarations.arrangement.draft import Draft, Place, drafted
from declarations.matching import Piece, matched
from declarations.schema import fold, folded_html, plain

Block = dict[str, Any]
_PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>.*?</p>", re.DOTALL)


@dataclass(frozen=True)
class Rewording:
    """A new text in the blocks of a page.

    :param blocks: the body as raw stream data.
    :param kept: the keys of the parts, by the id of the block that they keep.
    :param heads: the keys of the parts, by the id of their block, kept or new.
    :param places: where a remark on a part stands; parts whose block did not change have none.
    """

    blocks: list[Block]
    kept: dict[str, int]
    heads: dict[str, int]
    places: dict[int, Place]


def reworded(body: list[Block], numbers: Mapping[str, str], arrangement: Arrangement) -> Rewording:
    """Return the arrangement in the blocks of ``body``.

    :param body: the blocks of the page as raw stream data.
    :param numbers: the numbers of its points by their ids.
    """
    draft = drafted(arrangement)
    pairs = matched(_old_pieces(body, numbers), _new_pieces(draft, arrangement), _fixed(body, draft, arrangement))
    earlier = {block["id"]: block for block in body}
    blocks, kept, heads, unchanged = [], {}, {}, set()
    for block in draft.blocks:
        old = earlier.get(pairs.get(block["id"], ""))
        made = {**block, "id": old["id"], "value": _kept(block["type"], old["value"], block["value"])} if old else block
        blocks.append(made)
        heads[made["id"]] = draft.heads[block["id"]]
        if old:
            kept[old["id"]] = draft.heads[block["id"]]
        if old and made["value"] == old["value"]:
            unchanged.add(block["id"])
    return Rewording(blocks, kept, heads, dict(_places(draft, pairs, unchanged, blocks)))


def bare(number: str) -> str:
    """Return a number without its punctuation, for comparing."""
    return number.strip(" .,:;()[]、，．：").casefold()


def _old_pieces(body: list[Block], numbers: Mapping[str, str]) -> Iterator[Piece]:
    for block in body:
        yield Piece(block["id"], block["type"], bare(numbers.get(block["id"], "")), letters(block["type"], block["value"]))


def _new_pieces(draft: Draft, arrangement: Arrangement) -> Iterator[Piece]:
    numbers = computed_numbers(arrangement)
    markers = {part.key: part.marker or numbers.get(part.key, "") for part in arrangement.parts}
    for block in draft.blocks:
        number = bare(markers[draft.heads[block["id"]]])
        yield Piece(block["id"], block["type"], number, letters(block["type"], block["value"]))


def _fixed(body: list[Block], draft: Draft, arrangement: Arrangement) -> dict[str, str]:
    """Return what the editor decided about points, as far as it still makes sense."""
    points = {block["id"] for block in body if block["type"] == "point"}
    ids = {key: uid for uid, key in draft.heads.items()}
    kinds = {block["id"]: block["type"] for block in draft.blocks}
    decided = [(ids[key], uid) for key, uid in arrangement.same if kinds.get(ids.get(key, "")) == "point" and (not uid or uid in points)]
    return dict(decided)


def letters(kind: str, value: Any) -> str:
    """Return the words of a block as plain text, without markup."""
    if kind in {"enacting", "crossheading"}:
        return fold(value)
    if kind == "annex":
        return fold(f"{value['title']} {_plain(value['text'])}")
    if kind == "point":
        return fold(" ".join([value["heading"] or "", _plain(value["text"]), *(_plain(item["value"]) for item in value["subpoints"])]))
    return _plain(value)


def _plain(html: str) -> str:
    return unescape(plain(folded_html(html)))


def _kept(kind: str, old: Any, new: Any) -> Any:
    """Return the new value of a block; what reads the same stays as it was, with its links and emphasis."""
    if letters(kind, old) == letters(kind, new):
        return old
    if kind == "annex":
        return {**new, "text": _kept_rich(old["text"], new["text"])}
    if kind == "point":
        items = _kept_items(old["subpoints"], new["subpoints"])
        return {**new, "text": _kept_rich(old["text"], new["text"]), "subpoints": items, "fixed_number": old["fixed_number"]}
    return new if kind in {"enacting", "crossheading"} else _kept_rich(old, new)


def _kept_rich(old: str, new: str) -> str:
    """Return new rich text with each paragraph that reads as one did before as it was."""
    if _plain(old) == _plain(new):
        return old
    free: dict[str, list[str]] = {}
    for paragraph in _PARAGRAPH.findall(old):
        free.setdefault(_plain(paragraph), []).append(paragraph)

    def keep(match: re.Match) -> str:
        same = free.get(_plain(match[0]))
        return same.pop(0) if same else match[0]

    return _PARAGRAPH.sub(keep, new)


def _kept_items(old: list[Block], new: list[Block]) -> list[Block]:
    """Return the new sub-points, each with the id of the earlier one that it is."""
    earlier = {item["id"]: item for item in old}
    before = [Piece(item["id"], "item", str(place), _plain(item["value"])) for place, item in enumerate(old)]
    after = [Piece(item["id"], "item", str(place), _plain(item["value"])) for place, item in enumerate(new)]
    pairs = matched(before, after)
    made = []
    for item in new:
        same = earlier.get(pairs.get(item["id"], ""))
        made.append({**item, "id": same["id"], "value": _kept_rich(same["value"], item["value"])} if same else item)
    return made


def _places(draft: Draft, pairs: Mapping[str, str], unchanged: set[str], blocks: list[Block]) -> Iterator[tuple[int, Place]]:
    """Give where each part now stands; parts of blocks that did not change, and paragraphs that stayed, need no remark."""
    written = str(blocks)
    for key, place in draft.places.items():
        field, _dot, rest = place.path.partition(".")
        uid, dot, inner = rest.partition(".")
        if uid in unchanged:
            continue
        path = f"{field}.{pairs.get(uid, uid)}{dot}{inner}" if rest else field
        if not place.paragraph or f'data-block-key="{place.paragraph}"' in written:
            yield key, Place(path, place.paragraph, place.text)
        elif inner == "text":
            yield key, Place(path.removesuffix("text") + "heading")
