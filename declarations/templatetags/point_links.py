"""Links to points inside a wording, as a page shows them."""

from django import template
from django.utils.safestring import mark_safe

from declarations.point_links import addressed

register = template.Library()


@register.filter
def wording(html: str) -> str:
    """Return the HTML of a wording, its links to points in the language of the page."""
    return mark_safe(addressed(html))  # noqa: S308 -- cleaned by ``schema.folded_html``
