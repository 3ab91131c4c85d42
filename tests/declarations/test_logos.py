"""Logos of the organisations that adopted a text: shown small beside the name that says the same."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from tests import builders

# Wagtail leaves the file in which it makes a rendition to be closed by the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:.*(SpooledTemporaryFile|FileIO).*:pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def adopted(charter):
    """Return a function that publishes the charter with this many organisations, each with a logo."""

    def publish(number):
        named = []
        for place in range(number):
            logo = get_image_model().objects.create(title=f"Mark {place}", file=get_test_image_file(size=(900, 600)))
            named.append({"type": "organiser", "id": f"org-{place}", "value": {"name": f"Office {place}", "logo": logo.pk}})
        charter.organisers = charter.organisers.stream_block.to_python(named)
        return builders.publish(charter)

    return publish


def test_logo_is_small_and_says_nothing_twice(client, adopted):
    page = client.get(adopted(1).url).content.decode()
    [logo] = re.findall(r'<img[^>]*class="logo"[^>]*>', page)

    assert 'alt=""' in logo
    assert 'loading="lazy"' in logo
    assert re.search(r'src="[^"]*\.max-320x112\.format-webp\.webp"', logo)
    assert "Mark 0" not in page


def test_organisation_without_a_logo_is_named_alone(client, charter):
    named = [{"type": "organiser", "id": "org", "value": {"name": "Water Board"}}]
    charter.organisers = charter.organisers.stream_block.to_python(named)
    page = client.get(builders.publish(charter).url).content.decode()

    assert "Water Board" in page
    assert 'class="logo"' not in page


def test_many_logos_cost_no_more_queries_than_one(client, adopted):
    spent = []
    for number in (1, 6):
        url = adopted(number).url
        client.get(url)  # makes what is missing
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(url)
        spent.append(len(asked))

    assert spent[0] == spent[1]
