"""Mail against a real SMTP server that refuses, hangs, hangs up and goes away."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import close_old_connections, connection
from django.utils import timezone

from forms_ext.actions import CancelAction, DecideAction, DeliverAction, deliver
from forms_ext.models import Message
from tests import builders
from tests.reliability.running_site import ROOT, database_url
from tests.reliability.sink import DROP, HANG, OK, Sink, listening

NAMES = ("ada", "bao", "cleo")


@pytest.fixture
def home(db):
    return builders.tree()


@pytest.fixture
def workshop(home):
    return builders.form_page(home, builders.person(), title="Workshop", capacity=5, waiting="auto")


@pytest.fixture
def letters(workshop):
    """Three receipts, in order."""
    for name in NAMES:
        builders.submit(workshop, email=f"{name}@example.org")
    return Message.objects.order_by("pk")


@pytest.fixture
def sink(settings):
    """Return a function that starts a server and sends the site's mail there."""
    from contextlib import ExitStack

    with ExitStack() as stack:

        def start(**behaviour):
            made = stack.enter_context(listening(Sink(**behaviour)))
            settings.EMAIL_BACKEND = deliver.SMTP
            settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", made.port, 2
            return made

        yield start


def states():
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def errors():
    return list(Message.objects.order_by("pk").values_list("last_error", flat=True))


def due_again():
    Message.objects.filter(state="retry").update(not_before=timezone.now())


def to(name, answer):
    """Answer ``answer`` to one person and OK to the others."""
    return lambda address: answer if address.startswith(name) else OK


def test_everything_is_sent_in_order_over_one_connection(letters, sink):
    server = sink()
    call_command("send_outbox")

    assert (server.recipients, states()) == ([f"{name}@example.org" for name in NAMES], ["sent"] * 3)
    assert server.ids == list(letters.values_list("message_id", flat=True))


def test_address_refused_for_good_fails_at_once_and_keeps_nobody_else(letters, sink):
    server = sink(rcpt=to("bao", "550 no such user bao@example.org"))
    call_command("send_outbox")

    assert (states(), errors()) == (["sent", "failed", "sent"], ["", "SMTPRecipientsRefused 550", ""])
    assert server.recipients == ["ada@example.org", "cleo@example.org"]


def test_address_refused_for_now_is_tried_again_with_the_same_id(letters, sink):
    answers = ["451 later", OK]
    server = sink(rcpt=lambda address: answers.pop(0) if address.startswith("bao") else OK)
    call_command("send_outbox")
    between = (states(), errors())
    due_again()
    call_command("send_outbox")

    assert between == (["sent", "retry", "sent"], ["", "SMTPRecipientsRefused 451", ""])
    assert (states(), server.ids[-1]) == (["sent"] * 3, letters[1].message_id)


@pytest.mark.parametrize(("answer", "state"), [("554 not this text", "failed"), ("452 full", "retry")])
def test_message_refused_after_data(letters, sink, answer, state):
    sink(data=to("ada", answer))
    call_command("send_outbox")

    assert states() == [state, "sent", "sent"]


def test_server_that_hangs_up_after_data_gets_the_same_id_again(letters, sink):
    answers = [DROP, OK]
    server = sink(data=lambda address: answers.pop(0) if address.startswith("ada") else OK)
    call_command("send_outbox")
    between = states()
    due_again()
    call_command("send_outbox")

    assert between == ["retry", "sent", "sent"]
    assert (states(), server.ids[0] == server.ids[-1], len(server.ids)) == (["sent"] * 3, True, 4)


def test_server_that_hangs_is_given_up_after_the_timeout(letters, sink, settings):
    server = sink(rcpt=to("ada", HANG))
    settings.EMAIL_TIMEOUT = 0.5
    began = time.monotonic()
    call_command("send_outbox")

    assert time.monotonic() - began < 4
    assert (states(), errors()[0], server.recipients) == (
        ["retry", "sent", "sent"],
        "SMTPServerDisconnected",
        ["bao@example.org", "cleo@example.org"],
    )


def test_without_a_timeout_of_the_site_there_is_one_still(letters, sink, settings):
    sink(rcpt=to("ada", HANG))
    settings.EMAIL_TIMEOUT = None
    settings.CONVENE = {**settings.CONVENE, "MAIL_TIMEOUT_SECONDS": 0.5}
    began = time.monotonic()
    call_command("send_outbox")

    assert time.monotonic() - began < 4
    assert states() == ["retry", "sent", "sent"]


@pytest.mark.parametrize("answer", ["", "454 not now", "501 no"])
def test_nothing_is_sent_in_the_clear_when_encryption_is_refused(letters, sink, settings, answer):
    server = sink(starttls=answer)
    settings.EMAIL_USE_TLS = True
    call_command("send_outbox")

    assert (states(), server.seen) == (["retry"] * 3, [])
    assert list(letters.values_list("attempts", flat=True)) == [0, 0, 0]


def test_outage_counts_as_no_try_and_everything_goes_in_order_afterwards(letters, sink, settings):
    server = sink()
    settings.EMAIL_PORT = 1  # nobody listens there
    for _number in range(9):
        due_again()
        call_command("send_outbox")
    during = (states(), list(letters.values_list("attempts", flat=True)), errors()[0])
    settings.EMAIL_PORT = server.port
    due_again()
    call_command("send_outbox")

    assert during == (["retry"] * 3, [0] * 3, "ConnectionRefusedError")
    assert (states(), server.recipients) == (["sent"] * 3, [f"{name}@example.org" for name in NAMES])


def test_outage_is_asked_once_not_for_every_batch(letters, sink, settings):
    sink()
    settings.EMAIL_PORT = 1

    assert DeliverAction(limit=1).execute()["retry"] == 3
    assert not any(DeliverAction(limit=1).execute().values())


# What makes no sense any more


def test_receipt_of_a_cancelled_registration_is_dropped_and_the_cancellation_sent(workshop, sink):
    server = sink()
    CancelAction(builders.submit(workshop)).execute()
    call_command("send_outbox")

    assert (states(), errors()) == (["dropped", "sent"], ["superseded", ""])
    assert [message["Subject"] for message in server.taken] == ["Cancelled: Workshop"]


def test_control_without_the_rule_the_receipt_would_be_sent(workshop, sink, monkeypatch):
    monkeypatch.setattr(deliver, "reason_to_drop", lambda *_args: None)
    sink()
    CancelAction(builders.submit(workshop)).execute()
    call_command("send_outbox")

    assert states() == ["sent", "sent"]


def test_decision_that_was_overtaken_is_dropped(home, sink, settings):
    settings.CONVENE = {**settings.CONVENE, "UNDO_SECONDS": 0}
    host = builders.form_page(home, builders.person(), title="School", capacity=5, review=True)
    submission = builders.submit(host)
    for decision in ("accept", "decline"):
        submission = DecideAction(submission, decision).execute()
    server = sink()
    call_command("send_outbox")

    assert [message["Subject"] for message in server.taken] == ["We have your registration: School", "About your registration: School"]
    assert states() == ["sent", "dropped", "sent"]


def test_message_about_a_place_that_was_given_back_is_dropped(home, sink):
    host = builders.form_page(home, builders.person(), title="Tiny", capacity=1, waiting="auto")
    first, second = (builders.submit(host, email=f"{name}@example.org") for name in ("a", "b"))
    CancelAction(first).execute()
    CancelAction(second).execute()
    sink()
    call_command("send_outbox")

    assert dict(Message.objects.filter(submission=second).values_list("kind", "state")) == {
        "receipt": "dropped",
        "promotion": "dropped",
        "cancellation": "sent",
    }


def test_message_for_an_event_that_is_over_is_dropped(letters, sink):
    sink()
    letters.filter(pk=letters[0].pk).update(expires_at=timezone.now() - timedelta(hours=1))
    call_command("send_outbox")

    assert (states(), errors()) == (["dropped", "sent", "sent"], ["expired", "", ""])


def test_message_of_a_person_whose_data_were_deleted_is_dropped(letters, sink):
    sink()
    letters[0].submission.__class__.objects.filter(pk=letters[0].submission_id).update(anonymised_at=timezone.now())
    call_command("send_outbox")

    assert (states()[0], errors()[0]) == ("dropped", "erased")


def test_nobody_reads_a_later_message_before_an_earlier_one(workshop, sink):
    answers = ["451 later"]
    server = sink(rcpt=lambda _address: answers.pop(0) if answers else OK)
    submission = builders.submit(workshop)
    Message.objects.create(submission=submission, kind="withdrawal", transition="w", to=submission.email, subject="Second", language="en")
    call_command("send_outbox")
    between = states()
    due_again()
    call_command("send_outbox")

    assert between == ["retry", "queued"]
    assert [message["Subject"] for message in server.taken] == ["You are registered: Workshop", "Second"]


# Workers beside each other


def drain_in_thread(results):
    try:
        results.append(DeliverAction(limit=5).execute()["sent"])
        results.append(DeliverAction(limit=50).execute()["sent"])
    finally:
        connection.close()


def drained_by_three(server):
    """Write twelve messages, let three workers send them side by side, and return how often each person got one."""
    host = builders.form_page(builders.tree(), builders.person(), title="Workshop")
    for number in range(12):
        builders.submit(host, email=f"p{number}@example.org")
    results = []
    threads = [threading.Thread(target=drain_in_thread, args=(results,)) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return Counter(server.recipients)


@pytest.mark.django_db(transaction=True)
def test_three_mailers_at_once_send_nothing_twice(transactional_db, sink, figure):
    got = drained_by_three(sink())

    assert got == Counter({f"p{number}@example.org": 1 for number in range(12)})
    figure(f"mail {connection.vendor}: 12 messages, 3 workers at once, delivered {sum(got.values())}, twice 0, missing 0")


@pytest.mark.django_db(transaction=True)
def test_control_without_claims_they_send_everything_again(transactional_db, sink, monkeypatch):
    monkeypatch.setattr(DeliverAction, "_claim", lambda self: list(Message.objects.filter(state="queued").order_by("pk")[: self.limit]))
    monkeypatch.setattr(DeliverAction, "_renew", lambda _self, _message: True)

    assert max(drained_by_three(sink()).values()) > 1


def test_worker_that_was_thought_dead_sends_nothing_that_another_one_took(letters, sink, monkeypatch):
    server = sink()
    action = DeliverAction()
    mine = action._claim()
    Message.objects.update(claimed_at=timezone.now() + timedelta(seconds=1))  # another worker claimed them all
    monkeypatch.setattr(action, "_claim", lambda: mine)

    assert (action.execute()["sent"], server.seen, states()) == (0, [], ["sending"] * 3)


def test_control_without_the_second_claim_they_would_be_doubled(letters, sink, monkeypatch):
    server = sink()
    action = DeliverAction()
    mine = action._claim()
    Message.objects.update(claimed_at=timezone.now() + timedelta(seconds=1))
    monkeypatch.setattr(action, "_claim", lambda: mine)
    monkeypatch.setattr(action, "_renew", lambda _message: True)
    action.execute()

    assert len(server.seen) == 3


# Stopping


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("command", [["run_jobs"], ["send_outbox", "--loop"]])
def test_worker_that_is_told_to_stop_finishes_the_message_in_hand(transactional_db, command):
    host = builders.form_page(builders.tree(), builders.person(), title="Workshop")
    for name in NAMES:
        builders.submit(host, email=f"{name}@example.org")
    arrived, go_on = threading.Event(), threading.Event()

    def slow(_address):
        arrived.set()
        go_on.wait(10)
        return OK

    with listening(Sink(data=slow)) as server:
        environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "tests.reliability.settings_mail",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
            "CONVENE_TEST_SMTP_PORT": str(server.port),
        }
        worker = subprocess.Popen([sys.executable, "-m", "django", *command], env=environment, stdout=subprocess.DEVNULL)
        assert arrived.wait(30)
        worker.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        go_on.set()
        assert worker.wait(20) == 0
    close_old_connections()

    assert (server.recipients, states()) == (["ada@example.org"], ["sent", "queued", "queued"])
