"""Start page and pages to read: what they show, in both languages, at what price."""

from datetime import date, timedelta

import pytest
from convene_site.home.blocks import HOME_SECTIONS, STANDARD_SECTIONS
from convene_site.home.models import HomePage, StandardPage
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import nested_form_data

from declarations.models import DeclarationIndexPage, DeclarationPage
from eventpages.models import EventIndexPage, EventPage

ADDRESSES = ["/", "/de/", "/about/", "/de/ueber-uns/"]


@pytest.fixture
def site(settings_of_site, german):
    Site.get_site_root_paths()


def queries_of(client, path, django_assert_max_num_queries):
    client.get(path)
    with django_assert_max_num_queries(40) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", ADDRESSES)
def test_pages_answer_and_set_no_cookie(client, site, path):
    answer = client.get(path)

    assert (answer.status_code, dict(answer.cookies)) == (200, {})


@pytest.mark.parametrize("path", ADDRESSES)
def test_pages_cost_as_many_queries_with_more_pages_around(client, site, home, path, django_assert_max_num_queries):
    before = queries_of(client, path, django_assert_max_num_queries)
    for number in range(5):
        home.add_child(instance=StandardPage(title=f"Page {number}", slug=f"page-{number}"))

    assert queries_of(client, path, django_assert_max_num_queries) == before


@pytest.mark.parametrize(("path", "most"), [("/", 12), ("/about/", 9)])
def test_pages_are_cheap(client, site, path, most, django_assert_max_num_queries):
    assert queries_of(client, path, django_assert_max_num_queries) <= most


@pytest.mark.parametrize("path", ADDRESSES)
def test_pages_have_one_title_and_their_language(client, site, path):
    text = client.get(path).content.decode()

    assert text.count("<h1") == 1
    assert f'<html lang="{"de" if path.startswith("/de/") else "en"}" dir="ltr">' in text


def test_start_page_shows_every_section(client, site):
    text = client.get("/").content.decode()

    for words in (
        "The town begins in the field",
        "Research and administration at one table.",
        "No further dates yet",
        "How it works",
        "Institute",
    ):
        assert words in text


def test_start_page_leaves_out_what_has_nothing_to_say(client, site):
    assert "Latest declaration" not in client.get("/").content.decode()


@pytest.fixture
def charter(home):
    """Return two adopted texts' newer one, and a draft that must not count."""
    index = home.add_child(instance=DeclarationIndexPage(title="Declarations", slug="declarations"))
    point = {"heading": "", "text": "<p>tides are counted <b>before</b> walls are built.</p>", "subpoints": [], "fixed_number": ""}
    for title, adopted, status in (
        ("Older", date(2024, 3, 1), "adopted"),
        ("Newer", date(2026, 3, 14), "adopted"),
        ("Idea", None, "preparation"),
    ):
        page = DeclarationPage(title=title, slug=title.lower(), status=status, kind="charter", adopted_on=adopted)
        page.body = page.body.stream_block.to_python([{"type": "point", "value": point, "id": f"point-{title}"}])
        index.add_child(instance=page)


def announce(home, *names, days=10, **facts):
    """Publish events below a list of events, one day after the other, the first in ``days`` days."""
    index = home.get_children().filter(slug="events").first() or home.add_child(instance=EventIndexPage(title="Events", slug="events"))
    for number, name in enumerate(names):
        day = date.today() + timedelta(days=days + number)
        given = {"precision": "day", "date_from": day, "timezone": "Asia/Ho_Chi_Minh", "registration": "none", "place": "Hue", **facts}
        page = index.specific.add_child(instance=EventPage(title=name, slug=name.lower().replace(" ", "-"), **given))
        page.save_revision().publish()


def test_start_page_puts_the_next_event_on_the_ticket_and_the_rest_on_cards(client, site, home):
    announce(home, "Dyke walk", "Market day", "Harvest school", "Late forum", "Later forum")
    announce(home, "Old workshop", days=-30)
    announce(home, "Called off", days=2, status="cancelled")
    text = client.get("/").content.decode()

    ticket, cards = text[text.index('class="ticket') : text.index("</dl>")], text[text.index('class="cards"') :]
    assert "Dyke walk" in ticket
    assert [name for name in ("Market day", "Harvest school", "Late forum") if name not in cards] == []
    assert [name for name in ("Dyke walk", "Later forum", "Old workshop", "Called off") if name in cards] == []
    assert 'href="/events/">All events' in text


def test_start_page_costs_as_many_queries_with_two_and_with_eight_events(client, site, home, django_assert_max_num_queries):
    announce(home, "One", "Two")
    before = queries_of(client, "/", django_assert_max_num_queries)
    announce(home, "Three", "Four", "Five", "Six", "Seven", "Eight", days=20)

    assert queries_of(client, "/", django_assert_max_num_queries) == before


def test_search_tells_date_and_place_of_an_event(client, site, home):
    announce(home, "Dyke walk", kind="Field visit", summary="Two hours on the dyke.")
    text = client.get("/search/?q=dyke&kind=events").content.decode()

    assert '<p class="where">Field visit · ' in text
    assert "· Hue</p>" in text
    assert "Two hours on the <mark>dyke</mark>." in text


def test_start_page_quotes_the_text_adopted_last(client, site, charter):
    text = client.get("/").content.decode()

    assert '<p class="kicker">Charter · Newer</p>' in text
    assert "tides are counted before walls are built." in text
    assert "Adopted on 14 March 2026" in text


def test_search_knows_the_kind_of_a_declaration(client, site, charter):
    text = client.get("/search/?q=tides&kind=texts").content.decode()

    assert '<p class="where">Charter · Adopted on 14 March 2026</p>' in text
    assert "<mark>tides</mark> are counted" in text


def test_start_page_links_follow_the_language(client, site, home, about, german):
    start, _page = german
    for page in (home, start):
        page.first_page, page.second_page, page.second_label = about, about, "More"
        page.save_revision().publish()

    assert '<a class="btn" href="/about/">About</a>' in client.get("/").content.decode()
    assert '<a class="btn" href="/de/ueber-uns/">Über uns</a>' in client.get("/de/").content.decode()


def test_long_page_lists_its_sections(client, site):
    text = client.get("/about/").content.decode()

    assert '<a href="#when-you-only-read">When you only read</a>' in text
    assert 'id="when-you-only-read"' in text


def test_contact_section_comes_from_the_settings(client, site):
    text = client.get("/about/").content.decode()

    assert "Gartenstraße 118<br>10115 Berlin" in text
    assert "tel:+493055500142" in text


def test_tree_is_strict(db):
    assert HomePage.clean_parent_page_models() == [Page]
    assert StandardPage.can_exist_under(HomePage()) is True
    assert HomePage.can_exist_under(StandardPage()) is False
    assert Page not in HomePage.clean_subpage_models()


@pytest.mark.parametrize(("name", "block"), HOME_SECTIONS + STANDARD_SECTIONS)
def test_every_section_has_icon_label_description_group_and_preview(name, block):
    assert all([block.meta.icon, block.label, block.get_description(), block.meta.group, block.meta.preview_value])
    assert block.is_previewable is True


@pytest.mark.parametrize(("name", "block"), HOME_SECTIONS + STANDARD_SECTIONS)
def test_every_section_renders_alone(name, block, rf, db):
    html = block.render(block.to_python(block.get_prep_value(block.normalize(block.get_preview_value()))), context={"request": rf.get("/")})

    assert str(block.get_preview_value()["heading"]) in html


@pytest.mark.parametrize("model", [HomePage, StandardPage])
def test_page_types_say_what_they_are_for(model):
    assert str(model.page_description).endswith(".")


def test_editor_opens_both_page_types(admin_client, home, about):
    for page in (home, about):
        assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def test_editor_previews_with_the_checks(admin_client, about):
    answer = admin_client.get(f"/admin/pages/{about.pk}/view_draft/")

    assert "data-wagtail-userbar" in answer.content.decode()


def test_visitors_get_no_userbar(admin_client, about):
    assert "data-wagtail-userbar" not in admin_client.get("/about/").content.decode()


def test_editor_is_branded_and_asks_no_other_host(admin_client, home):
    text = admin_client.get("/admin/").content.decode()

    assert "convene/editor.css" in text
    assert "convene-mark" in text
    assert 'src="http' not in text


def test_settings_can_be_saved_in_the_editor(admin_client, home, about):
    site = Site.objects.get()
    nothing = {"count": "0"}
    data = {
        "name": "Field & Street",
        "organisation": "",
        "address": "",
        "contact_email": "",
        "contact_phone": "",
        "navigation": {
            "count": "1",
            "0": {"deleted": "", "order": "0", "type": "link", "id": "", "value": {"page": about.pk, "label": ""}},
        },
        "footer": nothing,
        "subscriptions": nothing,
        "words": nothing,
    }
    flat = nested_form_data({key.replace(".", "-"): value for key, value in data.items()})

    answer = admin_client.post(f"/admin/settings/home/sitesettings/{site.pk}/", flat)

    assert answer.status_code == 302
