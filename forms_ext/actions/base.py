"""What all actions share."""

from django.core.exceptions import PermissionDenied


class NotAllowed(Exception):
    """The action makes no sense in the present state; the message is a sentence for the person who tried."""


class NotPermitted(PermissionDenied):
    """The person may not do this."""


class Action:
    """One verb. Subclasses take the object first and the actor as the keyword ``user``; None means visitor or system."""

    user = None

    def check(self):
        """Ask permission.

        :raises NotPermitted: when ``user`` may not do this.
        """

    def execute(self):
        """Do it and return the object.

        :raises NotAllowed: when the state does not allow it.
        """
        raise TypeError(f"{type(self).__name__} does nothing")  # a mistake of a programmer
