"""The menu in which an editor chooses a part of a form: each part is shown as visitors will see it."""

import pytest
from django.urls import reverse
from wagtail.blocks import Block

from declarations.models import DeclarationPage
from tests import builders

# A declaration has every part that other forms have, and some of its own.
PARTS = DeclarationPage._meta.get_field("fields").stream_block.child_blocks


@pytest.mark.parametrize("name", PARTS)
def test_every_part_is_shown_as_visitors_see_it(name, admin_client):
    builders.tree()
    prefix = PARTS[name].definition_prefix
    assert (PARTS[name].is_previewable, Block.definition_registry[prefix]) == (True, PARTS[name])

    page = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": prefix}).content.decode()

    assert 'class="group"' in page
    assert ("StructValue" in page, "No longer offered" in page) == (False, False)
    assert ("<input" in page or "<select" in page or "<textarea" in page) is (name not in {"text", "notice"})
