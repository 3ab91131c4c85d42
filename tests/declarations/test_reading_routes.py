"""The addresses below a declaration: points, versions, the text of a day."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from declarations.models import DeclarationPage, Provision, TextVersion
from tests import builders

from .conftest import RAW, raw_point, set_body


@pytest.fixture
def amended(charter):
    """The charter in its second version: the third point is now the first, the second one is gone."""
    charter.change_class = "amendment"
    reworded = raw_point("tides are counted before any wall is built.", "point-tide", "Count the tides")
    return builders.publish(set_body(charter, [*RAW[:2], RAW[4], reworded, RAW[5]]))


@pytest.fixture
def twin(charter):
    """The German translation of the charter."""
    german = Locale.objects.create(language_code="de")
    for page in (charter.get_parent().get_parent(), charter.get_parent()):
        page.specific.copy_for_translation(german).save_revision().publish()
    page = set_body(charter.copy_for_translation(german), [RAW[2], raw_point("Die Kais bleiben offen.", "point-quay", "Kais"), RAW[4]])
    return builders.publish(page)


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def short(uid):
    return Provision.objects.get(uid=uid).short_id


def test_point_has_a_page_with_its_permanent_address_and_its_neighbours(client, charter):
    answer = client.get(f"{charter.url}points/2/")
    page = answer.content.decode()

    assert "quays stay open to those who fish." in page
    assert f'<p class="cite-text hash" id="permanent">http://testserver/p/{short("point-quay")}/</p>' in page
    assert f'<link rel="canonical" href="http://testserver{charter.url}points/2/">' in page
    assert '<meta property="og:title" content="Harbour Charter: Point 2">' in page
    assert f'href="{charter.url}points/1/" rel="prev"' in page
    assert f'href="{charter.url}points/3/" rel="next"' in page
    assert "noindex" not in page


def test_point_tells_its_history(client, amended):
    first, second = (text_of(client.get(f"{amended.url}points/{place}/")) for place in (1, 2))

    assert re.search(r"Version 2: point 1 \S+ \w+ \d+ · was point 3 in version 1 · wording unchanged", first)
    assert re.search(r"Version 2: point 2 \S+ \w+ \d+ · was point 1 in version 1 · reworded", second)
    assert re.search(r"Version 1: point 3 \S+ \w+ \d+ · new in this version", first)


def test_point_leads_to_the_same_point_in_other_languages(client, charter, twin):
    page = client.get(f"{charter.url}points/2/").content.decode()

    assert f'<a href="{twin.url}points/2/" lang="de" hreflang="de">Kais</a>' in page
    assert re.search(rf'rel="alternate" hreflang="de" href="http://testserver{twin.url}points/2/"', page)


@pytest.mark.parametrize("path", ["points/0/", "points/4/", "points/9999/", "v/1/points/4/", "v/2/points/1/", "v/0/", "v/9/", "v/999999/"])
def test_unknown_point_or_version_is_a_clear_404(client, charter, path):
    answer = client.get(charter.url + path)

    assert answer.status_code == 404
    assert "These versions of “Harbour Charter” were kept" in text_of(answer)


@pytest.mark.parametrize("path", ["points/99999999999999999999/", "points/three/", "v/99999999999999999999/", "v/-1/", "at//"])
def test_what_is_no_number_is_not_found(client, charter, path):
    assert client.get(charter.url + path).status_code == 404


def test_version_stays_as_it_was_and_is_not_indexed(client, amended):
    page = client.get(f"{amended.url}v/1/").content.decode()

    assert "quays stay open to those who fish." in page
    assert '<meta name="robots" content="noindex">' in page
    assert f'<link rel="canonical" href="http://localhost{amended.url}">' in page
    assert TextVersion.objects.get(number=1).sha256 in page
    assert "Version 2 took its place." in text_of(client.get(f"{amended.url}v/1/"))
    assert "took its place" not in text_of(client.get(f"{amended.url}v/2/"))


def test_point_of_a_version_leads_to_the_point_as_it_is_now(client, amended):
    kept, gone = (client.get(f"{amended.url}v/1/points/{place}/").content.decode() for place in (3, 2))

    assert f'<link rel="canonical" href="http://testserver{amended.url}points/1/">' in kept
    assert "Go to this point as it is now" in kept
    assert "This point is no longer part of the text." in gone
    assert all('<meta name="robots" content="noindex">' in page for page in (kept, gone))


def test_day_leads_to_the_version_in_force(client, amended):
    TextVersion._base_manager.filter(number=1)._update(
        [(TextVersion._meta.get_field("published_at"), TextVersion, timezone.now() - timedelta(days=40))]
    )
    today = timezone.localdate()

    def version_on(day):
        answer = client.get(f"{amended.url}at/{day}/")
        return answer.headers.get("Location", answer.status_code)

    assert version_on(today) == f"{amended.url}v/2/"
    assert version_on(today - timedelta(days=1)) == f"{amended.url}v/1/"
    assert version_on(today - timedelta(days=41)) == 404
    assert version_on(today + timedelta(days=1)) == 404
    DeclarationPage.objects.filter(pk=amended.pk).update(adopted_on=date(2019, 11, 13))
    assert version_on("2019-11-13") == f"{amended.url}v/1/"
    assert version_on("2019-11-12") == 404


@pytest.mark.parametrize("day", ["2026-02-30", "20260214", "yesterday", "2026-13-01", "0000-00-00"])
def test_what_is_no_date_is_a_clear_404(client, charter, day):
    answer = client.get(f"{charter.url}at/{day}/")

    assert answer.status_code == 404
    assert f"“{day}” is no date" in text_of(answer)


def links(answer):
    return re.findall(r'<([^>]*)>; rel="([^"]*)"(?:; hreflang="([^"]*)")?', answer.headers["Link"])


def test_head_of_the_answer_names_versions_and_languages(client, amended, twin):
    home, german = f"http://localhost{amended.url}", f"http://localhost{twin.url}"

    assert links(client.get(amended.url, headers={"host": "localhost"})) == [
        (home, "canonical", ""),
        (f"{home}#versions", "version-history", ""),
        (f"{home}v/1/", "predecessor-version", ""),
        (german, "alternate", "de"),
        (home, "alternate", "en"),
    ]
    assert links(client.get(f"{amended.url}v/1/", headers={"host": "localhost"})) == [
        (home, "canonical", ""),
        (f"{home}#versions", "version-history", ""),
        (f"{home}v/2/", "successor-version", ""),
        (home, "latest-version", ""),
    ]


@pytest.mark.parametrize("path", ["", "points/1/", "v/1/", "v/1/points/1/", "at/2026-02-30/"])
def test_private_page_keeps_all_its_addresses_private(client, charter, path):
    PageViewRestriction.objects.create(page=charter, restriction_type="login")

    answer = client.get(charter.url + path)

    assert answer.status_code == 302
    assert "login" in answer.headers["Location"]


@pytest.mark.parametrize(
    ("status", "sentence"), [("withdrawn", "This text was withdrawn."), ("superseded", "Another text has taken the place of this one.")]
)
def test_text_that_no_longer_applies_says_so_on_every_page(client, charter, index, status, sentence):
    successor = builders.publish(index.add_child(instance=DeclarationPage(title="New Harbour Charter", status="adopted")))
    charter.status, charter.status_note, charter.superseded_by = status, "The harbours agreed anew.", Page.objects.get(pk=successor.pk)
    builders.publish(charter)

    for path in ("", "points/1/", "v/1/", "v/1/points/1/"):
        shown = text_of(client.get(charter.url + path))
        assert sentence in shown
        assert "The harbours agreed anew." in shown
        assert "Read instead: New Harbour Charter" in shown


def test_draft_says_that_it_is_one(client, index):
    page = DeclarationPage(title="Draft", slug="draft", status="comment")
    index.add_child(instance=set_body(page, RAW))
    builders.publish(page)

    assert "This is a draft, open for comment." in text_of(client.get(page.url))


def test_points_cost_few_queries(client, amended, twin, django_assert_max_num_queries):
    client.get(f"{amended.url}points/1/")
    with django_assert_max_num_queries(24):
        client.get(f"{amended.url}points/1/")
