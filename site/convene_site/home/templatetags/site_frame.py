"""Tags for the project's templates: the frame around a page, the way to it, the ground of its cover."""

from django import template

from convene_site.home.frame import Frame

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context):
    """Return the frame of what is shown. A view may put ``language_addresses`` (code to address) into the context."""
    return Frame(context.get("request"), context.get("page") or None, context.get("language_addresses"))


@register.simple_tag(takes_context=True)
def crumbs(context):
    """Return the steps to what is shown: the context's ``trail``, else the ancestors of ``page``."""
    if "trail" in context:
        return context["trail"]
    return (context.get("frame") or frame(context)).trail
