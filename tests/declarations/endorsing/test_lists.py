"""Who endorsed a text, as everybody may see it: counts and lists agree, and nothing private is in any of them."""

import csv
import io

import pytest

from declarations.actions.withdraw_endorsement import WithdrawEndorsementAction
from declarations.models import Endorsement, EndorsementEvent
from declarations.models.tally import Tally
from forms_ext.exports import unguarded
from tests import builders

from .conftest import ORGANISATION, sign, signed
from .test_new_versions import change

BY_DOMAIN = {**ORGANISATION, "email": "secretary@water.example", "full_name": "Hidden Secretary", "short_text": "Second Treasurer"}


@pytest.fixture
def crowd(charter):
    """Four who are listed, one anonymous, one known to the organisers only, and others who do not count."""
    signed(charter, reservations=["point-rain"])
    signed(charter, email="b@example.org", full_name="Bo Berg", country="VN")
    signed(charter, email="c@example.org", full_name="=HYPERLINK(1)")
    signed(charter, **BY_DOMAIN, reservations=["point-rain", "point-tide"])
    signed(charter, email="d@example.org", full_name="Anna Nym", listing="anonymous")
    signed(charter, email="e@example.org", full_name="Nora None", listing="none")
    signed(charter, email="f@example.org", full_name="Re Fused", listing_consent="no")
    sign(charter, email="g@example.org", full_name="Una Confirmed")
    signed(charter, **{**ORGANISATION, "organisation": "Pretended Ministry"}, email="x@elsewhere.example", full_name="Pre Tender")
    WithdrawEndorsementAction(signed(charter, email="h@example.org", full_name="Witold Drawn"), "mark").execute()
    WithdrawEndorsementAction(signed(charter, email="i@example.org", full_name="Era Sed"), "erase").execute()
    return charter


def counted_in_ledgers():
    """Return how many count, from nothing but the ledgers of events."""
    standing = {}
    for number, kind in EndorsementEvent.objects.order_by("endorsement", "seq").values_list("endorsement", "kind"):
        if kind in {"counted", "uncounted", "withdrawn", "erased"}:
            standing[number] = kind == "counted"
    return sum(standing.values())


def test_counts_agree_with_lists_files_and_ledger(client, crowd):
    tally = Tally(crowd.host_key)
    answer = client.get(f"{crowd.url}endorsements/")
    told = client.get(f"{crowd.url}endorsements/as/json/").json()
    rows = list(csv.DictReader(io.StringIO(client.get(f"{crowd.url}endorsements/as/csv/").content.decode("utf-8-sig"))))

    assert (tally.total, tally.people, tally.organisations, tally.listed, tally.anonymous) == (6, 5, 1, 4, 2)
    assert told["counts"] == {"counted": 6, "people": 5, "organisations": 1, "listed": 4, "anonymous": 2, "with_earlier_versions": 0}
    standing = [row for row in told["endorsements"] if not row["withdrawn_on"]]
    assert len(standing) == len([row for row in rows if not row["withdrawn_on"]]) == tally.listed
    text = answer.content.decode()
    assert text.count("<tr id=") == tally.listed + 1
    assert "6 signatures" in text
    assert counted_in_ledgers() == Endorsement.objects.counted().count() == tally.total + 1  # one is known to the organisers only


@pytest.mark.parametrize("where", ["endorsements/", "endorsements/as/csv/", "endorsements/as/json/", ""])
def test_nothing_private_is_public(client, crowd, where):
    text = client.get(f"{crowd.url}{where}").content.decode()

    hidden = ["@example.org", "@water.example", "@elsewhere", "Second Treasurer", "Hidden Secretary", "Anna Nym", "Nora None", "Re Fused"]
    hidden += ["Una Confirmed", "Pretended Ministry", "Pre Tender", "Era Sed"]
    assert [word for word in hidden if word in text] == []


def test_control_a_list_without_the_consent_would_name_who_refused(crowd):
    assert Endorsement.objects.public().filter(listing="name", display_name="Re Fused").count() == 1
    assert Endorsement.objects.named().filter(display_name="Re Fused").count() == 0


def test_name_that_begins_like_a_formula_is_neutralised(client, crowd):
    text = client.get(f"{crowd.url}endorsements/as/csv/").content.decode("utf-8-sig")
    names = [row["name"] for row in csv.DictReader(io.StringIO(text))]

    assert "'=HYPERLINK(1)" in names
    assert "=HYPERLINK(1)" in [unguarded(name) for name in names]


@pytest.mark.parametrize(
    ("query", "total", "names"),
    [
        ("kind=organisation", 1, ["Water Board"]),
        ("country=VN", 1, ["Bo Berg"]),
        ("q=berg", 2, ["Ada Berg", "Bo Berg"]),
        ("q=Secretary", 0, []),
        ("q=Anna", 0, []),
        ("language=en&kind=person", 5, ["Ada Berg", "Bo Berg", "=HYPERLINK(1)"]),
        ("country=XX", 6, None),
    ],
)
def test_filters_count_what_they_list(client, crowd, query, total, names):
    context = client.get(f"{crowd.url}endorsements/?{query}").context

    assert context["total"] == total
    if names is not None:
        assert [row.shown_name for row in context["results"]] == names


def test_matrix_counts_reservations_by_point(client, crowd):
    matrix = client.get(f"{crowd.url}endorsements/").context["matrix"]

    assert [(row["people"], row["organisations"]) for row in matrix] == [(0, 1), (0, 0), (1, 1)]


def test_carrying_over_is_said_in_the_list_and_amended_ones_are_counted_apart(client, crowd):
    page = change(crowd, "correction")
    assert "Signed version 1; carried over by correction to version 2" in client.get(f"{page.url}endorsements/").content.decode()

    page = change(page, "amendment")
    tally = Tally(page.host_key)
    assert (tally.total, tally.earlier) == (0, 6)


def test_private_page_keeps_its_list_private(client, crowd):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=crowd, restriction_type="login")

    assert [client.get(f"{crowd.url}{where}").status_code for where in ("endorsements/", "endorsements/as/csv/")] == [302, 302]


def test_list_costs_few_queries(client, crowd, django_assert_max_num_queries):
    client.get(f"{crowd.url}endorsements/")

    with django_assert_max_num_queries(40):
        client.get(f"{crowd.url}endorsements/")


def test_page_with_endorsements_is_not_deleted(admin_client, crowd):
    from declarations.models import DeclarationPage

    admin_client.post(f"/admin/pages/{crowd.pk}/delete/")

    assert DeclarationPage.objects.filter(pk=crowd.pk).exists()


def test_form_by_invitation_is_shown_to_whoever_has_the_link_and_decided_by_the_team(client, charter):
    charter.endorsement_mode = "invitation"
    page = builders.publish(charter)

    assert "form" not in client.get(page.url).context
    assert "form" in client.get(f"{page.url}endorse/{page.invitation_key}/").context
    assert client.get(f"{page.url}endorse/{'0' * 32}/").status_code == 404
    assert signed(page).submission.state == "received"


def test_invitation_is_no_way_into_a_text_that_is_closed(client, charter):
    assert client.get(f"{charter.url}endorse/{charter.invitation_key}/").status_code == 404
