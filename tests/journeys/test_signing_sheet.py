"""What lies on the table: the sheet for signing, and the list of those who signed."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from declarations.actions.enter_paper import EnterPaperAction
from declarations.paper import PaperSigner
from declarations.states import Listing
from declarations.views.endorsements import ON_A_PAGE
from tests.declarations.endorsing.conftest import make_charter


@pytest.fixture
def charter(home):
    return make_charter()


def test_sheet_for_signing_fits_on_one_paper_and_names_what_is_signed(open_window, charter):
    window = open_window()
    window.goto(f"{charter.url}endorse/sheet/")
    paper = PdfReader(BytesIO(window.pdf(prefer_css_page_size=True)))

    assert [f"sha256 {charter.in_force['sha256']}" in made.extract_text() for made in paper.pages] == [True]
    assert [round(float(side) / 72 * 25.4) for side in paper.pages[0].mediabox[2:]] == [297, 210]
    window.emulate_media(media="print")
    assert [window.locator(part).is_visible() for part in (".qr svg", ".signatures", ".running", ".crumbs")] == [True, True, True, False]


def test_printed_list_says_that_it_goes_on_and_no_name_is_too_long_for_it(open_window, charter, sideways):
    signers = [PaperSigner(f"Ada{'berg' * 40}{number}", "Water Board" * 20, "DE") for number in range(ON_A_PAGE + 1)]
    EnterPaperAction(charter, signers, number=1, listing=Listing.NAME, note="In the folder").execute()
    for width in (320, 800, 1280):
        window = open_window(viewport={"width": width, "height": 800})
        window.goto(f"{charter.url}endorsements/")
        assert sideways(window) <= 0
    window.emulate_media(media="print")

    assert window.locator(".pager").inner_text() == "Page 1 of 2"
