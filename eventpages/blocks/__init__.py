"""What an editor puts together into an event page."""

from .body import BodyBlock
from .focus import FocusAreasBlock
from .organisers import OrganisersBlock
from .related import RelatedEventsBlock
from .side_events import SideEventsBlock

__all__ = ["BodyBlock", "FocusAreasBlock", "OrganisersBlock", "RelatedEventsBlock", "SideEventsBlock"]
