"""The rows that count, and the pages that carry a form."""

from .arrivals import Arrival
from .consents import ConsentEvent, ConsentRecord
from .heartbeats import Heartbeat
from .links import AccessLink
from .mail_templates import MailTemplate
from .messages import Message
from .pages import FormHost, FormPage
from .places import Claim, Pool, PoolSpec
from .retention import AnswerCount, EndedProof, ErasureEntry, Retention
from .revisions import ErasureRequest, SubmissionRevision
from .rights import GroupFormRight
from .seals import Seal
from .statements import ConsentStatement
from .submissions import Submission
from .uploads import Upload
from .versions import ConsentVersion, FormVersion

__all__ = [
    "AccessLink",
    "AnswerCount",
    "Arrival",
    "Claim",
    "ConsentEvent",
    "ConsentRecord",
    "ConsentStatement",
    "ConsentVersion",
    "EndedProof",
    "ErasureEntry",
    "ErasureRequest",
    "FormHost",
    "FormPage",
    "FormVersion",
    "GroupFormRight",
    "Heartbeat",
    "MailTemplate",
    "Message",
    "Pool",
    "PoolSpec",
    "Retention",
    "Seal",
    "Submission",
    "SubmissionRevision",
    "Upload",
]
