"""Rich text of editors as the HTML that visitors see and that is hashed."""

import re
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

TAGS = {"p", "br", "b", "i", "strong", "em", "a", "ol", "ul", "li"}


def visible_html(source: str) -> str:
    """Return rich text with links expanded as they point now and nothing but plain formatting.

    :param source: rich text as Wagtail stores it.
    """
    return nh3.clean(
        expand_db_html(source), tags=TAGS, attributes={"a": {"href"}}, link_rel=None, url_schemes={"http", "https", "mailto", "tel"}
    )


def without_foreign_links(html: str, host: str) -> SafeString:
    """Return cleaned rich text in which a link to another host is words followed by its address: a private page links nowhere else.

    :param html: rich text as visitors see it.
    :param host: the host of the page that shows it, with its port.
    """
    clean = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, link_rel=None, url_schemes={"http", "https", "mailto", "tel"})

    def keep_or_tell(found: re.Match) -> str:
        address, words = found.groups()
        elsewhere = urlsplit(address).netloc
        return f"{words} ({address})" if elsewhere and elsewhere != host else found.group()

    return mark_safe(re.sub(r'<a href="([^"]*)">(.*?)</a>', keep_or_tell, clean, flags=re.DOTALL))  # noqa: S308 -- cleaned above
