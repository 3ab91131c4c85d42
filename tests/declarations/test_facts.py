"""The facts of a declaration: identifiers that check themselves, days of adoption, organisations."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import override
from wagtail.documents import get_document_model
from wagtail.models import Collection

from declarations.blocks import OrganiserBlock
from declarations.dates import day_words
from declarations.identifiers import doi, ror
from declarations.models import DeclarationPage


@pytest.mark.parametrize("text", ["042nb2s44", "https://ror.org/042nb2s44", "ror.org/042NB2S44/", " http://ror.org/042nb2s44 "])
def test_ror_is_kept_as_its_address(text):
    assert ror(text) == "https://ror.org/042nb2s44"


@pytest.mark.parametrize("text", ["", "042nb2s45", "042nb2s4", "142nb2s44", "0i2nb2s44", "https://example.org/042nb2s44", "042nb2z44"])
def test_ror_with_wrong_signs_or_check_digits_is_refused(text):
    with pytest.raises(ValueError, match=r"ROR|check"):
        ror(text)


@pytest.mark.parametrize("text", ["10.1234/abc", "https://doi.org/10.1234/abc", "doi:10.1234/abc", "DOI: 10.1234/abc"])
def test_doi_is_kept_without_address(text):
    assert doi(text) == "10.1234/abc"


@pytest.mark.parametrize("text", ["", "11.1234/abc", "10.1234", "10.1234/a b"])
def test_what_is_no_doi_is_refused(text):
    with pytest.raises(ValueError, match="DOI"):
        doi(text)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 11, 13), None, "13 November 2026"),
        (date(2026, 11, 13), date(2026, 11, 13), "13 November 2026"),
        (date(2026, 11, 11), date(2026, 11, 13), "11 to 13 November 2026"),
        (date(2026, 10, 30), date(2026, 11, 2), "30 October to 2 November 2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 December 2026 to 2 January 2027"),
    ],
)
def test_days_of_adoption_read_as_one(first, last, words):
    with override("en"):
        assert day_words(first, last) == words


def organiser(**value):
    block = OrganiserBlock()
    return block.clean(block.to_python({"name": "Institute for Delta Studies", **value}))


def test_organisation_keeps_its_identifier_and_its_country():
    made = organiser(ror="042nb2s44", country="VN")

    assert (made["ror"], made["country"]) == ("https://ror.org/042nb2s44", "VN")


@pytest.mark.parametrize("value", [{"ror": "042nb2s45"}, {"country": "Atlantis"}, {"url": "no address"}])
def test_organisation_with_a_wrong_fact_is_refused(value):
    with pytest.raises(ValidationError) as refused:
        organiser(**value)
    assert list(refused.value.block_errors) == list(value)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"adopted_until": date(2026, 11, 13)}, "adopted_until"),
        ({"adopted_on": date(2026, 11, 13), "adopted_until": date(2026, 11, 12)}, "adopted_until"),
        ({"doi": "somewhere"}, "doi"),
    ],
)
def test_page_with_a_wrong_fact_is_refused(index, facts, field):
    page = DeclarationPage(
        title="Harbour Charter", slug="harbour", path=f"{index.path}0001", depth=index.depth + 1, locale=index.locale, **facts
    )

    with pytest.raises(ValidationError) as refused:
        page.full_clean(exclude=["path"])
    assert set(refused.value.message_dict) == {field}


def test_page_shows_doi_days_and_signed_document(client, charter):
    Collection.objects.exists() or Collection.add_root(name="Root")
    signed = get_document_model().objects.create(title="Signed copy", file=ContentFile(b"%PDF-1.4", name="signed.pdf"))
    charter.doi, charter.source_document = "https://doi.org/10.1234/abc", signed
    charter.adopted_on, charter.adopted_until = date(2026, 11, 11), date(2026, 11, 13)
    charter.save_revision().publish()
    page = client.get(charter.url).content.decode()

    assert 'href="https://doi.org/10.1234/abc"' in page
    assert "11 to 13 November 2026" in page
    assert f'href="{signed.url}">Signed copy</a>' in page
