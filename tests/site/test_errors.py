"""Error pages: each renders, in the visitor's language, and the last ones need nothing at all."""

import pytest
from convene_site import urls
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.template.loader import get_template, render_to_string
from django.test import override_settings
from django.urls import path
from django.utils import translation


def failing(request, kind):
    raise {"400": BadRequest, "403": PermissionDenied, "500": ValueError, "503": OperationalError}[kind]("planted")


def fine(request):
    return HttpResponse("fine")


urlpatterns = [path("fail/<str:kind>/", failing), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture
def visitor(client, settings_of_site):
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=__name__):
        yield client


@pytest.mark.parametrize("kind", ["400", "403", "500", "503"])
def test_error_page_has_its_status_and_one_title(visitor, kind):
    answer = visitor.get(f"/fail/{kind}/")

    assert answer.status_code == int(kind)
    assert answer.content.decode().count("<h1") == 1


def test_unknown_address_offers_search_and_menu(client, settings_of_site, german):
    text = client.get("/de/nichts/").content.decode()

    assert 'action="/de/search/"' in text
    assert 'href="/de/ueber-uns/"' in text
    assert '<html lang="de"' in text


def test_lost_database_asks_to_come_back(visitor):
    answer = visitor.get("/fail/503/")

    assert answer["Retry-After"] == "120"


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_last_pages_need_no_context_and_no_database(name):
    with connection.execute_wrapper(lambda *_args: pytest.fail("a query")):
        assert "<h1" in get_template(name).render()


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_last_pages_name_static_files_that_no_manifest_must_know(name, settings):
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

    assert "/static/convene/convene-base.css" in render_to_string(name)


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "410.html", "500.html", "503.html"])
def test_error_pages_turn_round_for_right_to_left(name, home):
    with translation.override("ar"):
        assert '<html lang="ar" dir="rtl">' in render_to_string(name)


def test_gone_page_has_room_for_the_last_wording(home):
    from django.template import engines

    page = engines["django"].from_string('{% extends "410.html" %}{% block last_wording %}<p>Seventh, …</p>{% endblock %}')

    assert "<p>Seventh, …</p>" in page.render({})
