"""Declaration pages, the immutable versions of their wording, and the points' identities."""

from .imports import TextImport
from .pages import DeclarationIndexPage, DeclarationPage, DeclarationPageMixin
from .versions import Provision, ProvisionText, TextVersion

__all__ = ["DeclarationIndexPage", "DeclarationPage", "DeclarationPageMixin", "Provision", "ProvisionText", "TextImport", "TextVersion"]
