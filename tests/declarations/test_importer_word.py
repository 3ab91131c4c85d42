"""Word files: automatic numbers, tracked changes, tables, notes and boxes; nothing lost, nothing expanded."""

import io
import zipfile

import pytest

from declarations.importer import package, read_file
from tests.declarations.test_importer_conservation import letters
from tests.declarations.test_importer_properties import printed
from tests.declarations.wording import docx, level, lists, para, part, run, styles

STYLES = styles(
    ("Normal", "Normal", None, ""),
    ("Titel", "Title", "Normal", ""),
    ("berschrift1", "heading 1", "Normal", ""),
    ("Zwischen", "Mine", "berschrift1", ""),
    ("Punkt", "Point", "Normal", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
    ("Verzeichnis1", "toc 1", "Normal", ""),
)
NUMBERED = lists({0: level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)")}, {1: (0, "")})
HEAD = (para("The Lantern Charter", style="Titel"), para("The keepers met at Skarholm."), para("We agree on the following:"))


def codes(reading, *levels):
    return [flag.code for flag in reading.flags if not levels or flag.level in levels]


def points(reading):
    return [(point.marker, [one.text for one in point.paragraphs]) for point in reading.points]


def read(*paragraphs, **parts):
    return read_file(docx(*HEAD, *paragraphs, **{"styles": STYLES, "numbering": NUMBERED, **parts}), "charter.docx")


def test_a_word_file_with_automatic_numbers_comes_apart():
    reading = read(
        para("For keepers", style="Zwischen"),
        para("Every lamp has two keepers.", number=1),
        para("The log is written in ink:", number=1),
        para("the hour of lighting, and", number=1, depth=1),
        para("every ship that answered.", number=1, depth=1),
        para("Wicks are cut on Mondays.", style="Punkt"),
        para("Therefore we ask every harbour to keep a lamp."),
        para("Annex A", style="berschrift1"),
        para("Lamps are counted at noon."),
    )

    assert reading.title.text == "The Lantern Charter"
    assert [one.text for one in reading.preamble] == ["The keepers met at Skarholm."]
    assert reading.enacting.text == "We agree on the following:"
    assert points(reading) == [
        ("1.", ["Every lamp has two keepers."]),
        ("2.", ["The log is written in ink:"]),
        ("3.", ["Wicks are cut on Mondays."]),
    ]
    assert reading.points[0].crossheading.text == "For keepers"
    assert [(one.marker, one.paragraphs[0].text) for one in reading.points[1].subpoints] == [
        ("(a)", "the hour of lighting, and"),
        ("(b)", "every ship that answered."),
    ]
    assert [one.text for one in reading.closing] == ["Therefore we ask every harbour to keep a lamp."]
    assert [(one.title, one.paragraphs[0].text) for one in reading.annexes] == [("Annex A", "Lamps are counted at noon.")]
    assert codes(reading, "check", "warn", "stop") == []


@pytest.mark.parametrize(
    ("style", "text", "markers"),
    [
        ("decimal", "%1)", ["1)", "2)", "3)"]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("lowerRoman", "(%1)", ["(i)", "(ii)", "(iii)"]),
        ("upperLetter", "%1.", ["A.", "B.", "C."]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("ordinalText", "%1,", ["First", "Second", "Third"]),
        ("decimal", "Article %1", ["Article 1", "Article 2", "Article 3"]),
        ("chineseCounting", "第%1，", ["第一", "第二", "第三"]),
        ("russianLower", "%1)", ["а)", "б)", "в)"]),
    ],
)
def test_numbers_are_written_as_word_shows_them(style, text, markers):
    names = ["Open the gate.", "Close the gate.", "Rest the gate."]
    reading = read(*(para(name, number=1) for name in names), numbering=lists({0: level(0, style, text)}, {1: (0, "")}))

    assert points(reading) == [(marker, [name]) for marker, name in zip(markers, names, strict=True)]
    assert codes(reading, "warn", "stop") == []


def shown(paragraphs, kinds, numbers):
    """Return the lines of a file that has nothing but these paragraphs."""
    data = docx(*paragraphs, numbering=lists(kinds, numbers), styles=STYLES)
    return [line for line in read_file(data, "a.docx").source.split("\n") if line]


def test_lists_of_one_kind_count_on_and_begin_again_where_they_say_so():
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lines = [para(letter, number=number) for letter, number in zip("abcdef", (1, 1, 2, 3, 3, 1), strict=True)]

    assert shown(lines, {0: level(0, "decimal", "%1.")}, {1: (0, ""), 2: (0, ""), 3: (0, restart)}) == [
        "1. a", "2. b", "3. c", "1. d", "2. e", "3. f",
    ]  # fmt: skip


def test_deeper_levels_begin_again_below_each_number_unless_they_never_do():
    kinds = {
        0: level(0, "decimal", "%1.", start=3)
        + level(1, "decimal", "%1.%2.")
        + level(2, "lowerLetter", "%3)", more='<w:lvlRestart w:val="0"/>')
    }
    depths = (0, 1, 2, 1, 2, 0, 1, 2)

    assert shown([para("x", number=1, depth=depth) for depth in depths], kinds, {1: (0, "")}) == [
        "3. x", "3.1. x", "a) x", "3.2. x", "b) x", "4. x", "4.1. x", "c) x",
    ]  # fmt: skip


def test_numbers_of_upper_levels_are_digits_where_the_level_is_legal():
    kinds = {0: level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", more="<w:isLgl/>")}

    assert shown([para("x", number=1), para("x", number=1, depth=1)], kinds, {1: (0, "")}) == ["I. x", "1.1 x"]


def test_a_list_may_write_its_numbers_otherwise_than_its_kind():
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1.")}</w:lvlOverride>'

    assert shown([para("x", number=1), para("x", number=2)], {0: level(0, "decimal", "%1.")}, {1: (0, ""), 2: (0, own)}) == ["1. x", "A. x"]


def test_numbers_without_end_harm_nobody():
    huge = level(0, "lowerLetter", "%1.", start=999_999_999)

    assert shown([para("x", number=1)], {0: huge}, {1: (0, "")}) == ["999999999. x"]


def test_a_way_of_writing_numbers_that_is_not_known_is_told():
    reading = read(para("Open.", number=1), para("Close.", number=1), numbering=lists({0: level(0, "hebrew1", "%1.")}, {1: (0, "")}))

    assert [point.marker for point in reading.points] == ["1.", "2."]
    assert "number_style_unknown" in codes(reading, "check")


def test_tracked_changes_are_read_as_accepted_and_told():
    inserted = f"<w:ins>{run('two')}</w:ins>"
    deleted = '<w:del><w:r><w:delText xml:space="preserve">three</w:delText></w:r></w:del>'
    moved = f"<w:moveTo>{run(' at night')}</w:moveTo><w:moveFrom>{run(' by day')}</w:moveFrom>"
    joined = '<w:rPr><w:del w:id="1"/></w:rPr>'
    reading = read(
        para("Keep ", number=1, inner=f"{inserted}{deleted}{run(' lamps')}{moved}{run('.')}"),
        para("Close", number=1, properties=joined),
        para(" the gate."),
        f"<w:del>{para('Gone.')}</w:del>",
    )

    assert points(reading) == [("1.", ["Keep two lamps at night."]), ("2.", ["Close the gate."])]
    assert [flag.message for flag in reading.flags if flag.level == "warn"] == [
        "The file has 6 tracked changes; it was read as if all of them were accepted."
    ]


def test_heads_feet_notes_hidden_text_and_contents_are_listed_and_not_read():
    reading = read(
        para("Points\t2", style="Verzeichnis1"),
        para("Open the gate.", number=1, inner='<w:r><w:footnoteReference w:id="2"/></w:r>'),
        para("Close the gate.", number=1, inner=run(" Secretly.", "<w:vanish/>") + run(" At once.", '<w:vanish w:val="0"/>')),
        header1=part("hdr", para("Draft of May")),
        footer2=part("ftr", para("Page 1")),
        footnotes=part(
            "footnotes", f'<w:footnote w:type="separator">{para("—")}</w:footnote><w:footnote w:id="2">{para("By hand.")}</w:footnote>'
        ),
    )

    assert points(reading) == [("1.", ["Open the gate."]), ("2.", ["Close the gate. At once."])]
    assert [line.text for line in reading.dropped] == ["Points 2", "By hand.", "Draft of May", "Page 1", "Secretly."]
    assert codes(reading, "check") == ["notes_removed", "hidden_removed"]


def test_tables_and_boxes_are_read_at_their_place_and_once():
    cell = "<w:tc>{}</w:tc>".format
    table = f"<w:tbl><w:tblPr/><w:tr>{cell(para('Gate.'))}{cell(para('Hour.'))}</w:tr><w:tr>{cell(para('North.'))}{cell(para('Six.'))}</w:tr></w:tbl>"
    box = f"<w:txbxContent>{para('In a box.')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    reading = read(
        para("Open the gate.", number=1, inner=f"<w:r>{both}</w:r>"), table, para("Close it.", number=1, inner="<w:r><w:drawing/></w:r>")
    )

    assert points(reading) == [("1.", ["Open the gate.", "In a box.", "Gate.", "Hour.", "North.", "Six."]), ("2.", ["Close it."])]
    assert codes(reading, "check")[:2] == ["tables_read", "pictures_left_out"]


def test_signs_and_line_breaks_inside_paragraphs():
    inner = (
        "<w:r><w:t>We</w:t><w:tab/><w:t>open the gate well</w:t><w:noBreakHyphen/><w:t>kept.</w:t><w:br/><w:t>2. We clo</w:t>"
        "<w:softHyphen/><w:t>se it.</w:t></w:r>"
    )
    reading = read(
        para("1. ", inner=inner),
        para("3. ", inner="<w:hyperlink><w:r><w:t>Rest</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>"),
    )

    assert points(reading) == [("1.", ["We open the gate well-kept."]), ("2.", ["We close it."]), ("3.", ["Rest"])]


def test_paragraphs_stay_apart_whatever_their_ends():
    reading = read(para("Open the gate,", number=1), para("of the dam,"), para("the weir,"), para("Close it", number=1))

    assert points(reading) == [("1.", ["Open the gate,", "of the dam,", "the weir,"]), ("2.", ["Close it"])]


def test_a_file_in_which_every_line_is_a_paragraph_is_woven_together():
    lines = [
        "1. Every lamp has two keepers who watch",
        "over it by turns and who sleep only when",
        "the other one has put on his coat and his",
    ]
    more = [
        "hat and is ready to climb the stairs of",
        "the tower with a can of oil in his hand,",
        "which is filled each morning in the yard.",
    ]
    reading = read(*map(para, [*lines, *more]), para(), para("2. The log is written in ink that no water"), para("can wash away."))

    assert points(reading) == [
        ("1.", [" ".join([*lines, *more]).removeprefix("1. ")]),
        ("2.", ["The log is written in ink that no water can wash away."]),
    ]
    assert "lines_joined" in codes(reading, "check")


def test_no_letter_is_lost_or_doubled():
    texts = ["Ärger über Öl", "naïve façade", "Ωμέγα 12", "第一条 水"]
    reading = read(*(para(text, number=1) for text in texts))

    assert letters(printed(reading)) == letters(
        "".join([*texts, "1234", "The Lantern Charter", "The keepers met at Skarholm.", "We agree on the following:"])
    )
    assert reading.conserved is True


def test_entities_are_not_expanded():
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>'
    outside = bomb.replace('"bbbbbbbbbb"', 'SYSTEM "file:///etc/hostname"')
    for xml in (bomb, outside):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            archive.writestr("word/document.xml", xml)

        assert codes(read_file(data.getvalue(), "a.docx")) == ["unreadable"]


def test_a_file_that_swells_is_not_read(monkeypatch):
    data = docx(*HEAD, para("Open. " * 100_000))
    assert len(data) < 10_000
    monkeypatch.setattr(package, "MOST_UNPACKED", 500_000)
    assert codes(read_file(data, "a.docx")) == ["file_too_much"]
    monkeypatch.setattr(package, "MOST_UNPACKED", 1_000_000)
    assert codes(read_file(data, "a.docx"), "stop") == ["no_points"]
    monkeypatch.setattr(package, "MOST_PARTS", 1)
    assert codes(read_file(data, "a.docx")) == ["file_too_much"]


def test_deep_nesting_does_no_harm():
    deep = "<w:sdt>" * 20_000 + "</w:sdt>" * 20_000

    assert codes(read_file(docx(deep), "a.docx"), "stop") in (["unreadable"], ["empty"])


def empty_archive():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 and nothing more", "unreadable"),
        (docx()[:200], "unreadable"),
        (empty_archive(), "format_unknown"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "format_unknown"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (b"{\\rtf1 text}", "format_unknown"),
        (b"\x89PNG\r\n", "format_unknown"),
        (docx(), "empty"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data, code):
    reading = read_file(data, "charter.docx")

    assert codes(reading, "stop") == [code]
    assert (reading.points, reading.preamble, reading.conserved) == ((), (), True)


def test_the_first_bytes_count_and_not_the_name():
    assert len(read_file(docx(*HEAD, para("1. Open."), para("2. Close.")), "charter.pdf").points) == 2
