"""Every write with meaning: keeping a wording, importing a text, opening it for endorsement."""

from .arrange import Outdated, StartImportAction, TakeStepAction
from .import_text import ImportTextAction, Remark
from .prepare import PrepareEndorsementAction
from .record import RecordWordingAction
from .reword import RewordAction

__all__ = [
    "ImportTextAction",
    "Outdated",
    "PrepareEndorsementAction",
    "RecordWordingAction",
    "Remark",
    "RewordAction",
    "StartImportAction",
    "TakeStepAction",
]
