"""Finding the pages of a host."""

from django.conf import settings
from wagtail.models import Page

from .hosts import FormHost


def host_pages(host_key) -> list[FormHost]:
    """Return the live pages of a host in all languages, aliases left out, the one that rules the numbers first.

    That is the page in the default language, else the oldest.
    """
    pages = Page.objects.filter(translation_key=host_key, live=True, alias_of=None).select_related("locale").specific()
    hosts = [page for page in pages if isinstance(page, FormHost)]
    return sorted(hosts, key=lambda page: (page.locale.language_code != settings.LANGUAGE_CODE, page.pk))


def host_page(host_key, language: str) -> FormHost | None:
    """Return the live page of a host in ``language``, else the one that rules the numbers; None where there is none."""
    pages = host_pages(host_key)
    return next((page for page in pages if page.locale.language_code == language), pages[0] if pages else None)
