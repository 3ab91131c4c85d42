"""When and where: what a host tells mail about itself, in the words of its page."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Occasion:
    """What a form is about, where that takes place somewhere and at some time.

    :param when: date and time with their zone, in words.
    :param place: house, room and town, in words.
    :param ends_at: the first instant at which it is over; None where it never is.
    """

    when: str = ""
    place: str = ""
    ends_at: datetime | None = None
