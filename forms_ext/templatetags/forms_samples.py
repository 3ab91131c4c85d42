"""How a part of a form looks to visitors, for the menu in which editors choose one."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.blocks import StructBlock

from forms_ext.blocks import ShortTextBlock, StatementBlock
from forms_ext.blocks.base import Describing
from forms_ext.models import ConsentStatement, Pool, PoolSpec
from forms_ext.schema.questions import AnswerForm

register = template.Library()

PLACES, TAKEN = 20, 4


def _described(block, describing: Describing) -> dict:
    value = block.get_preview_value()
    if isinstance(block, StructBlock):
        # The sample names only what it is about.
        value = block.normalize({**block.get_default(), **value})
    if isinstance(block, StatementBlock):
        value["statement"] = ConsentStatement(pk=0)
    return {"key": block.kind, "kind": block.kind, **block.describe(value, describing)}


@register.simple_tag
def sample_form(block) -> AnswerForm:
    """Return a form of nothing but this part, filled with samples. Nothing of it can be sent."""
    language = get_language()
    words = {
        "html": "<p>" + _("Photographs are made during the event. I agree that pictures of me are shown on this website.") + "</p>",
        "short_label": _("Consent to photographs"),
        "short_label_language": language,
        "language": language,
        "details": [],
    }
    pools = [PoolSpec("walk", _("Walk along the river"), PLACES), PoolSpec("supper", _("Supper at the mill"), PLACES)]
    parts = [(number, _("Point %(number)s") % {"number": number}) for number in ("1", "2")]
    fields = [_described(block, Describing(language, pools, {0: words}, parts))]
    if block.kind == "heading":
        # A heading alone is not shown.
        fields.append(_described(ShortTextBlock(), Describing(language)))
    places = {spec.item: Pool(item=spec.item, capacity=spec.capacity, offered=True) for spec in pools}
    for pool in places.values():
        pool.taken, pool.queue = TAKEN, 0
    return AnswerForm({"language": language, "fields": fields}, ticket="", action="", pools=places)
