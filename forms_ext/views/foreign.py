"""Whether a post comes from another site. Without cookies there is no authority to abuse; only proof refuses."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render


def is_foreign(request: HttpRequest) -> bool:
    """Tell whether the browser proves that another site sent this.

    ``Sec-Fetch-Site: cross-site`` is proof; where a browser does not send it, an ``Origin`` with another host is. A
    missing or ``null`` origin is none: privacy settings and old browsers send that too.
    Source: https://www.w3.org/TR/fetch-metadata/ and RFC 6454.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "cross-site"
    origin = request.headers.get("Origin")
    if not origin or origin == "null":
        return False
    try:
        host = urlsplit(origin).netloc
    except ValueError:  # no browser sends an origin that is none
        return True
    return host.casefold() not in {request.get_host().casefold(), *trusted_hosts()}


def trusted_hosts() -> set[str]:
    """Return the other hosts whose forms may be sent here."""
    return {urlsplit(origin).netloc.casefold() for origin in settings.CSRF_TRUSTED_ORIGINS}


def refuse_foreign(request: HttpRequest):
    """Return the page that refuses a foreign post, or None."""
    return render(request, "forms_ext/foreign.html", status=403) if is_foreign(request) else None
