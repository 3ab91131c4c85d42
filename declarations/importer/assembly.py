"""From the parts as blocks to the reading: title, preamble, enacting clause, points, closing, annexes."""

import re
from statistics import multimode

from declarations.importer.draft import Draft, Region, announces
from declarations.importer.lines import finished, starts_small
from declarations.importer.numbering import check_numbers, put_in_order
from declarations.importer.paragraphs import Block
from declarations.importer.reading import Annex, Dropped, Flag, Paragraph, Point, Reading, Subpoint
from declarations.importer.words import CLOSING, ENACTING, FOLLOWING, PROCLAIMING, SECTION_NAMES

_SENTENCE = re.compile(r"[.!?][”»\"']?\s+(?=[^\W\d_a-zà-ÿ]|[“„«])")
_COLON_WORDS = 8
_LONGEST_TITLE = 200
_BEGINNING = 70
_FEWEST_WORDS = 8
_LONGEST_SIGNATURE = 80


class Assembly:
    """Takes a draft apart step by step; each step leaves the blocks that the next one needs."""

    def __init__(self, draft: Draft) -> None:
        self.head = draft.head
        self.regions = draft.regions
        self.annexes = draft.annexes
        self.flags = draft.flags
        self.dropped: list[Dropped] = []
        self.headed = False

    def reading(self) -> Reading:
        """Return the parts as a reading; whether it conserves the letters is not yet known."""
        title = self._take_title()
        enacting = self._take_enacting() if self.regions else None
        self._take_crossheadings(enacting)
        self.headed = self._have_headings()
        closing = self._take_closing()
        self.regions, flags = put_in_order(self.regions)
        self.flags += [*flags, *check_numbers(self.regions)]
        usual = min(multimode(len(_texts(region)) for region in self.regions), default=0)
        points = tuple(self._point(region, usual) for region in self.regions)
        annexes = tuple(_annex(blocks) for blocks in self.annexes)
        preamble = tuple(block.whole for block in self.head)
        closing_paragraphs = tuple(block.whole for block in closing)
        self._check_sentences(list(preamble))
        self._check_sentences([paragraph for paragraph in closing_paragraphs if len(paragraph.text) > _LONGEST_SIGNATURE])
        return Reading(title, preamble, enacting, points, closing_paragraphs, annexes, tuple(self.dropped), tuple(self.flags))

    def _take_title(self) -> Paragraph | None:
        """Take the title and the word "Preamble" off the head."""
        title = None
        first = self.head[0] if self.head else None
        more = len(self.head) > 1 or bool(self.regions)
        if first and more and (first.is_heading or _is_long_title(first)) and not _is_section_name(first):
            title = self.head.pop(0).paragraph
            for block in self.head[:3]:
                if not block.is_heading or _is_section_name(block):
                    break
                self.flags.append(Flag("subtitle", block.first, {"text": block.text}))
        else:
            self.flags.append(Flag("no_title", first.first if first else 1))
        for block in [block for block in self.head if _is_section_name(block)][:1]:
            self.head.remove(block)
            self.dropped.append(Dropped(block.first, block.text))
            self.flags.append(Flag("section_name", block.first, {"text": block.text}))
        return title

    def _take_enacting(self) -> Paragraph | None:
        """Take the sentence that leads to the points off the head, out of its paragraph where it is the last one there."""
        place = next((place for place in reversed(range(len(self.head))) if announces(self.head[place].text)), None)
        last = self.head[-1] if self.head else None
        if place is None and last and (last.text.endswith((":", "：")) or (FOLLOWING.search(last.text) and ENACTING.search(last.text))):
            place = len(self.head) - 1
        if place is None and last and PROCLAIMING.search(last.text[:_BEGINNING]):
            place = len(self.head) - 1
            self.flags.append(Flag("enacting_guess", last.first))
        if place is None:
            self.flags.append(Flag("no_enacting", self.regions[0].point.first))
            return None
        block = self.head.pop(place)
        if any(not after.is_heading for after in self.head[place:]):
            self.flags.append(Flag("enacting_not_last", block.first))
        text = block.text
        cuts = [match.end() for match in _SENTENCE.finditer(text)]
        if not cuts or not (ENACTING.search(text, cuts[-1]) or FOLLOWING.search(text, cuts[-1])):
            return block.paragraph
        self.flags.append(Flag("enacting_inside", block.last))
        block.pieces = [text[: cuts[-1]].rstrip()]
        self.head.insert(place, block)
        return Paragraph(text[cuts[-1] :], block.last, block.last)

    def _take_crossheadings(self, enacting: Paragraph | None) -> None:
        """Take headings that stand before a point off the head and off the point before."""
        for before, region in zip([None, *self.regions], self.regions, strict=False):
            blocks = before.blocks if before else self.head
            fewest = 0 if (before and before.point.pieces) or (enacting and not before) else 1
            while len(blocks) > fewest and len(region.crossheading) < 3 and self._is_crossheading(blocks, before, enacting):
                region.crossheading.insert(0, blocks.pop())
            if region.crossheading:
                text = " ".join(block.text for block in region.crossheading)
                self.flags.append(Flag("crossheading", region.crossheading[0].first, {"text": text}))

    def _is_crossheading(self, blocks: list[Block], before: Region | None, enacting: Paragraph | None) -> bool:
        block = blocks[-1]
        announcing = block.text.endswith(":") and len(block.text.split()) <= _COLON_WORDS and before is not None
        if block.role != "text" or not (block.is_heading or announcing):
            return False
        if before is None:
            return enacting is None or block.first > enacting.first
        above = blocks[-2] if len(blocks) > 1 else before.point
        return finished(above.text) or above.is_heading or block.heading

    def _take_closing(self) -> list[Block]:
        """Take what follows the points off the last one, and off the one with the highest number where that is another."""
        if not self.regions:
            return []
        last = self.regions[-1]
        closing = self._after(last, signs_only=False)
        highest = max(self.regions, key=lambda region: region.number)
        return [*self._after(highest, signs_only=True), *closing] if highest is not last else closing

    def _after(self, region: Region, *, signs_only: bool) -> list[Block]:
        own = {id(block) for block in _texts(region)[: 2 if self._heading(region) else 1]}
        extra = [place for place, block in enumerate(region.blocks) if block.role == "text" and id(block) not in own]
        place = next((place for place in extra if CLOSING.match(region.blocks[place].text) or _is_signature(region.blocks, place)), None)
        if extra and not signs_only and (place is None or place > extra[0]):
            place = self._guess_closing(region, extra, place)
        closing = [] if place is None else region.blocks[place:]
        region.blocks = region.blocks[: len(region.blocks) - len(closing)]
        return closing

    def _guess_closing(self, region: Region, extra: list[int], sure: int | None) -> int | None:
        """Return where the closing begins by what the other points look like; ``sure`` is where it begins at the latest."""
        others = [other for other in self.regions if other is not region]
        wide = max((block.gap for other in others for block in other.blocks), default=0)
        apart = next((place for place in extra if region.blocks[place].gap > max(wide, region.point.gap, 1)), None)
        single = len(others) > 1 and all(len(_texts(other)) == (2 if self._heading(other) else 1) for other in others)
        place = extra[0] if single else apart if sure is None else sure
        code = "closing_unsure" if place in (None, sure) else "closing_guess"
        self.flags.append(
            Flag(
                code,
                region.blocks[extra[0] if place is None else place].first,
                {"number": region.number} if code == "closing_unsure" else {},
            )
        )
        return place

    def _have_headings(self) -> bool:
        """Return whether at least half of the points begin with a heading."""
        return 2 * sum(1 for region in self.regions if _maybe_heading(region)) >= len(self.regions) > 0

    def _heading(self, region: Region) -> Block | None:
        return _maybe_heading(region) if self.headed else None

    def _point(self, region: Region, usual: int) -> Point:
        texts = _texts(region)
        heading = self._heading(region)
        texts = [block for block in texts if block is not heading]
        subpoints = self._subpoints(region)
        mark, line = region.point.mark, region.point.first
        if heading:
            self.flags.append(Flag("point_heading", heading.first, {"text": heading.text}))
        if len(texts) > 1 and usual == 1:
            self.flags.append(Flag("extra_paragraph", texts[1].first, {"number": region.number, "count": len(texts)}))
        if not texts and not subpoints:
            self.flags.append(Flag("empty_point", line, {"number": region.number}))
        paragraphs = tuple(block.paragraph for block in texts)
        self._check_sentences(list(paragraphs[:-1] if subpoints else paragraphs), first=False)
        crossheading = _joined(region.crossheading)
        return Point(
            mark.number if mark else None,
            mark.marker if mark else "",
            line,
            paragraphs,
            subpoints,
            heading.paragraph if heading else None,
            crossheading,
        )

    def _subpoints(self, region: Region) -> tuple[Subpoint, ...]:
        subpoints: list[tuple[Block, list[Block]]] = []
        for block in region.blocks:
            if block.role == "sub":
                subpoints.append((block, [block] if block.pieces else []))
            elif subpoints:
                if block.role == "text" and subpoints[-1][1]:
                    self.flags.append(Flag("text_after_subpoints", block.first))
                subpoints[-1][1].append(block)
        return tuple(
            Subpoint(block.mark.marker if block.mark else "", tuple(one.paragraph for one in blocks), block.first)
            for block, blocks in subpoints
        )

    def _check_sentences(self, paragraphs: list[Paragraph], *, first: bool = True) -> None:
        """Note paragraphs that do not begin or end like sentences: the order may be wrong there."""
        for place, paragraph in enumerate(paragraphs):
            text = paragraph.text
            fewest = _FEWEST_WORDS if place == len(paragraphs) - 1 else _FEWEST_WORDS // 2
            if len(text.split()) >= fewest and text[-1:].isalnum() and not finished(text):
                self.flags.append(Flag("unfinished", paragraph.last, {"end": text[-40:]}))
            if (place or first) and starts_small(text):
                self.flags.append(Flag("starts_small", paragraph.first, {"start": text[:40]}))


def _texts(region: Region) -> list[Block]:
    """Return the paragraphs of a point before its sub-points."""
    subs = [place for place, block in enumerate(region.blocks) if block.role == "sub"]
    return [block for block in [region.point, *region.blocks[: subs[0] if subs else None]] if block.pieces]


def _maybe_heading(region: Region) -> Block | None:
    """Return what may be the heading of a point: a short beginning with more after it. An ordinal word has none, it begins a sentence."""
    texts = _texts(region)
    spoken = region.point.mark is not None and region.point.mark.family.kind == "ordinal"
    labelled = region.point.mark is not None and region.point.mark.family.kind == "label"
    more = len(texts) > 1 or (labelled and len(region.blocks) + bool(region.point.pieces) > 1)
    return texts[0] if texts and not spoken and texts[0].is_heading and more else None


def _is_signature(blocks: list[Block], place: int) -> bool:
    """Return whether a block is a heading, a date or a name: nothing of a point, unless text of the point follows it."""
    return blocks[place].is_heading and (place > 0 or len(blocks) == 1 or all(block.is_heading for block in blocks))


def _is_long_title(block: Block) -> bool:
    text = block.text
    return block.lines == 3 and len(text) <= _LONGEST_TITLE and text[-1].isalnum() and not starts_small(text)


def _is_section_name(block: Block) -> bool:
    return block.text.strip(" .:").casefold() in SECTION_NAMES


def _joined(blocks: list[Block]) -> Paragraph | None:
    return Paragraph(" ".join(block.text for block in blocks), blocks[0].first, blocks[-1].last) if blocks else None


def _annex(blocks: list[Block]) -> Annex:
    """Return an annex; a short second line is the rest of its title."""
    title, rest = blocks[0].text, blocks[1:]
    if len(rest) > 1 and rest[0].is_heading and len(title.split()) < 3:
        title, rest = f"{title} {rest[0].text}", rest[1:]
    return Annex(title, blocks[0].first, tuple(block.paragraph for block in rest))
