"""The words of an event: its status, its registration, its phase, and the one function that tells the phase."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Precision(TextChoices):
    """How exactly the date is known."""

    EXACT = "exact", _("Day and time")
    DAY = "day", _("Day without a time")
    MONTH = "month", _("Month; the days come later")
    TBA = "tba", _("To be announced")


class EventStatus(TextChoices):
    """Whether the event takes place as announced."""

    SCHEDULED = "scheduled", _("Takes place")
    POSTPONED = "postponed", _("Postponed, new date to come")
    CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")


class Attendance(TextChoices):
    """How one can take part."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In person and online")


class Registration(TextChoices):
    """Where people register."""

    NONE = "none", _("No registration")
    HERE = "here", _("On this page")
    ELSEWHERE = "elsewhere", _("On another site")


class Phase(TextChoices):
    """Where an event stands for somebody who wants to come."""

    NOT_OFFERED = "not_offered", _("No registration")
    ELSEWHERE = "elsewhere", _("Registration elsewhere")
    SOON = "soon", _("Opens later")
    OPEN = "open", _("Open")
    FEW = "few", _("Few places left")
    WAITING = "waiting", _("Waiting list only")
    FULL = "full", _("Full")
    CLOSED = "closed", _("Registration closed")
    CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")
    POSTPONED = "postponed", _("Postponed")
    PAST = "past", _("Took place")


# In these phases somebody who comes now can register on the page.
TAKING = frozenset({Phase.OPEN, Phase.FEW, Phase.WAITING})

# What the count of the places (``Pool.availability``) means for an event whose window is open.
BY_PLACES = {"open": Phase.OPEN, "few": Phase.FEW, "waiting": Phase.WAITING, "full": Phase.FULL, "closed": Phase.CLOSED}


@dataclass(frozen=True)
class Places:
    """The places of an event as they are counted now.

    :param capacity: number of places; None for no limit.
    :param taken: places that somebody holds.
    :param queue: people who wait.
    :param availability: what a newcomer gets, see ``Pool.availability``.
    :param waiting: what happens when it is full, see ``forms_ext.states.Waiting``.
    :param offer_hours: how many hours an offered place can be taken; only where places are offered.
    """

    capacity: int | None = None
    taken: int = 0
    queue: int = 0
    availability: str = "open"
    waiting: str = "off"
    offer_hours: int = 0

    @property
    def left(self) -> int | None:
        """Return the places left, never below 0; None without a limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)


def phase_of(state: str, availability: str) -> Phase:
    """Return the phase for a window in ``state`` (see ``FormHost.window``) and places of this ``availability``.

    While the window is open the places decide; otherwise they do not matter.
    """
    return BY_PLACES[availability] if state == Phase.OPEN else Phase(state)
