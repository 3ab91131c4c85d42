"""The kinds of questions. Their names are stored with every form and never change."""

from .base import Kind
from .choosing import Acknowledgement, Attendance, Choice, Choices, Consent, Country, Places, YesNo
from .files import File
from .measured import Day, Number
from .texts import Email, FullName, LongText, Organisation, Phone, ShortText, WebAddress

KINDS: dict[str, Kind] = {
    "short_text": ShortText(),
    "long_text": LongText(),
    "full_name": FullName(),
    "organisation": Organisation(),
    "email": Email(),
    "phone": Phone(),
    "web_address": WebAddress(),
    "country": Country(),
    "number": Number(),
    "date": Day(),
    "choice": Choice(),
    "choices": Choices(),
    "yes_no": YesNo(),
    "file": File(),
    "attendance": Attendance(),
    "places": Places(),
    "consent": Consent(),
    "acknowledgement": Acknowledgement(),
}

__all__ = ["KINDS", "Kind"]
