"""Finding the pages of a host."""

from functools import lru_cache

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from .hosts import FormHost

LIVE = Q(live=True, alias_of=None)


def host_pages(host_key) -> list[FormHost]:
    """Return the live pages of a host in all languages, aliases left out, the one that rules the numbers first.

    That is the page in the default language, else the oldest.
    """
    return sorted(live_pages(host_key), key=ruling_first)


@lru_cache(maxsize=1024)
def type_of(host_key) -> type[FormHost]:
    """Return the type of the pages of a host, which never changes: translations and aliases have that of their source.

    :raises LookupError: when no page carries a form under this key; that may change, and is not remembered.
    """
    number = Page.objects.filter(translation_key=host_key).values_list("content_type_id", flat=True).order_by("pk").first()
    model = number and ContentType.objects.get_for_id(number).model_class()
    if not model or not issubclass(model, FormHost):
        raise LookupError(str(host_key))
    return model


def live_pages(host_key) -> list[FormHost]:
    """Return the live pages of a host in all languages, aliases left out, in any order."""
    try:
        return list(type_of(host_key).objects.filter(LIVE, translation_key=host_key).select_related("locale"))
    except LookupError:
        return []


def ruling_first(page: FormHost) -> tuple[bool, int]:
    """Return the key that puts the page that rules the numbers first: the one in the default language, else the oldest."""
    return page.locale.language_code != settings.LANGUAGE_CODE, page.pk


def ruling_settings(host: FormHost, *names: str) -> dict:
    """Return the settings ``names``, as they are now, of the page that rules the numbers of the host of ``host``.

    All languages of a page are of its type. Where no page is live any more, those of ``host`` count.
    """
    pages = type(host).objects.filter(LIVE, translation_key=host.host_key).values("pk", "locale__language_code", *names)
    ruling = min(pages, key=lambda page: (page["locale__language_code"] != settings.LANGUAGE_CODE, page["pk"]), default=None)
    return {name: ruling[name] if ruling else getattr(host, name) for name in names}


def live_page(host_key, language: str) -> FormHost | None:
    """Return the live page of a host in ``language``; else in the default language; else any; None where there is none."""
    return min(live_pages(host_key), key=lambda page: (page.locale.language_code != language, *ruling_first(page)), default=None)


def host_page(host_key, language: str) -> FormHost | None:
    """Return the live page of a host in ``language``, else the one that rules the numbers; None where there is none."""
    pages = host_pages(host_key)
    return next((page for page in pages if page.locale.language_code == language), pages[0] if pages else None)
