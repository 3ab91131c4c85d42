"""What the pages of a declaration offer to those who cite it, and to those who print it."""

import html
import json
import re

import pytest

from declarations.exports.qr import qr_svg
from declarations.models import DeclarationPage, Provision
from tests import builders
from tests.declarations.conftest import RAW, set_body

VIEWS = ["", "v/1/", "points/2/", "v/1/points/2/"]


def linked_data(page):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def metas(page):
    pairs = re.findall(r'<meta name="(citation_\w+)" content="([^"]*)">', page)
    return {name: html.unescape(content) for name, content in pairs}


def text_of(page, name):
    return html.unescape(re.search(rf'id="{name}"[^>]*>(.*?)</', page, re.DOTALL)[1])


def test_head_of_the_page_tells_scholars_and_search_engines(client, charter):
    page = client.get(charter.url).content.decode()
    data = linked_data(page)

    assert metas(page)["citation_title"] == "Harbour Charter"
    assert metas(page)["citation_pdf_url"] == f"{charter.full_url}as/pdf/"
    assert (data["@type"], data["name"], data["@id"]) == ("Legislation", "Harbour Charter", f"{charter.full_url}v/1/")
    assert [part["position"] for part in data["hasPart"]] == [1, 2, 3]
    assert "text" not in data["hasPart"][0]
    assert '<meta property="og:type" content="article">' in page
    assert f'<link rel="alternate" type="application/akn+xml" href="{charter.full_url}as/akn/" title="Akoma Ntoso">' in page


def test_head_of_a_point_says_what_it_is_part_of(client, charter):
    page = client.get(f"{charter.url}points/2/").content.decode()
    data = linked_data(page)

    assert data["isPartOf"]["name"] == "Harbour Charter"
    assert metas(page)["citation_title"] == "Harbour Charter, point 2"
    assert data["@id"] == metas(page)["citation_public_url"]


def test_title_cannot_leave_the_script_or_the_attribute(client, charter):
    charter.title = '</script><b>" onload="x" & <!--'
    charter.change_class = "correction"
    page = client.get(builders.publish(charter).url).content.decode()

    assert linked_data(page)["name"] == charter.title
    assert metas(page)["citation_title"] == charter.title
    assert '<b>"' not in page


@pytest.mark.parametrize("view", VIEWS)
def test_every_file_that_is_offered_is_there(client, charter, view):
    page = client.get(charter.url + view).content.decode()
    offered = re.findall(rf'href="({re.escape(charter.url)}[^"]*(?:cite|as)/\w+/)"', page)

    assert len(offered) == 9
    assert all(address.startswith(f"{charter.url}{view}") for address in offered)
    assert {client.get(address).status_code for address in offered if "pdf" not in address} == {200}


def test_quotation_has_the_words_their_source_and_the_permanent_link(client, charter):
    page = client.get(f"{charter.url}points/2/").content.decode()
    short = Provision.objects.get(uid="point-quay").short_id

    year = charter.first_published_at.year
    assert text_of(page, "quotation") == (
        f"“Second, quays stay open to those who fish.”\n— Harbour Charter ({year}), point 2, version 1, English\nhttp://localhost/p/{short}/"
    )


def test_reference_of_a_draft_calls_it_a_draft(client, index):
    page = DeclarationPage(title="Draft of a text", slug="draft", status="preparation")
    index.add_child(instance=set_body(page, RAW))
    page = builders.publish(page)
    shown = client.get(page.url).content.decode()

    assert text_of(shown, "reference") == f"Draft of a text, draft ({page.first_published_at.year}). {page.full_url}"
    assert 'class="qr' not in shown
    assert "in preparation: this wording is not adopted" in shown


def test_paper_leads_back_to_every_point(client, charter):
    page = client.get(charter.url).content.decode()

    codes = {short: qr_svg(f"http://localhost/p/{short}/") in page for short in Provision.objects.values_list("short_id", flat=True)}
    assert list(codes.values()) == [True] * 3


def test_codes_bring_no_style_or_script_of_their_own():
    code = qr_svg("https://forum.example/p/abcdefgh/")

    assert re.findall(r"<(\w+)", code) == ["svg", "path"]
    assert "style" not in code


def test_paper_says_which_wording_it_is(client, charter):
    from declarations.models import TextVersion

    page = client.get(charter.url).content.decode()
    ground = page.partition('class="print-only ground"')[2]

    assert TextVersion.objects.get().sha256 in ground
    assert f"{charter.full_url}v/1/" in ground
