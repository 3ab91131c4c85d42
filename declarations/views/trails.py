"""The steps to a page that stands below a declaration without being a page of the tree."""

from django.http import HttpRequest
from wagtail.models import Page


def trail(request: HttpRequest, page: Page, title: str) -> list[dict[str, str]]:
    """Return the steps from the start page over ``page`` to what ``title`` names, as {title, address}; the last has no address."""
    above = page.get_ancestors(inclusive=True).live().filter(depth__gt=1)
    steps = [{"title": step.title, "address": address} for step in above if (address := step.get_url(request))]
    return [*steps, {"title": title, "address": ""}]
