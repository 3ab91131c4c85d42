"""The stream that a form is composed of."""

from wagtail import blocks

from .content import HeadingBlock, NoticeBlock, TextBlock
from .fields import (
    AttendanceBlock,
    ChoiceBlock,
    EmailBlock,
    FullNameBlock,
    LongTextBlock,
    OrganisationBlock,
    ShortTextBlock,
    YesNoBlock,
)
from .places import PlacesBlock
from .statements import AcknowledgementBlock, ConsentBlock


class FormFieldsBlock(blocks.StreamBlock):
    """All parts a form can have. The names are stored with every page and never change."""

    full_name = FullNameBlock()
    email = EmailBlock()
    organisation = OrganisationBlock()
    attendance = AttendanceBlock()
    places = PlacesBlock()
    short_text = ShortTextBlock()
    long_text = LongTextBlock()
    choice = ChoiceBlock()
    yes_no = YesNoBlock()
    consent = ConsentBlock()
    acknowledgement = AcknowledgementBlock()
    heading = HeadingBlock()
    text = TextBlock()
    notice = NoticeBlock()

    class Meta:
        block_counts = {"email": {"max_num": 1}, "full_name": {"max_num": 1}, "attendance": {"max_num": 1}, "places": {"max_num": 1}}
