"""Who endorsed a text, as everybody may see it: counts and lists agree, and nothing private is in any of them."""

import csv
import io
import re

import pytest
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db.models import BooleanField, Q, Value
from django.urls import reverse
from pdfminer.high_level import extract_text

from declarations.actions.withdraw_endorsement import WithdrawEndorsementAction
from declarations.models import DeclarationPage, Endorsement, EndorsementEvent
from declarations.models.endorsements import EndorsementQuerySet
from declarations.models.tally import Tally
from declarations.views import endorsements
from forms_ext.exports import unguarded
from forms_ext.ledger import sha256
from forms_ext.viewsets import deletion
from tests import builders
from tests.declarations.exports.test_pdf import attached

from .conftest import ORGANISATION, PERSON, answers, confirm, sign, signed
from .test_new_versions import change

BY_DOMAIN = {**ORGANISATION, "email": "secretary@water.example", "full_name": "Hidden Secretary", "short_text": "Second Treasurer"}
COMPUTER = "203.0.113.77"


def sign_in_the_browser(client, host, **values):
    """Return the endorsement of somebody who sent the form from a computer of hers and confirmed it."""
    form = host.form()
    answer = client.post(form.action, builders.filled(host, form, **answers(host, **PERSON, **values)), REMOTE_ADDR=COMPUTER)
    assert answer.status_code == 303
    return confirm(Endorsement.objects.latest("pk"))


@pytest.fixture
def crowd(client, charter):
    """Four who are listed, one anonymous, one known to the organisers only, and others who do not count."""
    signed(charter, reservations=["point-rain"])
    sign_in_the_browser(client, charter, email="b@example.org", full_name="Bo Berg", country="VN")
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


def in_json(client, page):
    return client.get(f"{page.url}endorsements/as/json/").json()


def in_csv(client, page):
    text = client.get(f"{page.url}endorsements/as/csv/").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_counts_agree_with_lists_files_and_ledger(client, crowd):
    tally = Tally(crowd.host_key)
    answer = client.get(f"{crowd.url}endorsements/")
    told, rows = in_json(client, crowd), in_csv(client, crowd)

    assert (tally.total, tally.people, tally.organisations, tally.listed, tally.anonymous) == (6, 5, 1, 4, 2)
    assert told["counts"] == {"counted": 6, "people": 5, "organisations": 1, "listed": 4, "anonymous": 2, "with_earlier_versions": 0}
    standing = [row for row in told["endorsements"] if not row["withdrawn_on"]]
    assert len(standing) == len([row for row in rows if not row["withdrawn_on"]]) == tally.listed
    text = answer.content.decode()
    assert text.count("<tr id=") == tally.listed + 1
    assert "6 signatures" in text
    assert counted_in_ledgers() == Endorsement.objects.counted().count() == tally.total + 1  # one is known to the organisers only


def test_control_whoever_is_unconfirmed_or_undecided_would_be_counted_and_listed(client, crowd, monkeypatch):
    """Without a look at the state two more count, and one of them is named: the figures above are others."""
    monkeypatch.setattr(EndorsementQuerySet, "counted", lambda self: self.filter(withdrawal=""))
    monkeypatch.setattr(EndorsementQuerySet, "shown", lambda self, key, _versions: self.of_text(key).with_name())
    told = in_json(client, crowd)

    assert (told["counts"]["counted"], told["counts"]["listed"]) == (8, 5)
    assert "Pretended Ministry" in [row["organisation"] for row in told["endorsements"]]
    assert counted_in_ledgers() != Endorsement.objects.counted().count()


HIDDEN = ["@example.org", "@water.example", "@elsewhere", "Second Treasurer", "Hidden Secretary", "Anna Nym", "Nora None", "Re Fused"]
HIDDEN += ["Una Confirmed", "Pretended Ministry", "Pre Tender", "Era Sed", COMPUTER]
LISTS = ["endorsements/", "endorsements/as/csv/", "endorsements/as/json/"]
TEXTS = ["", "points/3/", "v/1/", "v/1/points/3/", "endorse/sheet/", *(f"as/{name}/" for name in ("json", "jsonld", "md", "txt", "akn"))]
TEXTS += [f"cite/{name}/" for name in ("bib", "ris", "csl")]


def private_words(answer):
    """Return the hidden words that an answer tells; of a PDF, its pages and the files inside it are read."""
    assert answer.status_code == 200
    if answer["Content-Type"] == "application/pdf":
        inside = [data.decode() for data in attached(answer.content).values()]
        assert len(inside) == 2
        text = " ".join([extract_text(io.BytesIO(answer.content)), *inside])
        assert "quays stay open" in text
    else:
        text = answer.content.decode()
    return [word for word in HIDDEN if word in text]


def test_nothing_private_is_public(client, crowd):
    cache.clear()
    for where in LISTS:
        assert "Bo Berg" in client.get(f"{crowd.url}{where}").content.decode()

    told = {where: private_words(client.get(f"{crowd.url}{where}")) for where in [*LISTS, *TEXTS, "as/pdf/"]}

    assert {where: words for where, words in told.items() if words} == {}


@pytest.mark.parametrize("column", ["email", "display_name"])
def test_control_a_column_of_the_sending_is_noticed_in_the_files(client, crowd, monkeypatch, column):
    as_row = endorsements.as_row
    monkeypatch.setattr(endorsements, "as_row", lambda row: {**as_row(row), "name": getattr(row.submission, column)})
    expected = {"email": ["@example.org", "@water.example"], "display_name": ["Hidden Secretary"]}[column]

    assert [private_words(client.get(f"{crowd.url}{where}")) for where in LISTS] == [[], expected, expected]


def unproved(told):
    """Return the names in a list that stand there without a given consent whose wording and hash are kept."""
    names = []
    for row in told["endorsements"]:
        endorsement = Endorsement.objects.get(serial=row["number"])
        record = endorsement.submission.consents.filter(field_key=endorsement.listing_field, state="given").first()
        if record is None or not record.version.text or sha256(record.version.text) != record.version.sha256:
            names.append(endorsement.shown_name)
    return names


def test_nobody_is_named_without_a_consent_whose_wording_is_kept(client, crowd):
    told = in_json(client, crowd)

    assert len(told["endorsements"]) == 5
    assert unproved(told) == []


def test_control_a_list_without_the_consent_would_name_who_refused(client, crowd, monkeypatch):
    chosen = Q(listing="name")
    monkeypatch.setattr(
        EndorsementQuerySet, "with_consent", lambda self: self.filter(chosen).annotate(may_name=Value(True, BooleanField()))
    )

    assert unproved(in_json(client, crowd)) == ["Re Fused"]
    assert private_words(client.get(f"{crowd.url}endorsements/")) == ["Re Fused"]


FORMULAS = ["=HYPERLINK(1)", "+1+cmd", "-1-cmd", "@SUM(1)", "＝1+1"]


@pytest.fixture
def formulas(charter):
    """Names and an organisation that a spreadsheet would take for a formula."""
    for number, name in enumerate(FORMULAS):
        signed(charter, email=f"f{number}@example.org", full_name=name)
    signed(charter, **{**BY_DOMAIN, "organisation": "=Water Board"})
    return charter


def as_formulas(rows):
    """Return the cells that a spreadsheet would take for a formula."""
    return [cell for row in rows for cell in row.values() if re.match("[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]", cell)]


def test_names_that_begin_like_a_formula_are_neutralised_and_read_back(client, formulas):
    rows = in_csv(client, formulas)

    assert as_formulas(rows) == []
    assert [row["name"] for row in rows] == [f"'{name}" for name in FORMULAS] + [""]
    assert [unguarded(row["name"] or row["organisation"]) for row in rows] == [*FORMULAS, "=Water Board"]


def test_control_names_as_they_are_would_be_formulas(client, formulas, monkeypatch):
    monkeypatch.setattr(endorsements, "guarded", str)

    assert as_formulas(in_csv(client, formulas)) == [*FORMULAS, "=Water Board"]


@pytest.mark.parametrize(
    ("query", "total", "names"),
    [
        ("kind=organisation", 1, ["Water Board"]),
        ("country=VN", 1, ["Bo Berg"]),
        ("q=berg", 2, ["Ada Berg", "Bo Berg"]),
        ("q=Secretary", 0, []),
        ("q=Anna", 0, []),
        ("language=en&kind=person", 5, ["Ada Berg", "Bo Berg", "=HYPERLINK(1)"]),
        ("country=XX", 6, ["Ada Berg", "Bo Berg", "=HYPERLINK(1)", "Water Board", "Witold Drawn"]),
    ],
)
def test_filters_count_what_they_list(client, crowd, query, total, names):
    context = client.get(f"{crowd.url}endorsements/?{query}").context

    assert context["total"] == total
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


@pytest.mark.parametrize("method", ["get", "post"])
def test_page_with_an_endorsement_is_not_deleted_and_it_is_said_why(admin_client, charter, method):
    signed(charter)
    answer = getattr(admin_client, method)(reverse("wagtailadmin_pages:delete", args=[charter.pk]))

    assert DeclarationPage.objects.filter(pk=charter.pk).exists()
    assert "cannot be deleted: 1 submission was sent to it" in " ".join(str(told) for told in get_messages(answer.wsgi_request))


def test_control_without_the_look_the_page_goes_and_the_endorsement_stays_behind(admin_client, charter, monkeypatch):
    endorsement = signed(charter)
    monkeypatch.setattr(deletion, "submissions_below", lambda _pages: 0)
    admin_client.post(reverse("wagtailadmin_pages:delete", args=[charter.pk]))

    assert not DeclarationPage.objects.filter(pk=charter.pk).exists()
    assert Endorsement.objects.get() == endorsement


def test_form_by_invitation_is_shown_to_whoever_has_the_link_and_decided_by_the_team(client, charter):
    charter.endorsement_mode = "invitation"
    page = builders.publish(charter)

    assert "form" not in client.get(page.url).context
    assert "form" in client.get(f"{page.url}endorse/{page.invitation_key}/").context
    assert client.get(f"{page.url}endorse/{'0' * 32}/").status_code == 404
    assert signed(page).submission.state == "received"


def test_invitation_is_no_way_into_a_text_that_is_closed(client, charter):
    assert client.get(f"{charter.url}endorse/{charter.invitation_key}/").status_code == 404


def test_filter_that_makes_no_sense_is_told_and_left_out(client, crowd):
    whole = client.get(f"{crowd.url}endorsements/")
    odd = client.get(f"{crowd.url}endorsements/?country=XX")
    page = odd.content.decode()

    assert "There is a problem" in page
    assert '<a href="#id_country">' in page
    assert [row.pk for row in odd.context["results"]] == [row.pk for row in whole.context["results"]]


def test_withdrawn_signature_tells_no_reservation(client, charter):
    endorsement = signed(charter, reservations=["point-rain"])
    assert [row["reservations"] for row in endorsements.public_rows(charter)] == [["3"]]

    WithdrawEndorsementAction(endorsement, "mark").execute()

    assert [row["reservations"] for row in endorsements.public_rows(charter)] == [[]]
    assert "On point" not in client.get(f"{charter.url}endorsements/").content.decode()
