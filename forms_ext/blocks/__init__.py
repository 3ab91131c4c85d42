"""What an editor puts together into a form."""

from .choosing import ChoiceBlock, ChoicesBlock, YesNoBlock
from .content import HeadingBlock, NoticeBlock, TextBlock
from .measured import DateBlock, NumberBlock
from .places import PlacesBlock
from .questions import LongTextBlock, QuestionBlock, ShortTextBlock
from .ready_made import AttendanceBlock, CountryBlock, EmailBlock, FullNameBlock, OrganisationBlock, PhoneBlock, WebAddressBlock
from .statements import AcknowledgementBlock, ConsentBlock, StatementBlock
from .stream import FormFieldsBlock, starting

__all__ = [
    "AcknowledgementBlock",
    "AttendanceBlock",
    "ChoiceBlock",
    "ChoicesBlock",
    "ConsentBlock",
    "CountryBlock",
    "DateBlock",
    "EmailBlock",
    "FormFieldsBlock",
    "FullNameBlock",
    "HeadingBlock",
    "LongTextBlock",
    "NoticeBlock",
    "NumberBlock",
    "OrganisationBlock",
    "PhoneBlock",
    "PlacesBlock",
    "QuestionBlock",
    "ShortTextBlock",
    "StatementBlock",
    "TextBlock",
    "WebAddressBlock",
    "YesNoBlock",
    "starting",
]
