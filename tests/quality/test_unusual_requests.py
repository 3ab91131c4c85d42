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
    # Asked in the usual way every page is there.
    assert {visitor.get(path).status_code for path in [*paths, "/search/"]} == {200}
    answers = {(path, query): visitor.get(path + query).status_code for path in [*paths, "/search/"] for query in STRANGE}

    assert {asked: status for asked, status in answers.items() if status not in (200, 400, 404)} == {}


STRANGE_PATHS = {
    "/%00/": 400,
    "/forms/not-a-uuid/": 404,
    "/forms/receipt/%0d%0aSet-Cookie:x/": 404,
    "/p/" + "a" * 500 + "/": 404,
    "/covers/..%2f..%2fetc.svg": 404,
    "/de/../admin/": 404,
    "/%c0%ae%c0%ae/": 404,
    "/events/9999/99/": 404,
}


def test_strange_addresses_are_not_found(visitor):
    assert {path: visitor.get(path).status_code for path in STRANGE_PATHS} == STRANGE_PATHS


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_methods_that_nobody_needs_are_refused(visitor, method):
    assert getattr(visitor, method)("/").status_code == 405


def test_post_of_nothing_at_all_is_a_form_message(visitor):
    from eventpages.models import EventPage

    event = next(event for event in EventPage.objects.live() if event.takes_answers())

    response = visitor.post(event.form().action, {})

    assert response.status_code == 422
    assert builders.version_of(event) is not None
