"""Finding the pages of a host."""

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
    types = set(Page.objects.filter(LIVE, translation_key=host_key).values_list("content_type_id", flat=True))
    models = [ContentType.objects.get_for_id(number).model_class() for number in types]
    hosts = [
        page
        for model in models
        if model and issubclass(model, FormHost)
        for page in model.objects.filter(LIVE, translation_key=host_key).select_related("locale")
    ]
    return sorted(hosts, key=ruling_first)


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
    pages = Page.objects.filter(LIVE, translation_key=host_key).values_list("pk", "content_type_id", "locale__language_code")
    wanted = min(pages, key=lambda page: (page[2] != language, page[2] != settings.LANGUAGE_CODE, page[0]), default=None)
    model = wanted and ContentType.objects.get_for_id(wanted[1]).model_class()
    if not model or not issubclass(model, FormHost):
        return None
    return model.objects.filter(pk=wanted[0]).select_related("locale").first()


def host_page(host_key, language: str) -> FormHost | None:
    """Return the live page of a host in ``language``, else the one that rules the numbers; None where there is none."""
    pages = host_pages(host_key)
    return next((page for page in pages if page.locale.language_code == language), pages[0] if pages else None)
