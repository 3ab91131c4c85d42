"""The ground of a cover drawing for templates."""

from django import template

from convene_site.home.covers import cover_ground as ground_of

register = template.Library()


@register.filter
def cover_ground(slug):
    """Return the class of a hero that carries the drawing of ``slug``: "forest", "river" or "clay"."""
    return ground_of(str(slug))
