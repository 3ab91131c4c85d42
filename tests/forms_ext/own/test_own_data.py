"""What a person can take away, have erased, and the link that leads there."""

import json
import re

import pytest

from forms_ext.actions import LeaveAction
from forms_ext.actions.own_link import RenewLinkAction
from forms_ext.models import AccessLink, ErasureRequest, Message, Submission
from forms_ext.models.links import Purpose
from forms_ext.own_data import own_data
from tests import builders

from .conftest import WALK, address, register
from .test_change_answers import posted


@pytest.fixture
def ada(client, dialogue):
    """Somebody with everything: a side event left, a change, a withdrawn consent, messages."""
    submission = register(dialogue, attendance=[WALK])
    client.post(address(submission, "own_answers"), posted(dialogue, submission, full_name="Ada", short_text="Sweden"))
    LeaveAction(submission.claims.get(pool__item=WALK)).execute()
    client.post(address(submission, "withdraw_consent", consent=submission.consents.get().pk))
    submission.refresh_from_db()
    return submission


def test_file_names_no_colleague_in_the_office(ada):
    notice = ada.messages.first()
    Message.objects.create(
        submission=ada, kind="notice", letter="notice", transition="x", to="office@convene.example", subject="New", language="en", text=""
    )

    told = [message["to"] for message in own_data(ada)["messages"]]

    assert notice.to in told
    assert "office@convene.example" not in told


def test_file_holds_everything_in_words_and_typed(client, ada):
    response = client.get(address(ada, "own_data"))

    held = json.loads(response.content)
    assert response["Content-Disposition"] == f'attachment; filename="{ada.reference}.json"'
    assert "no-store" in response["Cache-Control"]
    country = next(answer for answer in held["answers"] if answer["question"] == "Country")
    assert (country["answer"], country["words"]) == ("Sweden", "Sweden")
    assert held["changes"][0]["changed"] == [{"question": "Country", "before": "Norway", "after": "Sweden"}]
    assert [place["state"] for place in held["places"]] == ["confirmed", "released"]
    assert [event["what"] for event in held["consents"][0]["chain"]] == ["given", "withdrawn"]
    assert held["consents"][0]["wording"]["html"] == builders.PHOTO
    assert [message["kind"] for message in held["messages"]] == ["receipt", "change", "leave", "withdrawal"]
    assert held["links"][0]["purpose"] == "manage"


def test_file_gives_nobody_access(ada):
    token = AccessLink.objects.get(purpose=Purpose.MANAGE).token

    assert token in Message.objects.first().text
    assert token not in json.dumps(own_data(ada))


def test_every_column_with_personal_data_is_in_the_file(ada):
    internal = {"id", "host_key", "repeat_digest", "address_digest", "version_no", "anonymised_at"}
    named = {
        "reference": "reference",
        "page_id": "page",
        "page_title": "page",
        "form_version": "form_version",
        "language": "language",
        "state": "state",
        "state_at": "state",
        "rendered_at": "form_opened_at",
        "submitted_at": "sent_at",
        "answers": "answers",
        "extras": "answers_to_removed_questions",
        "subject": "page",
        "email": "email",
        "display_name": "name",
        "search_text": "search_text",
        "decline_reason": "reason_for_declining",
        "hold_reasons": "reasons_for_holding",
        "confirmed_at": "address_confirmed_at",
        "purge_noticed_on": "deletion_announced_on",
    }

    assert {field.name for field in Submission._meta.concrete_fields} == internal | set(named)
    assert set(named.values()) <= set(own_data(ada))


def test_file_tells_why_it_was_held_and_that_erasure_was_asked_for(client, ada):
    Submission.objects.filter(pk=ada.pk).update(hold_reasons=["links"])
    client.post(address(ada, "own_erasure"))

    held = json.loads(client.get(address(ada, "own_data")).content)

    assert held["reasons_for_holding"] == ["Web addresses in the answers"]
    assert held["erasure_asked_at"] == ErasureRequest.objects.get().asked_at.isoformat()


def test_sheet_has_the_wording_of_each_consent(client, ada):
    page = client.get(address(ada, "own_sheet")).content.decode()

    assert ("During the dialogue photographs" in page, "Sweden" in page, ada.consents.get().version.sha256 in page) == (True, True, True)


def test_erasure_is_told_before_it_is_asked_for(client, ada):
    page = client.get(address(ada, "own_erasure")).content.decode()
    assert ("What goes" in page, "What stays, and why" in page, ErasureRequest.objects.count()) == (True, True, 0)

    responses = [client.post(address(ada, "own_erasure")) for _number in range(2)]

    assert [response.status_code for response in responses] == [303, 303]
    assert (ErasureRequest.objects.get().submission, Message.objects.filter(kind="erasure").count()) == (ada, 1)
    own_page = client.get(responses[0]["Location"]).content.decode()
    assert ("You asked for erasure on" in own_page, address(ada, "own_erasure") in own_page) == (True, False)
    assert Submission.objects.get().display_name == "Ada"  # people look at what has to stay first


def test_new_link_stops_the_old_one_and_is_mailed(client, dialogue):
    submission = register(dialogue)
    old = address(submission)
    receipt = f"/forms/receipt/{AccessLink.issue(submission, Purpose.RECEIPT).token}/"
    waiting = Message.objects.get(kind="receipt")

    response = client.post(address(submission, "renew_link"))

    new = address(submission)
    assert (response.status_code, old == new) == (200, False)
    assert [client.get(link).status_code for link in (old, receipt, new)] == [404, 404, 200]
    assert new not in response.content.decode()  # whoever pressed the button may not be the person
    assert new in Message.objects.get(kind="link").text
    waiting.refresh_from_db()
    assert (new in waiting.text, old in waiting.text) == (True, False)


def test_renewed_unknown_and_expired_links_look_the_same(client, dialogue):
    submission = register(dialogue)
    renewed = address(submission)
    RenewLinkAction(submission).execute()
    expired = address(submission)
    AccessLink.objects.update(expires_at="2020-01-01T00:00:00Z")

    pages = [client.get(link) for link in (renewed, expired, "/forms/mine/" + "0" * 32 + "/")]

    assert [page.status_code for page in pages] == [404] * 3
    assert len({page.content for page in pages}) == 1


@pytest.mark.parametrize("name", ["own_page", "own_answers", "own_data", "own_sheet", "own_erasure"])
def test_receipt_link_opens_nothing_of_the_own_page(client, dialogue, name):
    receipt = AccessLink.issue(register(dialogue), Purpose.RECEIPT).token
    own = address(Submission.objects.get(), name)

    assert client.get(re.sub("[0-9a-f]{32}", receipt, own)).status_code == 404


def test_own_page_says_how_long_its_link_works(client, dialogue):
    submission = register(dialogue)
    AccessLink.issue(submission, Purpose.MANAGE)
    AccessLink.objects.update(expires_at="2031-05-06T12:00:00Z")

    assert "It works until 6 May 2031" in client.get(address(submission)).content.decode()
