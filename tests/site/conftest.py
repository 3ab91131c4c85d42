"""A small site in two languages: start page, pages to read, menus."""

import pytest
from convene_site.demo.content import build
from convene_site.home.models import HomePage, SiteSettings, StandardPage
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import translation
from wagtail.models import Collection, GroupPagePermission, Locale, Page, Site

HOME_BODY = [
    ("text", {"heading": "About", "note": "Since 2019", "text": "<p>Research and administration at one table.</p>"}),
    ("events", {"heading": "Events", "number": 3}),
    ("declaration", {"heading": "Latest declaration"}),
    (
        "steps",
        {
            "heading": "How it works",
            "note": "From a question to a text",
            "steps": [{"title": "A question", "text": "A place brings it."}, {"title": "One text", "text": "All can carry it."}],
        },
    ),
    (
        "partners",
        {
            "heading": "Partners",
            "note": "",
            "partners": [
                {"name": "Institute for Delta Studies", "letters": "ID", "place": "Hue", "address": "https://delta.example/"},
                {"name": "Coordination office", "letters": "CO", "place": "", "address": ""},
            ],
        },
    ),
]
PRIVACY_BODY = [
    ("notice", {"kind": "warn", "heading": "The office is closed until 6 January", "text": "<p>Letters wait.</p>"}),
    (
        "text",
        {"heading": "When you only read", "note": "Version 5", "text": "<p>No cookie, no counter.</p><h3>Logs</h3><p>Seven days.</p>"},
    ),
    (
        "definitions",
        {"heading": "Imprint", "note": "", "entries": [{"term": "Responsible", "text": "<p>The coordination office</p>"}]},
    ),
    ("contact", {"heading": "Contact", "note": "", "text": "<p>Two people answer.</p>"}),
]


@pytest.fixture
def root_page(db):
    """Return the root of an empty tree; English and German exist."""
    Page.objects.all().delete()
    Site.objects.all().delete()
    Locale.objects.exclude(language_code="en").delete()
    Locale.objects.get_or_create(language_code="en")
    Locale.objects.create(language_code="de")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    return Page.add_root(title="Root", slug="root", locale=Locale.objects.get(language_code="en"))


@pytest.fixture
def home(root_page):
    """Return the published English start page of the default site."""
    page = root_page.add_child(
        instance=HomePage(
            title="Field & Street",
            slug="home",
            kicker="A network for towns and the land around them",
            headline="The town begins in the field",
            lead="We bring researchers, mayors and growers together where the street ends.",
            body=HOME_BODY,
        )
    )
    Site.objects.create(hostname="localhost", root_page=page, is_default_site=True, site_name="Field & Street")
    return page


@pytest.fixture
def about(home):
    return home.add_child(instance=StandardPage(title="About", slug="about", lead="Who we are.", body=PRIVACY_BODY))


@pytest.fixture
def german(home, about):
    """Return the start page and the page to read in German, live."""
    locale = Locale.objects.get(language_code="de")
    start = home.copy_for_translation(locale)
    start.title, start.headline, start.live = "Feld & Straße", "Die Stadt beginnt auf dem Acker", True
    start.save_revision().publish()
    page = about.copy_for_translation(locale)
    page.title, page.slug = "Über uns", "ueber-uns"
    page.save_revision().publish()
    return start, page


@pytest.fixture
def settings_of_site(home, about):
    """Return settings with a menu of one link, one link at the foot and words in two languages."""
    return SiteSettings.objects.create(
        site=Site.objects.get(),
        name="Field & Street",
        organisation="Field & Street, coordination office",
        address="Gartenstraße 118\n10115 Berlin",
        contact_email="office@fieldandstreet.example",
        contact_phone="+49 30 5550 0142",
        navigation=[("link", {"page": about, "label": ""})],
        footer=[("link", {"page": about, "label": "Privacy"})],
        words=[
            ("words", {"language": "en", "strapline": "Research and administration at one table.", "hours": "", "promise": ""}),
            (
                "words",
                {"language": "de", "strapline": "Forschung und Verwaltung an einem Tisch.", "hours": "", "promise": "Keine Cookies."},
            ),
        ],
    )


@pytest.fixture
def english():
    """Make sure that no test leaves another language behind."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def demo_site(django_db_setup, django_db_blocker):
    """Build the demo once for all tests of a module, in place of what Wagtail's own migrations leave; undo it afterwards.

    Each test adds its own savepoint with ``db``.
    """
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        as_wagtail_leaves_it()
        build()
        Site.clear_site_root_paths_cache()
        yield
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


def as_wagtail_leaves_it():
    """Make the tree, the site and the groups of a fresh Wagtail; tests with real transactions flush them."""
    Page.objects.all().delete()
    Site.objects.all().delete()
    Locale.objects.all().delete()
    english = Locale.objects.create(language_code="en")
    root = Page.add_root(title="Root", slug="root", locale=english)
    welcome = root.add_child(instance=Page(title="Welcome to your new Wagtail site!", slug="home", locale=english))
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)
    Collection.objects.exists() or Collection.add_root(name="Root")
    for name in ("Editors", "Moderators"):
        group, _created = Group.objects.get_or_create(name=name)
        for codename in ("add_page", "change_page", "publish_page"):
            right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=right)
