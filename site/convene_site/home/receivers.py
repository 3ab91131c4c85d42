"""What the site does once a day, after retention."""

from django.contrib.sessions.backends.db import SessionStore
from django.dispatch import receiver

from forms_ext.signals import day_passed


@receiver(day_passed)
def forget_old_sessions(sender, **kwargs):
    """Delete what is left of logins that are over: Django keeps it for ever by itself."""
    SessionStore.clear_expired()
