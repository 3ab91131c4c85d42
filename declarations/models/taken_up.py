"""Where a point lives on: the public pages that refer to it by its identity."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import get_language
from wagtail.models import Page, ReferenceIndex

from declarations.schema import Point

from .versions import Provision


def taken_up(declaration_key, known: Iterable[Provision] | None = None) -> dict[str, list[Page]]:
    """Return the live and public pages that link to each point of a declaration, by the point's block id.

    Wagtail's index of references knows them, whatever kind of page they are. A page that was translated is named once, in the
    active language if it has one in it; the pages of the declaration itself are left out.

    :param known: the identities of its points, where they were read already.
    """
    known = Provision.objects.filter(declaration_key=declaration_key) if known is None else known
    points = {str(provision.pk): provision.uid for provision in known}
    links = _links(points) if points else {}
    if not links:
        return {}
    pages = Page.objects.live().public().filter(pk__in=links).exclude(translation_key=declaration_key)
    newest = pages.select_related("locale", "content_type").order_by("-first_published_at", "-pk")
    found: dict[str, dict] = defaultdict(dict)
    for page in sorted(newest, key=lambda page: page.locale.language_code != get_language()):
        for uid in links[page.pk]:
            found[uid].setdefault(page.translation_key, page)
    return {uid: list(named.values()) for uid, named in found.items()}


def uses(declaration_key, points: Iterable[Point], known: Iterable[Provision] | None = None) -> list[tuple[Point, list[Page]]]:
    """Return the points that some public page refers to, each with those pages, see :func:`taken_up`."""
    found = taken_up(declaration_key, known)
    return [(point, found[point.uid]) for point in points if point.uid in found]


def _links(points: dict[str, str]) -> dict[int, set[str]]:
    """Return the block ids of the points that each page refers to, by the number of the page."""
    kinds = ContentType.objects.get_for_models(Page, Provision)
    index = ReferenceIndex.objects.filter(to_content_type=kinds[Provision], to_object_id__in=list(points), base_content_type=kinds[Page])
    found = defaultdict(set)
    for page, point in index.values_list("object_id", "to_object_id"):
        found[int(page)].add(points[point])
    return found
