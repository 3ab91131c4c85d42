"""The PDF: what is in the file, what it does not ask for, and whether a reader gets the same points back."""

import io
import json

import pytest
from lxml import etree
from pdfminer.high_level import extract_text
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1, stream_value

from declarations.exports.akoma_ntoso import NAMESPACE
from declarations.exports.pdf import MissingLetters, _fetcher, pdf
from declarations.importer.files import read_file

from .editions import edition, point
from .own_texts import ALL


def catalog(data):
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    return document.catalog, document.info[0]


def attached(data):
    """Return the files inside the file by their name."""
    names = resolve1(resolve1(resolve1(catalog(data)[0]["Names"])["EmbeddedFiles"])["Names"])
    files = [resolve1(spec) for spec in names[1::2]]
    return {resolve1(spec["UF"]): stream_value(resolve1(spec["EF"])["F"]).get_data() for spec in files}


def in_words(text):
    """Return a string of PDF, which is UTF-16 with a mark in front or plain."""
    return text[2:].decode("utf-16-be") if text.startswith(b"\xfe\xff") else text.decode()


@pytest.fixture(scope="module")
def made():
    return pdf(edition())


def test_pdf_is_tagged_and_names_its_language_and_title(made):
    found, info = catalog(made)

    assert resolve1(found["MarkInfo"])["Marked"] is True
    assert "StructTreeRoot" in found
    assert in_words(resolve1(found["Lang"])) == "en"
    assert in_words(info["Title"]) == "Harbour Charter"
    assert resolve1(found["ViewerPreferences"])["DisplayDocTitle"] is True


def test_pdf_carries_its_json_and_akoma_ntoso(made):
    files = {
        next(ending for ending in (".json", ".akn.xml") if in_words(name).endswith(ending)): text for name, text in attached(made).items()
    }

    assert json.loads(files[".json"])["version"]["sha256"] == edition().version.sha256
    assert etree.fromstring(files[".akn.xml"]).tag == f"{{{NAMESPACE}}}akomaNtoso"


def test_pdf_shows_version_link_and_check_sum(made):
    shown = extract_text(io.BytesIO(made))

    assert "Version 2, 4 May 2026" in shown
    assert "https://forum.example/declarations/harbour/v/2/" in shown
    assert edition().version.sha256 in shown


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/x.png",
        "http://127.0.0.1/",
        "file:///etc/hostname",
        "ftp://example.org/",
        "font:../../settings.py",
        "font:nothing.woff2",
    ],
)
def test_pdf_asks_for_nothing_outside(address):
    with pytest.raises(ValueError, match="nothing outside"):
        _fetcher().fetch(address)


def test_pdf_takes_its_fonts_from_the_site():
    assert _fetcher().fetch("font:source-serif-4-latin-wght-normal.woff2").read(4) == b"wOF2"


def test_pdf_of_a_point_holds_that_point_only():
    text = edition()
    shown = extract_text(io.BytesIO(pdf(text.at(text.document.points[1]))))

    assert "quays stay open" in shown
    assert "we have agreed on the following:" in shown
    assert "tides are counted" not in shown


def test_pdf_of_awkward_letters_shows_them_all():
    hard = "R&D <b> {x} \\alpha $5 _a_ 100% “quoted” – naïve Ærø"
    shown = extract_text(
        io.BytesIO(pdf(edition([point("u-1", f"<p>{hard.replace('&', '&amp;').replace('<', '&lt;')}</p>", "1.")], style="arabic")))
    )

    assert hard in " ".join(shown.split())


def test_letters_that_no_font_has_make_no_pdf():
    with pytest.raises(MissingLetters):
        pdf(edition(title="Harbour \U0010fffd"))


def read_back(text):
    """Return the points of an edition, and those that the importer finds in its PDF: number, paragraphs, sub-points."""
    reading = read_file(pdf(text), "text.pdf", language=text.language)
    found = [
        (
            made.marker.rstrip(",."),
            [words.text for words in made.paragraphs],
            [[words.text for words in sub.paragraphs] for sub in made.subpoints],
        )
        for made in reading.points
    ]
    points = text.document.points
    shown = [(made.lead_in.rstrip(",."), [*made.paragraphs], [[html[3:-4]] for _label, html in made.labelled]) for made in points]
    return [(number, [" ".join(words.split()) for words in paragraphs], subs) for number, paragraphs, subs in shown], found


def test_our_own_pdf_read_back_gives_the_same_points(figure):
    pairs = {name: read_back(text) for name, text in ALL.items()}

    same = sum(there == here for shown, found in pairs.values() for there, here in zip(shown, found, strict=False))
    whole = sum(len(shown) for shown, _found in pairs.values())
    figure(f"declarations: our own PDF read back by the importer: {same} of {whole} points the same, {len(pairs)} texts, 5 languages")
    for shown, found in pairs.values():
        assert found == shown


def test_reader_notices_points_that_changed_places():
    shown, _found = read_back(ALL["es"])
    swapped = [*ALL["es"].document.content["parts"]]
    swapped[2], swapped[3] = {**swapped[3], "number": swapped[2]["number"]}, {**swapped[2], "number": swapped[3]["number"]}
    _shown, found = read_back(edition(swapped, title="Declaración", language="es", style="roman"))

    assert found != shown
    assert sorted(words for _number, paragraphs, _subs in found for words in paragraphs) == sorted(
        words for _number, paragraphs, _subs in shown for words in paragraphs
    )
