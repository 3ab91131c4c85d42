"""The parts of a text as blocks, and the repairs that move blocks to where they belong."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

from declarations.importer.hyphens import Hyphens
from declarations.importer.lines import starts_small
from declarations.importer.paragraphs import Block, append
from declarations.importer.reading import Flag
from declarations.importer.words import ENACTING, FOLLOWING

_REACH = 12
_MOST_WORDS = 80
_FEWEST_WORDS = 6
_WIDTHS_DIFFER = 3


@dataclass(slots=True)
class Region:
    """A point with everything up to the next one. ``crossheading`` stood before the point."""

    point: Block
    blocks: list[Block] = field(default_factory=list)
    crossheading: list[Block] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The number of the point, 0 where it has none."""
        return (self.point.mark.number or 0) if self.point.mark else 0


@dataclass(slots=True)
class Draft:
    """All blocks by their part; the enacting clause is still in the head."""

    head: list[Block] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    annexes: list[list[Block]] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)


def divide(blocks: Iterable[Block]) -> Draft:
    """Return the blocks by part: the head up to the first point, the points, the annexes."""
    draft = Draft()
    for block in blocks:
        if block.role == "annex":
            draft.annexes.append([block])
        elif draft.annexes:
            draft.annexes[-1].append(block)
        elif block.role == "point":
            draft.regions.append(Region(block))
        elif draft.regions:
            draft.regions[-1].blocks.append(block)
        else:
            draft.head.append(block)
    return draft


def rejoin_tails(blocks: list[Block], hyphens: Hyphens) -> tuple[list[Block], list[Flag]]:
    """Join the rest of a paragraph to its beginning where paragraphs of the other column stand between them.

    Evidence: a block that begins with a small letter after a finished one, and exactly one unfinished block shortly before.
    """
    kept: list[Block] = []
    flags: list[Flag] = []
    for block in blocks:
        heads = _open_blocks(kept) if block.role == "text" and not block.firm and kept and _is_tail(kept[-1], block) else []
        if len(heads) == 1:
            end = " ".join(heads[0].text.split()[-3:])
            flags += [Flag("tail_rejoined", block.first, {"end": end}), *append(heads[0], block, hyphens)]
        else:
            kept.append(block)
    return kept, flags


def _is_tail(before: Block, block: Block) -> bool:
    return starts_small(block.pieces[0]) and before.pieces[-1:] != [] and before.pieces[-1][-1] in ".!?”»"


def _open_blocks(blocks: list[Block]) -> list[Block]:
    """Return the blocks among the last ones that stop in the middle of a sentence."""
    near = []
    for block in reversed(blocks[-_REACH:]):
        if block.role == "annex":
            break
        if block.pieces and block.lines > 2 and (block.pieces[-1][-1].isalnum() or block.pieces[-1][-1] in "-,"):
            near.append(block)
    return near


def announces(text: str) -> bool:
    """Return whether a text is an enacting clause by its ending and by a verb of declaring."""
    return text.endswith((":", "：")) and len(text.split()) <= _MOST_WORDS and bool(ENACTING.search(text) or FOLLOWING.search(text))


def move_enacting(draft: Draft) -> None:
    """Move an enacting clause that stands after a later point before the first, with the paragraphs of the preamble before it."""
    if any(block.text.endswith((":", "：")) for block in draft.head[-1:]) or any(announces(block.text) for block in draft.head):
        return
    places = [(region, place) for region in draft.regions for place in range(len(region.blocks)) if _is_astray(draft, region, place)]
    if len(places) != 1:
        return
    region, place = places[0]
    start = place
    while start and region.blocks[start - 1].role == "text" and not _is_of_points(draft, region.blocks[start - 1]):
        start -= 1
    if not region.point.pieces and start == 0 and place:
        start = 1
    moved = region.blocks[start : place + 1]
    code = "preamble_moved" if _widths(draft) else "preamble_moved_unsure"
    region.blocks[start : place + 1] = []
    values = {"number": region.number}
    draft.flags += [*(Flag(code, block.first, values) for block in moved[:-1]), Flag("enacting_moved", moved[-1].first, values)]
    draft.head += moved


def _is_astray(draft: Draft, region: Region, place: int) -> bool:
    """Return whether a block after a point is the enacting clause."""
    block = region.blocks[place]
    if block.role != "text" or block.text[-1:] not in (":", "："):
        return False
    if region is draft.regions[-1]:
        return len(draft.head) < 2 and announces(block.text)
    last = place == len(region.blocks) - 1
    return announces(block.text) or (last and len(block.text.split()) >= _FEWEST_WORDS)


def _widths(draft: Draft) -> tuple[float, float] | None:
    """Return the usual widths of the preamble and of the points, where the two were set in columns of different widths."""
    head = [block.width for block in draft.head if block.lines > 2]
    points = [region.point.width for region in draft.regions if region.point.lines > 2]
    if not head or not points or abs(median(head) - median(points)) < _WIDTHS_DIFFER:
        return None
    return median(head), median(points)


def _is_of_points(draft: Draft, block: Block) -> bool:
    """Return whether the width of a block's lines says clearly that it belongs to the point before it."""
    widths = _widths(draft)
    if not widths or block.lines < 3:
        return False
    return abs(block.width - widths[1]) < abs(block.width - widths[0]) / 2
