"""The contact form."""

from forms_ext.models import FormPage

from .parts import part, to
from .questions import choice, person, privacy, question
from .statements import Library
from .tree import Pages, both

WORDS = {
    "en": {
        "title": "Contact",
        "slug": "contact",
        "intro": (
            "<p>Two people read what arrives here and answer within three working days. Post and telephone are in the {imprint}imprint</a>.</p>"
        ),
        "button": "Send message",
        "thank_you": "<p>Thank you for writing.</p>",
        "what_next": "<ul><li>You see a reference at once.</li><li>Somebody answers you by email, not by machine.</li></ul>",
        "search_description": "Write to the coordination office of Field & Street.",
    },
    "de": {
        "title": "Kontakt",
        "slug": "kontakt",
        "intro": (
            "<p>Zwei Personen lesen, was hier ankommt, und antworten binnen drei Werktagen. Anschrift und Telefon stehen im "
            "{imprint}Impressum</a>.</p>"
        ),
        "button": "Nachricht senden",
        "thank_you": "<p>Danke, dass Sie uns schreiben.</p>",
        "what_next": "<ul><li>Sie sehen sofort eine Vorgangsnummer.</li><li>Ein Mensch antwortet Ihnen per E-Mail.</li></ul>",
        "search_description": "Schreiben Sie dem Koordinationsbüro von Field & Street.",
    },
}
ASKED = {
    "en": {
        "email": "We answer to this address and use it for nothing else.",
        "message": "Your message",
        "topic": "What is it about?",
        "topics": ["An event", "A declaration", "This website", "Something else"],
        "text": "What would you like to tell us?",
        "hint": "If it concerns a registration, give its reference. Never send your private link.",
    },
    "de": {
        "email": "An diese Adresse antworten wir, und zu nichts anderem nutzen wir sie.",
        "message": "Ihre Nachricht",
        "topic": "Worum geht es?",
        "topics": ["Eine Veranstaltung", "Eine Erklärung", "Diese Website", "Etwas anderes"],
        "text": "Was möchten Sie uns sagen?",
        "hint": "Geht es um eine Anmeldung, nennen Sie die Vorgangsnummer. Schicken Sie nie Ihren privaten Link.",
    },
}


def fields(language: str, library: Library) -> list[dict]:
    """Return the form."""
    words = ASKED[language]
    return [
        *person("contact", language, hint=words["email"]),
        part("heading", "contact/message-heading", words["message"]),
        choice("contact/topic", words["topic"], words["topics"]),
        question("long_text", "contact/message", words["text"], hint=words["hint"]),
        privacy("contact", library),
    ]


def build(homes: Pages, policies: dict[str, Pages], library: Library) -> Pages:
    """Return the form page in both languages."""

    def words(language: str) -> dict:
        intro = WORDS[language]["intro"].format(imprint=to(policies["imprint"][language]))
        return {**WORDS[language], "intro": intro, "fields": fields(language, library)}

    return both(homes, FormPage, words, privacy_page=policies["privacy"]["en"])
