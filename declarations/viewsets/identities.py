"""Telling an editor which points, taken out and written anew, keep the address they had."""

from django.utils.translation import gettext as _
from wagtail.admin import messages


def tell_kept_identities(request, page):
    """Name every point that kept an earlier identity, and how to give it one of its own."""
    # What is saved by itself while somebody writes is told when it is saved for good.
    kept = getattr(page, "kept_identities", ()) if request.accepts("text/html") else ()
    for label, short_id in kept:
        sentence = _(
            "Point %(label)s reads like a point that was taken out. It is taken for that point and keeps its permanent address "
            "/p/%(short_id)s/. If it is another point, tick “Points written anew are other points” below the text."
        )
        messages.warning(request, sentence % {"label": label, "short_id": short_id})
