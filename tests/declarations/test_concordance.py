"""What differs between two languages of one text that should not."""

import pytest

from declarations.concordance import concordance
from declarations.documents import Document
from declarations.leftovers import leftovers, written_number
from declarations.ordinals import languages
from declarations.quantities import number_words, quantities

from .test_differences import content, other

NOVEMBER_2019 = [
    ("en", "on 11–13 November 2019"),
    ("en", "on November 11-13, 2019"),
    ("en", "from the 11th to the 13th of November, 2019"),
    ("de", "vom 11. bis 13. November 2019"),
    ("fr", "du 11 au 13 novembre 2019"),
    ("es", "del 11 al 13 de noviembre de 2019"),
    ("it", "dall’11 al 13 novembre 2019"),
    ("pt", "de 11 a 13 de novembro de 2019"),
    ("ru", "с 11 по 13 ноября 2019 года"),
    ("vi", "từ ngày 11 đến ngày 13 tháng 11 năm 2019"),
    ("zh", "2019年11月11日至13日"),
    ("ar", "من 11 إلى 13 نوفمبر 2019"),
    ("ar", "من ١١ إلى ١٣ نوفمبر ٢٠١٩"),
]


@pytest.mark.parametrize(("language", "text"), NOVEMBER_2019)
def test_dates_name_the_same_four_things_in_every_language(language, text):
    assert quantities(text, language) == ({"11": 1, "13": 1, "2019": 1}, {11: 1})


def test_dates_are_tried_in_every_language_with_number_words():
    assert {language for language, _text in NOVEMBER_2019} == set(languages())


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("en", "1,500 houses, 2.5 metres, 30%.", {"1500": 1, "2.5": 1, "30": 1}),
        ("de", "1.500 Häuser, 2,5 Meter, 30 %.", {"1500": 1, "2.5": 1, "30": 1}),
        ("fr", "1 500 maisons, 2,5 mètres, 30 %.", {"1500": 1, "2.5": 1, "30": 1}),
        ("fr", "1\u202f500 maisons, 2,5 mètres, 30\u00a0%.", {"1500": 1, "2.5": 1, "30": 1}),
        ("ru", "1 500 домов, 2,5 метра, 30 %.", {"1500": 1, "2.5": 1, "30": 1}),
        ("ar", "١٬٥٠٠ بيت", {"1500": 1}),
        ("en", "In 2019, 200 came.", {"2019": 1, "200": 1}),
        ("de", "Der 3. Punkt. 2 Wege.", {"3": 1, "2": 1}),
        ("xx", "1,500 and 2", {"1500": 1, "2": 1}),
        ("en", "12,345,678", {"12345678": 1}),
    ],
)
def test_numbers_are_read_as_their_language_writes_them(language, text, numbers):
    assert quantities(text, language)[0] == numbers


@pytest.mark.parametrize(
    ("language", "text"), [("en", "We may march on."), ("de", "Im Mai und im März"), ("en", "2019-13-40"), ("zh", "13月")]
)
def test_word_that_only_looks_like_a_month_is_none(language, text):
    assert quantities(text, language)[1] == {}


@pytest.mark.parametrize(("language", "text"), [("en", "2019-11-13"), ("de", "13.11.2019"), ("fr", "13/11/2019")])
def test_dates_in_figures_have_a_month(language, text):
    assert quantities(text, language) == ({"2019": 1, "13": 1}, {11: 1})


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "six ditches and twenty towns", {6: 1, 20: 1}),
        ("de", "binnen zweier Jahre", {2: 1}),
        ("ru", "двух городов и трех сел", {2: 1, 3: 1}),
        ("zh", "三个城市", {3: 1}),
        ("xx", "six", {}),
    ],
)
def test_number_words_are_counted(language, text, words):
    assert number_words(text, language) == words


def findings(text, text_there, *, fields=None, fields_there=None):
    """Return code, level and both values of what differs between one point in two languages."""
    one, two = content(("a", text, fields or {})), content(("a", text_there, fields_there or {}))
    two.content["language"] = "de"
    one.content["title"] = two.content["title"] = "Charta"
    return [(found.code, found.left, found.right) for found in concordance(one, two)]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("We plant 1,500 trees.", "Wir pflanzen 1.500 Bäume.", []),
        ("We plant 1,500 trees.", "Wir pflanzen 1.600 Bäume.", [("numbers", "1500", "1600")]),
        ("until 3 May 2030", "bis zum 3. Mai 2030", []),
        ("until 3 May 2030", "bis zum 3. Juni 2030", [("months", "5", "6")]),
        ("until 3 May 2030", "bis zum 4. Mai 2030", [("numbers", "3", "4")]),
        ("in 6 towns", "in sechs Städten", []),
        ("in six towns", "in 6 Städten", []),
        ("in six towns", "in fünf Städten", [("number_words", "6", "5")]),
        ("in eight towns", "in acht Städten", []),
        ("see Annex A", "siehe Anhang A", []),
        ("see Annex A", "siehe Allegato A", [("leftover", "", "Allegato A")]),
        ("see Annex A", "siehe Annex A", [("leftover", "", "Annex A")]),
        ("see point 3", "siehe Punkt 3", []),
        ("quays stay open to all", "quays stay open to all", [("untranslated", "quays stay open to all", "quays stay open to all")]),
        ("quays", "quays", []),
        ("quays stay open", "Erstens, Kais bleiben offen", [("written_number", "", "Erstens")]),
        ("quays. <a href='/'>Open</a>", "Kais. Offen", []),
    ],
)
def test_what_differs_inside_a_point_is_found(left, right, expected):
    assert findings(left, right) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({"heading": "Water"}, {}, [("heading", "Water", "")]),
        ({"subpoints": ["<p>a</p>", "<p>b</p>"]}, {"subpoints": ["<p>a</p>"]}, [("subpoints", "2", "1")]),
        ({"text": "<p>quay</p><p>wall</p>"}, {"text": "<p>Kai</p>"}, [("paragraphs", "2", "1")]),
        ({"number": "3 bis."}, {"number": "4 bis."}, [("number", "3 bis", "4 bis")]),
        ({"number": "3 bis."}, {"number": "3a."}, []),
    ],
)
def test_shape_of_a_point_is_compared(left, right, expected):
    assert findings("quay", "Kai", fields=left, fields_there=right) == expected


def test_points_that_are_missing_added_or_in_another_order_are_found():
    left = content(("a", "one way"), ("b", "another way"), ("c", "a third way"), other("crossheading", "Water"))
    right = content(("b", "ein Weg"), ("a", "auch"), ("d", "mehr"))
    right.content["language"] = "de"

    assert [(found.code, found.kind, found.place, found.left, found.right) for found in concordance(left, right)] == [
        ("order", "text", 0, "1, 2", "2, 1"),
        ("number", "point", 1, "1", "2"),
        ("added", "point", 3, "", "mehr"),
        ("number", "point", 2, "2", "1"),
        ("missing", "point", 3, "a third way", ""),
        ("missing", "crossheading", 1, "Water", ""),
    ]


def test_same_text_in_the_same_language_has_no_findings():
    text = content(("a", "In 2019, six towns met on 3 May 2019; see Annex A."), other("annex", "<p>1,500 quays</p>", title="Annex A"))

    assert concordance(text, Document(text.content)) == []


def test_other_style_of_numbers_is_found():
    assert [found.code for found in concordance(content(("a", "x"), style="roman"), content(("a", "x"), style="arabic"))] == ["style"]


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("siehe Allegato A und Annexe 2", "de", ["Allegato A", "Annexe 2"]),
        ("in the annex and in article and point", "en", []),
        ("Point a view", "de", []),
        ("见Annex 1", "zh", ["Annex 1"]),
        ("see 附件1", "en", ["附件1"]),
        ("см. пункт 3", "de", ["пункт 3"]),
        ("punto 3", "it", []),
        ("punto 3", "es", []),
    ],
)
def test_labels_of_other_languages_are_found(text, code, expected):
    assert list(leftovers(text, code)) == expected


@pytest.mark.parametrize(
    ("text", "word"), [("First, we met", "First"), ("Во-первых, мы", "Во-первых"), ("Quays, too", ""), ("the first quay", ""), ("", "")]
)
def test_number_written_by_hand_is_found(text, word):
    assert written_number(text) == word
