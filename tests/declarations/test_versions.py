"""What is kept when an adopted text is published, and the addresses of its points."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Model, QuerySet
from wagtail.models import Locale, PageViewRestriction, Site

from declarations.actions import record
from declarations.audits import verify_texts
from declarations.models import Provision, ProvisionText, TextVersion
from forms_ext.ledger import sha256
from forms_ext.models.immutable import ImmutableError, ImmutableModel, ImmutableQuerySet
from tests import builders

from .conftest import RAW, raw_point, set_body


def change(page, raw, change_class="amendment", **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.change_class = change_class
    return builders.publish(set_body(page, raw))


def address(uid):
    return f"/p/{Provision.objects.get(uid=uid).short_id}/"


def test_first_publish_keeps_the_text_as_adopted(charter):
    version = TextVersion.objects.get()

    assert (version.number, version.change_class, version.language) == (1, "adopted", "en")
    assert version.sha256 == sha256(version.text)
    assert ProvisionText.objects.filter(version=version).count() == 3


def test_same_wording_is_kept_once(charter):
    builders.publish(charter)

    assert TextVersion.objects.count() == 1


def test_control_without_comparing_hashes_the_same_wording_is_kept_again(charter, monkeypatch):
    times = iter(range(9))
    monkeypatch.setattr(record, "sha256", lambda text: sha256(f"{text}{next(times)}"))
    builders.publish(charter)

    assert TextVersion.objects.count() == 2


def test_control_without_hashing_the_letters_a_changed_wording_is_not_kept(charter, monkeypatch):
    first = TextVersion.objects.get()
    monkeypatch.setattr(record, "sha256", lambda _text: first.sha256)
    change(charter, RAW[:4])

    assert list(TextVersion.objects.all()) == [first]


def test_layout_is_no_wording(charter):
    charter.subtitle = "Three points"
    charter.search_description = "For search engines"
    builders.publish(charter)

    assert TextVersion.objects.count() == 1


@pytest.mark.parametrize(
    "raw",
    [
        [*RAW[:2], raw_point("tides are counted before walls are builT.", "point-tide", "Count the tides"), *RAW[3:]],
        [*RAW[:2], RAW[3], RAW[2], *RAW[4:]],
        [*RAW[:3], *RAW[4:]],
    ],
    ids=["letter", "order", "removed"],
)
def test_changed_wording_is_a_new_version(charter, raw):
    change(charter, raw)

    assert [version.change_class for version in TextVersion.objects.order_by("number")] == ["adopted", "amendment"]


def test_white_space_is_no_wording(charter):
    raw = [RAW[0] | {"value": "<p>The  harbours met\u00a0in\nspring.</p>"}, *RAW[1:]]
    change(charter, raw)

    assert TextVersion.objects.count() == 1


def test_kind_of_change_is_empty_after_publish(charter):
    page = change(charter, RAW[:4])

    assert page.change_class == ""
    assert page.latest_revision.content["change_class"] == ""


WAYS = {
    "save": lambda version: version.save(),
    "save a column": lambda version: version.save(update_fields=["text"]),
    "update": lambda _version: TextVersion.objects.update(text="x"),
    "update many": lambda version: TextVersion.objects.bulk_update([version], ["text"]),
    "update or create": lambda version: TextVersion.objects.update_or_create({"text": "x"}, pk=version.pk),
    "put over it": lambda version: TextVersion.objects.bulk_create(
        [version], update_conflicts=True, update_fields=["text"], unique_fields=["declaration_key", "language", "number"]
    ),
    "delete": lambda version: version.delete(),
    "delete all": lambda _version: TextVersion.objects.all().delete(),
}


@pytest.mark.parametrize("way", WAYS)
def test_version_cannot_be_changed(charter, way):
    version = TextVersion.objects.get()
    before, version.text = version.text, "x"

    with pytest.raises(ImmutableError):
        WAYS[way](version)
    assert TextVersion.objects.get().text == before


@pytest.mark.parametrize(
    ("owner", "way", "usual"),
    [(ImmutableModel, "save", Model.save), (ImmutableQuerySet, "update", QuerySet.update)],
    ids=["save", "update"],
)
def test_control_without_the_refusal_a_version_is_changed_and_found(charter, monkeypatch, owner, way, usual):
    version = TextVersion.objects.get()
    version.text = "x"
    monkeypatch.setattr(owner, way, usual)
    WAYS[way](version)

    assert TextVersion.objects.get().text == "x"
    assert "text-changed" in {finding.code for finding in verify_texts()}


def test_permanent_link_leads_to_the_point(client, charter):
    short = Provision.objects.get(uid="point-quay").short_id

    response = client.get(f"/p/{short}/")

    assert response.status_code == 302
    assert response["Location"].endswith(f"/declarations/harbour/#p-{short}")


def test_permanent_link_follows_a_moved_point_and_a_renamed_page(client, charter):
    link = address("point-quay")
    page = change(charter, [*RAW[:2], RAW[3], RAW[2], *RAW[4:]], slug="quays")

    response = client.get(link)

    assert next(point.uid for point in page.points) == "point-quay"
    assert "/declarations/quays/#p-" in response["Location"]


def test_withdrawn_point_shows_its_last_wording(client, charter):
    link = address("point-quay")
    change(charter, [*RAW[:3], raw_point("quays stay open to all.", "point-quay"), *RAW[4:]])
    change(charter, [*RAW[:3], *RAW[4:]])

    response = client.get(link)

    assert response.status_code == 410
    page = response.content.decode()
    assert ("quays stay open to all." in page, "to those who fish" in page) == (True, False)
    assert "Point 2 of version 2" in page
    assert '<blockquote class="quote old" lang="en">' in client.get(f"/de{link}").content.decode()


def test_control_without_the_rows_of_points_the_last_wording_is_not_told(client, charter, monkeypatch):
    monkeypatch.setattr(Provision, "last_text", lambda _self, _language: None)
    link = address("point-quay")
    change(charter, [*RAW[:3], *RAW[4:]])

    response = client.get(link)

    assert (response.status_code, "quays stay open" in response.content.decode()) == (410, False)


@pytest.mark.parametrize("fate", ["unpublish", "delete"])
def test_point_of_a_page_that_is_gone_shows_its_last_wording(client, charter, fate):
    link = address("point-quay")
    getattr(charter, fate)()

    response = client.get(link)

    assert response.status_code == 410
    assert "quays stay open" in response.content.decode()


def test_wording_of_a_private_page_stays_private(client, charter):
    link = address("point-quay")
    PageViewRestriction.objects.create(page=charter, restriction_type="password", password="x")
    charter.delete()

    response = client.get(link)

    assert response.status_code == 410
    assert "quays stay open" not in response.content.decode()


def test_wording_of_a_page_moved_below_a_private_one_stays_private(client, charter, index):
    link = address("point-quay")
    from declarations.models import DeclarationIndexPage

    closed = index.get_parent().add_child(instance=DeclarationIndexPage(title="Closed", slug="closed"))
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    charter.move(closed, pos="last-child")
    charter.delete()

    response = client.get(link)

    assert response.status_code == 410
    assert "quays stay open" not in response.content.decode()


def test_point_that_is_gone_is_shown_whole_and_leads_to_its_last_version(client, charter):
    link = address("point-rain")
    change(charter, [*RAW[:4], RAW[5]])

    page = client.get(link).content.decode()

    assert all(words in page for words in ("rain is led to ponds.", "in the old town", "along the dyke", "Point 3 of version 1"))
    assert f'href="{charter.url}v/1/points/3/"' in page
    assert client.get(f"{charter.url}v/1/points/3/").status_code == 200


def test_private_wording_of_one_language_stays_private_whatever_the_other_publishes(client, charter):
    german = Locale.objects.create(language_code="de")
    for page in (Site.objects.get().root_page, charter.get_parent()):
        page.specific.copy_for_translation(german).save_revision().publish()
    raw = [raw_point("Die Kais bleiben offen.", "point-quay")]
    twin = builders.publish(set_body(charter.copy_for_translation(german), raw))
    PageViewRestriction.objects.create(page=twin, restriction_type="password", password="x")
    twin.delete()
    change(charter, [builders.part("preamble", "<p>The harbours met in autumn.</p>", "pre-1"), *RAW[1:]])
    change(charter, RAW[:3])

    for link in (address("point-quay"), f"/de{address('point-quay')}"):
        assert "Die Kais bleiben offen." not in client.get(link).content.decode()


def test_unknown_address_is_not_found(client, charter):
    assert client.get("/p/aaaaaaaa/").status_code == 404


def test_address_is_made_from_declaration_and_block(charter):
    from declarations.models.versions import short_id

    provision = Provision.objects.get(uid="point-quay")
    assert provision.short_id == short_id(charter.declaration_key, "point-quay")


def test_address_goes_to_the_language_of_the_link(client, charter):
    from wagtail.models import Locale, Site

    german = Locale.objects.create(language_code="de")
    for page in (Site.objects.get().root_page, charter.get_parent()):
        page.specific.copy_for_translation(german).save_revision().publish()
    builders.publish(charter.copy_for_translation(german))
    short = Provision.objects.get(uid="point-quay").short_id

    assert "/de/declarations" in client.get(f"/de/p/{short}/")["Location"]
    assert "/de/" not in client.get(f"/p/{short}/")["Location"]


def test_deleted_provision_row_is_the_only_way_to_lose_an_address(client, charter):
    link = address("point-quay")
    ProvisionText._base_manager.filter(provision__uid="point-quay")._raw_delete("default")
    Provision.objects.filter(uid="point-quay").delete()

    assert client.get(link).status_code == 404


def test_untouched_texts_verify(charter):
    change(charter, RAW[:4])

    assert list(verify_texts()) == []
    call_command("verify_texts")


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE declarations_textversion SET text = replace(text, 'harbours', 'havens')", "text-changed"),
        ("UPDATE declarations_textversion SET number = 3 WHERE number = 2", "version-missing"),
        ("UPDATE declarations_textversion SET chain = 'x' WHERE number = 1", "chain-broken"),
        ("UPDATE declarations_provisiontext SET html = 'x' WHERE place = 1", "points-differ"),
    ],
)
def test_tampering_is_found(charter, statement, code):
    change(charter, RAW[:4])
    with connection.cursor() as cursor:
        cursor.execute(statement)

    assert code in {finding.code for finding in verify_texts()}
    with pytest.raises(SystemExit):
        call_command("verify_texts")
