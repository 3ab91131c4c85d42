"""The pages to read: who we are, privacy, imprint, accessibility."""

from convene_site.home.models import StandardPage

from .parts import items, part
from .reading_words import ABOUT, ACCESSIBILITY, IMPRINT, PRIVACY
from .tree import Pages, both

TEXTS = {"about": ABOUT, "privacy": PRIVACY, "imprint": IMPRINT, "accessibility": ACCESSIBILITY}


def section(page: str, number: int, words: dict) -> dict:
    """Return one section; what it is follows from what it says."""
    name = f"{page}/{number}"
    value = {"heading": words["heading"], "note": words.get("note", "")}
    if "entries" in words:
        entries = [{"term": term, "text": f"<p>{text}</p>"} for term, text in words["entries"]]
        return part("definitions", name, {**value, "entries": items(name, entries)})
    kind = "contact" if words.get("contact") else "text"
    return part(kind, name, {**value, "text": words["text"]})


def words_of(page: str, language: str) -> dict:
    """Return the fields of a page in ``language``."""
    words = TEXTS[page][language]
    body = [section(page, number, part_words) for number, part_words in enumerate(words["sections"])]
    fields = {name: words[name] for name in ("title", "slug", "lead")}
    return {**fields, "search_description": words["lead"], "body": body}


def build(homes: Pages) -> dict[str, Pages]:
    """Return the pages by their name in the demo."""
    return {page: both(homes, StandardPage, lambda language, page=page: words_of(page, language)) for page in TEXTS}
