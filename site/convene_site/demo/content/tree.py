"""Pages in two languages, as an editor makes them: written, published, translated, published."""

from collections.abc import Callable
from typing import Any

from wagtail.models import Locale, Page

LANGUAGES = ("en", "de")

# The same page by language code.
Pages = dict[str, Page]
Words = Callable[[str], dict[str, Any]]


def publish(page: Page) -> Page:
    """Publish what ``page`` says now and return it as it is live."""
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def translate(page: Page, words: dict[str, Any]) -> Page:
    """Return the German page of ``page`` with its own ``words``, published. All its parts keep their ids."""
    german = page.copy_for_translation(Locale.objects.get(language_code="de"))
    return publish(reword(german, words))


def reword(page: Page, words: dict[str, Any]) -> Page:
    """Give ``page`` other values of its fields; nothing is saved yet."""
    for field, value in words.items():
        setattr(page, field, value)
    return page


def both(parents: Pages, model: type[Page], words: Words, **facts) -> Pages:
    """Return a page below ``parents`` in both languages.

    :param words: gives the fields that differ from language to language.
    :param facts: the fields that do not.
    """
    english = model(live=False, **words("en"), **facts)
    parents["en"].add_child(instance=english)
    english = publish(english)
    return {"en": english, "de": translate(english, words("de"))}
