"""A text that an editor takes apart: its parts in their order and what may be done with them.

Nothing here knows of pages or of the web. Every operation gives a new arrangement and keeps every letter: what is a point's
marker becomes text again when the point becomes a clause of the preamble, and what is left out stays in the list.
"""

from declarations.arrangement.cuts import cuts_of
from declarations.arrangement.order import in_order
from declarations.arrangement.parts import KINDS, Arrangement, Part, computed_numbers
from declarations.arrangement.source import arranged, source_lines
from declarations.arrangement.steps import Impossible, replay, take

__all__ = [
    "KINDS",
    "Arrangement",
    "Impossible",
    "Part",
    "arranged",
    "computed_numbers",
    "cuts_of",
    "in_order",
    "replay",
    "source_lines",
    "take",
]
