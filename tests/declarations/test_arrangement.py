"""Taking a text apart by hand: every step keeps every letter and the order that a declaration has."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from declarations.arrangement import KINDS, Arrangement, Impossible, arranged, computed_numbers, cuts_of, replay, source_lines, steps, take
from declarations.arrangement.order import ORDER
from declarations.arrangement.parts import ATTACHED, Part
from declarations.importer import read_text
from declarations.ordinals import STYLES

TEXT = """The Harbour Charter

The harbours met in spring. They looked
at the tide together.

We have agreed on the following:

First, tides are counted before walls
are built. Walls follow the count.

Whoever counts is named.

Second, quays stay open to those who fish:
(a) in the morning;
(b) at night.

On rain

Third, rain is led to ponds.

Done at the pier, 3 May 2026.

Annex I: Places

Two quays and a pier.
"""
LINES = source_lines(TEXT)


@pytest.fixture
def charter():
    return arranged(read_text(TEXT, language="en"), TEXT, "en")


def shape(arrangement):
    return [(part.kind, part.whole) for part in arrangement.parts]


def key(arrangement, start):
    return next(part.key for part in arrangement.parts if part.whole.startswith(start))


def after(arrangement, verb, start=None, **values):
    keys = {} if start is None else {"keys": [key(arrangement, start)]}
    return take(arrangement, {"verb": verb, **keys, **values}, LINES)


def kinds(arrangement):
    return [part.kind for part in arrangement.parts]


def test_reading_becomes_parts_in_order(charter):
    assert kinds(charter) == [
        *("title", "preamble", "enacting", "point", "continued", "point", "subpoint", "subpoint"),
        *("crossheading", "point", "closing", "annex", "continued"),
    ]
    assert [part.marker for part in charter.of_kind("point")] == ["First,", "Second,", "Third,"]
    assert (charter.style, charter.title) == ("ordinal", "The Harbour Charter")
    assert list(computed_numbers(charter).values()) == ["First,", "Second,", "Third,"]


def test_point_that_becomes_preamble_takes_its_marker_and_its_paragraphs_along(charter):
    moved = after(charter, "change", "First,", kind="preamble")

    assert shape(moved)[1:5] == [
        ("preamble", "The harbours met in spring. They looked at the tide together."),
        ("preamble", "First, tides are counted before walls are built. Walls follow the count."),
        ("preamble", "Whoever counts is named."),
        ("enacting", "We have agreed on the following:"),
    ]
    assert list(computed_numbers(moved).values()) == ["First,", "Second,"]


def test_text_that_becomes_a_point_gives_its_number_away(charter):
    moved = after(after(charter, "change", "Third,", kind="closing"), "change", "Third,", kind="point")

    assert shape(moved) == shape(charter)
    assert moved.of_kind("point")[-1].text == "rain is led to ponds."


def test_second_enacting_clause_takes_the_place_of_the_first(charter):
    moved = after(charter, "change", "The harbours met", kind="enacting")

    assert shape(moved)[1:3] == [
        ("preamble", "We have agreed on the following:"),
        ("enacting", "The harbours met in spring. They looked at the tide together."),
    ]


def test_part_is_split_at_a_sentence_and_at_a_line(charter):
    part = charter.of_kind("point")[0]

    assert [part.text[cut:] for cut in cuts_of(part, LINES)] == ["are built. Walls follow the count.", "Walls follow the count."]
    halves = take(charter, {"verb": "split", "key": part.key, "at": cuts_of(part, LINES)[0]}, LINES)
    assert [(one.kind, one.text, one.first, one.last) for one in halves.parts[3:5]] == [
        ("point", "tides are counted before walls", 8, 8),
        ("continued", "are built. Walls follow the count.", 9, 9),
    ]


def test_merging_undoes_splitting(charter):
    part = charter.of_kind("preamble")[0]
    halves = take(charter, {"verb": "split", "key": part.key, "at": cuts_of(part, LINES)[0]}, LINES)

    assert shape(take(halves, {"verb": "merge", "keys": [halves.parts[2].key]}, LINES)) == shape(charter)


def test_merged_point_leaves_its_marker_in_the_text(charter):
    merged = after(charter, "merge", "Second,")

    assert shape(merged)[4:7] == [
        ("continued", "Whoever counts is named. Second, quays stay open to those who fish:"),
        ("subpoint", "(a) in the morning;"),
        ("subpoint", "(b) at night."),
    ]


def test_point_moves_with_its_sub_points(charter):
    moved = after(charter, "move", "Second,", by=-1)

    assert [part.whole for part in moved.parts[3:8]] == [
        "Second, quays stay open to those who fish:",
        "(a) in the morning;",
        "(b) at night.",
        "First, tides are counted before walls are built. Walls follow the count.",
        "Whoever counts is named.",
    ]
    assert list(computed_numbers(moved).values()) == ["First,", "Second,", "Third,"]


def test_paragraph_moves_to_the_point_before(charter):
    moved = after(after(charter, "move", "(a)", by=-1), "move", "(b)", by=-1)

    assert kinds(moved)[3:8] == ["point", "continued", "subpoint", "subpoint", "point"]


def test_heading_is_taken_from_the_first_words_and_put_back(charter):
    point = charter.of_kind("point")[2]
    headed = take(charter, {"verb": "head", "key": point.key, "words": "rain is"}, LINES)

    assert (headed.of_kind("point")[2].heading, headed.of_kind("point")[2].text) == ("rain is", "led to ponds.")
    assert shape(take(headed, {"verb": "head", "key": point.key, "words": ""}, LINES)) == shape(charter)


def test_what_is_left_out_comes_back_to_its_place(charter):
    gone = after(charter, "change", "Whoever", kind="left_out")

    assert kinds(gone)[-1] == "left_out"
    assert shape(after(gone, "change", "Whoever", kind="continued")) == shape(charter)


def test_flags_are_looked_at_and_opened_again(charter):
    seen = after(charter, "look", flags=[0, 2], seen=True)

    assert seen.seen == {0, 2}
    assert after(seen, "look", flags=[2], seen=False).seen == {0}


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ({"verb": "burn"}, "step"),
        ({"verb": "change", "keys": [], "kind": "closing"}, "no_part"),
        ({"verb": "change", "keys": [1, 999], "kind": "closing"}, "no_part"),
        ({"verb": "change", "keys": [1], "kind": "poem"}, "step"),
        ({"verb": "merge", "keys": [1]}, "first"),
        ({"verb": "move", "keys": [1], "by": -1}, "edge"),
        ({"verb": "move", "keys": [11], "by": 1}, "edge"),
        ({"verb": "split", "key": 4, "at": 3}, "cut"),
        ({"verb": "head", "key": 4, "words": "tides are cou"}, "heading"),
        ({"verb": "head", "key": 4, "words": "Other words"}, "heading"),
        ({"verb": "head", "key": 1, "words": "The"}, "no_heading"),
        ({"verb": "number", "style": "runes"}, "step"),
    ],
)
def test_step_that_makes_no_sense_is_told(charter, step, code):
    with pytest.raises(Impossible) as refusal:
        take(charter, step, LINES)

    assert refusal.value.code == code
    assert code in steps.REASONS


def test_arrangement_is_kept_and_read_back(charter):
    assert Arrangement.from_dict(charter.as_dict()) == charter


def test_flag_is_found_in_the_part_of_its_line(charter):
    assert [charter.at_line(line).whole[:9] for line in (1, 4, 9, 10, 11, 400)] == [
        "The Harbo",
        "The harbo",
        "First, ti",
        "First, ti",
        "Whoever c",
        "Two quays",
    ]


def some_step(draw, arrangement):
    """Draw any step, possible or not."""
    verb = draw(st.sampled_from(sorted(steps.VERBS)))
    part = draw(st.sampled_from(arrangement.parts))
    keys = draw(st.lists(st.sampled_from([one.key for one in arrangement.parts]), min_size=1, max_size=4, unique=True))
    cuts = cuts_of(part, LINES) or [0]
    return {
        "verb": verb,
        "key": part.key,
        "keys": keys,
        "kind": draw(st.sampled_from(KINDS)),
        "by": draw(st.sampled_from([-1, 1])),
        "at": draw(st.sampled_from(cuts)),
        "words": " ".join(f"{part.heading} {part.text}".split()[: draw(st.integers(0, 5))]),
        "style": draw(st.sampled_from(STYLES)),
        "flags": [0],
        "uid": draw(st.sampled_from([None, "", "point-tide"])),
        "seen": True,
    }


def history(data):
    """Take some steps and check what must hold after each; return the kinds of those that were possible."""
    arrangement = arranged(read_text(TEXT, language="en"), TEXT, "en")
    letters, done = arrangement.letters, []
    for _step in range(data.draw(st.integers(1, 12))):
        step = some_step(data.draw, arrangement)
        try:
            arrangement = take(arrangement, step, LINES)
        except Impossible:
            continue
        done.append(step)
        assert arrangement.letters == letters, step
        orders = [ORDER[part.kind] for part in arrangement.parts if part.kind not in ATTACHED]
        assert orders == sorted(orders)
        assert len({part.key for part in arrangement.parts}) == len(arrangement.parts)
        assert len(arrangement.of_kind("enacting")) <= 1 >= len(arrangement.of_kind("title"))
        assert arrangement.parts[0].kind not in ATTACHED
    assert replay(arranged(read_text(TEXT, language="en"), TEXT, "en"), done, LINES) == arrangement
    return {step["verb"] for step in done}


def test_no_letter_is_lost_or_doubled_by_any_history():
    taken = set()

    @settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(data=st.data())
    def histories(data):
        taken.update(history(data))

    histories()
    # A history of which every step was refused would prove nothing.
    assert taken == set(steps.VERBS)


def test_history_that_drops_a_word_is_noticed(charter, monkeypatch):
    monkeypatch.setattr(Part, "turned", lambda part, kind: replace(part, kind=kind, marker=""))

    assert after(charter, "change", "First,", kind="preamble").letters != charter.letters
