"""The receipt of a consent as a file, and the page that says whether we issued it."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from forms_ext.actions import WithdrawConsentAction
from forms_ext.ledger import canonical, sha256
from forms_ext.models import AccessLink, ConsentRecord
from forms_ext.models.links import Purpose
from tests import builders

CHECK = reverse("forms_ext:check_receipt")
YES, NO = "Yes. We issued this receipt", "No. We did not issue this receipt"
# ISO/IEC TS 27560:2023 by section; docs/reference/receipt.md says where each comes from.
FIELDS = {
    "": ["schema", "schema_version", "record_id", "pii_principal_id", "notice", "purposes", "events"],
    "purpose": [
        "purpose",
        "lawful_basis",
        "pii_controllers",
        "collection_method",
        "processing_method",
        "recipient_third_parties",
        "retention_period",
        "withdrawal_method",
        "validity_duration_months",
    ],
    "event": ["event_time", "event_type", "event_state", "entity", "notice_sha256"],
}


@pytest.fixture
def submission(contact):
    return builders.submit(contact)


@pytest.fixture
def download(client, submission):
    """Return a function that downloads the receipt as the visitor does who has the link."""

    def get():
        page = client.get(f"/forms/receipt/{AccessLink.issue(submission, Purpose.RECEIPT).token}/").content.decode()
        response = client.get(re.search(r'href="(/forms/receipt/\w+/consents/[^"]+)"', page).group(1))
        assert response["Content-Type"] == "application/json; charset=utf-8"
        return json.loads(response.content)

    return get


def answer(client, **data):
    response = client.post(CHECK, data)
    page = response.content.decode()
    return {YES: YES in page, NO: NO in page, "status": response.status_code, "cookies": dict(response.cookies)}


YES_ANSWER = {YES: True, NO: False, "status": 200, "cookies": {}}
NO_ANSWER = {YES: False, NO: True, "status": 200, "cookies": {}}


def test_file_carries_text_hash_and_every_field(download, photo, figure):
    file = download()
    receipt = file["receipt"]

    assert file["sha256"] == sha256(canonical(receipt))
    assert sha256(receipt["notice"]["canonical_text"]) == receipt["notice"]["sha256"] == photo.current_version.sha256
    assert receipt["notice"]["html"] == photo.current_version.content["html"]
    present = {"": receipt, "purpose": receipt["purposes"][0], "event": receipt["events"][0]}
    missing = [name for part, names in FIELDS.items() for name in names if name not in present[part]]
    assert missing == []
    figure(
        f"receipt: {sum(map(len, FIELDS.values()))} of {sum(map(len, FIELDS.values()))} fields of ISO/IEC TS 27560 that the mapping names"
    )


def test_file_names_no_person(download):
    text = canonical(download())

    assert [word for word in ("Ada", "ada@example.org") if word in text] == []


def test_file_is_found_on_the_own_page_too(client, submission):
    token = AccessLink.issue(submission, Purpose.MANAGE).token
    page = client.get(f"/forms/mine/{token}/").content.decode()
    (address,) = re.findall(r'href="(/forms/mine/\w+/consents/[^"]+/receipt/)"', page)

    response = client.get(address)

    assert json.loads(response.content)["receipt"]["record_id"] == str(ConsentRecord.objects.get().pk)
    assert (response["Cache-Control"].count("no-store"), response["Referrer-Policy"]) == (1, "same-origin")


def test_file_of_another_person_is_not_given(client, contact, submission):
    other = builders.submit(contact, email="bo@example.org").consents.get()
    token = AccessLink.issue(submission, Purpose.RECEIPT).token

    assert client.get(reverse("forms_ext:consent_receipt", args=[token, other.pk])).status_code == 404
    assert client.get(reverse("forms_ext:own_consent_receipt", args=[token, submission.consents.get().pk])).status_code == 404


def test_receipt_is_confirmed_by_number_and_check_sum(client, download):
    file = download()

    assert answer(client, number=file["receipt"]["record_id"], checksum=file["sha256"]) == YES_ANSWER


def test_receipt_is_confirmed_by_its_file(client, download):
    file = json.dumps(download()).encode()

    assert answer(client, file=SimpleUploadedFile("r.json", file)) == YES_ANSWER


def test_older_receipt_stays_genuine_after_a_withdrawal(client, download):
    before = download()
    WithdrawConsentAction(ConsentRecord.objects.get()).execute()
    after = download()

    assert [event["event_state"] for event in after["receipt"]["events"]] == ["given", "withdrawn"]
    for file in (before, after):
        assert answer(client, number=file["receipt"]["record_id"], checksum=file["sha256"]) == YES_ANSWER


def test_changed_file_is_refused(client, download):
    file = download()
    file["receipt"]["events"][0]["event_state"] = "refused"

    assert answer(client, file=SimpleUploadedFile("r.json", json.dumps(file).encode())) == NO_ANSWER


def test_unknown_number_and_wrong_check_sum_look_the_same(client, download):
    file = download()
    pages = [
        client.post(CHECK, {"number": number, "checksum": checksum}).content.decode().replace(number, "#").replace(checksum, "#")
        for number, checksum in [
            (file["receipt"]["record_id"], "0" * 64),
            ("7b1c35a0-5a53-4b33-9b7b-6a5cf4a5d7a1", file["sha256"]),
            ("garbage", "nonsense"),
        ]
    ]

    assert pages[0] == pages[1] == pages[2]
    assert NO in pages[0]


@pytest.mark.parametrize(
    "data",
    [{}, {"number": "1"}, {"file": b"no json"}, {"file": b"[]"}, {"file": b"\xff"}, {"file": b'{"receipt": 1}'}, {"file": b"[" * 190_000}],
)
def test_nothing_to_check_is_a_sentence(client, db, data):
    sent = {name: SimpleUploadedFile("r.json", value) if name == "file" else value for name, value in data.items()}

    assert answer(client, **sent) == {YES: False, NO: False, "status": 422, "cookies": {}}


def test_too_large_a_file_is_refused(client, db):
    assert "too large" in client.post(CHECK, {"file": SimpleUploadedFile("r.json", b" " * 300_000)}).content.decode()


def test_programs_get_yes_or_no_and_nothing_else(client, download):
    file = download()
    data = {"number": file["receipt"]["record_id"], "checksum": file["sha256"].upper()}

    assert client.post(CHECK, data, headers={"accept": "application/json"}).json() == {"issued": True}
    assert client.post(CHECK, {**data, "number": "x"}, headers={"accept": "application/json"}).json() == {"issued": False}


def test_checking_changes_nothing_and_counts_few_queries(client, download, django_assert_max_num_queries):
    file = download()
    with django_assert_max_num_queries(12):
        client.post(CHECK, {"number": file["receipt"]["record_id"], "checksum": "0" * 64})


def test_control_a_check_that_compares_nothing_is_noticed(client, download, monkeypatch):
    file = download()
    monkeypatch.setattr("forms_ext.views.receipts.CheckReceiptView.check", staticmethod(lambda *_asked: True))

    assert answer(client, number=file["receipt"]["record_id"], checksum="0" * 64) == YES_ANSWER
