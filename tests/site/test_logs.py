"""No secret and nobody's answer stands in a log."""

import logging
import sys

from convene_site.logs import WithoutPeople, WithoutTokens
from django.conf import settings
from django.db import IntegrityError

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


# A message of PostgreSQL; what a visitor wrote may have paragraphs.
REFUSED = "null value in column\nDETAIL:  Failing row contains (7, Ada Berg,\n\nI cannot eat nuts)."


def written(formatter):
    """Return what a log shows of a fault after which another one happened."""
    token = "0123456789abcdef" * 2
    address = f"/forms/mine/{token}/cancel/"
    try:
        try:
            raise IntegrityError(REFUSED)
        except IntegrityError as error:
            raise RuntimeError(f"at {address}") from error
    except RuntimeError:
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Internal Server Error", (), sys.exc_info())
    text = formatter.format(record)
    return [word for word in ("null value in column", "Ada Berg", "nuts", token, "RuntimeError: at /forms/mine/") if word in text]


def test_traceback_keeps_the_rule_and_leaves_out_the_row():
    assert written(WithoutPeople()) == ["null value in column", "RuntimeError: at /forms/mine/"]
    assert settings.LOGGING["formatters"]["plain"]["()"] == "convene_site.logs.WithoutPeople"


def test_control_the_usual_formatter_shows_the_row():
    assert {"Ada Berg", "nuts"} <= set(written(logging.Formatter()))
