"""Files at their addresses, as a visitor and a program get them."""

import json
import re
from time import perf_counter

import pytest
from django.core.cache import cache
from wagtail.models import PageViewRestriction

from declarations.exports import pdf as pdf_file
from declarations.exports.editions import edition_of
from declarations.exports.formats import AS, CITE
from declarations.models import DeclarationPage, Provision, TextVersion
from declarations.views import files as files_view
from forms_ext.ledger import sha256
from tests import builders
from tests.declarations.conftest import RAW, set_body

FILES = [*(f"cite/{made.name}/" for made in CITE), *(f"as/{made.name}/" for made in AS), "as/pdf/"]
LEVELS = ["", "v/1/", "points/2/", "v/1/points/2/"]


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


def amended(page):
    """Publish a second version in which the last point became the first."""
    page.change_class = "amendment"
    return builders.publish(set_body(page, [*RAW[:2], RAW[4], RAW[2], RAW[3], RAW[5]]))


@pytest.mark.parametrize("level", LEVELS)
def test_every_format_answers_at_every_level_without_a_cookie(client, charter, level):
    for address in FILES[:-1]:
        response = client.get(f"{charter.url}{level}{address}")

        assert (response.status_code, address, dict(response.cookies)) == (200, address, {})
        assert response["ETag"]
        assert response["Last-Modified"]
        assert response["Content-Language"] == "en"
        assert re.search(r'filename="harbour-v1(-point-2)?-en\.', response["Content-Disposition"])


@pytest.mark.parametrize(
    ("address", "content_type"),
    [
        ("cite/bib/", "application/x-bibtex; charset=utf-8"),
        ("cite/ris/", "application/x-research-info-systems; charset=utf-8"),
        ("cite/csl/", "application/vnd.citationstyles.csl+json"),
        ("as/json/", "application/json"),
        ("as/jsonld/", "application/ld+json"),
        ("as/md/", "text/markdown; charset=utf-8"),
        ("as/txt/", "text/plain; charset=utf-8"),
        ("as/akn/", "application/akn+xml; charset=utf-8"),
        ("as/pdf/", "application/pdf"),
    ],
)
def test_file_says_what_it_is(client, charter, address, content_type):
    assert client.get(charter.url + address)["Content-Type"] == content_type


def test_citations_are_saved_and_texts_are_shown(client, charter):
    assert client.get(f"{charter.url}cite/bib/")["Content-Disposition"] == 'attachment; filename="harbour-v1-en.bib"'
    assert client.get(f"{charter.url}v/1/points/2/as/akn/")["Content-Disposition"] == 'inline; filename="harbour-v1-point-2-en.akn.xml"'


@pytest.mark.parametrize(
    "address", ["as/exe/", "cite/pdf/", "as/bib/", "v/9/as/json/", "points/9/as/json/", "points/0/as/json/", "v/1/points/9/as/pdf/", "as/"]
)
def test_what_does_not_exist_is_not_found(client, charter, address):
    assert client.get(charter.url + address).status_code == 404


def test_earlier_version_is_given_word_for_word(client, charter):
    first = TextVersion.objects.get()
    amended(charter)

    now = json.loads(client.get(f"{charter.url}as/json/").content)
    then = json.loads(client.get(f"{charter.url}v/1/as/json/").content)

    assert (now["version"]["number"], then["version"]["number"]) == (2, 1)
    assert (then["version"]["sha256"], sha256(then["canonical"])) == (first.sha256, first.sha256)
    assert [part["heading"] for part in then["parts"] if part["kind"] == "point"] == ["Count the tides", "", ""]


def test_point_of_a_file_carries_its_permanent_address(client, charter):
    data = json.loads(client.get(f"{charter.url}points/2/as/json/").content)
    short = Provision.objects.get(uid="point-quay").short_id

    assert data["link"] == f"http://localhost/p/{short}/"
    assert [part["kind"] for part in data["parts"]] == ["enacting", "point"]


def test_moved_point_is_called_by_both_its_numbers(client, charter):
    source = client.get(f"{amended(charter).url}as/akn/").content.decode()

    assert re.findall(r'<point eId="(\w+)" wId="(\w+)" GUID="([\w-]+)"', source) == [
        ("point_1", "point_3", "point-rain"),
        ("point_2", "point_1", "point-tide"),
        ("point_3", "point_2", "point-quay"),
    ]


def test_text_in_preparation_has_files_without_a_version(client, index):
    page = DeclarationPage(title="Draft", slug="draft", status="preparation")
    index.add_child(instance=set_body(page, RAW))
    builders.publish(page)
    data = json.loads(client.get(f"{page.url}as/json/").content)

    assert data["version"] is None
    assert data["link"] == page.full_url
    assert client.get(f"{page.url}v/1/as/json/").status_code == 404


def test_same_file_is_not_sent_twice(client, charter):
    for address in FILES:
        first = client.get(charter.url + address)
        again = client.get(charter.url + address, headers={"If-None-Match": first["ETag"]})

        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_changed_text_is_another_file(client, charter):
    first = client.get(f"{charter.url}as/md/")
    page = amended(charter)

    assert client.get(f"{page.url}as/md/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_new_fact_changes_the_file_although_the_wording_is_the_same(client, charter):
    first = client.get(f"{charter.url}as/pdf/")
    charter.place = "Testhaven"
    builders.publish(charter)

    assert client.get(f"{charter.url}as/pdf/", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("level", LEVELS)
def test_files_of_a_private_page_ask_for_the_password(client, charter, level):
    PageViewRestriction.objects.create(page=charter, restriction_type="password", password="x")

    for address in FILES:
        response = client.get(f"{charter.url}{level}{address}")
        assert "quays stay open" not in response.content.decode(errors="replace")
        assert (address, response["Content-Type"]) == (address, "text/html; charset=utf-8")


def test_files_of_a_page_with_a_group_lead_to_the_login(client, charter):
    PageViewRestriction.objects.create(page=charter, restriction_type="login")

    assert {client.get(charter.url + address).status_code for address in FILES} == {302}


def test_private_pdf_stays_out_of_the_cache(client, charter, django_user_model, monkeypatch):
    PageViewRestriction.objects.create(page=charter, restriction_type="login")
    client.force_login(django_user_model.objects.create_superuser("root", "root@example.org", "x"))
    calls = []
    monkeypatch.setattr(pdf_file, "pdf", lambda edition: calls.append(edition) or b"%PDF")

    for _ in range(2):
        assert {"private", "no-store"} <= set(client.get(f"{charter.url}as/pdf/")["Cache-Control"].split(", "))
    assert len(calls) == 2


def test_files_of_a_draft_are_not_found(client, charter):
    charter.unpublish()

    assert {client.get(f"{charter.url}{level}{address}").status_code for level in LEVELS for address in FILES} == {404}


def test_pdf_is_set_once_for_each_content(client, charter, monkeypatch):
    calls = []
    monkeypatch.setattr(pdf_file, "pdf", lambda edition: calls.append(edition) or b"%PDF")

    for _ in range(3):
        assert client.get(f"{charter.url}as/pdf/").content == b"%PDF"
    client.get(f"{amended(charter).url}as/pdf/")
    client.get(f"{charter.url}v/1/as/pdf/")

    assert [edition.version.number for edition in calls] == [1, 2, 1]


def test_site_without_the_library_says_so(client, charter, monkeypatch):
    monkeypatch.setattr(pdf_file, "weasyprint", lambda: None)
    response = client.get(f"{charter.url}as/pdf/")

    assert response.status_code == 404
    assert "This site makes no PDF files." in response.content.decode()
    assert f"{charter.url}as/pdf/" not in client.get(charter.url).content.decode()


def test_letters_without_a_font_are_told_instead_of_drawn_as_boxes(client, charter):
    charter.title = "Harbour \U0010fffd"
    charter.change_class = "correction"
    page = builders.publish(charter)

    for _ in range(2):
        response = client.get(f"{page.url}as/pdf/")
        assert response.status_code == 404
        assert "no font for some of its letters" in response.content.decode()


@pytest.mark.parametrize("address", FILES)
def test_files_cost_few_queries_however_many_points(client, charter, address, django_assert_max_num_queries):
    many = [{**RAW[3], "id": f"many-{number}"} for number in range(30)]
    charter.change_class = "amendment"
    page = builders.publish(set_body(charter, [*RAW[:2], *many]))
    client.get(page.url + address)
    cache.clear()

    with django_assert_max_num_queries(19):
        assert client.get(page.url + address).status_code == 200


def test_translation_names_its_original(charter):
    from wagtail.models import Locale

    german = Locale.objects.create(language_code="de")
    charter.get_parent().get_parent().copy_for_translation(german).save_revision().publish()
    charter.get_parent().copy_for_translation(german).save_revision().publish()
    twin = charter.copy_for_translation(german)
    twin.authentic_language = "en"
    twin = builders.publish(twin)
    edition = edition_of(twin)

    assert edition.original == charter.full_url
    assert set(edition.permanent) == {"point-tide", "point-quay", "point-rain"}
    assert all(address.startswith("http://localhost/de/p/") for address in edition.permanent.values())


def test_crowd_before_a_pdf_is_asked_to_come_again(client, charter, monkeypatch):
    monkeypatch.setattr(files_view, "PATIENCE", 0.01)
    with files_view.SETTING:
        response = client.get(f"{charter.url}as/pdf/")

    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "The PDF is not ready yet" in response.content.decode()
    assert client.get(f"{charter.url}as/pdf/").status_code == 200


def test_publishing_again_without_a_change_sets_no_other_pdf(client, charter):
    first = client.get(f"{charter.url}as/pdf/")
    builders.publish(charter)

    assert client.get(f"{charter.url}as/pdf/", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_pdf_is_quick_the_second_time(client, charter, figure):
    started = perf_counter()
    first = client.get(f"{charter.url}as/pdf/").content
    middle = perf_counter()
    again = client.get(f"{charter.url}as/pdf/").content
    ended = perf_counter()

    figure(f"declarations: PDF of three points set in {middle - started:.2f} s, from the cache in {(ended - middle) * 1000:.0f} ms")
    assert again == first
    assert ended - middle < middle - started


def test_draft_is_shown_to_its_editor(charter, rf):
    from django.contrib.auth.models import AnonymousUser

    fresh = DeclarationPage(title="New", slug="new", locale=charter.locale)
    for page in (charter, set_body(fresh, RAW)):
        response = page.make_preview_request(extra_request_attrs={"user": AnonymousUser()})
        assert response.status_code == 200
        assert 'id="cite"' in response.content.decode()
