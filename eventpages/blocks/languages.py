"""Languages to choose from."""

from wagtail.coreutils import get_content_languages


def content_languages() -> list[tuple[str, str]]:
    """Return the languages in which pages are written, as choices."""
    return list(get_content_languages().items())
