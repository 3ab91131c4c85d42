"""Declaration pages, the immutable versions of their wording, and the points' identities."""

from .endorsements import Endorsement, EndorsementEvent
from .imports import TextImport
from .pages import DeclarationIndexPage, DeclarationPage, DeclarationPageMixin
from .versions import Provision, ProvisionText, TextVersion

__all__ = [
    "DeclarationIndexPage",
    "DeclarationPage",
    "DeclarationPageMixin",
    "Endorsement",
    "EndorsementEvent",
    "Provision",
    "ProvisionText",
    "TextImport",
    "TextVersion",
]
