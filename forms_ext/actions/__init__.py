"""Every write with meaning: one verb, one class; ``check()`` asks permission, ``execute()`` does it.

``execute()`` keeps one order: check, lock, state allowed?, write, log, signal, mail queued; all in one transaction.
"""

from .admission import Closed
from .base import Action, NotAllowed, NotPermitted
from .cancel import CancelAction, LeaveAction
from .confirm import ConfirmAction, TidySendingsAction
from .decide import DecideAction, Decision
from .deliver import DeliverAction
from .erase import EraseAction
from .keeping import KeepRetentionAction
from .offers import PassOfferAction, QueueAgainAction, TakeOfferAction
from .outbox import GiveUpMessageAction, RetryMessageAction, ViewMessageAction
from .places import Full
from .promote import PromoteAction
from .purge import PurgeAction
from .reading import ExportAction, ViewAction
from .replay import ReplayErasuresAction
from .submit import SubmitAction
from .suspicion import Circumstances
from .sync import SyncHostAction, SyncStatementAction
from .undo import UndoDecisionAction
from .withdraw import WithdrawConsentAction

__all__ = [
    "Action",
    "CancelAction",
    "Circumstances",
    "Closed",
    "ConfirmAction",
    "DecideAction",
    "Decision",
    "DeliverAction",
    "EraseAction",
    "ExportAction",
    "Full",
    "GiveUpMessageAction",
    "KeepRetentionAction",
    "LeaveAction",
    "NotAllowed",
    "NotPermitted",
    "PassOfferAction",
    "PromoteAction",
    "PurgeAction",
    "QueueAgainAction",
    "ReplayErasuresAction",
    "RetryMessageAction",
    "SubmitAction",
    "SyncHostAction",
    "SyncStatementAction",
    "TakeOfferAction",
    "TidySendingsAction",
    "UndoDecisionAction",
    "ViewAction",
    "ViewMessageAction",
    "WithdrawConsentAction",
]
