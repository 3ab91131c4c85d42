"""What the start page shows of events and declarations.

The site stands without either app. A page type of an app says itself how it wants to be shown: its method
``highlight(request)`` returns a mapping with any of the names of :class:`Highlight`.
"""

from dataclasses import dataclass, fields

from django.apps import apps
from django.db.models import F


@dataclass(frozen=True)
class Highlight:
    """One event or declaration on a card, a ticket or as a quotation; what is empty is not shown.

    ``state`` is one of the phases that badges know: open, few, wait, soon, full, off, moved, past.
    """

    title: str
    address: str
    slug: str = ""
    kind: str = ""
    when: str = ""
    where: str = ""
    text: str = ""
    badge: str = ""
    state: str = ""
    action: str = ""
    action_address: str = ""
    people: int | None = None
    organisations: int | None = None


NAMES = {field.name for field in fields(Highlight)}


def highlight_of(page, request=None):
    """Return how ``page`` is shown on the start page."""
    said = page.highlight(request) if hasattr(page, "highlight") else {}
    own = {"title": page.title, "address": page.get_url(request) or "", "slug": page.slug}
    return Highlight(**(own | {name: value for name, value in said.items() if name in NAMES}))


def model_of(app, name):
    """Return a page type of an app, or None where the app or the type is not installed."""
    try:
        return apps.get_model(app, name)
    except LookupError:
        return None


def coming_events(home, limit):
    """Return the events that take place and are not over, in the language of ``home``, earliest first, with their places counted."""
    model = model_of("eventpages", "EventPage")
    if model is None:
        return []
    from eventpages.models.registration import count_places  # noqa: PLC0415 -- the app may not be installed

    here = model.objects.for_everybody().filter(locale_id=home.locale_id, status="scheduled")
    return count_places(here.upcoming().earliest_first().defer_streamfields()[:limit])


def latest_declaration(home):
    """Return the text adopted last in the language of ``home``, or None."""
    model = model_of("declarations", "DeclarationPage")
    if model is None:
        return None
    adopted = model.objects.live().public().filter(locale_id=home.locale_id, status="adopted")
    return adopted.order_by(F("adopted_on").desc(nulls_last=True), "-pk").first()


def list_of(home, app, name, request=None):
    """Return the address of the first live list page of an app in the language of ``home``; empty without one."""
    model = model_of(app, name)
    found = model and model.objects.live().filter(locale_id=home.locale_id).order_by("path").first()
    return (found and found.get_url(request)) or ""
