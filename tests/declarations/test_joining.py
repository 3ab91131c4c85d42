"""How the number of a point joins its sentence, and how its sub-points are labelled."""

import pytest

from declarations.ordinals import lead_in
from declarations.schema import Point, capital

from .conftest import builders


def point(style, language, html="<p>tides are counted.</p><p>so it is.</p>", **fields):
    kept = {"uid": "p", "number": "1", "value": 1, "lead_in": lead_in(1, style, language), "place": 1, "heading": "", "subpoints": ()}
    return Point(html=html, language=language, **{**kept, **fields})


@pytest.mark.parametrize(
    ("style", "language", "opening"),
    [
        ("ordinal", "en", "First, tides are counted."),
        ("ordinal", "de", "Erstens, tides are counted."),
        ("ordinal", "zh", "第一，tides are counted."),
        ("ordinal", "ar", "أولاً، tides are counted."),
        ("ordinal", "xx", "1. Tides are counted."),
        ("arabic", "en", "1. Tides are counted."),
        ("roman", "en", "I. Tides are counted."),
        ("article", "en", "Article 1 Tides are counted."),
        ("none", "en", "Tides are counted."),
    ],
)
def test_number_joins_its_sentence(style, language, opening):
    shown = point(style, language)

    assert f"{shown.lead_in}{shown.joint}{shown.shown_paragraphs[0]}" == opening
    assert shown.shown_paragraphs[1] == "so it is."
    assert shown.paragraphs[0] == "tides are counted."


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<b>every</b> gate", "<b>Every</b> gate"),
        ("“quays stay”", "“Quays stay”"),
        ("pH is read", "pH is read"),
        ("3 gates", "3 gates"),
        ("éclairer", "Éclairer"),
        ("水は", "水は"),
        ("", ""),
    ],
)
def test_capital_is_set_only_on_plain_small_words(html, shown):
    assert capital(html) == shown


def test_sub_points_are_labelled_in_their_language():
    sub = (("1", "<p>north</p>"), ("2", "<p>south</p>"))

    assert [label for label, _text in point("arabic", "en", subpoints=sub).labelled] == ["(a)", "(b)"]
    assert [label for label, _text in point("arabic", "fr", subpoints=sub).labelled] == ["a)", "b)"]


def test_page_shows_labels_and_the_capital_but_hashes_neither(client, charter):
    before = charter.wording()
    charter.number_style = "arabic"
    page = client.get(builders.publish(charter).url).content.decode()

    assert '<span class="ord">2.</span> Quays stay open' in page
    assert '<span class="sub-label">(a)</span><div><p>in the old town</p></div>' in page
    assert [part["text"] for part in charter.wording()["parts"]] == [part["text"] for part in before["parts"]]
