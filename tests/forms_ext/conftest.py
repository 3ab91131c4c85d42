"""A small site with forms."""

import pytest

from tests import builders


@pytest.fixture
def home(db):
    return builders.tree()


@pytest.fixture
def photo(home):
    return builders.statement()


@pytest.fixture
def contact(home, photo):
    """A form with name, address, one consent and one choice, without limited places."""
    options = builders.options(opt_hall="In the hall", opt_online="Online")
    parts = [
        *builders.person(),
        builders.question("choice", "How will you take part?", options=options),
        builders.question("long_text", "What do you need?", required=False),
        builders.consent(photo),
    ]
    return builders.form_page(home, parts)


@pytest.fixture
def workshop(home):
    """A form page with two places and a waiting list."""
    return builders.form_page(home, builders.person(), title="Workshop", capacity=2, waiting="auto")


@pytest.fixture
def journal(tmp_path, settings):
    """Write the journal of deletions into a file of its own."""
    path = tmp_path / "erasures.jsonl"
    settings.CONVENE = {**settings.CONVENE, "ERASURE_JOURNAL": path}
    return path
