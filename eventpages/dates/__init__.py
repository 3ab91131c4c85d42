"""When something takes place: wall date and time in a place, how exactly they are known, and the words for them."""

from .when import NotInOrder, OutOfRange, When, day_of_end, day_of_start, words_of_end, words_of_start
from .zones import MissingHour, WrongDate, zone_choices

__all__ = [
    "MissingHour",
    "NotInOrder",
    "OutOfRange",
    "When",
    "WrongDate",
    "day_of_end",
    "day_of_start",
    "words_of_end",
    "words_of_start",
    "zone_choices",
]
