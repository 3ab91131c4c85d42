"""No secret stands in a log."""

import logging

from convene_site.logs import WithoutTokens

from forms_ext.urls import urlpatterns


def logged(message, *args):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, None)
    WithoutTokens().filter(record)
    return record.getMessage()


def test_token_of_a_visitor_is_taken_out():
    token = "0123456789abcdef" * 2

    assert logged("Not Found: %s", f"/forms/mine/{token}/cancel/") == "Not Found: /forms/mine/…/cancel/"
    assert token not in logged(f"Gone: /forms/receipt/{token}/")


def test_every_address_with_a_token_is_covered():
    named = {str(pattern.pattern).split("/")[1] for pattern in urlpatterns if "<slug:token>" in str(pattern.pattern)}

    assert named == {"receipt", "mine", "confirm", "offer"}
    for name in named:
        assert logged("Gone: %s", f"/forms/{name}/secret/places/1/") == f"Gone: /forms/{name}/…/places/1/"


def test_other_addresses_stay():
    assert logged("Not Found: %s", "/events/") == "Not Found: /events/"
