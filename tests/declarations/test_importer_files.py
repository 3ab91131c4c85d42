"""Any bytes under any name: a reading comes back, nothing is raised, and what cannot be read says so."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from declarations.importer import read_file
from tests.declarations.test_importer_unusual import least_seconds
from tests.declarations.wording import docx, level, lists, para

QUICK = settings(max_examples=80, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
LONG = settings(QUICK, max_examples=5000)
NAMES = ["a.txt", "a.md", "a.docx", "a.pdf", "a", ".md", "a.PDF", "ä/ö.docx"]
BEGINNINGS = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"# The Charter\n\n1. ", b"\xff\xfe", b"{\\rtf1 ", b"\xd0\xcf\x11\xe0"]
WORD = docx(
    para("The Charter"), para("Open.", number=1), para("Close.", number=1), numbering=lists({0: level(0, "decimal", "%1.")}, {1: (0, "")})
)
SENTENCE = "Whoever keeps the pond opens its gate by hand and writes the level of the water into a book every evening. "


def check_any_bytes(name, beginning, data, language):
    reading = read_file(beginning + data, name, language=language)

    assert list(reading.as_dict()) == ["title", "preamble", "enacting", "points", "closing", "annexes", "dropped", "flags", "conserved"]
    assert reading.conserved is True


def check_damaged(changes):
    data = bytearray(WORD)
    for place, value in changes:
        data[place % len(data)] = value
    reading = read_file(bytes(data), "a.docx")

    assert len(reading.points) == 2 or [flag for flag in reading.flags if flag.level != "info"]


CHECKS = {
    "bytes": (
        check_any_bytes,
        {
            "name": st.sampled_from(NAMES),
            "beginning": st.sampled_from(BEGINNINGS),
            "data": st.binary(max_size=600),
            "language": st.sampled_from([None, "de", "xx", ""]),
        },
    ),
    "damaged": (check_damaged, {"changes": st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=12)}),
}


@pytest.mark.parametrize("name", CHECKS)
def test_no_file_raises_an_error(name):
    check, drawn = CHECKS[name]
    QUICK(given(**drawn)(check))()


@pytest.mark.long
@pytest.mark.parametrize("name", CHECKS)
def test_no_file_of_many_raises_an_error(name):
    check, drawn = CHECKS[name]
    LONG(given(**drawn)(check))()


def test_a_reader_that_fails_is_told_and_not_raised(monkeypatch):
    def fail(*_arguments, **_options):
        raise RecursionError

    monkeypatch.setattr("declarations.importer.word.read", fail)

    assert [flag.code for flag in read_file(WORD, "a.docx").flags] == ["unreadable"]


def numbered_word():
    return docx(*[para(SENTENCE * 28, number=1) for _ in range(200)], numbering=lists({0: level(0, "decimal", "%1.")}, {1: (0, "")}))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", "".join(f"{number}. {SENTENCE * 28}\n\n" for number in range(1, 201)).encode()),
        ("a.docx", numbered_word()),
        ("a.md", "".join(" " * (place % 40) + f"{place % 7}. a\n" for place in range(8_000)).encode()),
    ],
    ids=["Markdown", "Word", "lists in lists"],
)
def test_two_hundred_pages_of_markdown_and_word_take_no_long_time(name, data, figure):
    seconds = least_seconds(lambda: read_file(data, name), limit=2)
    figure(f"importer, {name[2:]} file of {len(data) // 1000} kB: {seconds:.2f} s")

    assert seconds < 2


def test_pages_of_a_pdf_take_their_time(browser, figure):
    tab = browser.new_page()
    body = "".join(f"<p style='break-after:page'>{number}. {SENTENCE * 24}</p>" for number in range(1, 9))
    tab.set_content(f"<!doctype html><html lang=en><h1>The Charter</h1><p>We agree:</p>{body}</html>")
    data = tab.pdf(format="A4")
    tab.close()
    readings = []
    seconds = least_seconds(lambda: readings.append(read_file(data, "a.pdf")), limit=0, turns=1)
    figure(f"importer, PDF of 8 pages read twice: {seconds:.2f} s; a file is left after 100 pages or 150,000 letters")

    assert len(readings[0].points) == 8
