"""Every write with meaning: keeping a wording, importing a text."""

from .arrange import Outdated, StartImportAction, TakeStepAction
from .import_text import ImportTextAction, Remark
from .record import RecordWordingAction
from .reword import RewordAction

__all__ = ["ImportTextAction", "Outdated", "RecordWordingAction", "Remark", "RewordAction", "StartImportAction", "TakeStepAction"]
