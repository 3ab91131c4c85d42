"""Rich text of editors as the HTML that visitors see and that is hashed."""

import nh3
from wagtail.rich_text import expand_db_html

TAGS = {"p", "br", "b", "i", "strong", "em", "a", "ol", "ul", "li"}


def visible_html(source: str) -> str:
    """Return rich text with links expanded as they point now and nothing but plain formatting.

    :param source: rich text as Wagtail stores it.
    """
    return nh3.clean(
        expand_db_html(source), tags=TAGS, attributes={"a": {"href"}}, link_rel=None, url_schemes={"http", "https", "mailto", "tel"}
    )
