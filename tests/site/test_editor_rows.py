"""Fields that stand side by side in the editor leave one another room: three in a row squeeze a help text to one word a line."""

import pytest
from wagtail.admin.panels import FieldRowPanel

from declarations.models import DeclarationPage
from eventpages.models import EventPage
from forms_ext.models import FormPage


def rows_of(panel):
    """Return how many fields stand in each row of a panel, at every depth."""
    children = getattr(panel, "children", [])
    here = [len(children)] if isinstance(panel, FieldRowPanel) else []
    return here + [number for child in children for number in rows_of(child)]


@pytest.mark.parametrize("model", [EventPage, DeclarationPage, FormPage])
def test_no_more_than_two_fields_stand_in_a_row(model):
    rows = rows_of(model.get_edit_handler())

    assert rows != []
    assert max(rows) <= 2
