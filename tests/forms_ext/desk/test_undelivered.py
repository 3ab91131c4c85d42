"""Mail that did not arrive: who sees it, what can be done about it, who is told."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forms_ext import permissions
from forms_ext.models import Heartbeat, Message
from forms_ext.models.rights import Right
from tests import people

LIST = reverse("undelivered")
HOME = reverse("wagtailadmin_home")


@pytest.fixture
def failed(ada):
    Message.objects.filter(submission=ada).update(state="failed", attempts=1, last_error="SMTPRecipientsRefused 550")
    return Message.objects.get(submission=ada)


@pytest.fixture
def foreign(wim):
    Message.objects.filter(submission=wim).update(state="failed", attempts=6, last_error="TimeoutError")
    return Message.objects.get(submission=wim)


@pytest.fixture
def worker(db):
    Heartbeat.beat()


def opened(message):
    return reverse("undelivered_message", args=[message.pk])


def logged(submission):
    return list(ModelLogEntry.objects.for_instance(submission).order_by("pk").values_list("action", flat=True))[1:]


def test_list_says_which_and_why(desk, failed, foreign):
    page = desk.get(LIST).content.decode()

    assert [text in page for text in ("The mail server refuses this address.", "ada@example.org", "Spring school", "Given up")] == [
        True
    ] * 4
    assert "wim@example.org" not in page


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"state": "queued"}, False),
        ({"state": "sent"}, False),
        ({"state": "dropped"}, False),
        ({"state": "retry", "attempts": 1}, True),
        ({"state": "retry", "attempts": 0}, False),
        ({"state": "queued", "not_before": timedelta(minutes=11)}, True),
        ({"state": "sending", "claimed_at": timedelta(0)}, False),
        ({"state": "sending", "claimed_at": timedelta(minutes=11)}, True),
    ],
)
def test_list_shows_what_does_not_go_its_way(desk, ada, fields, shown):
    # Counted back from now: the run that collected these values may have begun long ago.
    fields = {name: timezone.now() - value if isinstance(value, timedelta) else value for name, value in fields.items()}
    Message.objects.filter(submission=ada).update(**fields)

    assert ("ada@example.org" in desk.get(LIST).content.decode()) is shown


def test_message_is_tried_again_with_its_id_and_sent(desk, ada, failed, mailoutbox, moderator):
    answer = desk.post(LIST, {"do": f"retry:{failed.pk}"}, follow=True).content.decode()
    call_command("send_outbox")
    failed.refresh_from_db()

    assert ("1 message is sent again." in answer, failed.state, failed.attempts) == (True, "sent", 1)
    assert mailoutbox[0].extra_headers["Message-ID"] == failed.message_id
    assert logged(ada) == ["forms_ext.mail_retry"]


def test_message_is_given_up(desk, ada, failed, mailoutbox):
    desk.post(LIST, {"do": f"give_up:{failed.pk}"})
    call_command("send_outbox")
    failed.refresh_from_db()

    assert (failed.state, failed.last_error, mailoutbox) == ("dropped", "given_up", [])
    assert logged(ada) == ["forms_ext.mail_give_up"]


def test_chosen_ones_are_tried_again_and_foreign_ones_are_not(desk, failed, foreign, bao):
    desk.post(LIST, {"do": "retry", "message": [failed.pk, foreign.pk, "x", "9" * 30]})

    assert [Message.objects.get(pk=one.pk).state for one in (failed, foreign)] == ["queued", "failed"]


def test_control_without_the_policy_foreign_ones_would_be(monkeypatch, desk, failed, foreign):
    monkeypatch.setattr(permissions.FormRights, "where_messages", lambda *_args: permissions.Q())
    desk.post(LIST, {"do": "retry", "message": [failed.pk, foreign.pk]})

    assert [Message.objects.get(pk=one.pk).state for one in (failed, foreign)] == ["queued", "queued"]


def test_message_that_was_sent_meanwhile_stays_sent(desk, failed):
    Message.objects.update(state="sent")
    answer = desk.post(LIST, {"do": f"retry:{failed.pk}"}, follow=True).content.decode()

    assert ("Nothing was done" in answer, Message.objects.get(pk=failed.pk).state) == (True, "sent")


@pytest.mark.parametrize("do", ["", "explode", "explode:1"])
def test_unknown_doing_is_missing(desk, failed, do):
    assert desk.post(LIST, {"do": do}).status_code == 404


def test_opening_shows_the_text_without_private_links_and_is_logged(desk, ada, failed):
    page = desk.get(opened(failed)).content.decode()

    assert [text in page for text in ("Your reference", "ada@example.org", "/forms/mine/…/")] == [True] * 3
    assert re.findall("/forms/mine/[0-9a-f]", page) == []
    assert logged(ada) == ["forms_ext.view_message"]


def test_without_the_right_to_answers_nothing_personal_is_shown(dialogues, failed, ada):
    client = people.browser_of(people.moderator("mia", dialogues, [Right.LIST, Right.MANAGE]))
    page = client.get(LIST).content.decode()

    assert ["ada@example.org" in page, failed.subject in page, ada.reference[:4] in page] == [False, False, True]
    assert client.get(opened(failed)).status_code == 302
    assert logged(ada) == []
    assert client.post(LIST, {"do": f"retry:{failed.pk}"}).status_code == 302
    assert Message.objects.get(pk=failed.pk).state == "queued"


@pytest.mark.parametrize("name", ["lister", "editor", "anonymous"])
def test_others_get_nowhere(request, name, failed):
    client = people.browser_of(None if name == "anonymous" else request.getfixturevalue(name))
    answers = [client.get(LIST), client.get(opened(failed)), client.post(LIST, {"do": f"retry:{failed.pk}"})]

    assert [answer.status_code for answer in answers] == [302] * 3
    assert (Message.objects.get(pk=failed.pk).state, logged(failed.submission)) == ("failed", [])


def test_foreign_message_is_missing(desk, failed, foreign):
    assert desk.get(opened(foreign)).status_code == 404


def test_first_page_of_the_editor_tells_of_failed_and_waiting_messages(desk, failed, bao, worker):
    Message.objects.filter(submission=bao).update(state="retry", attempts=2)
    page = desk.get(HOME).content.decode()

    assert ["1 message could not be delivered." in page, "1 message waits for another try." in page] == [True, True]
    assert "the worker does not run" not in page


def test_first_page_says_nothing_while_all_is_well_or_it_is_nobodys_business(desk, ada, foreign, worker, lister):
    pages = [client.get(HOME).content.decode() for client in (desk, people.browser_of(lister))]

    assert ["undelivered-mail" in page for page in pages] == [False, False]


def test_silent_worker_is_told(desk, ada, worker):
    Heartbeat.objects.update(beat_at=timezone.now() - timedelta(minutes=11))
    before = ["the worker does not run" in desk.get(url).content.decode() for url in (HOME, LIST)]
    call_command("send_outbox")

    assert before == [True, True]
    assert ["the worker does not run" in desk.get(url).content.decode() for url in (HOME, LIST)] == [False, False]


def test_worker_that_never_ran_is_told_once_a_message_waits(desk, ada):
    before = "the worker does not run" in desk.get(HOME).content.decode()
    Message.objects.update(created_at=timezone.now() - timedelta(minutes=11))

    assert (before, "the worker does not run" in desk.get(HOME).content.decode()) == (False, True)
