"""Event pages, the lists they stand in, and the history of their dates."""

from .changes import EventChange
from .pages import EventIndexPage, EventIndexPageMixin, EventPage, EventPageMixin

__all__ = ["EventChange", "EventIndexPage", "EventIndexPageMixin", "EventPage", "EventPageMixin"]
