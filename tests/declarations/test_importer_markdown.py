"""Markdown: its marks are understood, its letters and line numbers stay."""

import pytest

from declarations.importer import read_file, read_text
from tests.declarations.test_importer_conservation import letters
from tests.declarations.test_importer_properties import printed

HEAD = "# The Charter\n\nThe keepers met.\n\nWe agree:\n\n"


def read(text):
    return read_file(text.encode(), "charter.md")


def points(reading):
    return [(point.marker, [one.text for one in point.paragraphs]) for point in reading.points]


def codes(reading, *levels):
    return [flag.code for flag in reading.flags if not levels or flag.level in levels]


def test_a_markdown_file_comes_apart_as_its_marks_say(root):
    data = (root / "tests/declarations/texts/charter.md").read_bytes()
    reading = read_file(data, "charter.md")
    log = reading.points[1]

    assert reading.title.text == "The Lantern Charter"
    assert [one.text for one in reading.preamble] == [
        "Keepers of eleven lighthouses met at Skarholm, where the lamps have been lit by hand since the year of the great fog.",
        "They saw that a lamp nobody tends is a lamp nobody trusts. They write *this* for the file_name of <b>record</b>.",
    ]
    assert reading.enacting.text == "We therefore agree on the following:"
    assert points(reading) == [
        ("1.", ["Every lamp has two keepers. Neither of them sleeps while the other is away.", "A keeper who falls ill is relieved before dusk."]),
        ("2.", ["The log is written in ink:"]),
        ("3.", ["Wicks are cut on Mondays."]),
        ("4.", ["A harbour without a lamp lends a keeper."]),
    ]  # fmt: skip
    assert [part.paragraphs[0].text for part in log.subpoints] == [
        "the hour of lighting,",
        "the hour of dousing, and",
        "every ship that answered.",
    ]
    assert [point.crossheading and point.crossheading.text for point in reading.points] == ["For keepers", None, None, "For harbours"]
    assert [one.text for one in reading.closing] == ["Therefore we ask every harbour to keep a lamp."]
    assert [(annex.title, annex.paragraphs[0].text) for annex in reading.annexes] == [
        ("Annex A", "Lamps are counted as [the list](https://lamps.example/list) counts them.")
    ]
    assert codes(reading, "check", "warn", "stop") == []


def test_lines_of_a_markdown_file_keep_their_numbers(root):
    text = (root / "tests/declarations/texts/charter.md").read_text(encoding="utf-8")
    reading = read(text)
    lines = text.split("\n")

    assert "Every lamp" in lines[reading.points[0].line - 1]
    assert "A keeper" in lines[reading.points[0].paragraphs[1].first - 1]
    assert "Wicks" in lines[reading.points[2].line - 1]
    assert len(reading.source.split("\n")) == len(lines)


def test_paragraphs_end_at_blank_lines_and_nowhere_else():
    reading = read(HEAD + "1. Open the gate.\nShort.\nAnd so on without an end\n\nstill not of the same paragraph\n\n2. Close it.")

    assert points(reading)[0][1] == ["Open the gate. Short. And so on without an end", "still not of the same paragraph"]


def test_a_list_of_equal_numbers_is_counted_on_and_told():
    reading = read(HEAD + "1. Open.\n1. Close.\n1. Rest.")

    assert [point.number for point in reading.points] == [1, 2, 3]
    assert codes(reading) == ["list_counted"]
    assert reading.conserved is True


def test_numbers_that_differ_stay_as_found():
    reading = read(HEAD + "1. Open.\n3. Close.\n2. Rest.")

    assert codes(reading, "warn") == ["points_reordered"]


def test_a_number_of_another_shape_after_the_last_point_is_told():
    reading = read(HEAD + "1. Open.\n\n2. Close.\n\n3) Rest.")

    assert len(reading.points) == 2
    assert "leftover_marker" in codes(reading)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("*Open* the **gate** of ***reeds***.", "Open the gate of reeds."),
        ("_Open_ the __gate__ of snake_case_names.", "Open the gate of snake_case_names."),
        ("**Open _the_ gate**.", "Open the gate."),
        ("2 * 3 * 4 stays, and **this", "2 * 3 * 4 stays, and **this"),
        (r"\*Open\* \_the\_ gate \# 3", "*Open* _the_ gate # 3"),
        ("Open<br>the <em>gate</em> &amp; go", "Open<br>the <em>gate</em> &amp; go"),
        ("Open [the gate](https://a.example).", "Open [the gate](https://a.example)."),
        ("Open\\\nthe gate", "Open the gate"),
    ],
)
def test_marks_go_and_everything_else_stays(written, text):
    reading = read(f"{HEAD}1. {written}\n2. Close.")

    assert points(reading)[0] == ("1.", [text])
    assert letters(printed(reading)) == letters(f"{HEAD}1. {written}\n2. Close.")


@pytest.mark.parametrize("marked", ["## 1. Open the gate", "## **1. Open the gate**", "1. Open the gate\n---------------"])
def test_headings_may_carry_the_numbers(marked):
    reading = read(f"{HEAD}{marked}\n\nBy hand.\n\n## 2. Close the gate\n\nBy foot.")

    assert [(point.marker, point.heading.text, point.paragraphs[0].text) for point in reading.points] == [
        ("1.", "Open the gate", "By hand."),
        ("2.", "Close the gate", "By foot."),
    ]


def test_any_other_ending_is_read_as_text():
    data = "# The Charter\n\nWe agree:\n\n1. Open *it*.\n\n2. Close it.".encode("utf-16")

    assert read_file(data, "charter").as_dict() == read_file(data, "charter.TXT").as_dict() == read_text(data.decode("utf-16")).as_dict()
    assert read_file(data, "CHARTER.MD").points[0].paragraphs[0].text == "Open it."


def test_a_file_too_large_is_not_read(monkeypatch):
    monkeypatch.setattr("declarations.importer.files.MOST_BYTES", 10)

    assert codes(read_file(b"a" * 11, "charter.md")) == ["file_too_large"]
    assert codes(read_file(b"a" * 10, "charter.md"), "stop") == ["no_points"]
