"""Input that nobody would write but somebody will paste: it is read, nothing is raised, nothing is lost."""

import time

import pytest

from declarations.importer import read_text
from declarations.importer.decoding import decode
from declarations.importer.messages import LEVELS, MESSAGES

PLAIN = "The Charter\n\nWe declare:\n\n1. Open the gate\nof the dam.\n\n2. Close it.\n"


def parts(reading):
    found = reading.as_dict()
    return {key: found[key] for key in ("title", "preamble", "enacting", "points", "closing", "annexes")}


def codes(reading):
    return [flag.code for flag in reading.flags]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\ufeff", "\u200b\u00ad", "\x00\x01", "...", "\x0c\x0c"])
def test_no_text_is_a_stop(text):
    reading = read_text(text)

    assert reading.as_dict()["flags"][0]["level"] == "stop"
    assert (reading.points, reading.annexes, reading.conserved) == ((), (), True)


def test_only_furniture_is_no_text():
    reading = read_text("- 1 -\n\x0c- 2 -\n\x0c- 3 -\n")

    assert [line.text for line in reading.dropped] == ["- 1 -", "- 2 -", "- 3 -"]
    assert codes(reading)[0] == "empty"


@pytest.mark.parametrize(
    "written",
    [
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        "\ufeff" + PLAIN,
        PLAIN.replace(" ", "\t"),
        PLAIN.replace(" ", "\u00a0"),
        PLAIN.replace(" ", " \u3000 "),
        PLAIN.replace("gate", "ga\u00adte"),
        PLAIN.replace("gate", "ga\u00ad\nte"),
        PLAIN.replace("gate", "ga\u200bte"),
        PLAIN.replace("gate", "\u202agate\u202c"),
        PLAIN.replace("gate", "ga\x00te"),
        PLAIN.replace("\n\n", "\n \t \n"),
        PLAIN.replace("The Charter", "# The Charter"),
        PLAIN.rstrip("\n"),
        "\n\n\n" + PLAIN,
    ],
)
def test_line_ends_spaces_and_invisible_characters_change_nothing(written):
    reading = read_text(written)

    assert parts(reading) == parts(read_text(PLAIN))
    assert reading.conserved is True


def test_ligatures_are_spelled_and_told():
    reading = read_text("We declare:\n\n1. A ﬁne ﬂood.\n\n2. An oﬃce.")

    assert [point.paragraphs[0].text for point in reading.points] == ["A fine flood.", "An office."]
    assert [flag.message for flag in reading.flags if flag.code == "ligatures_spelled"] == ["3 ligatures were spelled out as letters."]
    assert reading.conserved is True


def test_accents_in_two_pieces_become_one_letter():
    reading = read_text("1. Cafe\u0301.\n\n2. Ende.")

    assert reading.points[0].paragraphs[0].text == "Café."
    assert reading.conserved is True


def test_half_a_surrogate_pair_is_replaced():
    reading = read_text("1. A\ud800.\n\n2. B.")

    assert reading.points[0].paragraphs[0].text == "A\ufffd."


def test_wording_is_never_corrected():
    wording = "We realize teh utilisation  of of the 11 to 13th , and utilize it !"

    assert read_text(f"1. {wording}\n\n2. B.").points[0].paragraphs[0].text == " ".join(wording.split())


def test_marks_inside_sentences_stay_there():
    reading = read_text("We declare:\n\n1. We keep to The Second\nArticle 4 of (a) and 2. and to\n(b) of it.\n\n2. B.")

    assert [len(point.paragraphs) for point in reading.points] == [1, 1]
    assert reading.points[0].paragraphs[0].text == "We keep to The Second Article 4 of (a) and 2. and to (b) of it."


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfM\xc3\xbchle", "Mühle"),
        (b"M\xc3\xbchle", "Mühle"),
        (b"M\xfchle \x96 \x93x\x94", "Mühle – “x”"),
        ("Mühle".encode("utf-16"), "Mühle"),
        (b"\xfe\xff\x00M", "M"),
        (b"M\x81", "M\ufffd"),
        (b"", ""),
    ],
)
def test_bytes_become_text_whatever_their_encoding(data, text):
    assert decode(data) == text


def test_every_code_has_a_level_and_a_sentence():
    assert set(LEVELS.values()) == {"info", "check", "warn", "stop"}
    assert {code for code in LEVELS if not MESSAGES[code].endswith(".")} == set()


def page(number):
    """Return a page of about 3,000 letters with a divided word, a cut paragraph and its number."""
    point = f"{number}. Whoever keeps pond {number} opens its gate by hand and writes the level of the water into a book every even-\ning. "
    return point + "The book is read aloud in the hall.\n" * 80 + f"The gate is closed by\n\n- {number} -\n\x0chand.\n\n"


def least_seconds(work, limit, turns=6):
    """Return the least processor time that some work took, tried until it is below a limit: the rest is what else the machine did."""
    least = float("inf")
    for _turn in range(turns):
        begun = time.process_time()
        work()
        least = min(least, time.process_time() - begun)
        if least < limit:
            break
    return least


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("".join(page(number) for number in range(1, 201)), 200),
        ("a" * 2_000_000, 0),
        ("word and word. " * 130_000, 0),
        ("e" + "\u0301\u0316" * 500_000, 0),
        ("\n" * 1_000_000, 0),
    ],
    ids=["200 pages", "one word", "one line", "one letter with a million accents", "blank lines"],
)
def test_long_texts_take_no_long_time(text, points):
    readings = []
    seconds = least_seconds(lambda: readings.append(read_text(text)), limit=2)

    assert (len(readings[0].points), readings[0].conserved) == (points, True)
    assert seconds < 2


def test_time_grows_with_the_length_and_not_with_its_square():
    def seconds(pages):
        text = "".join(page(number) for number in range(1, pages + 1))
        return least_seconds(lambda: read_text(text), limit=0, turns=3)

    seconds(10)
    assert seconds(400) < 4 * 3 * max(seconds(100), 0.02)
