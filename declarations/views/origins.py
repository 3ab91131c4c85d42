"""Where the wording of one language comes from, and whether the authentic text went on since."""

from dataclasses import dataclass

from declarations.differences import NEW, REWORDED, Difference
from declarations.documents import Document
from declarations.models import DeclarationPage, TextVersion


@dataclass(frozen=True)
class Origin:
    """Where the wording of one language comes from.

    :param number: its version in force; None before it was adopted.
    :param made_from: the version of the authentic text that it translates, where that is known.
    :param in_force: the authentic version in force; None for an authentic text.
    :param older: identities of the points that were reworded or added since.
    """

    page: DeclarationPage
    number: int | None
    made_from: int | None = None
    in_force: int | None = None
    older: frozenset[str] = frozenset()

    @property
    def code(self) -> str:
        """Return the code of the language."""
        return self.page.language

    @property
    def name(self) -> str:
        """Return the name of the language in itself."""
        return self.page.locale.language_info["name_local"]

    @property
    def stale(self) -> bool:
        """Tell whether the authentic text went on since it was translated."""
        return bool(self.made_from and self.in_force and self.made_from < self.in_force)


def origin(page: DeclarationPage) -> Origin:
    """Return where the text of a page comes from."""
    newest = TextVersion.newest(page.declaration_key, page.language)
    number = newest.number if newest else None
    if not page.is_translation:
        return Origin(page, number)
    authentic = TextVersion.newest(page.declaration_key, page.authentic_language)
    if authentic is None:
        return Origin(page, number)
    made_from = page.translation_of or (newest.translates if newest else None)
    return Origin(page, number, made_from, authentic.number, _older(authentic, made_from))


def _older(authentic: TextVersion, made_from: int | None) -> frozenset[str]:
    if made_from is None or made_from >= authentic.number:
        return frozenset()
    versions = TextVersion.objects.filter(declaration_key=authentic.declaration_key, language=authentic.language)
    source = versions.filter(number=made_from).first()
    if source is None:
        return frozenset()
    changes = Difference(Document(source.content), Document(authentic.content)).changes
    return frozenset(change.part.uid for change in changes if change.kind == "point" and {NEW, REWORDED} & set(change.states))
