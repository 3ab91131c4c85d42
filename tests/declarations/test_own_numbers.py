"""A point with a number of its own, "3 bis": its place among the points is never said to be its number."""

import pytest

from declarations.models import DeclarationPage, Provision
from declarations.point_links import called
from declarations.rich_text import PointElementHandler
from tests import builders

from .conftest import RAW, raw_point, set_body
from .test_point_links import reading

__all__ = ["reading"]


@pytest.fixture
def charter(index):
    """An adopted text with the points 1, 1 bis and 2."""
    own = raw_point("ropes are kept dry.", "point-rope")
    own["value"]["fixed_number"] = "1 bis"
    page = DeclarationPage(title="Harbour Charter", slug="harbour", status="adopted", number_style="arabic")
    index.add_child(instance=set_body(page, [*RAW[:3], own, RAW[3]]))
    return builders.publish(page)


@pytest.mark.parametrize("base", ["", "v/1/"])
def test_page_of_a_point_says_its_place_only_where_that_is_its_number(client, charter, base):
    shown = [client.get(f"{charter.url}{base}points/{place}/").content.decode() for place in (1, 2, 3)]

    assert ["<h1>Count the tides</h1>" in shown[0], "<h1>Point 1 bis</h1>" in shown[1], "<h1>Point 2</h1>" in shown[2]] == [True] * 3
    assert ["point 1 of 3" in shown[0], "point 2 of 3" in shown[1], "point 3 of 3" in shown[2]] == [True, False, False]


def test_points_that_others_took_up_are_called_by_their_number(client, charter, reading):
    short = Provision.objects.get(uid="point-rope").short_id
    reading(f'<a id="{short}" linktype="point">ropes</a>')

    assert '<a href="#point-2">Point 1 bis</a>' in client.get(charter.url).content.decode()


def test_editor_reads_the_number_of_a_linked_point(charter):
    short = Provision.objects.get(uid="point-rope").short_id
    told = PointElementHandler("POINT").get_attribute_data({"id": short})

    assert told["label"] == called("Harbour Charter", "1 bis")
