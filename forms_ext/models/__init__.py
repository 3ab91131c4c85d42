"""The rows that count, and the pages that carry a form."""

from .consents import ConsentEvent, ConsentRecord
from .links import AccessLink
from .messages import Message
from .pages import FormHost, FormPage
from .places import Claim, Pool, PoolSpec
from .rights import GroupFormRight
from .statements import ConsentStatement
from .submissions import Submission
from .versions import ConsentVersion, FormVersion

__all__ = [
    "AccessLink",
    "Claim",
    "ConsentEvent",
    "ConsentRecord",
    "ConsentStatement",
    "ConsentVersion",
    "FormHost",
    "FormPage",
    "FormVersion",
    "GroupFormRight",
    "Message",
    "Pool",
    "PoolSpec",
    "Submission",
]
