"""Lines woven into paragraphs: wrapped lines joined, divided words made whole, paragraphs cut by a page or a column joined."""

from dataclasses import dataclass, field
from statistics import median

from declarations.importer.hyphens import Hyphens, is_divided
from declarations.importer.lines import SOFT_HYPHEN, Line, finished, starts_small
from declarations.importer.markers import Mark
from declarations.importer.plan import Cut
from declarations.importer.reading import Flag, Paragraph
from declarations.importer.words import CLOSING, UNENDING

_SHORT = 0.62
_FULL = 0.85
_FREE = 130
_MANY_HYPHENS = 12
_NEARBY = 8
_LONGEST_HEADING = 100
_MOST_WORDS = 14


@dataclass(slots=True)
class Block:
    """A paragraph in the making. ``role`` is that of its cut or ``text``; ``width`` the longest line, in characters."""

    role: str
    first: int
    last: int
    gap: int = 0
    mark: Mark | None = None
    pieces: list[str] = field(default_factory=list)
    lines: int = 0
    width: int = 0
    heading: bool = False
    firm: bool = False

    @property
    def text(self) -> str:
        """The text so far, without a soft hyphen that waits for the next line."""
        return "".join(self.pieces).rstrip(SOFT_HYPHEN)

    @property
    def paragraph(self) -> Paragraph:
        """The block as a part of the reading."""
        return Paragraph(self.text, self.first, self.last)

    @property
    def whole(self) -> Paragraph:
        """The block with its marker in the text, for a place where markers have no field of their own."""
        return Paragraph(" ".join(filter(None, (self.mark.marker if self.mark else "", self.text))), self.first, self.last)

    @property
    def is_heading(self) -> bool:
        """Whether it looks like a heading: short, beginning like a sentence, ending like none."""
        text = self.text
        if self.heading:
            return True
        if self.lines > 2 or not 1 < len(text) <= _LONGEST_HEADING or len(text.split()) > _MOST_WORDS:
            return False
        return not starts_small(text) and text[-1] not in ",;" and not finished(text) and any(map(str.isalpha, text))


class Weaver:
    """Makes blocks out of lines and cuts; ``flags`` tell what it decided."""

    def __init__(self, lines: list[Line], cuts: dict[int, Cut]) -> None:
        self.lines = lines
        self.cuts = cuts
        self.blocks: list[Block] = []
        self.flags: list[Flag] = []
        self.hyphens = Hyphens(lines)
        self._widths = _widths(lines)
        for index, line in enumerate(lines):
            cut = cuts.get(index)
            if cut or not self.blocks or not self._goes_on(index, line):
                self._begin(line, cut)
            else:
                self._extend(line)
        self.flags = _grouped(self.flags)

    def _begin(self, line: Line, cut: Cut | None) -> None:
        role = cut.role if cut and cut.role != "item" else "text"
        mark = cut.mark if cut and role in ("point", "sub") else None
        block = Block(role, line.number, line.number, line.gap, mark, heading=line.heading, firm=line.firm)
        self.blocks.append(block)
        text = mark.rest if mark else line.text
        if text:
            block.pieces.append(text)
            block.lines = 1
        block.width = len(line.text)

    def _extend(self, line: Line) -> None:
        self.flags += append(
            self.blocks[-1], Block("text", line.number, line.number, pieces=[line.text], lines=1, width=len(line.text)), self.hyphens
        )

    def _goes_on(self, index: int, line: Line) -> bool:
        """Return whether a line continues the paragraph before it."""
        block, before = self.blocks[-1], self.lines[index - 1]
        if not block.pieces or block.heading or line.heading or block.role == "annex":
            return False
        if line.firm:
            return not line.gap
        if line.torn and before.ends is not None and finished(before.text):
            return self._flows_on(before, line)
        if line.gap or line.torn:
            return self._resumes(index, line)
        if is_divided(before.text):
            return True
        return self._runs_on(index, line) if before.ends is None else not self._is_set_apart(before, line)

    def _runs_on(self, index: int, line: Line) -> bool:
        """Return whether a line continues the line just above it, of which nothing is known but its letters."""
        block, before, width = self.blocks[-1], self.lines[index - 1], self._widths[index - 1]
        if starts_small(line.text):
            return True
        length = len(before.text)
        if finished(before.text):
            return not (length < _SHORT * width or length > _FREE or line.indent >= before.indent + 2)
        return not (block.lines == 1 and length < _SHORT * max(width, len(line.text)) and block.is_heading)

    @staticmethod
    def _is_set_apart(before: Line, line: Line) -> bool:
        """Return whether the way in which lines are set says that a paragraph ends between them."""
        if finished(before.text):
            return bool(before.ends) or line.indent >= before.indent + 2
        return bool(before.ends) and not starts_small(line.text)

    def _flows_on(self, before: Line, line: Line) -> bool:
        """Return whether a paragraph goes on after a column that ended with a sentence: no room was left in its last line."""
        if not before.ends and CLOSING.match(line.text):
            self.flags.append(Flag("closing_guess", line.number))
            return False
        if not before.ends:
            self.flags.append(Flag("joined_unsure", line.number, {"start": " ".join(line.text.split()[:4])[:60]}))
        return not before.ends

    def _resumes(self, index: int, line: Line) -> bool:
        """Return whether a line continues the paragraph although blank lines or the end of a page lie between."""
        block, before, width = self.blocks[-1], self.lines[index - 1], self._widths[index - 1]
        if finished(before.text):
            return False
        full = len(before.text) >= _FULL * width
        open_ended = before.text.rpartition(" ")[2].casefold() in UNENDING
        if open_ended or starts_small(line.text) or is_divided(before.text):
            resumed = before.text[-1] not in ",;" or (full and block.lines > 1) or line.torn
            code = "joined_over_gap"
        else:
            spoken = block.mark is not None and block.mark.family.kind == "ordinal"
            cut = spoken or block.lines > 2 or (line.torn and block.lines > 1)
            ahead = self._widths[index]
            resumed = full and cut and len(line.text) >= _SHORT * ahead
            code = "joined_unsure" if line.text[0].isalpha() else "joined_over_gap"
        if resumed:
            self.flags.append(Flag(code, line.number, {"start": " ".join(line.text.split()[:4])[:60]}))
        return resumed


def append(block: Block, more: Block, hyphens: Hyphens) -> list[Flag]:
    """Join a block to another one, whose last word may be divided; return what is uncertain about its hyphen."""
    text, between, flags = block.pieces[-1], " ", []
    if is_divided(text):
        joint = hyphens.join(text, more.pieces[0])
        block.pieces[-1], between = joint.head, joint.between
        flags = [Flag(joint.code, block.last, {"word": joint.word})] if joint.code else []
    elif _is_solid(text[-2:], more.pieces[0][0]):
        between = ""
    block.pieces += [between, *more.pieces]
    block.last = more.last
    block.lines += more.lines
    block.width = max(block.width, more.width)
    return flags


def _widths(lines: list[Line]) -> list[int]:
    """Return for each line how wide the text is around it: the lines beside it without a gap; alone, that of the document."""
    groups: list[list[int]] = []
    for index, line in enumerate(lines):
        if index == 0 or line.gap or line.torn:
            groups.append([])
        groups[-1].append(len(line.text))
    wrapped = [max(group) for group in groups if len(group) > 2]
    usual = int(median(wrapped)) if wrapped else 0
    return [width for group in groups for width in _widths_of(group, usual)]


def _widths_of(group: list[int], usual: int) -> list[int]:
    """Among many lines one may stick out, so the second longest nearby counts; of few lines the longest."""
    if len(group) < 3:
        return [max(*group, usual, 0)] * len(group)
    if len(group) <= 2 * _NEARBY:
        return [max(group)] * len(group)
    return [sorted(group[max(0, place - _NEARBY) : place + _NEARBY + 1])[-2] for place in range(len(group))]


def _is_solid(end: str, first: str) -> bool:
    """Return whether no space belongs between two lines: in Chinese and Japanese, and after a dash or slash that hangs on a word."""
    hangs = end[-1] in "–—/" and end[-2:-1].isalnum()
    return hangs or ("\u2e80" <= end[-1] < "\uac00" and "\u2e80" <= first < "\uac00") or (end[-1] in "，。、；：" and first >= "\u2e80")


def _grouped(flags: list[Flag]) -> list[Flag]:
    """Make one flag of many about words that were put together: a text that divides words everywhere needs no hundred notes."""
    hyphens = [flag for flag in flags if flag.code == "hyphen_removed"]
    if len(hyphens) <= _MANY_HYPHENS:
        return flags
    others = [flag for flag in flags if flag.code != "hyphen_removed"]
    return [Flag("hyphens_decided", hyphens[0].line, {"count": len(hyphens), "word": hyphens[0].values["word"]}), *others]
