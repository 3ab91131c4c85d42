"""The questions that several forms of the demo ask."""

from .parts import items, part
from .statements import Library

ASKED = {
    "en": {
        "about": "About you",
        "name": "Full name",
        "name_error": "Tell us your name, in the order in which you write it",
        "email": "E-mail address",
        "email_hint": "Your confirmation and every change are sent here.",
        "organisation": "Organisation",
        "photographs": "Photographs and film",
    },
    "de": {
        "about": "Über Sie",
        "name": "Vollständiger Name",
        "name_error": "Nennen Sie uns Ihren Namen, so wie Sie ihn schreiben",
        "email": "E-Mail-Adresse",
        "email_hint": "Hierhin gehen Ihre Bestätigung und jede Änderung.",
        "organisation": "Organisation",
        "photographs": "Fotos und Filme",
    },
}


def question(kind: str, name: str, label: str, *, required: bool = True, hint: str = "", error: str = "", **more) -> dict:
    """Return one question."""
    return part(kind, name, {"label": label, "hint": hint, "required": required, "error": error, **more})


def choice(name: str, label: str, options: list[str]) -> dict:
    """Return a question with one answer of several."""
    return question("choice", name, label, options=items(f"{name}/options", [{"label": label, "value": ""} for label in options]))


def person(form: str, language: str, *, hint: str = "") -> list[dict]:
    """Return who it is.

    :param hint: what the address is for; empty for registrations.
    """
    words = ASKED[language]
    return [
        part("heading", f"{form}/about", words["about"]),
        question("full_name", f"{form}/name", words["name"], error=words["name_error"]),
        question("email", f"{form}/email", words["email"], hint=hint or words["email_hint"]),
        question("organisation", f"{form}/organisation", words["organisation"], required=False),
    ]


def photographs(form: str, language: str, library: Library) -> list[dict]:
    """Return the consent to photographs: yes or no, and an answer is needed."""
    consent = {"statement": library["photographs"].pk, "ask": "yes_no", "reason": ""}
    return [
        part("heading", f"{form}/photographs-heading", ASKED[language]["photographs"]),
        part("consent", f"{form}/photographs", consent),
    ]


def privacy(form: str, library: Library) -> dict:
    """Return the confirmation that the privacy notice was read."""
    return part("acknowledgement", f"{form}/privacy", {"statement": library["privacy"].pk})
