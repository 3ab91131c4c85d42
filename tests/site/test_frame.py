"""The frame of every page: menus, languages, crumbs, contact; few queries, and not one more for a longer menu."""

import pytest
from convene_site.home.frame import Frame
from convene_site.home.models import SiteSettings, StandardPage
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Site

FRAME_QUERIES = 3  # site, settings, pages


def request_for(path="/"):
    return RequestFactory().get(path, HTTP_HOST="localhost")


def everything(frame):
    return (frame.name, frame.home, frame.navigation, frame.footer, frame.subscribe, frame.languages, frame.alternates, frame.trail)


@pytest.fixture
def longer_menu(settings_of_site, home, about):
    pages = [home.add_child(instance=StandardPage(title=f"Page {number}", slug=f"page-{number}")) for number in range(6)]
    settings_of_site.navigation = [("link", {"page": page, "label": ""}) for page in [about, *pages]]
    settings_of_site.save()


@pytest.fixture
def counted(django_assert_num_queries, home):
    Site.get_site_root_paths()

    def count():
        with django_assert_num_queries(FRAME_QUERIES):
            return everything(Frame(request_for(), home))

    return count


def test_frame_costs_three_queries(settings_of_site, counted):
    counted()


def test_frame_costs_as_many_with_seven_links(longer_menu, german, counted):
    counted()


def test_links_follow_the_language_of_the_visitor(settings_of_site, german, english):
    in_english = Frame(request_for()).navigation
    with translation.override("de"):
        in_german = Frame(request_for("/de/")).navigation
        foot_in_german = Frame(request_for("/de/")).footer

    assert [(link.label, link.address) for link in in_english] == [("About", "/about/"), ("Search", "/search/")]
    assert next((link.label, link.address) for link in in_german) == ("Über uns", "/de/ueber-uns/")
    assert [link.label for link in foot_in_german] == ["Über uns"]


def test_links_lead_to_the_chosen_page_where_no_translation_is_live(settings_of_site, home, about):
    with translation.override("de"):
        assert Frame(request_for("/de/")).navigation[0].address == "/about/"


def test_links_to_drafts_are_left_out(settings_of_site, about, english):
    about.unpublish()

    assert [link.label for link in Frame(request_for()).navigation] == ["Search"]


def test_label_replaces_the_title_in_the_language_of_the_chosen_page(settings_of_site, english):
    assert [link.label for link in Frame(request_for()).footer] == ["Privacy"]


def test_current_page_and_the_section_above_it_are_told_apart(settings_of_site, home, about, english):
    below = about.add_child(instance=StandardPage(title="Imprint", slug="imprint"))

    states = [Frame(request_for(), page).navigation[0].current for page in (about, below, home)]

    assert states == ["page", "true", ""]


def test_languages_lead_to_the_translation_or_to_the_start_page(settings_of_site, german, home, about, english):
    only_english = home.add_child(instance=StandardPage(title="News", slug="news"))

    translated = {link.code: link.address for link in Frame(request_for(), about).languages}
    untranslated = {link.code: link.address for link in Frame(request_for(), only_english).languages}

    assert translated == {"en": "/about/", "de": "/de/ueber-uns/"}
    assert untranslated == {"en": "/news/", "de": "/de/"}


def test_languages_of_a_view_follow_its_address(settings_of_site, german, english):
    found = {link.code: link.address for link in Frame(request_for("/search/?q=water")).languages}

    assert found == {"en": "/search/?q=water", "de": "/de/search/?q=water"}


def test_languages_of_a_view_may_be_told_by_the_view(settings_of_site, german, english):
    found = Frame(request_for("/p/abc/"), addresses={"en": "/p/abc/", "de": "/p/def/"}).languages

    assert {link.code: link.address for link in found} == {"en": "/p/abc/", "de": "/p/def/"}


def test_alternates_name_only_real_translations(settings_of_site, german, home, about, english):
    only_english = home.add_child(instance=StandardPage(title="News", slug="news"))

    assert Frame(request_for(), only_english).alternates == []
    assert Frame(request_for(), about).alternates == [
        ("de", "http://localhost/de/ueber-uns/"),
        ("en", "http://localhost/about/"),
        ("x-default", "http://localhost/about/"),
    ]


def test_words_fall_back_to_the_first_language(settings_of_site, english):
    settings_of_site.words = (
        settings_of_site.words[:1] if isinstance(settings_of_site.words, list) else [("words", settings_of_site.words[0].value)]
    )
    settings_of_site.save()
    with translation.override("de"):
        frame = Frame(request_for("/de/"))
        assert (frame.strapline, frame.promise) == (
            "Research and administration at one table.",
            "Keine Cookies beim Besuch, keine Tracker.",
        )


def test_subscriptions_lead_to_the_routes_of_a_list(settings_of_site, about, english):
    settings_of_site.subscriptions = [("calendar", {"page": about})]
    settings_of_site.save()

    assert [link.address for link in Frame(request_for()).subscribe] == ["/about/ics/"]


def test_frame_stands_without_request_site_and_settings(db):
    Site.objects.all().delete()

    frame = Frame()

    assert (frame.name, frame.home, frame.languages) == ("Convene", "/", [])


def test_a_visit_saves_no_settings(client, home):
    client.get("/")

    assert SiteSettings.objects.count() == 0


def test_base_template_renders_without_request_and_page(home):
    assert '<main id="main"' in render_to_string("404.html")


def test_trail_leads_from_the_start_page(home, about, english):
    below = about.add_child(instance=StandardPage(title="Imprint", slug="imprint"))

    assert Frame(request_for(), home).trail == []
    assert Frame(request_for(), below).trail == [
        {"title": "Field & Street", "address": "/"},
        {"title": "About", "address": "/about/"},
        {"title": "Imprint", "address": ""},
    ]


def test_telephone_link_holds_digits_only(settings_of_site):
    assert Frame(request_for()).phone_digits == "+493055500142"


def test_settings_are_in_the_reference_index(settings_of_site, about):
    from wagtail.models import ReferenceIndex

    kinds = {reference.base_content_type.model_class() for reference in ReferenceIndex.get_references_to(about)}

    assert SiteSettings in kinds
