"""A text that was withdrawn says so on every page that stands below it, also to those who never saw its first page."""

import pytest

from tests import builders
from tests.declarations.endorsing.conftest import make_charter, signed

SAYS = "This text was withdrawn."
BELOW = ["", "points/1/", "v/1/", "v/1/points/1/", "compare/1/1/", "endorsements/", "endorse/sheet/"]


@pytest.fixture
def charter(db):
    page = make_charter()
    signed(page)
    return page


@pytest.mark.parametrize("address", BELOW)
def test_page_of_a_withdrawn_text_says_so(client, charter, address):
    assert SAYS not in client.get(f"{charter.url}{address}").content.decode()

    charter.status = "withdrawn"
    builders.publish(charter)

    assert SAYS in client.get(f"{charter.url}{address}").content.decode()
