"""What stands around every page: name, menus, contact."""

from wagtail.models import Site

from convene_site.home.models import SiteSettings

from .parts import part
from .tree import Pages


def link(name: str, pages: Pages) -> dict:
    """Return an entry of a menu; it leads to the page in the language of the visitor."""
    return part("link", f"menu/{name}", {"page": pages["en"].pk, "label": ""})


def build(homes: Pages, lists: dict[str, Pages], contact: Pages, policies: dict[str, Pages]):
    """Save the settings of the site."""
    words = [
        {
            "language": "en",
            "strapline": "Research and administration at one table, where the town meets the land.",
            "hours": "Monday to Friday, 9:00 to 15:00 in Berlin",
            "promise": "",
        },
        {
            "language": "de",
            "strapline": "Forschung und Verwaltung an einem Tisch, wo die Stadt auf das Land trifft.",
            "hours": "Montag bis Freitag, 9:00 bis 15:00 Uhr",
            "promise": "Keine Cookies, kein Zählen von Besuchen.",
        },
    ]
    SiteSettings.objects.create(
        site=Site.objects.get(root_page=homes["en"]),
        name="Field & Street",
        organisation="Field & Street e. V.",
        address="Ackerkante 7\n10000 Berlin",
        contact_email="office@fieldandstreet.example",
        # One of the numbers that Germany keeps free for films and examples.
        contact_phone="+49 30 23125 014",
        navigation=[
            link("events", lists["events"]),
            link("declarations", lists["declarations"]),
            link("about", policies["about"]),
            link("contact", contact),
        ],
        footer=[link(name, policies[name]) for name in ("privacy", "imprint", "accessibility")],
        subscriptions=[part("calendar", "menu/calendar", {"page": lists["events"]["en"].pk})],
        words=[part("words", f"menu/words-{entry['language']}", entry) for entry in words],
    )
