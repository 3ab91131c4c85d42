"""The list of declarations: filters, chips, feed."""

import re
from datetime import date

import pytest
from wagtail.models import Locale, PageViewRestriction

from declarations.models import DeclarationPage
from tests import builders

from .conftest import raw_point, set_body


def text(index, title, point="nets are mended.", organisers=(), **facts):
    page = DeclarationPage(title=title, slug=title.lower().replace(" ", "-"), **{"status": "adopted", "kind": "charter", **facts})
    page.organisers = page.organisers.stream_block.to_python([builders.part("organiser", {"name": name}) for name in organisers])
    index.add_child(instance=set_body(page, [raw_point(point, f"point-{title}")]))
    return builders.publish(page)


@pytest.fixture
def three(index):
    return [
        text(index, "Pond Charter", "ponds are léft open.", ["Hüe Towns"], adopted_on=date(2024, 5, 1), place="Hue"),
        text(
            index,
            "Salt Appeal",
            "salt is weighed.",
            ["Salt Board", "Hüe Towns"],
            adopted_on=date(2025, 5, 1),
            place="Lund",
            kind="statement",
        ),
        text(
            index, "Reed Letter", "reeds are cut late.", adopted_on=date(2025, 9, 1), place="Lund", kind="open_letter", status="withdrawn"
        ),
    ]


def titles(client, index, query=""):
    page = client.get(f"{index.url}{query}").content.decode()
    return re.findall(r'<h2><a href="[^"]*">([^<]*)</a></h2>', page)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Reed Letter", "Salt Appeal", "Pond Charter"]),
        ("?year=2025", ["Reed Letter", "Salt Appeal"]),
        ("?place=Lund&kind=statement", ["Salt Appeal"]),
        ("?organiser=H%C3%BCe+Towns", ["Salt Appeal", "Pond Charter"]),
        ("?status=withdrawn", ["Reed Letter"]),
        ("?q=LEFT+ponds", ["Pond Charter"]),
        ("?q=hue+towns", ["Salt Appeal", "Pond Charter"]),
        ("?q=salt+reeds", []),
        ("?year=1999", ["Reed Letter", "Salt Appeal", "Pond Charter"]),
    ],
)
def test_filters_leave_what_fits(client, index, three, query, expected):
    assert titles(client, index, query) == expected


def test_value_that_makes_no_sense_is_told_and_left_out(client, index, three):
    page = client.get(f"{index.url}?year=1999&place=Lund").content.decode()

    assert 'href="#id_year"' in page
    assert titles(client, index, "?year=1999&place=Lund") == ["Reed Letter", "Salt Appeal"]


def test_chips_take_one_filter_away(client, index, three):
    page = client.get(f"{index.url}?place=Lund&year=2025&page=1").content.decode()

    assert re.findall(r'<a href="(\?[^"]*)">([^<]*) <span', page) == [("?place=Lund", "Year: 2025"), ("?year=2025", "Place: Lund")]
    assert '<meta name="robots" content="noindex, follow">' in page


def test_nothing_that_fits_says_so(client, index, three):
    assert "No text fits" in client.get(f"{index.url}?q=nothing").content.decode()


def test_language_leaves_texts_that_can_be_read_in_it(client, index, three):
    german = Locale.objects.create(language_code="de")
    twin = builders.publish(three[0].copy_for_translation(german, copy_parents=True))
    assert titles(client, index, "?language=de") == ["Pond Charter"]

    PageViewRestriction.objects.create(page=twin, restriction_type="login")
    assert titles(client, index, "?language=de") == ["Reed Letter", "Salt Appeal", "Pond Charter"]


def test_only_filters_that_leave_a_choice_are_shown(client, index, three):
    def shown():
        return re.findall(r'<(?:select|input)[^>]* name="(\w+)"', client.get(index.url).content.decode().partition("filter-bar")[2])

    assert shown() == ["q", "kind", "status", "year", "place", "organiser"]
    for page in three[1:]:
        page.delete()
    assert shown() == ["q"]


def test_private_texts_and_drafts_are_neither_listed_nor_named_by_a_filter(client, index, three):
    before = client.get(index.url).content.decode() + client.get(f"{index.url}feed/").content.decode()
    PageViewRestriction.objects.create(page=three[0], restriction_type="login")
    three[1].unpublish()
    page = client.get(index.url).content.decode()
    feed = client.get(f"{index.url}feed/").content.decode()

    names = ("Pond Charter", "Hüe Towns", "Salt Appeal", "Salt Board")
    assert [name in before for name in names] == [True] * 4
    assert [name for name in names if name in page + feed] == []


def test_feed_gives_the_newest_first(client, index, three):
    answer = client.get(f"{index.url}feed/")

    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert re.findall(r"<title>([^<]*)</title>", answer.content.decode()) == ["Declarations", "Reed Letter", "Salt Appeal", "Pond Charter"]
    assert f"<id>urn:uuid:{three[0].declaration_key}:en</id>" in answer.content.decode()


def count(client, index):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(index.url)
    with CaptureQueriesContext(connection) as queries:
        client.get(index.url)
    return len(queries)


def test_list_costs_the_same_however_long_it_is(client, index, three):
    link = f'see <a linktype="page" id="{index.pk}">the list</a>.'
    before = count(client, index)
    for number in range(8):
        text(index, f"Further {number}", link, ["Salt Board"], adopted_on=date(2023, 1, 1))

    assert count(client, index) == before


# The register


@pytest.fixture
def version(charter):
    from declarations.models import TextVersion

    return TextVersion.objects.get()


def account(name, page, kind):
    from wagtail.models import GroupPagePermission

    from tests import people

    group = people.group(f"Group of {name}")
    if page is not None:
        from django.contrib.auth.models import Permission

        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{kind}_page")
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    return people.person(name, group)


LIST, ONE = "/admin/registers/texts/", "/admin/registers/texts/inspect/{}/"


def test_register_shows_each_version_with_its_hashes_computed_again(client, version, charter):
    client.force_login(account("ed", charter.get_parent(), "change"))

    assert version.sha256 in client.get(LIST).content.decode()
    page = client.get(ONE.format(version.pk)).content.decode()
    assert "Computed again, hash and chain agree." in page
    assert "quays stay open to those who fish." in page


def test_register_sees_a_version_that_was_changed(client, version, charter):
    from .tamperings import put

    client.force_login(account("ed", charter.get_parent(), "change"))
    put(version, text=version.text.replace("quays", "docks"))

    assert "Hash or chain do not agree" in client.get(ONE.format(version.pk)).content.decode()


@pytest.mark.parametrize("path", ["create/", "edit/{}/", "delete/{}/", "history/{}/"])
def test_register_has_nothing_to_write_with(client, version, charter, path):
    from tests import people

    client.force_login(people.superuser())

    assert client.get(LIST + path.format(version.pk)).status_code == 404


def test_register_is_closed_to_those_who_edit_elsewhere(client, version, charter, index):
    from declarations.models import DeclarationIndexPage

    elsewhere = index.get_parent().add_child(instance=DeclarationIndexPage(title="Elsewhere", slug="elsewhere"))
    client.force_login(account("el", elsewhere, "change"))

    assert version.sha256 not in client.get(LIST).content.decode()
    assert client.get(ONE.format(version.pk)).status_code == 404
    assert client.get(ONE.format("x")).status_code == 404


def test_register_is_closed_to_those_who_edit_nothing(client, version):
    client.force_login(account("nobody", None, ""))

    assert client.get(LIST).status_code in {302, 403}
    assert client.get(ONE.format(version.pk)).status_code in {302, 403, 404}


def test_register_is_asked_for_each_row(version, charter, index):
    from declarations.modeladmin import TextVersionPermissionHelper

    helper = TextVersionPermissionHelper(type(version), inspect_view_enabled=True)
    mine, foreign = account("mine", charter.get_parent(), "publish"), account("foreign", None, "")

    assert [helper.user_can_inspect_obj(user, version) for user in (mine, foreign)] == [True, False]
    verbs = ("edit", "delete", "unpublish", "copy")
    assert [getattr(helper, f"user_can_{verb}_obj")(mine, version) for verb in verbs] == [False] * 4
    assert helper.user_can_create(mine) is False
