"""Every write with meaning: one verb, one class; ``check()`` asks permission, ``execute()`` does it.

``execute()`` keeps one order: check, lock, state allowed?, write, log, signal, mail queued; all in one transaction.
"""

from .base import Action, NotAllowed, NotPermitted
from .cancel import CancelAction, LeaveAction
from .decide import DecideAction, Decision
from .deliver import DeliverAction
from .places import Full
from .promote import PromoteAction
from .submit import Closed, SubmitAction
from .sync import SyncHostAction, SyncStatementAction
from .withdraw import WithdrawConsentAction

__all__ = [
    "Action",
    "CancelAction",
    "Closed",
    "DecideAction",
    "Decision",
    "DeliverAction",
    "Full",
    "LeaveAction",
    "NotAllowed",
    "NotPermitted",
    "PromoteAction",
    "SubmitAction",
    "SyncHostAction",
    "SyncStatementAction",
    "WithdrawConsentAction",
]
