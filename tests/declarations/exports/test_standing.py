"""Whoever was handed a file of a text that no longer applies reads that in it, whatever the file."""

import json
from io import BytesIO

import pytest
from pdfminer.high_level import extract_text

from declarations.exports import pdf
from declarations.exports.formats import AS, CITE

from .editions import edition

WORDS = {"superseded": "Superseded", "withdrawn": "Withdrawn"}
# These two are for programs: what they say is a term, or the status beside the text.
TERMS = {"json": "{status}", "jsonld": "NotInForce"}
SPEAKING = [made for made in (*CITE, *AS) if made.name != "akn"]


@pytest.mark.parametrize("made", SPEAKING, ids=lambda made: made.name)
@pytest.mark.parametrize("status", WORDS)
def test_file_of_a_text_that_no_longer_applies_says_so(made, status):
    expected = TERMS.get(made.name, WORDS[status]).format(status=status)

    assert expected in made.make(edition(status=status))
    assert expected not in made.make(edition())


def test_pdf_of_a_text_that_no_longer_applies_says_so():
    read = [extract_text(BytesIO(pdf.pdf(edition(status=status)))) for status in ("withdrawn", "adopted")]

    assert ["Withdrawn" in text for text in read] == [True, False]


def test_head_of_markdown_stays_readable():
    [found] = [made for made in AS if made.name == "md"]
    head = found.make(edition(status="withdrawn")).split("---")[1]

    assert {name: json.loads(value) for name, value in (line.split(": ", 1) for line in head.strip().splitlines())}["status"] == "Withdrawn"
