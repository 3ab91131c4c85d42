"""What the importer noticed, as an editor meets it: grouped in the preview, and as remarks on the blocks of the draft."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from declarations.actions.import_text import Remark
from declarations.importer import Flag
from declarations.views.flags import described

GRAVEST = ("stop", "warn", "check", "info")
MOST_SINGLE = 40
"""So many flags of one kind stand as comments of their own; more than that are one comment that lists them."""


@dataclass(frozen=True)
class FlagGroup:
    """All flags of one code; hyphens alone can be a hundred."""

    code: str
    level: str
    level_label: str
    flags: list[dict[str, Any]]

    @property
    def open(self) -> list[dict[str, Any]]:
        """Return those that nobody looked at yet."""
        return [flag for flag in self.flags if not flag["seen"]]

    @property
    def look(self) -> str:
        """Return what the button asks for that ticks all of them off."""
        return "look:" + "-".join(str(flag["place"]) for flag in self.open)


def grouped(flags: list[Flag], seen: frozenset[int]) -> list[FlagGroup]:
    """Return flags by code, the gravest first; each knows its place in the list and whether it was looked at."""
    rows = [{**described(flag), "code": flag.code, "place": place, "seen": place in seen} for place, flag in enumerate(flags)]
    rows.sort(key=lambda row: (GRAVEST.index(row["level"]), row["code"], row["line"]))
    groups = [list(group) for _code, group in groupby(rows, key=lambda row: row["code"])]
    return [FlagGroup(group[0]["code"], group[0]["level"], group[0]["level_label"], group) for group in groups]


def remarks(flags: list[Flag], seen: frozenset[int] = frozenset()) -> list[Remark]:
    """Return what becomes comments of the draft: each open flag; what is almost certainly right, and what occurs very often, is told once."""
    found = []
    for group in grouped(flags, seen):
        rows = group.open
        single = 1 if group.level == "info" else MOST_SINGLE
        if len(rows) > single:
            found.append(_listed(group, rows))
        else:
            found += [_remark(group, row, flags[row["place"]]) for row in rows]
    return found


def _listed(group: FlagGroup, rows: list[dict[str, Any]]) -> Remark:
    """Return one remark for many flags of one kind, at the first of them."""
    listed = "\n".join(row["message"] + " " + _("(line %(line)s)") % row for row in rows)
    return Remark(rows[0]["line"], f"{group.level_label}:\n{listed}")


def _remark(group: FlagGroup, row: dict[str, Any], flag: Flag) -> Remark:
    sentence = f"{group.level_label}: " + row["message"] + " " + _("(line %(line)s)") % row
    return Remark(row["line"], sentence, flag.values, at_title=flag.code == "no_title")
