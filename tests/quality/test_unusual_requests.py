"""Unusual requests get a clear page, never a server error."""

import pytest
from django.test import Client

from tests import builders
from tests.journeys.conftest import demo

__all__ = ["demo"]

STRANGE = [
    "?when=tomorrow",
    "?page=0",
    "?page=-1",
    "?page=99999999999999999999",
    "?q=%00",
    "?q=%27%3B--",
    "?after=2024-02-31",
    "?utm_source=x&x[]=1",
    "?q=" + "a" * 5000,
    "?page=%F0%28%8C%28",
]


@pytest.fixture
def visitor(demo):
    return Client(raise_request_exception=False)


@pytest.mark.django_db(transaction=True)
def test_unknown_parameters_are_answered(visitor):
    from wagtail.models import Page

    paths = [page.url for page in Page.objects.live().specific() if page.depth > 1]
    answers = {(path, query): visitor.get(path + query).status_code for path in [*paths, "/search/"] for query in STRANGE}

    assert {asked: status for asked, status in answers.items() if status not in (200, 400, 404)} == {}


STRANGE_PATHS = [
    "/%00/",
    "/forms/not-a-uuid/",
    "/forms/receipt/%0d%0aSet-Cookie:x/",
    "/p/" + "a" * 500 + "/",
    "/covers/..%2f..%2fetc.svg",
    "/de/../admin/",
    "/%c0%ae%c0%ae/",
    "/events/9999/99/",
]


def test_strange_addresses_are_not_found(visitor):
    answers = {path: visitor.get(path).status_code for path in STRANGE_PATHS}

    assert {path: status for path, status in answers.items() if status not in (302, 400, 404)} == {}


def test_methods_that_nobody_needs_are_refused(visitor):
    for method in ("put", "patch", "delete", "trace"):
        assert getattr(visitor, method)("/").status_code in (403, 405)


def test_post_of_nothing_at_all_is_a_form_message(visitor):
    from eventpages.models import EventPage

    event = next(event for event in EventPage.objects.live() if event.takes_answers())

    response = visitor.post(event.form().action, {})

    assert response.status_code == 422
    assert builders.version_of(event) is not None
