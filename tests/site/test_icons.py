"""Every part that an editor can insert has an icon that exists."""

from wagtail.admin.icons import get_icons

from declarations.models import DeclarationPage
from eventpages.models import EventPage
from forms_ext.models import FormPage


def inner(block):
    """Return the names and icons of a block's parts, at every depth."""
    for name, child in getattr(block, "child_blocks", {}).items():
        yield name, child.meta.icon
        yield from inner(child)
    if hasattr(block, "child_block"):
        yield from inner(block.child_block)


def test_every_block_has_an_icon_that_exists():
    sprite = get_icons()
    blocks = [DeclarationPage.body, DeclarationPage.fields, EventPage.body, EventPage.side_events, EventPage.fields, FormPage.fields]
    named = {pair for field in blocks for pair in inner(field.field.stream_block)}

    assert sorted(name for name, icon in named if f'"icon-{icon}"' not in sprite) == []
    assert ("enacting", "arrow-right-full") in named
