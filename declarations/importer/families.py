"""Which of the numberings in a text is the one of its points, and which lines begin a point or a part of one."""

from bisect import bisect
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from declarations.importer.lines import Line, finished
from declarations.importer.markers import Family, Mark, read_shapes, recognise
from declarations.importer.words import DIVISIONS

_MOST = 20
_RANKS = {"label": 5, "ordinal": 5, "han": 4, "digit": 3, "roman": 2, "letter": 1}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A marker at a line. ``strong``: the line before ends a sentence, or a gap lies between."""

    index: int
    mark: Mark
    strong: bool
    alone: bool = False

    @property
    def number(self) -> int:
        """The number of the marker, 0 for a bullet."""
        return self.mark.number or 0


@dataclass(slots=True)
class Run:
    """The markers of one family that follow one another as numbers of points do."""

    family: Family
    candidates: list[Candidate]
    accepted: list[Candidate] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.accepted = _accept(self.candidates)

    @property
    def numbers(self) -> list[int]:
        """The numbers in the order of the text."""
        return [candidate.number for candidate in self.accepted]

    @property
    def restarts(self) -> bool:
        """Whether the numbering begins again, as that of sub-points does."""
        return self.numbers.count(1) > 1 and self.numbers.count(2) > 1

    @property
    def score(self) -> tuple[int, int]:
        """How well the family serves as the numbering of the points: how many numbers, then of what kind."""
        numbers = set(self.numbers)
        linked = sum(1 for number in numbers if number + 1 in numbers or number - 1 in numbers)
        weight = _RANKS.get(self.family.kind, 0) - (1 if self.family.shape in DIVISIONS or self.family.shape == "bare" else 0)
        sound = linked > 1 or (len(numbers) > 1 and weight >= 4)
        return (linked or len(numbers), weight) if sound and min(numbers) < 4 else (0, 0)

    def encloses(self, other: "Run") -> bool:
        """Return whether all of ``other`` lies between two neighbouring markers of this run, or after its last."""
        places = [candidate.index for candidate in self.accepted]
        inside = [candidate.index for candidate in other.accepted]
        if not places or not inside or inside[0] < places[0]:
            return False
        below = [place for place in places if place <= inside[0]]
        return len(below) == len(places) or inside[-1] < places[len(below)]


def _accept(candidates: list[Candidate]) -> list[Candidate]:
    """Keep what is sure by its place, and what is not only where it is the next number."""
    firm = {candidate.number for candidate in candidates if candidate.strong}
    limit = 10 + 3 * len(candidates)
    accepted: list[Candidate] = []
    last = 0
    for candidate in candidates:
        expected = candidate.number == last + 1
        if candidate.number > limit or not (candidate.strong or (expected and candidate.number not in firm)):
            continue
        if candidate.strong and not candidate.alone and abs(candidate.number - last) > 3:
            continue
        accepted.append(candidate)
        last = candidate.number
    return accepted


def gather(lines: list[Line]) -> list[Candidate]:
    """Return every marker of every line, in the order of the text."""
    shapes = read_shapes(lines)
    candidates: list[Candidate] = []
    before: set[Family] = set()
    labelled = False
    for index, line in enumerate(lines):
        marks = recognise(line.text)
        marks = marks if index not in shapes or any(mark.family.kind == "label" for mark in marks) else [*marks, shapes[index]]
        alone = index == 0 or bool(line.gap) or line.heading
        ended = alone or finished(lines[index - 1].text) or lines[index - 1].heading
        comma = not alone and lines[index - 1].text.endswith(",")
        for mark in marks:
            strong = ended or labelled or mark.family in before or (comma and mark.family.kind == "bullet")
            candidates.append(Candidate(index, mark, strong, alone))
        before = {mark.family for mark in marks}
        labelled = any(mark.family.kind == "label" and not mark.rest for mark in marks)
    return candidates


def runs_of(candidates: list[Candidate]) -> list[Run]:
    """Return the numberings of a text, one per family; soft markers and bullets make none."""
    families: dict[Family, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.mark.number and not candidate.mark.soft:
            families[candidate.mark.family].append(candidate)
    runs = [Run(family, members) for family, members in families.items()]
    return sorted((run for run in runs if run.score[0]), key=lambda run: run.score, reverse=True)[:_MOST]


def choose(candidates: list[Candidate]) -> tuple[Run | None, Run | None]:
    """Return the numbering of the points and the strongest rival that lies beside it, where there are such."""
    runs = runs_of(candidates)
    steady = [run for run in runs if not run.restarts] or runs
    outer = [run for run in steady if not any(other is not run and other.encloses(run) for other in steady)] or steady
    outer.sort(key=lambda run: (run.score, -run.accepted[0].index), reverse=True)
    if not outer:
        return None, None
    rival = outer[1] if len(outer) > 1 and outer[1].score[0] == outer[0].score[0] else None
    return outer[0], rival


def fill(run: Run, candidates: list[Candidate]) -> list[Candidate]:
    """Return the markers of the points: the run, and where a number is missing in it a marker of another shape that fits."""
    taken = {candidate.index for candidate in run.accepted}
    spare: dict[int, dict[int, Candidate]] = defaultdict(dict)
    for candidate in candidates:
        related = candidate.mark.family.kind == run.family.kind and (candidate.mark.soft or candidate.mark.family != run.family)
        if related and candidate.strong and candidate.index not in taken:
            spare[candidate.number][candidate.index] = candidate
    members = list(run.accepted)
    for left, right in pairwise([None, *run.accepted]):
        low, start = (left.number, left.index) if left else (0, -1)
        for number in range(low + 1, right.number if right else 0):
            places = list(spare[number])
            place = bisect(places, start)
            if not right or place == len(places) or places[place] >= right.index:
                break
            start = places[place]
            members.append(spare[number][start])
    return sorted(members, key=lambda candidate: candidate.index)


def parts_of_point(candidates: list[Candidate], points: Family) -> tuple[list[Candidate], list[Candidate]]:
    """Return the markers of sub-points between two points, and those of lists inside the sub-points."""
    families: dict[Family, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        kind = candidate.mark.family.kind
        if candidate.mark.family != points and kind not in ("label", "ordinal") and candidate.mark.family.shape != "bare":
            families[candidate.mark.family].append(candidate)
    lists = [members for members in map(_sequence, families.values()) if members]
    if not lists:
        return [], []
    lists.sort(key=lambda members: (members[0].index, -len(members)))
    taken = {candidate.index for candidate in lists[0]}
    return lists[0], [candidate for members in lists[1:] for candidate in members if candidate.index not in taken]


def _sequence(candidates: list[Candidate]) -> list[Candidate]:
    """Keep those that count 1, 2, 3 … (bullets: that stand where an item can begin); one alone is no list."""
    if candidates[0].mark.family.kind == "bullet":
        round_ones = candidates[0].mark.family.shape not in "-–—*·"
        kept = [candidate for candidate in candidates if candidate.strong or round_ones]
        return kept if round_ones or len(kept) > 1 else []
    kept = []
    for candidate in candidates:
        bracketed = ")" in candidate.mark.family.shape
        if candidate.number == len(kept) + 1 and (candidate.strong or kept or bracketed):
            kept.append(candidate)
    return kept if len(kept) > 1 else []


def bullets(candidates: list[Candidate], start: int) -> list[Candidate]:
    """Return the bullets after a line, for a text whose points have no numbers."""
    found = [one for one in candidates if one.mark.family.kind == "bullet" and one.index > start and one.strong]
    return [one for one in found if one.mark.family == found[0].mark.family]
