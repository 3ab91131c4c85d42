"""The start page."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Collection, Locale, Page, Site

from convene_site.home.models import HomePage

from .parts import items, part
from .tree import LANGUAGES, Pages, publish, reword, translate

TITLES = {"en": {"title": "Home", "slug": "field-and-street"}, "de": {"title": "Startseite", "slug": "feld-und-strasse"}}
WORDS = {
    "en": {
        "kicker": "A network for towns and the land around them",
        "headline": "The town begins in the field",
        "lead": "We bring researchers, mayors and growers together where the street ends. What they agree on, they write down.",
        "first_label": "To the next dialogue",
        "second_label": "Read the Tam Giang Consensus",
        "search_description": "Field & Street brings research and administration to one table: dialogues, schools and texts to build on.",
    },
    "de": {
        "kicker": "Ein Netzwerk für Städte und das Land um sie herum",
        "headline": "Die Stadt beginnt auf dem Acker",
        "lead": (
            "Wir bringen Forschung, Rathäuser und Landwirtschaft dort zusammen, wo die Straße aufhört. Worauf sie sich einigen, "
            "das schreiben sie auf."
        ),
        "first_label": "Zum nächsten Dialog",
        "second_label": "Den Konsens von Tam Giang lesen",
        "search_description": "Field & Street bringt Forschung und Verwaltung an einen Tisch: Dialoge, Kurse und Texte, die gelten.",
    },
}
SECTIONS = {
    "en": {
        "events": "Coming up",
        "declaration": "Latest declaration",
        "steps": "How it works",
        "steps_note": "From a question to a text that can be held up and quoted",
        "each_step": [
            (
                "A place asks",
                "A district or a village brings a question that it cannot settle alone: a road, a flood plain, a market.",
            ),
            (
                "Two days together",
                "Those who study it and those who decide on it walk the ground first and sit down afterwards.",
            ),
            (
                "One text",
                "What all can carry is written in numbered points, each with an address that never changes.",
            ),
            (
                "Two years on",
                "We ask every office what became of its point, and publish the answer beside the text.",
            ),
        ],
        "partners": "Who carries it",
        "partners_note": "Seven organisations share the work and the costs",
        "coordination": "Coordination office",
    },
    "de": {
        "events": "Nächste Termine",
        "declaration": "Neueste Erklärung",
        "steps": "So läuft es ab",
        "steps_note": "Von einer Frage zu einem Text, auf den man sich berufen kann",
        "each_step": [
            (
                "Ein Ort fragt",
                "Ein Landkreis oder ein Dorf bringt eine Frage mit, die er allein nicht lösen kann: eine Straße, eine Aue, einen Markt.",
            ),
            (
                "Zwei gemeinsame Tage",
                "Wer darüber forscht und wer darüber entscheidet, geht zuerst über das Land und setzt sich danach zusammen.",
            ),
            (
                "Ein Text",
                "Was alle tragen können, steht in nummerierten Punkten; jeder hat eine Adresse, die sich nie ändert.",
            ),
            (
                "Zwei Jahre später",
                "Wir fragen jedes Amt, was aus seinem Punkt geworden ist, und veröffentlichen die Antwort neben dem Text.",
            ),
        ],
        "partners": "Wer es trägt",
        "partners_note": "Sieben Organisationen teilen sich Arbeit und Kosten",
        "coordination": "Koordinationsbüro",
    },
}
PARTNERS = [
    ("Institute for Delta Studies", "ID", "Hue", "https://delta.example/"),
    ("Chair of Landscape and Settlement", "CL", "Berlin", "https://landscape.example/"),
    ("Lake Victoria Planning School", "LV", "Kisumu", "https://lakeschool.example/"),
    ("Round Table of Rural Districts", "RD", "Freiburg", "https://districts.example/"),
    ("Growers’ Guild of the Lagoon", "GG", "Quang Dien", "https://growers.example/"),
    ("Office for Metropolitan Land", "OM", "Valdivia", "https://metroland.example/"),
]


def found() -> Pages:
    """Return the two start pages, still empty, and let the site begin there; Wagtail's welcome page goes."""
    locales = {language: Locale.objects.get_or_create(language_code=language)[0] for language in LANGUAGES}
    if Page.get_first_root_node() is None:
        Page.add_root(title="Root", slug="root", locale=locales["en"])
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    welcome = Page.objects.filter(depth=2, slug="home", content_type=ContentType.objects.get_for_model(Page))
    for page in welcome:
        page.delete()
    english = Page.get_first_root_node().add_child(instance=HomePage(live=False, locale=locales["en"], **TITLES["en"]))
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": address.port or {"https": 443}.get(address.scheme, 80),
            "root_page": english,
            "site_name": "Field & Street",
        },
    )
    english = publish(english)
    return {"en": english, "de": translate(english, TITLES["de"])}


def sections(language: str) -> list[dict]:
    """Return what stands below the cover."""
    words = SECTIONS[language]
    steps = [{"title": title, "text": text} for title, text in words["each_step"]]
    partners = [*PARTNERS, (words["coordination"], "FS", "Berlin", "")]
    named = [dict(zip(("name", "letters", "place", "address"), partner, strict=True)) for partner in partners]
    return [
        part("events", "home/events", {"heading": words["events"], "number": 3}),
        part("declaration", "home/declaration", {"heading": words["declaration"]}),
        part("steps", "home/steps", {"heading": words["steps"], "note": words["steps_note"], "steps": items("home/steps", steps)}),
        part(
            "partners",
            "home/partners",
            {"heading": words["partners"], "note": words["partners_note"], "partners": items("home/partners", named)},
        ),
    ]


def furnish(homes: Pages, next_event: Pages, declaration: Pages):
    """Publish the start pages with all they say."""
    for language in LANGUAGES:
        page = HomePage.objects.get(pk=homes[language].pk)
        words = {**WORDS[language], "first_page": next_event["en"], "second_page": declaration["en"], "body": sections(language)}
        publish(reword(page, words))
