"""The sheet for signing, as it lies on the table."""

from io import BytesIO

import pytest
from pypdf import PdfReader

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
