"""What an editor may look at before a text is open for endorsement."""

import pytest
from bs4 import BeautifulSoup

from declarations.models import DeclarationPage
from forms_ext.models import Message, Submission
from tests.declarations.conftest import RAW, set_body

from .conftest import open_for_signing


def seen(page, mode):
    """Return the words of a preview."""
    page = DeclarationPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    answer = page.make_preview_request(preview_mode=mode)
    assert answer.status_code == 200
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("", "Endorse version 1"),
        ("errors", "There is a problem"),
        ("thanks", "We have your signature"),
        ("mail", "Your signature counts from now on."),
        ("closed", "Harbour Charter"),
    ],
)
def test_previews_show_the_form_in_its_states(charter, mode, words):
    assert words in seen(charter, mode)
    assert (Submission.objects.count(), Message.objects.count()) == (0, 0)


def test_closed_preview_has_no_form(charter):
    assert "Endorse version 1" not in seen(charter, "closed")


def test_every_mode_is_offered_and_works_before_a_text_has_a_form_or_a_version(charter):
    page = DeclarationPage(title="Pond Charter", slug="pond", status="preparation")
    charter.get_parent().add_child(instance=set_body(page, RAW))
    page.save_revision()

    modes = [mode for mode, _label in page.preview_modes]
    assert modes == ["", "errors", "thanks", "mail", "closed"]
    for made in (page, open_for_signing(page)):
        assert all("Pond Charter" in seen(made, mode) for mode in modes)
