"""The desk of moderators and the library of statements, as viewsets of Wagtail's editor."""

from .desk import desk
from .mail_templates import mail_templates
from .statements import statements

__all__ = ["desk", "mail_templates", "statements"]
