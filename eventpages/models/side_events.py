"""What an editor cannot have meant about side events. Asked in the editor only: a scheduled publish never fails on it."""

from collections.abc import Iterator

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from forms_ext.models import Claim
from forms_ext.models.host_pages import host_pages


def lost_side_events(page, side_events) -> Iterator[str]:
    """Give a sentence for each side event that was taken away although people are registered for it.

    :param side_events: the side events as they would be.
    """
    if page._state.adding:  # noqa: SLF001 -- Django's documented way to ask
        return
    kept = [child.id for child in side_events if child.id]
    claims = Claim.objects.active().filter(pool__host_key=page.host_key).exclude(pool__item__in=["", *kept])
    for title, people in claims.order_by("pool__item").values_list("pool__title").annotate(Sum("places")):
        sentence = ngettext(
            "“%(title)s” was removed, but %(count)d person is registered for it: cancel it instead.",
            "“%(title)s” was removed, but %(count)d people are registered for it: cancel it instead.",
            people,
        )
        yield sentence % {"title": title, "count": people}


def lonely_side_events(page, side_events) -> Iterator[str]:
    """Give a sentence for each side event that stands only on a translation: the page in the main language rules the places."""
    if page._state.adding:  # noqa: SLF001 -- Django's documented way to ask
        return
    ruling = next(iter(host_pages(page.host_key)), None)
    if ruling is None or ruling.pk == page.pk or page.alias_of_id or not hasattr(ruling, "side_events"):
        return
    drafted = Page.objects.get(pk=ruling.pk).get_latest_revision_as_object()
    known = {child.id for version in (ruling, drafted) for child in version.side_events}
    for child in side_events:
        if child.id not in known:
            sentence = _("“%(title)s” stands only on this page, so nobody could join it: add it to the page in %(language)s first.")
            yield sentence % {"title": child.value["title"], "language": ruling.locale.get_display_name()}
