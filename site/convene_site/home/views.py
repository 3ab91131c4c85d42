"""Answers of the site's own app that are no pages: cover drawings."""

import hashlib

from django.http import HttpResponse
from django.views.decorators.http import condition, require_safe

from .covers import cover_svg

# Change it with the drawing, so that no cache keeps old drawings on new grounds.
DRAWING = "2"


def cover_etag(request, slug):
    return f'"{DRAWING}-{hashlib.sha256(slug.encode()).hexdigest()[:16]}"'


@require_safe
@condition(etag_func=cover_etag)
def cover(request, slug):
    """Send the drawing of a slug. It never changes, so caches may keep it for a year."""
    response = HttpResponse(cover_svg(slug), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
