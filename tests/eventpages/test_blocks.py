"""What editors paste and fill in."""

import pytest
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from eventpages.blocks import FocusAreasBlock, SideEventsBlock
from eventpages.blocks.focus import rows_of
from tests.builders import part

from .examples import side_event


@pytest.mark.parametrize(
    ("pasted", "rows"),
    [
        ("Soil before plan", ["Soil before plan"]),
        ("● Soil before plan\n\n● Shared levies\n", ["Soil before plan", "Shared levies"]),
        ("● Soil before plan● Shared levies", ["Soil before plan", "Shared levies"]),
        ("• Soil before plan\r\n•\tShared levies", ["Soil before plan", "Shared levies"]),
        ("- Soil before plan\n- Shared levies", ["Soil before plan", "Shared levies"]),
        ("– Soil before plan\n— Shared levies\n* Walks", ["Soil before plan", "Shared levies", "Walks"]),
        ("1. Soil before plan\n2) Shared levies\n(3) Walks", ["Soil before plan", "Shared levies", "Walks"]),
        ("Urban-rural linkages - a review", ["Urban-rural linkages - a review"]),
        ("2030 and after\n-40 degrees", ["2030 and after", "-40 degrees"]),
        ("  Soil   before\tplan  ", ["Soil before plan"]),
        ("●\n•\n\n", []),
        ("", []),
    ],
)
def test_a_pasted_list_becomes_rows(pasted, rows):
    assert rows_of(pasted) == rows


def stream(block, raw):
    return block.to_python(raw)


def test_rows_keep_the_identity_of_the_row_they_were_pasted_into():
    block = FocusAreasBlock()
    pasted = stream(block, [part("focus_area", {"sentence": "First"}, "one"), part("focus_area", {"sentence": "● Two\n● Three"}, "two")])

    cleaned = block.clean(pasted)

    assert [child.value["sentence"] for child in cleaned] == ["First", "Two", "Three"]
    assert [child.id for child in cleaned][:2] == ["one", "two"]
    assert len({child.id for child in cleaned}) == 3


def test_clean_rows_stay_as_they_are():
    block = FocusAreasBlock()
    once = block.clean(stream(block, [part("focus_area", {"sentence": "● Two\n● Three"}, "two")]))

    assert block.clean(once).get_prep_value() == once.get_prep_value()


def test_a_sentence_that_is_too_long_is_refused_at_its_row():
    block = FocusAreasBlock()

    with pytest.raises(StreamBlockValidationError) as refused:
        block.clean(stream(block, [part("focus_area", {"sentence": "Short"}), part("focus_area", {"sentence": "long " * 61})]))

    assert list(refused.value.block_errors) == [1]


@pytest.mark.parametrize(
    ("times", "part_with_error"),
    [({"time_to": "09:00:00"}, "time_from"), ({"time_from": "09:00:00", "time_to": "09:00:00"}, "time_to")],
)
def test_a_side_event_needs_times_in_order(times, part_with_error):
    block = SideEventsBlock().child_blocks["side_event"]

    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python(side_event()["value"] | times))

    assert list(refused.value.block_errors) == [part_with_error]


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ({}, "14 April 2027"),
        ({"time_from": "14:00:00"}, "14 April 2027, from 14:00 (Hue)"),
        ({"time_from": "14:00:00", "time_to": "17:00:00"}, "14 April 2027, 14:00 to 17:00 (Hue)"),
    ],
)
def test_a_side_event_takes_place_on_the_clocks_of_its_event(times, words):
    block = SideEventsBlock().child_blocks["side_event"]
    value = block.to_python(side_event()["value"] | {"date": "2027-04-14"} | times)

    assert value.when("Asia/Ho_Chi_Minh", "Hue").words == words
