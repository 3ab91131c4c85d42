"""The way from the root of the tree to an event: the visit of an event page asks the database as little as possible.

Wagtail remembers on each page of a visit the page it came from (``get_parent``); nothing is asked twice here.
"""

from django.db.models import Q
from wagtail.models import Page, PageViewRestriction


class WayToEvent:
    """Mixin of event pages."""

    def way(self) -> list:
        """Return the pages from below the root to this one."""
        pages = [self]
        while pages[0].depth > 2:
            pages.insert(0, pages[0].get_parent())
        return pages

    def get_view_restrictions(self):
        """Return what Wagtail returns, without asking for the pages on the way again.

        An alias stands under the restrictions of its source: Wagtail follows it there.
        """
        if not hasattr(self, "_cached_parent_obj") and self._stands_in_the_open():
            return PageViewRestriction.objects.none()
        way = self.way()
        if any(page.alias_of_id for page in way):
            return super().get_view_restrictions()
        root = self.path[: self.steplen]
        return PageViewRestriction.objects.filter(page__path__in=[root, *(page.path for page in way)])

    def _stands_in_the_open(self) -> bool:
        """Tell in one question whether nothing on the way is restricted or an alias, for whoever did not come along it: a form is sent."""
        ends = range(self.steplen, len(self.path) + 1, self.steplen)
        way = Page.objects.filter(path__in=[self.path[:end] for end in ends])
        return not way.filter(Q(alias_of__isnull=False) | Q(view_restrictions__isnull=False)).exists()

    def trail(self, request) -> list[dict[str, str]]:
        """Return the steps of the breadcrumb: title and address, the last one without an address."""
        steps = [{"title": page.title, "address": address} for page in self.way()[:-1] if (address := page.get_url(request))]
        return [*steps, {"title": self.title, "address": ""}] if steps else []
