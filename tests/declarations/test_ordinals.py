"""Number styles: every number that is written is read again, in each language and style."""

import pytest

from declarations.numerals import ORDINALS, ROWS, plain
from declarations.ordinals import STYLES, languages, lead_in, parse, render

WRITTEN = [style for style in STYLES if style != "none"]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("style", WRITTEN)
def test_parse_reads_what_render_wrote(language, style):
    written = [render(number, style, language) for number in range(1, 100)]

    assert [parse(text) for text in written] == list(range(1, 100))
    assert [parse(text, language) for text in written] == list(range(1, 100))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("style", WRITTEN)
def test_parse_reads_what_lead_in_wrote(language, style):
    assert [parse(lead_in(number, style, language)) for number in range(1, 100)] == list(range(1, 100))


def test_control_one_number_that_is_read_as_another_is_noticed(monkeypatch):
    monkeypatch.setitem(ORDINALS, plain("Drittens"), (4, *ORDINALS[plain("Drittens")][1:]))

    assert [parse(render(number, "ordinal", "de"), "de") for number in range(1, 6)] == [1, 2, 4, 4, 5]


@pytest.mark.parametrize(
    ("number", "style", "language", "text"),
    [
        (3, "ordinal", "en", "Third"),
        (3, "ordinal", "de", "Drittens"),
        (21, "ordinal", "en", "Twenty-first"),
        (37, "ordinal", "de", "Siebenunddreißigstens"),
        (3, "ordinal", "de-AT", "Drittens"),
        (4, "roman", "en", "IV"),
        (4, "arabic", "en", "4"),
        (4, "article", "de", "Artikel 4"),
        (12, "article", "zh", "第十二条"),
        (4, "none", "en", ""),
        (5, "ordinal", "xx", "5"),
        (21, "ordinal", "fr", "21"),
    ],
)
def test_render_writes_the_bare_number(number, style, language, text):
    assert render(number, style, language) == text


@pytest.mark.parametrize(
    ("number", "style", "language", "text"),
    [
        (1, "ordinal", "en", "First,"),
        (1, "ordinal", "de", "Erstens,"),
        (1, "ordinal", "zh", "第一，"),
        (1, "ordinal", "ar", "أولاً،"),
        (1, "ordinal", "xx", "1."),
        (1, "arabic", "en", "1."),
        (4, "roman", "de", "IV."),
        (1, "article", "en", "Article 1"),
        (1, "none", "en", ""),
    ],
)
def test_lead_in_joins_the_number_to_its_sentence(number, style, language, text):
    assert lead_in(number, style, language) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("third", 3),
        ("Thirdly,", 3),
        ("(3)", 3),
        ("3.", 3),
        ("iv)", 4),
        ("SIEBTENS", 7),
        ("Siebentens", 7),
        ("В-четвертых", 4),
        ("٣", 3),
        ("Artikel IV", 4),
        ("", None),
        ("0", None),
        ("9" * 5000, None),
        ("Article", None),
        ("Article x", None),
        ("IIII", None),
        ("Iv", None),
        ("water", None),
    ],
)
def test_parse_reads_other_spellings_and_nothing_else(text, number):
    assert parse(text) == number


def test_parse_keeps_to_the_language_it_is_given():
    assert parse("Drittens", "en") is None
    assert parse("Drittens", "de") == 3


@pytest.mark.parametrize(("number", "style"), [(0, "arabic"), (-1, "ordinal"), (1, "greek")])
def test_render_refuses_what_is_no_number_or_style(number, style):
    with pytest.raises(ValueError, match="no number"):
        render(number, style)


def test_no_word_has_two_numbers():
    pairs = {(plain(word), number) for row in ROWS.values() for number, word in enumerate(row.ordinals, 1)}

    assert {word for word, number in pairs if ORDINALS[word][0] != number} == set()
