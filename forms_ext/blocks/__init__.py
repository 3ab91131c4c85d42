"""What an editor puts together into a form."""

from .content import HeadingBlock, NoticeBlock, TextBlock
from .fields import (
    AttendanceBlock,
    ChoiceBlock,
    EmailBlock,
    FullNameBlock,
    LongTextBlock,
    OrganisationBlock,
    QuestionBlock,
    ShortTextBlock,
    YesNoBlock,
)
from .places import PlacesBlock
from .statements import AcknowledgementBlock, ConsentBlock, StatementBlock
from .stream import FormFieldsBlock

__all__ = [
    "AcknowledgementBlock",
    "AttendanceBlock",
    "ChoiceBlock",
    "ConsentBlock",
    "EmailBlock",
    "FormFieldsBlock",
    "FullNameBlock",
    "HeadingBlock",
    "LongTextBlock",
    "NoticeBlock",
    "OrganisationBlock",
    "PlacesBlock",
    "QuestionBlock",
    "ShortTextBlock",
    "StatementBlock",
    "TextBlock",
    "YesNoBlock",
]
