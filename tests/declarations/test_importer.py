"""The importer on whole texts: every part in its place, letters as found, everything unsure told."""

import re

import pytest

from declarations.importer import read_text

TEXTS = "tests/declarations/texts"

# For each text in two columns: the lines from which each part comes, as (first, last), and the words that were divided.
OWN = {
    "preamble": [(1, 8), (10, 23), (25, 34), (65, 74)],
    "enacting": (76, 76),
    "points": [[(38, 50)], [(52, 63)], [(80, 91)], [(93, 102)], [(104, 110), (112, 118)], [(122, 124)]],
    "closing": [(126, 136)],
    "divided": ["apprentices"],
    "dropped": [84, 133],
    "graver": ["no_title", "preamble_moved", "enacting_moved"],
}
SEED = {
    "preamble": [(1, 14), (16, 46), (48, 67), (130, 142)],
    "enacting": (144, 144),
    "points": [[(71, 98)], [(100, 128)], [(148, 167)], [(169, 190)], [(192, 204), (206, 217)], [(221, 224)]],
    "closing": [(226, 239)],
    "divided": [],
    "dropped": [],
    "graver": ["no_title", "preamble_moved", "enacting_moved"],
}
ORDINALS = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth"]


def two_column_texts(root, seeds):
    """Return the own text, and the real one where it is."""
    texts = [((root / TEXTS / "two_columns.txt").read_text(encoding="utf-8"), OWN)]
    return texts + ([((seeds / "songyang-consensus.txt").read_text(encoding="utf-8"), SEED)] if seeds else [])


def passage(text, expected, span):
    """Join the lines of a passage without any help of the importer."""
    lines = text.split("\n")[span[0] - 1 : span[1]]
    numbers = range(span[0], span[1] + 1)
    joined = " ".join(
        line.strip() for number, line in zip(numbers, lines, strict=True) if line.strip() and number not in expected["dropped"]
    )
    joined = re.sub(r"(?<=\w)- (?=\w)", "-", joined)
    for word in expected["divided"]:
        joined = re.sub("-?".join(word), word, joined)
    return joined


@pytest.fixture
def read(root):
    def read_file(name, **options):
        return read_text((root / TEXTS / name).read_text(encoding="utf-8"), **options)

    return read_file


def codes(reading, *levels):
    return [flag.code for flag in reading.flags if not levels or flag.level in levels]


def test_two_columns_come_back_in_order(root, seeds):
    for text, expected in two_column_texts(root, seeds):
        found = read_text(text).as_dict()

        assert found["title"] is None
        assert found["preamble"] == [passage(text, expected, span) for span in expected["preamble"]]
        assert found["enacting"] == passage(text, expected, expected["enacting"])
        assert [point["marker"] for point in found["points"]] == ORDINALS
        assert [point["number"] for point in found["points"]] == [1, 2, 3, 4, 5, 6]
        assert [[f"{point['marker']}, {point['paragraphs'][0]}", *point["paragraphs"][1:]] for point in found["points"]] == [
            [passage(text, expected, span) for span in spans] for spans in expected["points"]
        ]
        assert found["closing"] == [passage(text, expected, span) for span in expected["closing"]]
        assert found["annexes"] == []
        assert [line["line"] for line in found["dropped"]] == expected["dropped"]
        assert found["conserved"] is True


def test_two_columns_tell_what_was_moved_and_what_is_missing(root, seeds):
    for text, expected in two_column_texts(root, seeds):
        reading = read_text(text)

        assert codes(reading, "check", "warn", "stop") == expected["graver"]
        assert [(flag.line, flag.level) for flag in reading.flags if flag.code == "no_title"] == [(1, "warn")]
        assert [flag.line for flag in reading.flags if flag.code == "enacting_moved"] == [expected["enacting"][0]]


def test_every_part_knows_its_lines(root, seeds):
    for text, expected in two_column_texts(root, seeds):
        reading = read_text(text)

        assert [(paragraph.first, paragraph.last) for paragraph in reading.preamble] == expected["preamble"]
        assert [[(one.first, one.last) for one in point.paragraphs] for point in reading.points] == expected["points"]


def test_the_printed_form_has_exactly_the_agreed_keys(read):
    found = read("numbers_and_letters.txt").as_dict()

    assert list(found) == ["title", "preamble", "enacting", "points", "closing", "annexes", "dropped", "flags", "conserved"]
    assert list(found["points"][0]) == ["number", "marker", "crossheading", "heading", "paragraphs", "subpoints"]
    assert list(found["points"][0]["subpoints"][0]) == ["marker", "paragraphs"]
    assert {tuple(flag) for flag in read("two_columns.txt").as_dict()["flags"]} == {("level", "code", "message", "line")}
    assert {tuple(line) for line in read("two_columns.txt").as_dict()["dropped"]} == {("line", "text")}
    assert {tuple(annex) for annex in read("annexes.txt").as_dict()["annexes"]} == {("title", "paragraphs")}


def test_columns_side_by_side_are_read_one_after_the_other(read):
    beside, apart = read("side_by_side.txt"), read("two_columns.txt")

    assert beside.title.text == "The Morrow Coast Charter"
    assert [one.text for one in beside.preamble] == [one.text for one in apart.preamble[:2]]
    assert [one.paragraphs[0].text for one in beside.points] == [one.paragraphs[0].text for one in apart.points[:3]]
    assert codes(beside) == ["columns_split"]


def test_a_paragraph_torn_by_the_other_column_is_whole_again(read):
    reading = read("torn_columns.txt")

    assert [point.paragraphs[0].text for point in reading.points] == [
        "the digging of a pond is announced a year ahead, so that the neighbours can plan their own work "
        "and the wardens can count the nests before any digger is hired.",
        "one pond in five rests. The wardens choose it by lot.",
        "the silt is spread on fields within one hour of the pond. It is never dumped into the sea.",
        "the wardens meet each May.",
    ]
    assert codes(reading, "warn") == ["no_title", "tail_rejoined", "points_reordered"]


def test_german_ordinals_with_divided_words(read):
    reading = read("german_ordinals.txt")

    assert reading.title.text == "Mühlenkonsens von Nordersiel"
    assert [one.text for one in reading.preamble] == [
        "Seit Menschengedenken mahlen die Gezeitenmühlen an der Küste. Ihre Dämme schützen Stadt- und Landbewohner gleichermaßen.",
        "Wer sie bewahrt, bewahrt das Wissen um den Küstenschutz.",
    ]
    assert reading.enacting.text == "Daher vereinbaren wir, die Müllerinnen und Müller, Folgendes:"
    assert [(point.marker, point.paragraphs[0].text) for point in reading.points] == [
        ("Erstens", "Jede stehende Mühle wird verzeichnet und vermessen. Die Pläne liegen öffentlich aus."),
        ("Zweitens", "Schlick wird nur außerhalb der Brutzeit bewegt. Der Küstenschutz hat Vorrang."),
        ("Drittens", "Jede Region benennt zwei Mühlen als Lehrstätten, an denen das Handwerk ein Jahr lang gelernt werden kann."),
        ("Viertens", "Wir schreiben einander in jedem Frühjahr."),
    ]
    assert [one.text for one in reading.closing] == [
        "Abschließend laden wir alle Küsten ein, ihre Zeichnungen zu senden.",
        "Nordersiel, 6. Juni 2024",
    ]
    assert [(line.line, line.text) for line in reading.dropped] == [(3, "Präambel")]
    assert (reading.style, reading.language) == ("ordinal", "de")


def test_numbers_with_letters_below_them(read):
    reading = read("numbers_and_letters.txt")

    assert [(point.marker, len(point.paragraphs)) for point in reading.points] == [("1.", 1), ("2.", 1), ("3.", 1), ("4.", 1)]
    assert [(part.marker, part.paragraphs[0].text) for part in reading.points[0].subpoints] == [
        ("(a)", "the level of the pond at each tide,"),
        ("(b)", "the state of the gates and the name of whoever moved them, and"),
        ("(c)", "every repair."),
    ]
    assert [part.marker for part in reading.points[2].subpoints] == ["(a)", "(b)"]
    assert [one.text for one in reading.closing] == ["Done at Port Eddle on 6 June 2024"]
    assert reading.style == "arabic"


def test_a_year_at_the_beginning_of_a_line_is_no_point(read):
    assert read("numbers_and_letters.txt").points[1].paragraphs[0].text.count("harvest season of 2019. and") == 1


def test_roman_numerals_with_pages_between_and_one_missing(read):
    reading = read("roman_and_page_numbers.txt")

    assert [(point.number, point.marker) for point in reading.points] == [(1, "I."), (2, "II."), (3, "III."), (5, "V.")]
    assert reading.points[0].paragraphs[0].text.endswith("because no winter leaves it as it was.")
    assert reading.enacting.text == "We affirm the following principles:"
    assert [line.text for line in reading.dropped] == ["- 1 -", "- 2 -", "- 3 -"]
    assert codes(reading, "check", "warn") == ["enacting_inside", "missing_number"]
    assert reading.style == "roman"


def test_articles_with_headings_chapters_and_running_heads(read):
    reading = read("articles_with_running_heads.txt")

    assert reading.title.text == "Agreement on the Shared Dams"
    assert reading.enacting.text == "Agree on the following:"
    assert [(point.marker, point.heading.text, point.crossheading and point.crossheading.text) for point in reading.points] == [
        ("Article 1", "Ownership", "Chapter I The dams"),
        ("Article 2", "Upkeep", None),
        ("Article 3", "Storms", None),
        ("Article 4", "Night watch", "Chapter II The keepers"),
        ("Article 5", "Entry into force", None),
    ]
    assert reading.points[2].paragraphs[0].text.endswith("A keeper who opens a gate alone writes the reason into the book.")
    assert [part.marker for part in reading.points[3].subpoints] == ["(1)", "(2)"]
    assert [line.text for line in reading.dropped] == ["Agreement on the Shared Dams", "2", "Agreement on the Shared Dams", "3"]
    assert reading.style == "article"


def test_a_text_without_markers_becomes_the_preamble_and_stops(read):
    reading = read("no_markers.txt")

    assert (reading.title.text, len(reading.preamble), reading.points, reading.closing) == ("A letter to the coasts", 3, (), ())
    assert codes(reading) == ["no_points"]
    assert reading.flags[0].level == "stop"


def test_annexes_keep_their_own_numbers_in_their_text(read):
    reading = read("annexes.txt")

    assert [point.marker for point in reading.points] == ["1)", "2)", "3)"]
    assert [(annex.title, [one.text for one in annex.paragraphs]) for annex in reading.annexes] == [
        ("Annex A Terms", ['1. "Reed" means the common reed.', '2. "Bed" means an unbroken stand of reed.']),
        ("Annex B: Beds of Great Sarn", ["The North Bed, the Eddle Bed and the Long Bed."]),
    ]
    assert [one.text for one in reading.closing] == ["Therefore we ask for your help."]


def test_bullets_are_points_without_numbers(read):
    reading = read("bullets.txt")

    assert [(point.number, point.marker) for point in reading.points] == [(None, "•")] * 3
    assert codes(reading, "check") == ["unnumbered_points"]


def test_a_label_in_an_unknown_language_is_known_by_its_shape(read):
    reading = read("unknown_label.txt")

    assert [(point.number, point.marker) for point in reading.points] == [(number, f"Punktum {number}") for number in range(1, 5)]


def test_chinese_lines_are_joined_without_spaces(read):
    reading = read("chinese.txt")

    assert [point.marker for point in reading.points] == ["第一", "第二", "第三"]
    assert reading.points[0].paragraphs[0].text == "每座磨坊都要登记和测量。图纸应当公开。"
    assert reading.enacting.text == "我们达成如下共识："


def test_the_language_may_be_told(read):
    assert read("unknown_label.txt").language is None
    assert read("unknown_label.txt", language="pl").language == "pl"


def test_points_in_disorder_are_put_in_order_and_told():
    reading = read_text("First, a.\n\nThird, c.\n\nSecond, b.\n\nFourth, d.")

    assert [(point.number, point.paragraphs[0].text) for point in reading.points] == [(1, "a."), (2, "b."), (3, "c."), (4, "d.")]
    assert codes(reading, "warn") == ["no_title", "points_reordered"]


def test_points_in_disorder_with_a_doubled_number_stay_and_are_told():
    reading = read_text("First, a.\n\nThird, c.\n\nSecond, b.\n\nThird, d.")

    assert [point.number for point in reading.points] == [1, 3, 2, 3]
    assert set(codes(reading, "warn")) == {"no_title", "points_out_of_order", "duplicate_number"}


def test_a_missing_point_is_told_and_the_numbers_stay():
    reading = read_text("First, a.\n\nSecond, b.\n\nFourth, d.")

    assert [point.number for point in reading.points] == [1, 2, 4]
    assert [(flag.code, flag.values) for flag in reading.flags if flag.code == "missing_number"] == [("missing_number", {"number": 3})]


def test_an_ordinal_without_a_comma_is_a_point_only_where_its_number_is_missing():
    filled = read_text("First, a.\n\nSecond we b.\n\nThird, c.")
    prose = read_text("The dams hold.\n\nFirst Gatherings are the best.\n\nWe agree:\n\nFirst, a.\n\nSecond, b.")

    assert [(point.number, point.paragraphs[0].text) for point in filled.points] == [(1, "a."), (2, "we b."), (3, "c.")]
    assert codes(filled, "check") == ["no_enacting", "marker_unusual"]
    assert [one.text for one in prose.preamble] == ["The dams hold.", "First Gatherings are the best."]


def test_a_point_that_begins_inside_a_line_is_set_apart():
    reading = read_text("First, a pond rests. Second, a dam holds.\n\nThird, a gate closes.")

    assert [(point.number, point.paragraphs[0].text) for point in reading.points] == [
        (1, "a pond rests."),
        (2, "a dam holds."),
        (3, "a gate closes."),
    ]
    assert codes(reading, "check") == ["marker_inside", "no_enacting"]


def test_headings_between_points_belong_to_the_next_one():
    reading = read_text("We declare:\n\nFor keepers\n\n1. Open the gate.\n\n2. Close it.\n\nFor towns\n\n3. Pay them.")

    assert [(point.number, point.crossheading and point.crossheading.text) for point in reading.points] == [
        (1, "For keepers"),
        (2, None),
        (3, "For towns"),
    ]


def test_a_table_of_contents_is_left_out():
    reading = read_text("Contents\nPoints ........ 2\nAnnex ........ 9\n\n1. Open the gate.\n\n2. Close it.")

    assert [line.line for line in reading.dropped] == [1, 2, 3]
    assert len(reading.points) == 2


def test_numbers_alone_on_their_lines_are_kept_when_they_may_be_points():
    reading = read_text("We declare:\n\n1\n\nOpen the gate.\n\n2\n\nClose it.\n\n3\n\nPay them.")

    assert [(point.number, point.paragraphs[0].text) for point in reading.points] == [
        (1, "Open the gate."),
        (2, "Close it."),
        (3, "Pay them."),
    ]
    assert codes(reading, "check") == ["page_number_or_point"]


def test_a_reading_that_lost_a_letter_is_seen(root):
    text = (root / TEXTS / "two_columns.txt").read_text(encoding="utf-8")
    reading = read_text(text)

    assert reading.conserves(text)
    assert not reading.conserves(text + "e")
    assert not reading.conserves(text.replace("mill", "mil", 1))


def test_a_reader_that_loses_letters_says_so(monkeypatch):
    from declarations.importer import hyphens

    class Careless(hyphens.Hyphens):
        def join(self, before, after):
            return super().join(before, after)._replace(head=before[:-2])

    monkeypatch.setattr("declarations.importer.paragraphs.Hyphens", Careless)
    reading = read_text("The keepers of the mill-\ndam agree.\n\n1. Yes.\n\n2. No.")

    assert reading.conserved is False
    assert codes(reading, "stop") == ["not_conserved"]


def test_a_point_that_stands_at_the_end_and_at_the_beginning_of_pages_is_no_running_head():
    head, point = "Charter of the Ponds\n\n", "2) Close the gate.\n\n"
    text = f"{head}We declare:\n\n1) Open the gate.\n\n{point}- 1 -\x0c{head}{point}Done at Skarholm.\n\n- 2 -"
    reading = read_text(text)

    assert [point.number for point in reading.points] == [1, 2, 2]
    assert "duplicate_number" in codes(reading, "warn")


def test_a_running_head_with_a_number_is_left_out_and_told():
    pages = [f"1) On gates\n\nWe declare that gate {n} is opened by hand\nand that it is closed by foot.\n\n- {n} -" for n in range(1, 5)]
    reading = read_text("\x0c".join(pages))

    assert [line.text for line in reading.dropped].count("1) On gates") == 4
    assert "head_or_point" in codes(reading, "check")
