"""From a file to a draft in the editor, and what nobody should send."""

from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from declarations.arrangement import Impossible, arranged, source_lines, take
from declarations.importer import read_text
from declarations.models import DeclarationPage, TextImport
from declarations.schema import plain
from declarations.views.arranging import REFUSALS, read_step
from tests.builders import as_query
from tests.declarations import typesetting
from tests.declarations.test_import_text import TEXT, make
from tests.declarations.wording import docx, level, lists, para


@pytest.fixture
def address(index):
    return f"/admin/declarations/{index.pk}/import/"


def draft_of(client, address, data, name):
    response = client.post(address, {"text": "", "file": SimpleUploadedFile(name, data)})
    assert response.status_code == 302, response.content.decode()
    make(client, TextImport.objects.get())
    return DeclarationPage.objects.get()


def test_pdf_in_two_columns_becomes_a_draft(admin_client, address, browser):
    truth = typesetting.load("ferries")

    page = draft_of(admin_client, address, typesetting.typeset(browser, truth, columns=2), "ferries.pdf")

    assert page.title == truth["title"]
    assert [plain(point.html) for point in page.points] == [" ".join(point) for point in truth["points"]]
    assert [block.value for block in page.body if block.block_type == "enacting"] == [truth["enacting"]]


def test_word_file_with_automatic_numbers_becomes_a_draft(admin_client, address):
    numbered = lists({0: level(0, "decimal", "%1.")}, {1: (0, "")})
    data = docx(para("We agree on the following:"), para("Lamps are lit.", number=1), para("Logs are kept.", number=1), numbering=numbered)

    page = draft_of(admin_client, address, data, "lamps.docx")

    assert [(point.lead_in, plain(point.html)) for point in page.points] == [("1.", "Lamps are lit."), ("2.", "Logs are kept.")]


def test_file_that_is_something_else_is_told(admin_client, address):
    response = admin_client.post(address, {"text": "", "file": SimpleUploadedFile("charter.docx", b"\x89PNG" + b"\x00" * 50)})

    assert response.status_code == 200
    assert "Files of this kind are not read. Please save it as .docx, .pdf, .md or .txt." in response.content.decode()
    assert TextImport.objects.count() == 0


def test_title_that_is_too_long_is_told_and_not_cut(admin_client, address):
    admin_client.post(address, {"text": TEXT})
    draft = TextImport.objects.get()

    response = make(admin_client, draft, title="tide " * 60)

    assert "longer than 255 letters" in admin_client.get(response["Location"]).content.decode()
    assert DeclarationPage.objects.count() == 0
    make(admin_client, draft, title="The\x00 Charter")
    assert DeclarationPage.objects.get().title == "The Charter"


values = st.text(max_size=12) | st.sampled_from(["1", "4", "-1", "99999999", "٣", "up", "down", "0-1-x", "new", "\x00", ""])
posts = st.fixed_dictionaries(
    {
        "do": st.tuples(
            st.sampled_from(["change", "merge", "move", "split", "head", "number", "look", "unlook", "match", "burn", ""]), values
        ).map(":".join)
    },
    optional={"part": st.lists(values, max_size=4), "kind": values, "words": values, "style": values, "same-4": values},
)


def answer_to(posted):
    """Take what is posted for a step and check what must hold; return the code of the refusal, empty for none."""
    arrangement = arranged(read_text(TEXT, language="en"), TEXT, "en")
    step, _key = read_step(as_query(posted))
    try:
        after, code = take(arrangement, step, source_lines(TEXT)), ""
    except Impossible as refusal:
        after, code = arrangement, refusal.code
    assert code in {"", *REFUSALS}
    assert after.letters == arrangement.letters
    assert "\\x00" not in str(after.as_dict())
    return code


def test_whatever_is_sent_is_a_step_or_is_refused_with_a_sentence():
    codes = Counter()

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(posted=posts)
    def many(posted):
        codes[answer_to(posted)] += 1

    many()
    # Some of it was a step, and some was refused: else only half of the promise was tried.
    assert (codes[""] > 0, len(codes) > 1) == (True, True)
