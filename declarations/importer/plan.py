"""Where the text is to be cut: which lines begin a point, a sub-point, an item of a list or an annex."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import NamedTuple

from declarations.importer.families import Candidate, Run, bullets, choose, fill, gather, parts_of_point
from declarations.importer.lines import Line, finished
from declarations.importer.markers import Mark
from declarations.importer.reading import Flag
from declarations.importer.words import ANNEX, CLOSING, ENACTING, TELLTALES
from declarations.numerals import ORDINALS, ROWS, plain

_STYLES = {"ordinal": "ordinal", "digit": "arabic", "han": "arabic", "roman": "roman"}
_INLINE = re.compile(r"(?<=[.;:!?])\s+(?=[^\W\d_][\w-]{3,24},\s)")
_FEW_LINES = 3
_LONGEST_ANNEX = 120
_LONGEST_LEAD = 6


class Cut(NamedTuple):
    """What begins at a line: ``point``, ``sub``, ``nested``, ``item`` or ``annex``."""

    role: str
    mark: Mark | None = None


@dataclass(slots=True)
class Plan:
    """The cuts by the index of their line, and what was found out about the numbering."""

    lines: list[Line]
    cuts: dict[int, Cut] = field(default_factory=dict)
    flags: list[Flag] = field(default_factory=list)
    style: str = "none"
    language: str | None = None

    @property
    def numbered(self) -> bool:
        """Whether there are points."""
        return any(cut.role == "point" for cut in self.cuts.values())

    @property
    def bare(self) -> bool:
        """Whether the points are numbered by bare digits, which page numbers are too."""
        return any(cut.role == "point" and cut.mark and cut.mark.family.shape == "bare" for cut in self.cuts.values())


def make_plan(lines: list[Line], language: str | None = None) -> Plan:
    """Return where the lines are to be cut."""
    plan = Plan(lines)
    candidates = gather(lines)
    annexes = _find_annexes(lines)
    body = [one for one in candidates if not annexes or one.index < annexes[0]]
    run, rival = choose(body)
    if annexes and run is None:
        body, annexes = candidates, []
        run, rival = choose(body)
    if _seems_run_on(lines, run) and _split_inline(plan, run):
        return _replan(plan, language)
    points = fill(run, body) if run else _unnumbered(plan, body)
    _cut(plan, points, body, candidates, annexes)
    _note_leftovers(plan, body, run, rival)
    plan.style = _style(run)
    plan.language = language or _guess_language(lines, points)
    return plan


def _replan(plan: Plan, language: str | None) -> Plan:
    again = make_plan(plan.lines, language)
    again.flags = [*plan.flags, *again.flags]
    return again


def _find_annexes(lines: list[Line]) -> list[int]:
    found = []
    for index, line in enumerate(lines):
        begins = index and (line.gap or line.torn or line.heading) and len(line.text) < _LONGEST_ANNEX
        if begins and ANNEX.match(line.text) and not line.text.endswith((".", ",", ";")):
            found.append(index)
    return found


def _cut(plan: Plan, points: list[Candidate], body: list[Candidate], candidates: list[Candidate], annexes: list[int]) -> None:
    """Fill the cuts, the weakest first, so that a stronger one takes its place."""
    for candidate in candidates:
        if candidate.strong and not candidate.mark.soft and candidate.mark.family.shape != "bare":
            plan.cuts[candidate.index] = Cut("item", candidate.mark)
    places = [candidate.index for candidate in body]
    for point, after in zip_longest(points, points[1:]):
        region = body[bisect_left(places, point.index + 1) : bisect_left(places, after.index) if after else len(body)]
        subs, nested = parts_of_point(region, point.mark.family)
        plan.cuts.update({one.index: Cut("nested", one.mark) for one in nested})
        plan.cuts.update({one.index: Cut("sub", one.mark) for one in subs})
        plan.flags += [Flag("nested_list", plan.lines[one.index].number) for one in nested[:1]]
    for point in points:
        _cut_before(plan, point.index)
        plan.cuts[point.index] = Cut("point", point.mark)
    for index in annexes:
        plan.cuts[index] = Cut("annex")
    if points:
        _cut_closing(plan, points[-1].index, annexes[0] if annexes else len(plan.lines))


def _cut_before(plan: Plan, point: int) -> None:
    """Set a sentence apart that leads to a point, where no blank line does."""
    lines, start = plan.lines, point - 1
    if start < 0 or not lines[start].text.endswith(":"):
        return
    while start > max(0, point - _LONGEST_LEAD) and not (lines[start].gap or finished(lines[start - 1].text)):
        start -= 1
    if ENACTING.search(" ".join(line.text for line in lines[start:point])):
        plan.cuts.setdefault(start, Cut("item"))


def _cut_closing(plan: Plan, point: int, end: int) -> None:
    """Set the closing apart from the last point, where no blank line does."""
    for index in range(point + 1, end):
        line = plan.lines[index]
        if line.gap or line.torn or index in plan.cuts:
            return
        if CLOSING.match(line.text) and finished(plan.lines[index - 1].text):
            plan.cuts[index] = Cut("item")
            plan.flags.append(Flag("closing_guess", line.number))
            return


def _unnumbered(plan: Plan, candidates: list[Candidate]) -> list[Candidate]:
    """Return bullets that follow an enacting clause, where nothing has a number."""
    for index, line in enumerate(plan.lines):
        said = " ".join(before.text for before in plan.lines[max(0, index - 3) : index + 1])
        if line.text.endswith(":") and ENACTING.search(said):
            found = bullets(candidates, index)
            if len(found) > 1:
                plan.flags.append(Flag("unnumbered_points", plan.lines[found[0].index].number))
                return found
            return []
    return []


def _seems_run_on(lines: list[Line], run: Run | None) -> bool:
    """Return whether a point may begin inside a line: its number is missing, or the text came as one line."""
    if run is None:
        return 0 < len(lines) <= _FEW_LINES
    return run.family.kind == "ordinal" and not set(range(1, max(run.numbers))) <= set(run.numbers)


def _split_inline(plan: Plan, run: Run | None) -> bool:
    """Cut lines before the ordinal words that are missing at the beginnings of lines; return whether there were any."""
    missing = set(range(1, max(run.numbers))) - set(run.numbers) if run else set(range(1, len(ORDINALS)))
    lines: list[Line] = []
    flags: list[Flag] = []
    for line in plan.lines:
        start = 0
        for match in _INLINE.finditer(line.text):
            number = _ordinal_at(line.text[match.end() : match.end() + 30])
            if number in missing:
                lines.append(_piece(line, line.text[start : match.start()], start))
                start = match.end()
                flags.append(Flag("marker_inside", line.number, {"number": number}))
        lines.append(_piece(line, line.text[start:], start))
    if not flags or (run is None and all(flag.values["number"] != 2 for flag in flags)):
        return False
    plan.lines = lines
    plan.flags += flags
    return True


def _ordinal_at(text: str) -> int | None:
    word = re.match(r"[\w-]+", text)
    return ORDINALS.get(plain(word[0]), (None,))[0] if word and word[0][0].isupper() else None


def _piece(line: Line, text: str, start: int) -> Line:
    gap = line.gap if start == 0 else 1
    return replace(line, text=text, gap=gap, torn=line.torn and start == 0)


def _note_leftovers(plan: Plan, body: list[Candidate], run: Run | None, rival: Run | None) -> None:
    if run is None:
        return
    taken = {index for index, cut in plan.cuts.items() if cut.role != "item"}
    last, highest = run.accepted[-1], max(run.numbers)
    for candidate in body:
        own = candidate.mark.family == run.family and candidate.number <= highest + 3
        related = candidate.mark.family.kind == run.family.kind and not candidate.mark.soft
        follows = related and candidate.alone and candidate.number == highest + 1 and candidate.index > last.index
        if candidate.index not in taken and (own or follows):
            plan.flags.append(Flag("leftover_marker", plan.lines[candidate.index].number, {"marker": candidate.mark.marker}))
    plan.flags += _inside_lines(plan, run)
    for index, cut in plan.cuts.items():
        if cut.role == "point" and cut.mark and (cut.mark.soft or cut.mark.family != run.family):
            plan.flags.append(Flag("marker_unusual", plan.lines[index].number, {"number": cut.mark.number, "marker": cut.mark.marker}))
    if rival:
        first = rival.accepted[0]
        plan.flags.append(Flag("two_numberings", plan.lines[first.index].number, {"marker": first.mark.marker}))


def _inside_lines(plan: Plan, run: Run) -> list[Flag]:
    """Look inside lines for the ordinal word of the next point, or of a missing one: two columns may have run into one."""
    if run.family.kind != "ordinal":
        return []
    wanted = set(range(1, max(run.numbers) + 2)) - set(run.numbers)
    words = [row.ordinals[number - 1] for row in ROWS.values() for number in wanted if number <= len(row.ordinals)]
    inside = re.compile(r"(?<=[\w,;] )(?:" + "|".join(map(re.escape, words)) + "),")
    found = ((line, inside.search(line.text)) for line in plan.lines)
    return [Flag("leftover_marker", line.number, {"marker": match[0].rstrip(",")}) for line, match in found if match]


def _style(run: Run | None) -> str:
    if run is None:
        return "none"
    if run.family.kind == "label":
        return "article" if run.family.shape.startswith(("art", "статья", "المادة", "điều", "条", "條")) else "arabic"
    return _STYLES.get(run.family.kind, "none")


def _guess_language(lines: list[Line], points: list[Candidate]) -> str | None:
    """Guess by the ordinal words, else by frequent small words."""
    votes: Counter[str] = Counter()
    for point in points:
        votes.update(ORDINALS.get(plain(point.mark.marker), (0, ()))[1])
    if not votes:
        words = Counter(" ".join(line.text for line in lines[:400]).casefold().split())
        votes.update({code: sum(words[word] for word in small) for code, small in TELLTALES.items()})
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] else None
