"""Declaration pages, the immutable versions of their wording, and the points' identities."""

from .pages import DeclarationIndexPage, DeclarationPage, DeclarationPageMixin
from .versions import Provision, ProvisionText, TextVersion

__all__ = ["DeclarationIndexPage", "DeclarationPage", "DeclarationPageMixin", "Provision", "ProvisionText", "TextVersion"]
