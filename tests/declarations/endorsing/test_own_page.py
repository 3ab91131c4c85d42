"""What signers do behind their link: see what they signed, choose how it is shown, withdraw."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from declarations.actions.withdraw_endorsement import ChangeListingAction, WithdrawEndorsementAction
from declarations.endorsement_audits import verify_endorsements
from declarations.models import Endorsement, TextVersion
from declarations.receipts import was_issued
from forms_ext.actions import DeliverAction, EraseAction, NotAllowed, PurgeAction
from forms_ext.actions.purge_notices import AnnouncePurgeAction
from forms_ext.actions.subject import FindSubjectAction
from forms_ext.audits import verify_consents
from forms_ext.models import AccessLink, Message, Submission
from forms_ext.models.links import AccessLinkQuerySet, Purpose
from forms_ext.models.retention import day_of
from forms_ext.retention import Kind, Rule, all_rules

from .conftest import confirm, sign, signed
from .test_new_versions import change, fresh


def link(endorsement, purpose=Purpose.MANAGE):
    return AccessLink.issue(endorsement.submission, purpose).token


def own(client, endorsement):
    return client.get(f"/forms/mine/{link(endorsement)}/").content.decode()


def post(client, endorsement, what, **data):
    return client.post(f"/endorsements/mine/{link(endorsement)}/{what}/", data)


def test_own_data_hold_the_signature(client, charter):
    endorsement = signed(charter)

    held = json.loads(client.get(f"/forms/mine/{link(endorsement)}/data/").content)["elsewhere"]

    told = held["declarations.Endorsement"][0]
    assert told["display_name"] == endorsement.display_name != ""
    assert len(held["declarations.EndorsementEvent"]) == endorsement.events.count() > 0


def test_own_page_says_what_was_signed_and_that_it_was_carried_over(client, charter):
    endorsement = signed(charter)
    change(charter, "correction")

    page = own(client, endorsement)

    assert "Your signature counts." in page
    assert endorsement.sha256 in page
    assert "You signed version 1; it was carried over by correction to version 2." in page
    assert "registration" not in page.lower()


def test_own_page_offers_the_amended_text_and_takes_the_answer(client, charter):
    endorsement = signed(charter)
    change(charter, "amendment")
    assert "compare/1/2/" in own(client, endorsement)

    answer = post(client, endorsement, "sign-again", sha256=TextVersion.objects.get(number=2).sha256)

    assert answer.status_code == 303
    assert fresh(endorsement).version.number == 2
    assert "compare/1/2/" not in own(client, endorsement)


def test_listing_is_changed_at_once(client, charter):
    endorsement = signed(charter)
    assert Endorsement.objects.named().count() == 1

    assert post(client, endorsement, "listing", listing="anonymous").status_code == 303

    assert (Endorsement.objects.named().count(), Endorsement.objects.public().count()) == (0, 1)
    assert fresh(endorsement).submission.revisions.count() == 1


def test_name_that_was_withheld_is_listed_only_after_the_consent(client, charter):
    endorsement = signed(charter, listing="anonymous", listing_consent=None)
    assert endorsement.submission.consents.count() == 1  # the news only

    post(client, endorsement, "listing", listing="name")
    page = own(client, endorsement)

    assert Endorsement.objects.named().count() == 0
    assert "give the consent to be listed" in page
    record = endorsement.submission.consents.get(field_key=endorsement.listing_field)
    shown = page.split(f"/consents/{record.pk}/give/")[1].split('name="shown" value="')[1].split('"')[0]
    client.post(f"/forms/mine/{link(endorsement)}/consents/{record.pk}/give/", {"shown": shown})
    assert Endorsement.objects.named().count() == 1


def test_withdrawn_consent_takes_the_name_from_the_list_and_leaves_the_count(charter):
    from forms_ext.actions import WithdrawConsentAction

    endorsement = signed(charter)
    WithdrawConsentAction(endorsement.submission.consents.get(field_key=endorsement.listing_field)).execute()

    assert (Endorsement.objects.named().count(), Endorsement.objects.public().count()) == (0, 1)


@pytest.mark.parametrize("value", ["", "everybody", "NAME"])
def test_nonsense_is_refused(client, charter, value):
    endorsement = signed(charter)

    assert post(client, endorsement, "listing", listing=value).status_code == 409
    assert post(client, endorsement, "withdraw", mode=value).status_code == 409


def test_withdrawal_that_is_marked_counts_no_more_and_keeps_the_name(client, charter):
    endorsement = signed(charter)

    for _twice in range(2):
        assert post(client, endorsement, "withdraw", mode="mark").status_code == 303

    assert Endorsement.objects.counted().count() == 0
    assert list(Endorsement.objects.marked()) == [endorsement]
    assert [event.kind for event in endorsement.events.all()] == ["signed", "counted", "withdrawn"]
    assert Message.objects.filter(kind="cancellation").count() == 1
    assert "Your signature is withdrawn." in own(client, endorsement)


def test_control_without_looking_what_was_done_a_second_click_is_written_down_again(client, charter, monkeypatch):
    monkeypatch.setattr(WithdrawEndorsementAction, "_is_done", staticmethod(lambda _endorsement, _mode: False))
    endorsement = signed(charter)
    for _twice in range(2):
        post(client, endorsement, "withdraw", mode="mark")

    assert [event.kind for event in endorsement.events.all()] == ["signed", "counted", "withdrawn", "withdrawn"]


@pytest.mark.parametrize("purpose", [Purpose.RECEIPT, Purpose.CONFIRM])
def test_other_links_withdraw_nothing(client, charter, purpose):
    endorsement = signed(charter)

    assert client.post(f"/endorsements/mine/{link(endorsement, purpose)}/withdraw/", {"mode": "mark"}).status_code == 404
    # Nor does opening the right one: programs follow links.
    assert client.get(f"/endorsements/mine/{link(endorsement)}/withdraw/?mode=mark").status_code == 405
    assert fresh(endorsement).withdrawal == ""


def test_control_without_looking_at_its_purpose_the_link_of_a_receipt_withdraws(client, charter, monkeypatch):
    def any_purpose(self, _purpose, token):
        return next(found for purpose in Purpose if (found := for_token(self, purpose, token)))

    for_token = AccessLinkQuerySet.for_token
    monkeypatch.setattr(AccessLinkQuerySet, "for_token", any_purpose)
    monkeypatch.setattr(type(AccessLink.objects), "for_token", lambda self, *args: any_purpose(self.get_queryset(), *args))
    endorsement = signed(charter)

    client.post(f"/endorsements/mine/{link(endorsement, Purpose.RECEIPT)}/withdraw/", {"mode": "mark"})

    assert fresh(endorsement).withdrawal == "mark"


def test_withdrawal_that_erases_leaves_nobody(client, charter):
    endorsement = signed(charter, reservations=["point-rain"])
    address = f"/endorsements/mine/{link(endorsement)}/withdraw/"

    answer = client.post(address, {"mode": "erase"})

    assert (answer.status_code, answer.url) == (303, "/endorsements/withdrawn/")
    assert client.get(answer.url).status_code == 200
    left = fresh(endorsement)
    assert (left.withdrawal, left.display_name, left.organisation, left.country, left.reservations) == ("erase", "", "", "", [])
    assert Submission.objects.get().email == ""
    assert (Endorsement.objects.counted().count(), Endorsement.objects.marked().count()) == (0, 0)
    assert [event.kind for event in left.events.all()] == ["signed", "counted", "erased"]
    assert client.post(address, {"mode": "erase"}).status_code == 404


def test_marked_withdrawal_can_still_be_erased(charter):
    endorsement = WithdrawEndorsementAction(signed(charter), "mark").execute()
    endorsement = WithdrawEndorsementAction(endorsement, "erase").execute()

    assert (endorsement.withdrawal, endorsement.display_name) == ("erase", "")


def test_private_answers_go_with_a_marked_withdrawal_and_the_listed_name_stays(charter, client):
    endorsement = signed(charter, short_text="Private adviser")
    DeliverAction().execute()

    WithdrawEndorsementAction(endorsement, "mark").execute()

    left = Submission.objects.get()
    assert (left.answers, left.extras, left.email, left.display_name) == ({}, {}, "", "")
    assert ("private adviser" in left.search_text, "ada@" in left.search_text) == (False, False)
    assert [one.display_name for one in Endorsement.objects.marked()] == ["Ada Berg"]
    assert (list(verify_endorsements()), list(verify_consents())) == ([], [])
    assert "Your signature is withdrawn." in own(client, fresh(endorsement))


def test_person_behind_a_marked_withdrawal_is_still_found_and_erased(charter):
    WithdrawEndorsementAction(signed(charter), "mark").execute()

    found = FindSubjectAction("ada@example.org").execute().theirs
    EraseAction(found[0]).execute()

    assert (len(found), Endorsement.objects.marked().count(), Endorsement.objects.get().display_name) == (1, 0, "")


def test_signature_that_nobody_confirmed_does_not_stay_for_ever(charter):
    """Whoever typed somebody else's address must not leave it here for as long as the text stands."""
    submission = sign(charter).submission
    kept = submission.kept_until
    Submission.objects.update(state="cancelled", state_at=timezone.now() - timedelta(days=366))
    AnnouncePurgeAction(charter.host_key).execute()
    PurgeAction(charter.host_key, day_of(timezone.now()) + timedelta(days=14)).execute()

    assert (kept, Submission.objects.get().email, Endorsement.objects.get().display_name) == (None, "", "")


def test_name_that_is_marked_as_withdrawn_stays_until_erasure_is_asked_for(charter):
    WithdrawEndorsementAction(signed(charter), "mark").execute()
    Submission.objects.update(state_at=timezone.now() - timedelta(days=4000))
    AnnouncePurgeAction(charter.host_key).execute()
    PurgeAction(charter.host_key, day_of(timezone.now()) + timedelta(days=14)).execute()

    assert [one.display_name for one in Endorsement.objects.marked()] == ["Ada Berg"]


def test_numbers_keep_their_gaps_and_the_address_may_sign_anew(charter):
    first = signed(charter)
    signed(charter, email="bo@example.org", full_name="Bo")
    WithdrawEndorsementAction(first, "erase").execute()

    assert signed(charter).serial == 3
    assert list(Endorsement.objects.counted().values_list("serial", flat=True)) == [2, 3]


def test_control_number_that_is_erased_with_the_person_is_given_again(charter, monkeypatch):
    rules = all_rules()["declarations.Endorsement"]
    monkeypatch.setitem(rules.columns, "serial", Rule(Kind.CLEARED, None))
    WithdrawEndorsementAction(signed(charter), "erase").execute()

    assert signed(charter).serial == 1


def test_person_erased_by_the_team_counts_no_more(charter):
    endorsement = signed(charter)
    EraseAction(endorsement.submission).execute()

    assert fresh(endorsement).withdrawal == "erase"
    assert Endorsement.objects.counted().count() == 0
    assert [event.kind for event in endorsement.events.all()][-1] == "erased"


def test_unconfirmed_signature_can_be_withdrawn(charter):
    endorsement = WithdrawEndorsementAction(sign(charter), "mark").execute()

    assert Endorsement.objects.marked().count() == 0
    with pytest.raises(NotAllowed, match="no longer be confirmed"):
        confirm(endorsement)


def test_listing_of_a_withdrawn_signature_stays(charter):
    endorsement = WithdrawEndorsementAction(signed(charter), "mark").execute()

    with pytest.raises(NotAllowed, match="nothing can be changed"):
        ChangeListingAction(endorsement, "anonymous").execute()


# The receipt


def test_text_on_the_receipt_has_the_hash_that_was_signed(client, charter):
    endorsement = signed(charter)
    change(charter, "correction")

    text = client.get(f"/endorsements/mine/{link(endorsement)}/text/").content
    receipt = client.get(f"/endorsements/receipt/{link(endorsement, Purpose.RECEIPT)}/file/").json()

    assert hashlib.sha256(text).hexdigest() == endorsement.sha256 == receipt["receipt"]["text_sha256"]
    assert receipt["receipt"]["text"].encode() == text
    assert (receipt["receipt"]["version"], receipt["receipt"]["reference"]) == (1, endorsement.submission.reference)
    assert "ada" not in json.dumps(receipt).lower()


def check(client, receipt):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("receipt.json", json.dumps(receipt).encode())
    return client.post("/endorsements/check-receipt/", {"file": file}, headers={"Accept": "application/json"})


def test_receipt_is_known_online_until_a_letter_of_it_changes(client, charter):
    endorsement = signed(charter)
    receipt = client.get(f"/endorsements/mine/{link(endorsement)}/receipt/").json()
    change(charter, "amendment")
    second = TextVersion.objects.get(number=2)
    post(client, endorsement, "sign-again", sha256=second.sha256)

    assert check(client, receipt).json() == {"issued": True}
    assert was_issued(receipt["receipt"]["reference"], receipt["sha256"])
    receipt["receipt"]["signed_at"] = "2020-01-01T00:00:00+00:00"
    assert check(client, receipt).json() == {"issued": False}
    receipt["receipt"]["text"] += " "
    assert check(client, receipt).status_code == 422


def test_page_that_checks_receipts_is_shown(client, charter):
    assert "Whoever shows you the receipt of a signature" in client.get("/endorsements/check-receipt/").content.decode()
    assert client.get("/endorsements/check-receipt/?language=de").status_code == 200
