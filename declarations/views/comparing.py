"""What changed from one version of a text to another, for everybody who may read the text."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from declarations.differences import DROPPED, MOVED, NEW, RENUMBERED, REWORDED, SAME_WORDING, Change, Difference
from declarations.documents import Document
from declarations.models import DeclarationPage, TextVersion
from declarations.states import STYLES

from .editions import unknown
from .reading import short_ids, standing, versions_of
from .trails import trail

# The shapes of the badges are those of the style sheet; the words beside them say the same.
BADGES = {SAME_WORDING: "", REWORDED: "moved", MOVED: "wait", RENUMBERED: "past", NEW: "open", DROPPED: "off"}


def compare(request: HttpRequest, page: DeclarationPage, before: int, after: int) -> HttpResponse:
    """Show what changed between two versions; where one of the numbers was never given, say which versions there are."""
    if before > after:
        return HttpResponseRedirect(address(request, page, after, before))
    versions = versions_of(page)
    chosen = {version.number: version for version in versions if version.number in {before, after}}
    if {before, after} - set(chosen):
        return unknown(request, page, versions, _("There is no such version"))
    old, new = chosen[before], chosen[after]
    difference = Difference(Document(old.content), Document(new.content))
    context = {"trail": trail(request, page, _("Changes")), "versions": versions, **shown(page, old, new, difference), **standing(page)}
    return TemplateResponse(request, "declarations/compare.html", context)


def choose(request: HttpRequest, page: DeclarationPage) -> HttpResponse:
    """Lead to the comparison that the form asked for, else to that of the last two versions."""
    asked = [
        int(number) for name in ("a", "b") if (number := request.GET.get(name, "")).isascii() and number.isdecimal() and len(number) < 7
    ]
    if len(asked) != 2:
        last = [version.number for version in versions_of(page)[:2]]
        asked = [last[-1], last[0]] if last else [1, 1]
    return HttpResponseRedirect(address(request, page, *sorted(asked)))


def address(request: HttpRequest, page: DeclarationPage, before: int, after: int) -> str:
    """Return the address of a comparison."""
    return f"{page.get_url(request)}compare/{before}/{after}/"


def shown(page: DeclarationPage, old: TextVersion, new: TextVersion, difference: Difference) -> dict[str, Any]:
    """Return what the page of a comparison shows."""
    addresses = short_ids(page)
    kinds = dict(STYLES)
    rows = [row(change, addresses) for change in difference.changes if change.kind == "point" or change.states != (SAME_WORDING,)]
    return {
        "page": page,
        "old": old,
        "new": new,
        "difference": difference,
        "rows": rows,
        "figures": figures(difference),
        "summary": ", ".join(f"{number} {word}" for number, word in figures(difference)),
        "styles": (kinds[difference.before.content["style"]], kinds[difference.after.content["style"]]),
    }


def row(change: Change, addresses: dict[str, str]) -> dict[str, Any]:
    """Return what the page shows of one part."""
    word = words()
    return {
        "change": change,
        "badges": [(word[state], BADGES[state]) for state in change.states],
        "name": part_name(change.kind) if change.kind != "point" else "",
        "number": change.number_after or change.number_before,
        "was": change.number_before if change.after is not None and change.number_before != change.number_after else "",
        "unchanged": not {NEW, DROPPED, REWORDED} & set(change.states),
        "moved": MOVED in change.states,
        "title": change.part.title if change.kind == "point" else "",
        "short_id": addresses.get(change.part.uid, "") if change.kind == "point" else "",
    }


def words() -> dict[str, str]:
    """Return the word for each state of a part."""
    return {
        SAME_WORDING: _("Unchanged"),
        REWORDED: _("Reworded"),
        MOVED: pgettext("point", "Moved"),
        RENUMBERED: _("Renumbered"),
        NEW: pgettext("point", "New"),
        DROPPED: _("Dropped"),
    }


def figures(difference: Difference) -> list[tuple[int, str]]:
    """Return how many points became what, with the words for it; what did not occur is left out."""
    counts = difference.counts
    same = sum(change.kind == "point" and change.states == (SAME_WORDING,) for change in difference.changes)
    others = sum(change.kind != "point" and change.states != (SAME_WORDING,) for change in difference.changes)
    found = [
        (same, ngettext("point unchanged", "points unchanged", same)),
        (counts.get(REWORDED, 0), ngettext("point reworded", "points reworded", counts.get(REWORDED, 0))),
        (counts.get(MOVED, 0), ngettext("point moved", "points moved", counts.get(MOVED, 0))),
        (counts.get(NEW, 0), ngettext("point new", "points new", counts.get(NEW, 0))),
        (counts.get(DROPPED, 0), ngettext("point dropped", "points dropped", counts.get(DROPPED, 0))),
        (counts.get(RENUMBERED, 0), ngettext("point renumbered", "points renumbered", counts.get(RENUMBERED, 0))),
        (others, ngettext("change outside the points", "changes outside the points", others)),
    ]
    return [(number, word) for number, word in found if number]


def part_name(kind: str) -> str:
    """Return what a part that is no point is called."""
    return {
        "preamble": _("Preamble"),
        "enacting": _("Enacting clause"),
        "crossheading": _("Heading between points"),
        "closing": _("Closing"),
        "annex": _("Annex"),
    }[kind]
