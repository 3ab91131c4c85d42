"""The few words that say where an event stands, the same on its page, in lists and on cards."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eventpages.states import Phase

# The shape of the badge; the same names colour the ticket.
SHAPES = {
    Phase.ELSEWHERE: "open",
    Phase.SOON: "soon",
    Phase.OPEN: "open",
    Phase.FEW: "few",
    Phase.WAITING: "wait",
    Phase.FULL: "full",
    Phase.CLOSED: "full",
    Phase.CANCELLED: "off",
    Phase.POSTPONED: "moved",
    Phase.PAST: "past",
}


@dataclass(frozen=True)
class Badge:
    """A badge as templates show it.

    :param shape: its class; empty where there is nothing to show.
    """

    shape: str
    words: str


def badge_of(phase: Phase, *, until: str = "", left: int | None = None) -> Badge:
    """Return the badge of ``phase`` in the active language.

    :param until: the day on which registration opens or closes, in words; empty where nobody knows.
    :param left: the places left.
    """
    return Badge(SHAPES.get(phase, ""), _words(phase, until, left))


def _words(phase: Phase, until: str, left: int | None) -> str:
    if phase == Phase.NOT_OFFERED:
        return ""
    if phase == Phase.OPEN:
        return _("Open until %(date)s") % {"date": until} if until else _("Registration open")
    if phase == Phase.SOON:
        return _("Opens %(date)s") % {"date": until} if until else _("Opens later")
    if phase == Phase.FEW and left is not None:
        return ngettext("%(count)d place left", "%(count)d places left", left) % {"count": left}
    return str(phase.label)
