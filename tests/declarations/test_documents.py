"""A declaration read back from its canonical wording is what the page shows."""

from declarations.documents import Document, Part
from declarations.schema import Point


def stripped(point):
    return Point(**{**vars(point), "subpoints": tuple(("", text) for _uid, text in point.subpoints)})


def test_document_gives_the_points_that_the_page_shows(charter):
    assert Document(charter.wording()).points == [stripped(point) for point in charter.points]


def test_document_keeps_numbers_of_their_own_and_counts_on(charter):
    for style in ("ordinal", "arabic", "roman", "article", "none"):
        charter.number_style = style
        charter.__dict__.pop("points", None)
        second = [block for block in charter.body if block.block_type == "point"][1]
        second.value["fixed_number"] = "1 bis"
        shown = [stripped(point) for point in charter.points]

        assert Document(charter.wording()).points == shown
        assert [point.value for point in shown][:3] == [1, None, 2]


def test_document_gives_the_other_parts_in_their_order(charter):
    document = Document(charter.wording())

    assert [part.kind if isinstance(part, Part) else "point" for part in document.parts] == [block.block_type for block in charter.body]
    assert document.point(charter.points[0].uid).place == 1
    assert document.point("nobody") is None
