"""Random declarations: whatever the markers, the language, the wrapping and the noise, nothing is raised and nothing lost."""

import textwrap
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from declarations.importer import hyphens, read_text
from declarations.ordinals import languages, lead_in

QUICK = settings(max_examples=120, deadline=None, derandomize=True, database=None)
WORDS = ["water", "gate", "dam", "pond", "reed", "mill", "keeper", "winter", "silt", "clay", "oak", "bird", "eel", "level", "book"]
NOISE = [
    "",
    "\x0c",
    "\n\n- 7 -\n\n",
    "\u00ad",
    "\ufeff",
    "\t",
    "\x00",
    "•",
    "(a) ",
    "12",
    "ﬁ",
    "Annex A",
    "e\u0301",
    "\u2028",
    ".....3",
    "#",
]
STYLES = ["ordinal", "arabic", "roman", "article"]


def letters(text):
    return Counter(sign for sign in unicodedata.normalize("NFKD", text) if sign.isalnum())


def printed(reading):
    """Return all text of the printed reading, read from its dictionary and not from its classes."""
    found = reading.as_dict()
    texts = [found["title"] or "", *found["preamble"], found["enacting"] or "", *found["closing"]]
    for point in found["points"]:
        texts += [point["marker"], point["crossheading"] or "", point["heading"] or "", *point["paragraphs"]]
        texts += [text for part in point["subpoints"] for text in (part["marker"], *part["paragraphs"])]
    texts += [text for annex in found["annexes"] for text in (annex["title"], *annex["paragraphs"])]
    return "\n".join([*texts, *(line["text"] for line in found["dropped"])])


sentences = st.lists(st.sampled_from(WORDS), min_size=4, max_size=25).map(lambda words: " ".join(words).capitalize() + ".")
anything = st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" \n\n\n.,:()1234abIVX-•")), max_size=400)


@st.composite
def declarations(draw, style=None, language=None, least=3):
    """Return the parts of a declaration: preamble, numbers, sentences, style, language."""
    numbers = list(range(1, draw(st.integers(least, 12)) + 1))
    return {
        "preamble": draw(st.lists(sentences, max_size=3)),
        "numbers": numbers,
        "points": [draw(sentences) for _ in numbers],
        "style": style or draw(st.sampled_from(STYLES)),
        "language": language or draw(st.sampled_from(languages())),
        "width": draw(st.sampled_from([30, 48, 72, 1000])),
    }


def written(parts, order=None):
    """Write a declaration as text, its points in a given order of places."""
    order = range(len(parts["numbers"])) if order is None else order
    marked = [f"{lead_in(parts['numbers'][place], parts['style'], parts['language'])} {parts['points'][place]}" for place in order]
    paragraphs = [*parts["preamble"], "We declare what follows:", *marked]
    return "\n\n".join(textwrap.fill(paragraph, parts["width"], break_long_words=False) for paragraph in paragraphs)


@QUICK
@given(text=anything)
def test_any_text_is_read_without_loss(text):
    reading = read_text(text)

    assert letters(printed(reading)) == letters(text)
    assert reading.conserved is True


@QUICK
@given(parts=declarations(), noise=st.lists(st.tuples(st.sampled_from(NOISE), st.integers(0, 2000)), max_size=8))
def test_a_declaration_with_noise_is_read_without_loss(parts, noise):
    text = written(parts)
    for sign, place in noise:
        text = text[: place % len(text)] + sign + text[place % len(text) :]

    assert letters(printed(read_text(text))) == letters(text)


@QUICK
@given(parts=declarations())
def test_a_clean_declaration_is_read_exactly(parts):
    reading = read_text(written(parts), language=parts["language"])

    assert [point.number for point in reading.points] == parts["numbers"]
    assert [point.paragraphs[0].text for point in reading.points] == parts["points"]
    assert reading.enacting.text == "We declare what follows:"
    assert [one.text for one in reading.preamble] == parts["preamble"]
    assert [flag.code for flag in reading.flags if flag.level in ("warn", "stop")] == ["no_title"]


def told(text):
    """Return the codes by which the importer says that the numbers of the points are not in order."""
    codes = {flag.code for flag in read_text(text).flags}
    return codes & {"missing_number", "duplicate_number", "points_reordered", "points_out_of_order", "leftover_marker", "no_points"}


@QUICK
@given(parts=declarations(least=4), place=st.integers(0, 100))
def test_swapped_points_are_told(parts, place):
    order = list(range(len(parts["numbers"])))
    place %= len(order) - 1
    order[place : place + 2] = reversed(order[place : place + 2])

    assert told(written(parts, order)) == {"points_reordered"}


@QUICK
@given(parts=declarations(least=4), place=st.integers(0, 100))
def test_a_missing_point_is_told(parts, place):
    order = list(range(len(parts["numbers"])))
    del order[place % (len(order) - 1)]

    assert told(written(parts, order)) == {"missing_number"}


@QUICK
@given(parts=declarations(least=4), place=st.integers(0, 100))
def test_a_doubled_point_is_told(parts, place):
    order = list(range(len(parts["numbers"])))
    order.insert(place % len(order), place % len(order))

    assert told(written(parts, order)) == {"duplicate_number"}


@QUICK
@given(parts=declarations(least=4))
def test_points_in_order_are_not_told(parts):
    assert told(written(parts)) == set()


@pytest.mark.parametrize("style", STYLES)
def test_losing_one_letter_at_a_line_end_is_seen(monkeypatch, style):
    text = f"We declare what fol-\nlows:\n\n{lead_in(1, style)} Open it.\n\n{lead_in(2, style)} Close it."
    assert letters(printed(read_text(text))) == letters(text)
    monkeypatch.setattr(hyphens.Hyphens, "join", lambda _, before, __: hyphens.Joint(before[:-2], ""))

    assert letters(printed(read_text(text))) != letters(text)
    assert read_text(text).conserved is False
