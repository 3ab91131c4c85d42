"""No secret stands in a log."""

import logging

from convene_site.logs import WithoutTokens


def logged(message, *args):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, None)
    WithoutTokens().filter(record)
    return record.getMessage()


def test_token_of_a_visitor_is_taken_out():
    token = "0123456789abcdef" * 2

    assert logged("Not Found: %s", f"/forms/mine/{token}/cancel/") == "Not Found: /forms/mine/…/cancel/"
    assert token not in logged(f"Gone: /forms/receipt/{token}/")


def test_other_addresses_stay():
    assert logged("Not Found: %s", "/events/") == "Not Found: /events/"
