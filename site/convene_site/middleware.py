"""What the site does to every request and answer: content policy, language by path, unusable requests."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.exceptions import BadRequest
from django.middleware.locale import LocaleMiddleware


class ContentPolicyMiddleware(CSPMiddleware):
    """Give public pages the strict content policy and the editor its own (see the settings)."""

    def get_policy_parts(self, request, response, report_only=False):  # noqa: FBT002 -- django-csp's signature
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith(("/admin/", "/django-admin/")):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts


class PathLanguageMiddleware(LocaleMiddleware):
    """Take the language from the address alone.

    Django would add ``Vary: Accept-Language`` although no header changes the language here, which would make every
    cache keep one copy per browser setting.
    """

    def process_response(self, request, response):
        vary = response.get("Vary")
        response = super().process_response(request, response)
        if vary is None:
            response.headers.pop("Vary", None)
        else:
            response["Vary"] = vary
        return response


class SaneRequestMiddleware:
    """Refuse query strings that no database can store: a NUL byte would be a server error on PostgreSQL."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("The address contains a character that no page can have.")
        return self.get_response(request)
