"""Changing answers from the own page."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from forms_ext.actions import DecideAction, Decision, NotAllowed
from forms_ext.actions import change as change_module
from forms_ext.actions.change import ChangeAnswersAction, Outdated
from forms_ext.audits import audit_places, verify_consents
from forms_ext.models import Message, Submission, SubmissionRevision
from forms_ext.models.revisions import told_changes
from forms_ext.schema.questions import html_name
from tests import builders

from .conftest import WALK, address, register


def posted(host, submission, **values):
    """Return the form of the own page as a browser would send it: values by kind of field."""
    usual = {"full_name": "Ada Berg", "long_text": "", "short_text": "Norway", **values}
    kinds = {spec["kind"]: spec["key"] for spec in submission.frozen["fields"]}
    data = {html_name(kinds[kind]): value for kind, value in usual.items() if kind in kinds}
    return {**data, "version_no": submission.version_no}


def answer(submission, kind):
    spec = next(spec for spec in submission.frozen["fields"] if spec["kind"] == kind)
    return submission.answers.get(spec["key"])


def test_form_shows_what_was_sent_in_the_words_that_were_seen(client, dialogue):
    submission = register(dialogue)
    dialogue.title = "Renamed"
    builders.publish(builders.set_fields(dialogue, [builders.question("short_text", "Another question")]))

    page = client.get(address(submission, "own_answers")).content.decode()

    assert ('value="Ada"' in page, 'value="Norway"' in page, "Another question" in page) == (True, True, False)


def test_form_leaves_out_what_has_another_way(client, dialogue):
    submission = register(dialogue, attendance=[WALK])

    page = client.get(address(submission, "own_answers")).content.decode()

    assert page.count('type="email"') + page.count('type="checkbox"') + page.count('type="radio"') == 0
    assert "ada@example.org" in page  # the page says why the address is not changed here


def test_change_is_stored_and_the_old_answer_kept(client, dialogue):
    submission = register(dialogue)

    response = client.post(address(submission, "own_answers"), posted(dialogue, submission, full_name="Ada Åsberg", short_text="Sweden"))

    submission.refresh_from_db()
    assert (response.status_code, response["Location"]) == (303, address(submission) + "?done=changed")
    assert (answer(submission, "short_text"), submission.display_name, submission.version_no) == ("Sweden", "Ada Åsberg", 2)
    assert "ada asberg" in submission.search_text
    ((told),) = told_changes(submission)
    assert [(spec["label"], before, after) for spec, before, after in told["parts"]] == [
        ("Full name", "Ada", "Ada Åsberg"),
        ("Country", "Norway", "Sweden"),
    ]
    assert "Your answers are changed" in client.get(response["Location"]).content.decode()
    message = Message.objects.get(kind="change")
    assert ("Country" in message.text, "Sweden" in message.text) == (True, False)


def test_address_consents_and_side_events_cannot_be_smuggled_in(client, dialogue):
    submission = register(dialogue, attendance=[WALK])
    before = dict(submission.answers)
    extra = {html_name(spec["key"]): "no" for spec in submission.frozen["fields"] if spec["kind"] in {"email", "consent", "attendance"}}

    client.post(address(submission, "own_answers"), {**posted(dialogue, submission, full_name="Bo"), **extra})

    submission.refresh_from_db()
    kept = {key: value for key, value in submission.answers.items() if before[key] == value}
    assert len(before) - len(kept) == 1
    assert submission.email == "ada@example.org"


def test_error_comes_with_a_summary_and_keeps_what_was_written(client, dialogue):
    submission = register(dialogue)

    response = client.post(address(submission, "own_answers"), posted(dialogue, submission, short_text="", long_text="A ramp"))

    page = response.content.decode()
    assert response.status_code == 422
    assert ("There is a problem" in page, "A ramp" in page, "<title>Error:" in page) == (True, True, True)
    assert SubmissionRevision.objects.count() == 0


def test_same_answers_twice_are_one_change(client, dialogue):
    submission = register(dialogue)
    data = posted(dialogue, submission, short_text="Sweden")

    codes = [client.post(address(submission, "own_answers"), data).status_code for _number in range(2)]

    assert (codes, SubmissionRevision.objects.count()) == ([303, 303], 1)
    assert Message.objects.filter(kind="change").count() == 1


def test_change_in_two_windows_conflicts_with_a_clear_page(client, dialogue):
    submission = register(dialogue)
    first, second = posted(dialogue, submission, short_text="Sweden"), posted(dialogue, submission, short_text="Denmark")
    client.post(address(submission, "own_answers"), first)

    response = client.post(address(submission, "own_answers"), second)

    page = response.content.decode()
    assert response.status_code == 409
    assert ("changed meanwhile" in page, "Sweden" in page, 'value="Denmark"' in page) == (True, True, True)
    submission.refresh_from_db()
    assert answer(submission, "short_text") == "Sweden"
    again = client.post(address(submission, "own_answers"), {**second, "version_no": submission.version_no})
    assert again.status_code == 303


def test_without_the_version_the_later_window_would_win_unseen(dialogue):
    """The control: what the version number guards against."""
    submission = register(dialogue)
    key = next(spec["key"] for spec in submission.frozen["fields"] if spec["kind"] == "short_text")
    ChangeAnswersAction(submission, dialogue, {key: "Sweden"}, 1).execute()

    with pytest.raises(Outdated):
        ChangeAnswersAction(submission, dialogue, {key: "Denmark"}, 1).execute()
    ChangeAnswersAction(submission, dialogue, {key: "Denmark"}, None).execute()

    submission.refresh_from_db()
    assert answer(submission, "short_text") == "Denmark"


def test_change_after_acceptance_is_decided_again_and_keeps_the_place(client, reviewed):
    submission = register(reviewed)
    waiting = register(reviewed, "bo")
    DecideAction(submission, Decision.ACCEPT).execute()
    submission.refresh_from_db()
    assert "we look at it again" in client.get(address(submission, "own_answers")).content.decode()

    client.post(address(submission, "own_answers"), posted(reviewed, submission, full_name="Ada Two"))

    submission.refresh_from_db()
    assert (submission.state, submission.main_claim.state, waiting.main_claim.state) == ("received", "pending", "waiting")
    assert Message.objects.get(kind="change").tells == "received"
    assert list(audit_places()) == []
    DecideAction(submission, Decision.ACCEPT).execute()
    assert submission.main_claim.state == "confirmed"
    assert [message.tells for message in Message.objects.filter(kind="decision").exclude(state="dropped")] == ["accepted"]


def test_change_without_review_leaves_the_state_alone(client, dialogue):
    submission = register(dialogue)

    client.post(address(submission, "own_answers"), posted(dialogue, submission, full_name="Ada Two"))

    submission.refresh_from_db()
    assert (submission.state, submission.main_claim.state) == ("accepted", "confirmed")


@pytest.mark.parametrize(
    ("settings_of_host", "begins", "may"),
    [
        ({}, None, True),
        ({"closes_at": -1}, None, False),
        ({"closes_at": -1, "change_until": 1}, None, True),
        ({"change_until": -1}, None, False),
        ({"closes_at": -2, "change_until": 1}, -1, False),
        ({"closes_at": 5, "change_until": 9}, 7, True),
        ({"opens_at": 1}, None, False),
    ],
)
def test_deadline_is_the_date_else_the_window_and_never_after_the_start(dialogue, monkeypatch, settings_of_host, begins, may):
    now = timezone.now()
    for name, days in settings_of_host.items():
        setattr(dialogue, name, now + timedelta(days=days))
    monkeypatch.setattr(type(dialogue), "begins", lambda _page: now + timedelta(days=begins) if begins else None)

    assert dialogue.changes(now).is_open == may


def test_after_the_deadline_nothing_is_changed_and_the_page_says_so(client, dialogue):
    submission = register(dialogue)
    dialogue.change_until = timezone.now() - timedelta(minutes=1)
    builders.publish(dialogue)

    for response in (
        client.get(address(submission, "own_answers")),
        client.post(address(submission, "own_answers"), posted(dialogue, submission)),
    ):
        assert response.status_code == 409
        assert "The time for changes is over." in response.content.decode()
    assert "Change answers" not in client.get(address(submission)).content.decode()


@pytest.mark.parametrize("state", ["unconfirmed", "held", "declined", "cancelled"])
def test_answers_of_what_does_not_count_stay_as_they_are(dialogue, state):
    submission = register(dialogue)
    Submission.objects.update(state=state)
    key = next(iter(submission.answers))

    with pytest.raises(NotAllowed, match="no longer be changed"):
        ChangeAnswersAction(submission, dialogue, {key: "Bo"}).execute()

    assert SubmissionRevision.objects.count() == 0


def test_sending_the_changed_answers_again_is_the_same_sending(client, dialogue):
    submission = register(dialogue)
    client.post(address(submission, "own_answers"), posted(dialogue, submission, full_name="Ada", short_text="Sweden"))

    builders.submit(dialogue, full_name="Ada", email="ada@example.org", short_text="Sweden", long_text="")

    assert Submission.objects.count() == 1


def test_two_submissions_may_come_to_the_same_answers(dialogue):
    first = register(dialogue)
    second = builders.submit(dialogue, full_name="Ada", email="ada@example.org", short_text="Sweden")
    key = next(spec["key"] for spec in first.frozen["fields"] if spec["kind"] == "short_text")

    ChangeAnswersAction(first, dialogue, {key: "Sweden"}).execute()

    first.refresh_from_db()
    assert (first.repeat_digest, bool(second.repeat_digest)) == ("", True)


def test_digest_that_does_not_look_for_others_would_fail(dialogue, monkeypatch):
    """The control: without the look at others the database refuses, and the visitor would read an error page."""
    first = register(dialogue)
    second = builders.submit(dialogue, full_name="Ada", email="ada@example.org", short_text="Sweden")
    key = next(spec["key"] for spec in first.frozen["fields"] if spec["kind"] == "short_text")
    monkeypatch.setattr(change_module, "repeat_digest", lambda _submission: second.repeat_digest)

    with pytest.raises(IntegrityError):
        ChangeAnswersAction(first, dialogue, {key: "Sweden"}).execute()


def test_ledgers_agree_after_a_change(client, dialogue):
    submission = register(dialogue, attendance=[WALK])
    client.post(address(submission, "own_answers"), posted(dialogue, submission, full_name="Ada Two"))

    assert (list(audit_places()), list(verify_consents())) == ([], [])


def test_staff_see_what_was_changed(admin_client, client, dialogue):
    submission = register(dialogue)
    client.post(address(submission, "own_answers"), posted(dialogue, submission, full_name="Ada", short_text="Sweden"))

    page = admin_client.get(f"/admin/desk/{submission.pk}/").content.decode()

    assert ("Changed by the visitor" in page, "<del>Norway</del>" in page, "<ins>Sweden</ins>" in page) == (True, True, True)
    assert "Answers changed by the visitor" in page
