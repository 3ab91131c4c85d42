"""Chosen pages in the language of the visitor, all of them in one query."""

from functools import cached_property

from django.db.models import Q
from django.utils import translation
from wagtail.models import Page


def paths_above(page):
    """Return the paths of all ancestors of ``page`` below the root of the tree."""
    return [page.path[:length] for length in range(2 * page.steplen, len(page.path), page.steplen)]


class Signposts:
    """Where links lead that an editor set once for all languages.

    A link leads to the chosen page in the visitor's language where that is live, else to the chosen page itself;
    a chosen page that is not live has no link. ``beside`` is a page whose own translations and ancestors are wanted, too.
    """

    def __init__(self, page_ids, beside=None):
        self.page_ids = set(page_ids) - {None}
        self.beside = beside
        self.code = translation.get_language()

    @cached_property
    def pages(self):
        wanted = Q(translation_key__in=Page.objects.filter(pk__in=self.page_ids).values("translation_key"))
        if self.beside is not None:
            wanted |= Q(translation_key=self.beside.translation_key) | Q(path__in=paths_above(self.beside))
        return list(Page.objects.live().filter(wanted).select_related("locale"))

    def translations_of(self, page):
        """Return the live translations of ``page`` by language code, itself included."""
        return {other.locale.language_code: other for other in self.pages if other.translation_key == page.translation_key}

    def above(self, page):
        """Return the live ancestors of ``page``, the start page first."""
        paths = paths_above(page)
        return sorted((other for other in self.pages if other.path in paths), key=lambda other: other.path)

    def to(self, page_id):
        """Return the page that a link to ``page_id`` leads to, or None."""
        chosen = next((page for page in self.pages if page.pk == page_id), None)
        return chosen and self.translations_of(chosen).get(self.code, chosen)
