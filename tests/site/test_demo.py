"""The demo site: what it consists of, that everything on it answers, and that it is made once."""

from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from convene_site.demo.content import build
from convene_site.home.frame import Frame
from convene_site.home.models import HomePage
from django.apps import apps
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import StreamField
from wagtail.models import Page, Site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]
LANGUAGES = ("en", "de")
TREE = {
    "en": {
        "/": "Home",
        "/events/": "Events",
        "/events/what-open-ground-is-worth/": "What open ground is worth",
        "/events/forum-on-the-land-between/": "Forum on the land between",
        "/events/restoring-the-land/": "Restoring the land between town and village",
        "/events/who-feeds-the-growing-town/": "Who feeds the growing town?",
        "/events/reading-the-map-of-the-urban-edge/": "Field school: reading the map of the urban edge",
        "/events/water-at-the-edge/": "Water at the edge of the city",
        "/declarations/": "Declarations",
        "/declarations/tam-giang-consensus/": "The Tam Giang Consensus",
        "/about/": "About",
        "/privacy/": "Privacy",
        "/imprint/": "Imprint",
        "/accessibility/": "Accessibility",
        "/contact/": "Contact",
    },
    "de": {
        "/de/": "Startseite",
        "/de/veranstaltungen/": "Veranstaltungen",
        "/de/veranstaltungen/was-offener-boden-wert-ist/": "Was offener Boden wert ist",
        "/de/veranstaltungen/forum-das-land-dazwischen/": "Forum: Das Land dazwischen",
        "/de/veranstaltungen/das-land-zwischen-stadt-und-dorf/": "Was das Land zwischen Stadt und Dorf wieder leisten kann",
        "/de/veranstaltungen/wer-ernaehrt-die-wachsende-stadt/": "Wer ernährt die wachsende Stadt?",
        "/de/veranstaltungen/die-karte-des-stadtrands-lesen/": "Feldschule: die Karte des Stadtrands lesen",
        "/de/veranstaltungen/wasser-am-stadtrand/": "Wasser am Rand der Stadt",
        "/de/erklaerungen/": "Erklärungen",
        "/de/erklaerungen/tam-giang-konsensus/": "Der Konsens von Tam Giang",
        "/de/ueber-uns/": "Über uns",
        "/de/datenschutz/": "Datenschutz",
        "/de/impressum/": "Impressum",
        "/de/barrierefreiheit/": "Barrierefreiheit",
        "/de/kontakt/": "Kontakt",
    },
}
ADDRESSES = [address for pages in TREE.values() for address in pages]


def parsed(answer):
    return BeautifulSoup(answer.content, "html.parser")


def links_of(client, address):
    """Return the addresses of this site that a page links to and the fragments that it holds."""
    answer = client.get(address, follow=True)
    if not answer["Content-Type"].startswith("text/html"):
        return answer.status_code, set(), set()
    tree = parsed(answer)
    named = [*tree.select("a[href], link[href]"), *tree.select("img[src]"), *tree.select("form[method=get]")]
    found = {urljoin(address, next(tag[name] for name in ("href", "src", "action") if tag.has_attr(name))) for tag in named}
    return answer.status_code, {link for link in found if not urlsplit(link).scheme}, {tag["id"] for tag in tree.select("[id]")}


# The tree


@pytest.mark.parametrize("language", LANGUAGES)
def test_demo_has_every_page_in_both_languages(language):
    pages = Page.objects.live().filter(locale__language_code=language, depth__gt=1).order_by("path")

    assert {page.get_url(): page.title for page in pages} == TREE[language]


def test_demo_replaces_the_welcome_page_and_its_site():
    site = Site.objects.get()

    assert (site.root_page.specific_class, site.is_default_site, site.hostname, site.port) == (HomePage, True, "localhost", 8000)
    assert Page.objects.filter(title__startswith="Welcome").count() == 0
    assert Page.objects.filter(depth=2).count() == len(LANGUAGES)


def test_second_build_changes_nothing():
    before = {model: model._base_manager.count() for model in apps.get_models()}

    assert build() is False
    assert {model: model._base_manager.count() for model in apps.get_models()} == before


def test_build_keeps_a_site_that_has_a_start_page():
    HomePage.objects.filter(slug="field-and-street").update(title="My own")

    assert build() is False
    assert HomePage.objects.filter(title="My own").count() == 1


def test_build_leaves_no_draft_and_no_redirect_behind():
    assert Page.objects.filter(depth__gt=1, has_unpublished_changes=True).count() == 0
    assert Page.objects.filter(depth__gt=1, live=False).count() == 0
    assert Redirect.objects.count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_can_be_saved_in_the_editor_as_it_is(language):
    for page in Page.objects.live().filter(locale__language_code=language, depth__gt=1).specific():
        page.full_clean()
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                field.stream_block.clean(getattr(page, field.name))


def test_every_page_is_described_for_search_engines():
    assert [page.title for page in Page.objects.live().filter(depth__gt=1).specific() if not describes_itself(page)] == []


def describes_itself(page):
    return page.search_description or getattr(page, "summary", "")


# What visitors meet


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_answers_without_a_cookie_in_its_language(client, address):
    answer = client.get(address)

    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert f'<html lang="{"de" if address.startswith("/de/") else "en"}"' in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_itself_in_the_other_language(rf, language):
    with translation.override(language):
        for page in Page.objects.live().filter(locale__language_code=language, depth__gt=1):
            frame = Frame(rf.get(page.get_url()), page)
            twin = page.get_translations().get()

            assert {link.code: link.address for link in frame.languages} == {
                language: page.get_url(),
                twin.locale.language_code: twin.get_url(),
            }
            assert [code for code, _address in frame.alternates] == ["de", "en", "x-default"]


def test_every_link_on_every_page_answers(client):
    waiting, seen, broken, fragments = ["/", "/de/"], {}, [], []
    while waiting:
        address = waiting.pop()
        status, links, _ids = seen[address] = links_of(client, address)
        broken += [address] if status != 200 else []
        for link in links:
            target, _sign, fragment = link.partition("#")
            if not target.startswith(("/static/", "/media/")) and target not in seen and target not in waiting:
                waiting.append(target)
            if fragment:
                fragments.append((target, fragment))

    assert broken == []
    assert [(target, fragment) for target, fragment in fragments if fragment not in seen[target][2]] == []
    assert set(ADDRESSES) <= set(seen)


@pytest.mark.parametrize(
    ("language", "labels", "foot"),
    [
        ("en", ["Events", "Declarations", "About", "Contact"], ["Privacy", "Imprint", "Accessibility"]),
        ("de", ["Veranstaltungen", "Erklärungen", "Über uns", "Kontakt"], ["Datenschutz", "Impressum", "Barrierefreiheit"]),
    ],
)
def test_menus_speak_the_language_of_the_visitor(rf, language, labels, foot):
    with translation.override(language):
        frame = Frame(rf.get("/" if language == "en" else "/de/"))

        assert [link.label for link in frame.navigation][:-1] == labels
        assert [link.label for link in frame.footer] == foot
        assert len(frame.subscribe) >= 1


@pytest.mark.parametrize("address", ["/", "/de/"])
def test_start_page_has_cover_next_event_and_sections(client, address):
    tree = parsed(client.get(address))

    assert len(tree.select(".hero .cover")) == 1
    assert len(tree.select(".ticket")) == 1
    assert (len(tree.select(".cards .card")), len(tree.select(".steps > li")), len(tree.select(".partners > li"))) == (3, 4, 7)
    assert len(tree.select(".quote")) == 1
