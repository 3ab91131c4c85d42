"""The stream that a form is composed of."""

from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError

from .choosing import ChoiceBlock, ChoicesBlock, YesNoBlock
from .content import HeadingBlock, NoticeBlock, TextBlock
from .files import FileBlock
from .measured import DateBlock, NumberBlock
from .only_if import problems
from .places import PlacesBlock
from .questions import LongTextBlock, ShortTextBlock
from .ready_made import AttendanceBlock, CountryBlock, EmailBlock, FullNameBlock, OrganisationBlock, PhoneBlock, WebAddressBlock
from .statements import AcknowledgementBlock, ConsentBlock


class FormFieldsBlock(blocks.StreamBlock):
    """All parts a form can have. The names are stored with every page and never change."""

    full_name = FullNameBlock()
    email = EmailBlock()
    organisation = OrganisationBlock()
    phone = PhoneBlock()
    country = CountryBlock()
    web_address = WebAddressBlock()
    attendance = AttendanceBlock()
    places = PlacesBlock()
    short_text = ShortTextBlock()
    long_text = LongTextBlock()
    number = NumberBlock()
    date = DateBlock()
    choice = ChoiceBlock()
    choices = ChoicesBlock()
    yes_no = YesNoBlock()
    file = FileBlock()
    consent = ConsentBlock()
    acknowledgement = AcknowledgementBlock()
    heading = HeadingBlock()
    text = TextBlock()
    notice = NoticeBlock()

    class Meta:
        block_counts = {"email": {"max_num": 1}, "full_name": {"max_num": 1}, "attendance": {"max_num": 1}, "places": {"max_num": 1}}

    def clean(self, value):
        cleaned = super().clean(value)
        if wrong := problems(cleaned):
            raise StreamBlockValidationError(block_errors=wrong)
        return cleaned


def starting(kind: str, **given) -> tuple[str, dict]:
    """Return a part for a new form with every box it has: the editor would show a missing one as “undefined”."""
    return kind, {**FormFieldsBlock().child_blocks[kind].get_default(), **given}
