"""What the preview of an import shows: lines, parts, flags and what can be done with them."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from declarations.arrangement import Arrangement, Part, computed_numbers, cuts_of
from declarations.arrangement.parts import ATTACHED, HEADED
from declarations.models import TextImport
from declarations.rewording import bare
from declarations.states import STYLES
from declarations.views.again import compared
from declarations.views.importing import crumbs
from declarations.views.remarks import FlagGroup, grouped

KINDS = {
    "title": gettext_lazy("Title"),
    "preamble": gettext_lazy("Preamble"),
    "enacting": gettext_lazy("Enacting clause"),
    "crossheading": gettext_lazy("Heading between points"),
    "point": gettext_lazy("Point"),
    "continued": gettext_lazy("Further paragraph"),
    "subpoint": gettext_lazy("Sub-point"),
    "closing": gettext_lazy("Closing"),
    "annex": gettext_lazy("Annex"),
    "left_out": pgettext_lazy("import", "Left out"),
}


@dataclass(frozen=True)
class Row:
    """A part as it is shown.

    :param number: what the draft writes before it; :param otherwise: whether the source says something else there.
    """

    part: Part
    kind: str
    number: str
    otherwise: bool
    flags: list[dict[str, Any]]
    attached: bool

    @property
    def lines(self) -> str:
        """Return its lines in the source: "7" or "7–9"."""
        return str(self.part.first) if self.part.first == self.part.last else f"{self.part.first}–{self.part.last}"


def preview(draft: TextImport, chosen: str) -> dict[str, Any]:
    """Return the context of the page.

    :param chosen: the key of the part whose panel is open, as it stands in the address.
    """
    arrangement = draft.arrangement
    groups = grouped(draft.found, arrangement.seen)
    by_part = _by_part(arrangement, groups)
    rows = _rows(arrangement, by_part)
    return {
        "draft": draft,
        "page": draft.page,
        "page_title": _("What was found"),
        "draft_title": str(draft),
        "breadcrumbs_items": crumbs(draft.parent, draft.page),
        "rows": [row for row in rows if row.part.kind != "left_out"],
        "left_out": [row for row in rows if row.part.kind == "left_out"],
        "lines": _lines(draft, arrangement, groups),
        "groups": groups,
        "open_count": sum(len(group.open) for group in groups),
        "stops": [flag for group in groups if group.level == "stop" for flag in group.open],
        "panel": _panel(draft, arrangement, chosen),
        "kinds": list(KINDS.items()),
        "styles": STYLES,
        "style": arrangement.style,
        "title": draft.page.title if draft.page else arrangement.title,
        "found_title": arrangement.title,
        "comparison": compared(draft.page.specific, arrangement) if draft.page else None,
    }


def _by_part(arrangement: Arrangement, groups: list[FlagGroup]) -> dict[int, list[dict[str, Any]]]:
    """Return the flags by the part that they concern, and tell each flag which part that is."""
    found: dict[int, list[dict[str, Any]]] = {}
    for group in groups:
        for flag in group.flags:
            part = arrangement.at_line(flag["line"])
            flag["part"] = part.key if part else None
            found.setdefault(flag["part"], []).append(flag)
    return found


def _rows(arrangement: Arrangement, by_part: dict[int, list[dict[str, Any]]]) -> list[Row]:
    numbers = computed_numbers(arrangement)
    rows = []
    for part in arrangement.parts:
        number = numbers.get(part.key, part.marker)
        otherwise = bool(part.marker) and bare(number) != bare(part.marker)
        flags = [flag for flag in by_part.get(part.key, []) if not flag["seen"]]
        rows.append(Row(part, KINDS[part.kind], number, otherwise, flags, part.kind in ATTACHED))
    return rows


def _lines(draft: TextImport, arrangement: Arrangement, groups: list[FlagGroup]) -> list[tuple[int, str, int | None, list[dict[str, Any]]]]:
    """Return each line of the source with its number, the part that begins there and its flags."""
    begins: dict[int, int] = {}
    for part in arrangement.parts:
        begins.setdefault(part.first, part.key)
    flags: dict[int, list[dict[str, Any]]] = {}
    for group in groups:
        for flag in group.open:
            flags.setdefault(flag["line"], []).append(flag)
    return [(number, line, begins.get(number), flags.get(number, [])) for number, line in enumerate(draft.lines, 1)]


def _panel(draft: TextImport, arrangement: Arrangement, chosen: str) -> dict[str, Any] | None:
    """Return what divides one part and sets its heading: its pieces, each but the first with the place where it begins."""
    part = next((part for part in arrangement.parts if str(part.key) == chosen), None)
    if part is None:
        return None
    cuts = [0, *cuts_of(part, draft.lines), len(part.text)]
    pieces = [(begin, part.text[begin:end].strip()) for begin, end in pairwise(cuts)]
    return {"part": part, "kind": KINDS[part.kind], "pieces": pieces, "headed": part.kind in HEADED}
