"""A site with a list of declarations."""

import pytest

from declarations.models import DeclarationIndexPage, DeclarationPage
from tests import builders


@pytest.fixture
def index(db):
    home = builders.tree()
    return builders.publish(home.add_child(instance=DeclarationIndexPage(title="Declarations", slug="declarations")))


def raw_point(text, key, heading="", subpoints=()):
    items = [{"type": "item", "value": f"<p>{sub}</p>", "id": f"{key}-sub-{number}"} for number, sub in enumerate(subpoints)]
    return builders.part("point", {"heading": heading, "text": f"<p>{text}</p>", "subpoints": items, "fixed_number": ""}, key)


RAW = [
    builders.part("preamble", "<p>The harbours met in spring.</p>", "pre-1"),
    builders.part("enacting", "we have agreed on the following:", "enact"),
    raw_point("tides are counted before walls are built.", "point-tide", "Count the tides"),
    raw_point("quays stay open to those who fish.", "point-quay"),
    raw_point("rain is led to ponds.", "point-rain", subpoints=["in the old town", "along the dyke"]),
    builders.part("closing", "<p>Done at the pier.</p>", "close-1"),
]


def set_body(page, raw):
    page.body = page.body.stream_block.to_python(raw)
    page.__dict__.pop("points", None)
    return page


@pytest.fixture
def charter(index):
    """An adopted text of three points."""
    page = DeclarationPage(title="Harbour Charter", slug="harbour", status="adopted", kind="charter")
    index.add_child(instance=set_body(page, RAW))
    return builders.publish(page)
