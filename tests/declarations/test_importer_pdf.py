"""PDF files that a browser sets from own texts: the text is known before it is set, and the reading is compared with it."""

import io
import zlib
from functools import partial

import pytest
from pypdf import PdfReader, PdfWriter

from declarations.importer import glyphs, pdf, read_file, second, setting
from declarations.importer.comparing import compare
from declarations.importer.reader import read_text
from tests.declarations import typesetting
from tests.declarations.test_importer_conservation import letters
from tests.declarations.test_importer_properties import printed

GRAVER = ("check", "warn", "stop")
LAYOUTS = {
    "left": {"align": "left"},
    "indented": {"margin": "0", "indent": "1.4em"},
    "three": {"size": "A4", "font": 9.5, "columns": 3},
    "large": {"size": "A4", "font": 12},
    "flush": {"margin": "0"},
}


def codes(reading, *levels):
    return [flag.code for flag in reading.flags if not levels or flag.level in levels]


def as_set(parts):
    """Return the points as they were set: marker, paragraphs, and the parts with letters of their own."""
    return [[f"{typesetting.lead(parts, number).strip(' ,،，')}", *point] for number, point in enumerate(parts["points"], 1)]


def as_read(reading):
    found = []
    for point in reading.points:
        subpoints = [" ".join((part.marker, *(one.text for one in part.paragraphs))) for part in point.subpoints]
        found.append([point.marker, *(one.text for one in point.paragraphs), *subpoints])
    return found


def told(reading, place):
    """Return whether a flag that asks for a look, or names a hyphen that was kept, stands at a point, or speaks of the whole."""
    first = reading.points[place].line
    last = reading.points[place + 1].line if place + 1 < len(reading.points) else len(reading.source)
    graver = [flag for flag in reading.flags if flag.level in GRAVER or flag.code == "hyphen_kept"]
    return any(first <= flag.line < last or flag.line == 1 for flag in graver)


def measure(names, typeset):
    """Return how many points there are, how many came back exactly, and how many are wrong without a flag."""
    count = exact = silent = 0
    for name in names:
        parts = typesetting.load(name)
        reading = read_file(typeset(parts), "set.pdf")
        wanted, got = as_set(parts), as_read(reading)
        count += len(wanted)
        exact += sum(one == other for one, other in zip(wanted, got, strict=False))
        wrong = [place for place, one in enumerate(got) if place >= len(wanted) or one != wanted[place]]
        silent += sum(not told(reading, place) for place in wrong)
        silent += max(0, len(wanted) - len(got)) if not codes(reading, *GRAVER) else 0
        assert reading.conserved is True
    return count, exact, silent


def test_two_columns_set_by_a_browser_come_back(browser, figure):
    names = typesetting.names()
    texts = [typesetting.load(name) for name in names]
    count, exact, silent = measure(names, partial(typesetting.typeset, browser, columns=2))
    figure(f"PDF in two columns: {exact} of {count} points exact, {silent} wrong without a flag ({len(names)} texts)")

    assert (len(names), len({text["language"] for text in texts}), len({text["style"] for text in texts})) == (10, 5, 4)
    assert (exact >= 0.95 * count, silent) == (True, 0)


def test_one_column_set_by_a_browser_comes_back(browser, figure):
    count, exact, silent = measure(["bells", "libraries"], partial(typesetting.typeset, browser, columns=1))
    figure(f"PDF in one column: {exact} of {count} points exact, {silent} wrong without a flag")

    assert (exact, silent) == (count, 0)


@pytest.mark.parametrize("sign", ["\u2010", "-"], ids=["hyphen", "hyphen_minus"])
def test_words_divided_by_a_typesetter_come_back(figure, sign):
    made = []

    def typeset(parts):
        made.append(typesetting.typeset_divided(parts, sign, columns=2))
        return made[-1]

    count, exact, silent = measure(typesetting.names(), typeset)
    divided = sum(sheet.extract_text().count(f"{sign}\n") for data in made for sheet in PdfReader(io.BytesIO(data)).pages)
    figure(f"PDF in two columns, {divided} words divided by {sign!a}: {exact} of {count} points exact, {silent} wrong without a flag")

    assert divided > 100
    assert (exact >= 0.95 * count, silent) == (True, 0)


@pytest.mark.long
@pytest.mark.parametrize("size", [8.5, 9.5, 12])
@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("sign", ["\u2010", "-"], ids=["hyphen", "hyphen_minus"])
def test_divided_words_of_other_sizes_come_back(figure, sign, columns, size):
    count, exact, silent = measure(typesetting.names(), lambda parts: typesetting.typeset_divided(parts, sign, columns=columns, font=size))
    figure(f"PDF of {size} pt, {columns} columns, words divided by {sign!a}: {exact} of {count} exact, {silent} wrong without a flag")

    assert (exact >= 0.95 * count, silent) == (True, 0)


@pytest.mark.long
@pytest.mark.parametrize("layout", ["one", *LAYOUTS])
def test_other_layouts_come_back(browser, figure, layout):
    options = {"columns": 1 if layout == "one" else 2, **LAYOUTS.get(layout, {})}
    count, exact, silent = measure(typesetting.names(), partial(typesetting.typeset, browser, **options))
    figure(f"PDF set {layout}: {exact} of {count} points exact, {silent} wrong without a flag")

    assert (exact >= 0.95 * count, silent) == (True, 0)


@pytest.fixture(scope="module")
def ferries(browser):
    return typesetting.typeset(browser, typesetting.load("ferries"), columns=2)


def test_a_file_in_columns_comes_apart_whole(ferries):
    parts, reading = typesetting.load("ferries"), read_file(ferries, "ferries.pdf")

    assert reading.title.text == parts["title"]
    assert [one.text for one in reading.preamble] == parts["preamble"]
    assert reading.enacting.text == parts["enacting"]
    assert as_read(reading) == as_set(parts)
    assert [one.text for one in reading.closing] == parts["closing"]
    assert sorted(line.text for line in reading.dropped) == sorted([parts["title"], "1", parts["title"], "2"])
    assert codes(reading, *GRAVER) == []
    assert reading.style == "ordinal"


def test_every_letter_of_a_page_is_there_once(ferries):
    sheets, whole = glyphs.read_sheets(ferries)

    assert whole is True
    assert letters("".join(glyph.text for sheet in sheets for glyph in sheet.glyphs)) == letters(
        printed(read_file(ferries, "a.pdf")).replace("\u2010", "")
    )


def test_columns_that_are_not_seen_give_wrong_points_that_are_all_told(ferries, monkeypatch):
    monkeypatch.setattr(setting, "find_gutter", lambda *_: None)
    monkeypatch.setattr(pdf, "find_gutter", lambda *_: None)
    reading = read_file(ferries, "ferries.pdf")
    wanted = as_set(typesetting.load("ferries"))
    wrong = [place for place, one in enumerate(as_read(reading)) if one not in wanted]

    assert wrong != []
    assert [place for place in wrong if not told(reading, place)] == []
    monkeypatch.setattr(pdf, "compare", lambda *_: [])
    assert len(codes(read_file(ferries, "ferries.pdf"), *GRAVER)) < len(codes(reading, *GRAVER))


def test_readings_are_compared_part_by_part():
    text = "The Charter\n\nThe keepers met.\n\nWe agree:\n\n1. Open the gate.\n\n2. Close the gate.\n\n3. Rest.\n\nTherefore we ask you."
    reading = read_text(text)
    other = read_text(text.replace("Close the", "Close a").replace("keepers", "sleepers"))
    less = read_text(text.replace("3. Rest.\n\n", ""))

    assert compare(reading, read_text(text.replace("gate", "ga te"))) == []
    assert [(flag.code, flag.line) for flag in compare(reading, other)] == [("readings_differ", 9), ("readings_differ_outside", 1)]
    assert [flag.values for flag in compare(reading, other)] == [
        {"number": 2, "here": "Close the gate.", "there": "Close a gate."},
        {"here": "The Charter The keepers met.", "there": "The Charter The sleepers met."},
    ]
    assert compare(reading, read_text("Nothing."))[0].code == "second_reading_poor"
    assert "readings_differ_missing" not in [flag.code for flag in compare(reading, reading)]
    assert [flag.code for flag in compare(less, reading)].count("readings_differ_more") == 1
    assert [flag.code for flag in compare(reading, less)].count("readings_differ_missing") == 1


def rewritten(data, *, user="", owner="owner"):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user, owner, algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_a_file_with_a_password_says_so(ferries):
    reading = read_file(rewritten(ferries, user="lock"), "ferries.pdf")

    assert (codes(reading), reading.flags[0].level, reading.points) == (["locked"], "stop", ())


def test_a_file_that_anybody_may_open_is_read(ferries):
    assert len(read_file(rewritten(ferries), "ferries.pdf").points) == 7


def test_a_scan_says_so():
    writer = PdfWriter()
    for _page in range(3):
        writer.add_blank_page(400, 600)
    written = io.BytesIO()
    writer.write(written)

    assert [flag.level for flag in read_file(written.getvalue(), "scan.pdf").flags if flag.code == "scan"] == ["stop"]


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>", b"%PDF-" + bytes(range(256)) * 8])
def test_a_broken_file_says_so(data):
    reading = read_file(data, "broken.pdf")

    assert [flag.level for flag in reading.flags if flag.code in ("unreadable", "scan", "empty")][:1] == ["stop"]
    assert reading.points == ()


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9, 0.99])
def test_a_file_that_was_cut_off_does_no_harm(ferries, part):
    reading = read_file(ferries[: int(len(ferries) * part)], "ferries.pdf")

    assert (codes(reading, "stop"), reading.points) == (["unreadable"], ())


def test_the_first_bytes_count_and_not_the_name(ferries):
    assert len(read_file(ferries, "ferries.txt").points) == 7


def test_more_pages_than_are_read_are_told(ferries, monkeypatch):
    monkeypatch.setattr(glyphs, "MOST_PAGES", 1)
    reading = read_file(ferries, "ferries.pdf")

    assert [flag.message for flag in reading.flags if flag.level == "stop"] == ["Only the first 1 pages were read; the file is too long."]
    assert len(reading.points) == 4


def test_more_letters_than_are_read_are_told(ferries, monkeypatch):
    monkeypatch.setattr(glyphs, "MOST_GLYPHS", 1500)

    assert codes(read_file(ferries, "ferries.pdf"), "stop") == ["pages_left_out"]


def test_a_file_that_swells_is_not_read(ferries, monkeypatch):
    monkeypatch.setattr(glyphs, "MOST_INFLATED", 1_000_000)
    swollen = ferries + b"stream\n" + zlib.compress(b"0" * 1_000_001) + b"endstream"
    twice = ferries + b"<</Filter [/FlateDecode /FlateDecode]>>"

    assert codes(read_file(swollen, "a.pdf")) == codes(read_file(twice, "a.pdf")) == ["file_too_much"]
    assert len(read_file(ferries, "a.pdf").points) == 7


def test_a_file_that_only_one_reader_reads_says_so(ferries, monkeypatch):
    monkeypatch.setattr(second, "MOST_STEPS", 10)

    assert codes(read_file(ferries, "ferries.pdf"), *GRAVER) == ["read_once"]


@pytest.fixture
def page(browser):
    """Return a function that sets a page of HTML."""

    def typeset(body, lang="en"):
        tab = browser.new_page()
        tab.set_content(f"<!doctype html><html lang={lang}><style>body{{font:11pt/1.4 serif}}</style>{body}</html>")
        data = tab.pdf(format="A5", margin=dict.fromkeys(("top", "bottom", "left", "right"), "15mm"))
        tab.close()
        return data

    return typeset


def test_text_from_right_to_left_is_told(page):
    body = "<div dir=rtl><h1>ميثاق البحيرة</h1><p>نعلن ما يلي:</p><p>أولاً، تفتح البوابة باليد.</p><p>ثانياً، تغلق البوابة ليلاً.</p></div>"
    reading = read_file(page(body, "ar"), "a.pdf")

    assert "right_to_left" in codes(reading, "warn")
    assert reading.conserved is True


def test_notes_at_the_foot_and_letters_set_twice_and_turned_are_told(page):
    body = (
        "<h1>The Charter</h1><p>We agree:</p><p>1. Open the gate.<sup style='font-size:7pt'>1</sup></p><p>2. Close the gate.</p>"
        "<p style='position:fixed;bottom:0;font-size:7pt'>1 By hand.</p>"
        "<p style='position:absolute;left:0;top:60mm;transform:rotate(-90deg)'>Draft</p>"
        "<p style='position:relative'>3. Twice bold.<span style='position:absolute;left:.2px;top:0'>3. Twice bold.</span></p>"
    )
    reading = read_file(page(body), "a.pdf")

    assert [point.paragraphs[0].text for point in reading.points] == ["Open the gate.1", "Close the gate.", "Twice bold."]
    assert {"notes_removed", "turned_removed"} <= set(codes(reading, "check"))
    assert {line.text for line in reading.dropped} == {"1 By hand.", "Draft"}


def test_articles_that_begin_every_page_are_no_running_heads(page):
    body = "".join(f"<div style='break-after:page'><p>Article {n}</p><p>Open gate {n} by hand.</p></div>" for n in range(1, 5))
    reading = read_file(page(body), "a.pdf")

    assert [(point.marker, point.paragraphs[0].text) for point in reading.points] == [
        (f"Article {n}", f"Open gate {n} by hand.") for n in range(1, 5)
    ]
