"""No secret and nobody's answer stands in a log."""

import logging
import re
import sys
from pathlib import Path

from convene_site.logs import WithoutPeople, WithoutTokens
from django.conf import settings
from django.db import IntegrityError
from django.urls import URLResolver, get_resolver

RUNNING = Path(__file__).parents[2] / "docs" / "running.md"
# How one is invited to sign a text that is not open to everybody; the page has it below its own address.
INVITATION = f"/declarations/charter/endorse/{'0123456789abcdef' * 2}/"


def logged(message, *args):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, args, None)
    WithoutTokens().filter(record)
    return record.getMessage()


def test_token_of_a_visitor_is_taken_out():
    token = "0123456789abcdef" * 2

    assert logged("Not Found: %s", f"/forms/mine/{token}/cancel/") == "Not Found: /forms/mine/…/cancel/"
    assert token not in logged(f"Gone: /forms/receipt/{token}/")


def private_addresses(patterns=None, before="/"):
    """Give an example of every address of the whole site that has a secret part; the secret is told apart by its letters."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from private_addresses(pattern.url_patterns, route)
        elif "<slug:token>" in route:
            yield re.sub("<[a-z]+:[a-z_]+>", "1", route.replace("<slug:token>", "0123456789abcdef" * 2))


def test_every_address_with_a_token_is_covered(figure):
    addresses = [*private_addresses(), INVITATION]

    assert {address.split("/")[1] for address in addresses} == {"forms", "endorsements", "declarations"}
    assert [address for address in addresses if "0123456789abcdef" in logged("Gone: %s", address)] == []
    figure(f"logs: {len(addresses)} private addresses, none with its secret")


def test_server_in_front_covers_the_same_addresses():
    ((pattern, instead),) = re.findall(r'request>uri regexp "(.+)" "(.+)"', RUNNING.read_text())
    shown = [re.sub(pattern, instead.replace("${1}", r"\1"), address) for address in [*private_addresses(), INVITATION]]

    assert [address for address in shown if "0123456789abcdef" in address] == []


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
