"""The list of events and the list of declarations."""

from declarations.models import DeclarationIndexPage
from eventpages.models import EventIndexPage

from .tree import Pages, both

EVENTS = {
    "en": {
        "title": "Events",
        "slug": "events",
        "intro": "Dialogues, schools and conferences on the ground between town and village. Most begin outdoors.",
        "search_description": "Coming and past events of Field & Street, with registration and a calendar to follow.",
    },
    "de": {
        "title": "Veranstaltungen",
        "slug": "veranstaltungen",
        "intro": "Dialoge, Kurse und Konferenzen über das Land zwischen Stadt und Dorf. Die meisten beginnen draußen.",
        "search_description": "Kommende und vergangene Veranstaltungen von Field & Street, mit Anmeldung und Kalender.",
    },
}
DECLARATIONS = {
    "en": {
        "title": "Declarations",
        "slug": "declarations",
        "intro": "<p>What our forums have agreed on, word for word. Each point has an address of its own, and that never changes.</p>",
        "search_description": "Texts adopted by the forums of Field & Street, with points that can be cited.",
    },
    "de": {
        "title": "Erklärungen",
        "slug": "erklaerungen",
        "intro": "<p>Worauf sich unsere Foren geeinigt haben, Wort für Wort. Jeder Punkt hat seine eigene Adresse, und die bleibt.</p>",
        "search_description": "Texte, die von den Foren von Field & Street angenommen wurden, mit Punkten zum Zitieren.",
    },
}


def build(homes: Pages) -> dict[str, Pages]:
    """Return both lists, still empty."""
    return {
        "events": both(homes, EventIndexPage, EVENTS.get),
        "declarations": both(homes, DeclarationIndexPage, DECLARATIONS.get),
    }
