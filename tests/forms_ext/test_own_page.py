"""What a visitor can do with the link from the mail, without an account and without a script."""

import re

import pytest

from forms_ext.actions import CancelAction
from forms_ext.models import AccessLink, ConsentRecord, Message, Submission
from tests import builders


@pytest.fixture
def link(client, contact):
    builders.send(client, contact)
    return re.search(r"/forms/mine/[0-9a-f]{32}/", Message.objects.get().text).group()


def buttons(page):
    return re.findall(r'<form method="post" action="([^"]+)"', page)


def test_link_in_the_mail_opens_the_page(client, link):
    response = client.get(link)

    page = response.content.decode()
    assert response.status_code == 200
    assert "ada@example.org" in page
    assert "In the hall" in page
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"


def test_opening_the_link_changes_nothing(client, link):
    before = (Submission.objects.values().get(), ConsentRecord.objects.values().get())
    for _number in range(2):
        client.get(link)
    codes = [client.get(address).status_code for address in buttons(client.get(link).content.decode())]

    assert codes == [405, 405, 405]  # withdraw the consent, cancel, make a new link
    assert (Submission.objects.values().get(), ConsentRecord.objects.values().get()) == before


def test_one_button_withdraws_a_consent(client, link):
    (address,) = [address for address in buttons(client.get(link).content.decode()) if "withdraw" in address]

    response = client.post(address)

    assert response.status_code == 303
    assert ConsentRecord.objects.get().state == "withdrawn"
    assert "Your consent is withdrawn" in client.get(response["Location"]).content.decode()


def test_one_button_cancels(client, link):
    (address,) = [address for address in buttons(client.get(link).content.decode()) if "cancel" in address]

    client.post(address)

    assert Submission.objects.get().state == "cancelled"
    assert [address for address in buttons(client.get(link).content.decode()) if "cancel" in address] == []


def test_receipt_of_a_cancelled_registration_promises_nothing(client, contact):
    contact.thank_you, contact.what_next = "<p>We look forward to it.</p>", "<p>We write next week.</p>"
    builders.publish(contact)
    location = builders.send(client, contact)["Location"]
    promised = client.get(location).content.decode()
    CancelAction(Submission.objects.get()).execute()

    page = client.get(location).content.decode()

    for sentence in ("We look forward to it.", "We write next week.", "We are sending this to"):
        assert (sentence in promised, sentence in page) == (True, False)


def test_address_alone_never_says_that_it_was_cancelled(client, link):
    assert "Your registration is cancelled" not in client.get(f"{link}?done=cancelled").content.decode()


def test_buttons_refuse_other_sites(client, link):
    (address,) = [address for address in buttons(client.get(link).content.decode()) if "cancel" in address]

    response = client.post(address, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert Submission.objects.get().state == "received"


def test_consent_of_another_person_cannot_be_withdrawn(client, contact, link):
    other = builders.submit(contact, email="bo@example.org").consents.get()

    client.post(f"{link}consents/{other.pk}/withdraw/")

    other.refresh_from_db()
    assert other.state == "given"


@pytest.mark.parametrize("token", ["0" * 32, "x", "0" * 31, "receipt"])
def test_unknown_link_is_a_clear_page(client, contact, token):
    response = client.get(f"/forms/mine/{token}/")

    assert response.status_code == 404
    assert "This link does not lead anywhere" in response.content.decode()


def test_expired_and_unknown_links_look_the_same(client, link):
    unknown = client.get("/forms/mine/" + "0" * 32 + "/").content
    AccessLink.objects.update(expires_at="2020-01-01T00:00:00Z")

    assert client.get(link).content == unknown


def test_token_of_the_receipt_is_no_token_of_the_own_page(client, link):
    receipt = AccessLink.objects.get(purpose="receipt")

    assert client.get(f"/forms/receipt/{receipt.token}/").status_code == 200
    assert client.get(f"/forms/mine/{receipt.token}/").status_code == 404


def test_reference_is_no_token(client, link):
    assert client.get(f"/forms/mine/{Submission.objects.get().reference}/").status_code == 404


def test_own_page_outlives_the_page(client, contact, link):
    contact.unpublish()

    assert client.get(link).status_code == 200


def test_receipt_shows_the_wording_of_the_time(client, contact, photo):
    location = builders.send(client, contact)["Location"]
    raw = [dict(block) for block in contact.fields.raw_data]
    raw[0]["value"] = {**raw[0]["value"], "label": "Another label"}
    builders.publish(builders.set_fields(contact, raw))

    assert "Full name" in client.get(location).content.decode()
