"""The order that a declaration has: title, preamble, enacting clause, points, closing, annexes, and what is left out."""

from collections.abc import Iterable
from dataclasses import replace

from declarations.arrangement.parts import ATTACHED, Part

ORDER = {"title": 0, "preamble": 1, "enacting": 2, "crossheading": 3, "point": 3, "closing": 4, "annex": 5, "left_out": 6}
_HOSTS = {"point": "", "annex": "continued", "crossheading": "point", "closing": "closing"}


def in_order(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return parts as a declaration orders them; the order of what is of the same kind stays.

    A further paragraph or sub-point that lost its point becomes a part of what it now stands in.
    """
    groups: list[list[Part]] = []
    left_out: list[Part] = []
    for part in parts:
        if part.kind == "left_out":
            left_out.append(part)
            continue
        part = _hosted(part, groups[-1][0] if groups else None)  # noqa: PLW2901 -- the part as it is here
        if part.kind in ATTACHED:
            groups[-1].append(part)
        else:
            groups.append([part])
    groups.sort(key=lambda group: ORDER[group[0].kind])
    return (*(part for group in groups for part in group), *sorted(left_out, key=lambda part: part.first))


def _hosted(part: Part, host: Part | None) -> Part:
    """Return an attached part as what it can be below its host."""
    if part.kind not in ATTACHED:
        return part
    kind = _HOSTS.get(host.kind, "preamble") if host else "preamble"
    if not kind or part.kind == kind:
        return part
    return part.turned(kind)


def single(parts: Iterable[Part], kept: Part) -> tuple[Part, ...]:
    """Return parts in which only ``kept`` is of its kind; others that were become clauses of the preamble."""
    return tuple(
        replace(part, kind="preamble") if part.kind == kept.kind and part.key != kept.key and kept.kind in {"title", "enacting"} else part
        for part in parts
    )
