"""What somebody who is about to sign has to read again."""

from typing import Any

from declarations.differences import Difference
from declarations.documents import Document
from declarations.models import DeclarationPage, TextVersion

from .comparing import shown


def reread(page: DeclarationPage, before: dict[str, Any]) -> dict[str, Any]:
    """Return what changed between the version that a form named and the one in force, as the page of a comparison shows it.

    :param before: what the form was tied to, see ``DeclarationSigning.binding``.
    """
    versions = TextVersion.objects.filter(declaration_key=page.host_key, language=page.language)
    old = versions.filter(number=before["version"], sha256=before["sha256"]).first()
    new = versions.order_by("-number").first()
    return shown(page, old, new, Difference(Document(old.content), Document(new.content))) if old and new else {}
