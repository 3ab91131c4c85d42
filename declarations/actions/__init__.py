"""Every write with meaning: keeping a wording, importing a text."""

from .import_text import ImportTextAction
from .record import RecordWordingAction

__all__ = ["ImportTextAction", "RecordWordingAction"]
