"""The consensus is open for endorsement: the ready-made form in both languages, and organisations that signed on paper."""

from typing import Any

from django.utils import translation
from wagtail.models import Page

from declarations.actions.enter_paper import EnterPaperAction
from declarations.paper import PaperSigner
from declarations.ready_form import ready_form, statement_words
from declarations.states import EndorsementMode, Listing, Signer
from forms_ext.models import ConsentStatement

from . import statements
from .consensus import ADOPTED_BY
from .tree import LANGUAGES, Pages, publish

COUNTRIES = ("VN", "DE", "KE", "DE", "VN", "CL")
RESPONSIBLE = {"en": "Field & Street, coordination office", "de": "Field & Street, Koordinationsbüro"}
NOTES = "Sheets signed in the hall, in the folder of the forum."


def library() -> dict[str, ConsentStatement]:
    """Return the statements that the form asks for, in both languages, by what they are for."""
    words = {}
    for language in LANGUAGES:
        with translation.override(language):
            for what, said in statement_words().items():
                words.setdefault(what, {})[language] = said
    return {what: statements.in_both(said_in(said), said["en"].nature) for what, said in words.items()}


def said_in(words: dict) -> dict[str, dict[str, str]]:
    """Return the fields of a statement by language."""
    names = ("name", "statement", "short_label", "purposes", "withdrawal")
    return {
        language: {**{name: getattr(said, name) for name in names}, "controller": RESPONSIBLE[language]} for language, said in words.items()
    }


def with_ids_of(first: Any, second: Any) -> Any:
    """Return ``second``, raw data of a form, with the ids of ``first``: the languages of one page share the keys of its questions."""
    if isinstance(second, list):
        return [with_ids_of(one, other) for one, other in zip(first, second, strict=True)]
    if isinstance(second, dict):
        return {name: first[name] if name == "id" else with_ids_of(first[name], value) for name, value in second.items()}
    return second


def build(agreed: Pages, privacy_notice: Pages) -> Pages:
    """Open the consensus for endorsement and return it; those who adopted it signed on paper."""
    asked, kept = library(), None
    opened = {}
    for language in LANGUAGES:
        page = agreed[language].specific_class.objects.get(pk=agreed[language].pk)
        page.endorsement_mode, page.privacy_page = EndorsementMode.OPEN, privacy_notice["en"]
        page.fields = ready_form(language, asked)
        raw = page.fields.stream_block.get_prep_value(page.fields)
        kept = kept or raw
        page.fields = page.fields.stream_block.to_python(with_ids_of(kept, raw))
        opened[language] = publish(page)
    sign_on_paper(opened["en"])
    return opened


def sign_on_paper(page: Page):
    """Enter the sheets from the hall: organisations, shown by name as the sheet says."""
    signers = [PaperSigner(name, name, country) for (name, *_rest), country in zip(ADOPTED_BY, COUNTRIES, strict=True)]
    with translation.override("en"):
        EnterPaperAction(
            page, signers, number=page.in_force["number"], kind=Signer.ORGANISATION, listing=Listing.NAME, note=NOTES
        ).execute()
