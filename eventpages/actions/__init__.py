"""What happens to an event beside its page."""

from .changes import RecordChangeAction

__all__ = ["RecordChangeAction"]
