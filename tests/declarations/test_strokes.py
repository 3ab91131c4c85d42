"""Two texts compared word by word."""

import random
from itertools import pairwise

import pytest

from declarations.strokes import ADDED, REMOVED, SAME, Stroke, earlier, later, likeness, strokes

WORDS = [
    "river",
    "river’s",
    "dyke",
    "well-built",
    "the",
    "1,200",
    "№",
    "第",
    "一",
    "水",
    "and",
    "—",
    "и",
    "мост",
    "ماء",
    "\n",
    ",",
    ".",
    "  ",
    "e\u0301",
    "_",
]


def shown(before, after):
    return [(run.kind, run.text) for run in strokes(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("the quay", "the quay", [(SAME, "the quay")]),
        ("", "quay", [(ADDED, "quay")]),
        ("quay", "", [(REMOVED, "quay")]),
        ("the old quay", "the new quay", [(SAME, "the "), (REMOVED, "old "), (ADDED, "new "), (SAME, "quay")]),
        ("rest and play.", "rest.", [(SAME, "rest"), (REMOVED, " and play"), (SAME, ".")]),
        ("水は高い", "水も高い", [(SAME, "水"), (REMOVED, "は"), (ADDED, "も"), (SAME, "高い")]),
        ("long-term", "short-term", [(REMOVED, "long-term"), (ADDED, "short-term")]),
    ],
)
def test_strokes_show_whole_words_and_single_signs(before, after, expected):
    assert shown(before, after) == expected


def test_strokes_give_back_both_texts():
    chance = random.Random(41)  # noqa: S311 -- repeatable, not secret
    for _round in range(600):
        before, after = ("".join(chance.choice(WORDS) + chance.choice(["", " "]) for _ in range(chance.randrange(12))) for _ in range(2))
        runs = strokes(before, after)

        assert (earlier(runs), later(runs)) == (before, after)
        assert all(one.kind != other.kind for one, other in pairwise(runs))


def test_very_long_texts_are_compared_by_sentences():
    before = "The river is wide today. " * 900
    after = before + "The dyke stands."

    assert shown(before, after)[-1] == (ADDED, "The dyke stands.")
    assert later(strokes(before, after)) == after


def test_changed_paragraph_break_is_seen():
    assert [run.shown for run in strokes("one\ntwo", "one two") if run.kind == REMOVED] == ["¶\n"]
    assert Stroke(SAME, "one\ntwo").shown == "one\ntwo"


def test_likeness_counts_shared_words():
    assert (likeness("a b", "a b"), likeness("a b", "c d"), likeness("a b", "b c"), likeness("", "")) == (1.0, 0.0, 0.5, 1.0)
