"""When something takes place: wall date and time in a place, how exactly they are known, and the words for them."""

from .when import NotInOrder, OutOfRange, When, date_of_instant, words_of_instant
from .zones import MissingHour, WrongDate, zone_choices

__all__ = ["MissingHour", "NotInOrder", "OutOfRange", "When", "WrongDate", "date_of_instant", "words_of_instant", "zone_choices"]
