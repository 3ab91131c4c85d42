"""Until when a visitor may change what was sent."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Deadline:
    """Whether answers may be changed now.

    :param is_open: True as long as they may.
    :param until: when that ends; None where nobody knows.
    """

    is_open: bool
    until: datetime | None = None


class ChangeDeadline:
    """Mixin of hosts: their answers can be changed until a date of their own, else as long as the form is open.

    Once the host has begun nothing can be changed any more, whatever the date says. A host whose window is shut for
    another reason (cancelled, postponed, not open yet) takes no changes either.
    """

    def begins(self) -> datetime | None:
        """Return when the host begins; None where it has no time."""
        return None

    def ends(self) -> datetime | None:
        """Return when the host is over; None where it never is."""
        return None

    def is_over(self, now: datetime) -> bool:
        """Tell whether the host lies in the past at ``now``."""
        end = self.ends()
        return end is not None and now >= end

    def changes(self, now: datetime) -> Deadline:
        """Return whether answers may be changed at ``now``, and until when."""
        window = self.window(now)
        if window.state not in {"open", "closed"} or (self.change_until is None and not window.is_open):
            return Deadline(is_open=False)
        until = min(filter(None, [self.change_until or window.until, self.begins()]), default=None)
        return Deadline(until is None or now < until, until)
