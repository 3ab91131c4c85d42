"""Links from any rich text to a point, by its identity: they follow the point wherever it goes.

In the database such a link is ``<a linktype="point" id="k7w2m9qa">``. Readers get the permanent address.
"""

import re

from django.apps import apps
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext
from wagtail.rich_text import LinkHandler

LINK_TYPE = "point"
_STORED = re.compile(r'<a\b(?=[^>]*\slinktype="point")[^>]*?\sid="([a-z0-9]{8})"[^>]*>')
_PERMANENT = re.compile(r'href="/p/([a-z0-9]{8})/"')
_SHORT_ID = re.compile(r"[a-z0-9]{8}")


def stable(source: str) -> str:
    """Return rich text as stored, its links to points turned into permanent addresses without any language.

    This is the form that is hashed: neither the page tree nor the language of who publishes may change it.
    """
    return _STORED.sub(r'<a href="/p/\1/">', source)


def addressed(html: str) -> str:
    """Return wording in the form of :func:`stable` with the addresses of points in the active language."""
    return _PERMANENT.sub(lambda match: f'href="{escape(permanent(match[1]))}"', html)


def permanent(short_id: str) -> str:
    """Return the permanent address of a point in the active language."""
    return reverse("declarations:permalink", args=[short_id])


def called(declaration: str, number: str) -> str:
    """Return what a link to a point is called where nothing else was written.

    :param number: as it stands beside the point; its place where points have no numbers.
    """
    return gettext("%(declaration)s, point %(number)s") % {"declaration": declaration, "number": number}


class PointLinkHandler(LinkHandler):
    """Shows links to points on pages. It asks the database nothing, however many links there are."""

    identifier = LINK_TYPE

    @staticmethod
    def get_model():
        """Return the identity of points."""
        return apps.get_model("declarations", "Provision")

    @classmethod
    def expand_db_attributes(cls, attrs: dict) -> str:
        """Return the tag that opens one link."""
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """Return the tags that open links; one whose point was never given leads nowhere."""
        wanted = [attrs.get("id", "") for attrs in attrs_list]
        return [f'<a href="{escape(permanent(short_id))}">' if _SHORT_ID.fullmatch(short_id) else "<a>" for short_id in wanted]

    @classmethod
    def extract_references(cls, attrs):
        """Give the point, so that Wagtail's index of references knows which pages refer to it."""
        provision = cls.get_model().objects.filter(short_id=attrs.get("id", "")).only("pk").first()
        if provision is not None:
            # As text: the index compares with what it reads back, and would drop a number as if it were another reference.
            yield cls.get_model(), str(provision.pk), "", ""
