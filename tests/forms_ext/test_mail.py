"""The outbox."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from forms_ext.actions import DeliverAction
from forms_ext.management.commands import run_jobs
from forms_ext.models import FormPage, Message
from tests import builders


@pytest.fixture
def message(contact):
    builders.submit(contact)
    return Message.objects.get()


class BrokenMailbox:
    """A mail server that goes away in the middle and comes back for the next message."""

    def open(self):
        return True

    def close(self):
        return None

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return None

    def send_messages(self, messages):
        raise SMTPServerDisconnected("ada@example.org was refused")


class FailingJob:
    """A job with a mistake in it."""

    def execute(self):
        raise LookupError


@pytest.fixture
def outage(monkeypatch):
    monkeypatch.setattr("forms_ext.actions.deliver.open_mailbox", BrokenMailbox)


def test_due_message_is_sent_once(message, mailoutbox):
    call_command("send_outbox")
    call_command("send_outbox")

    assert len(mailoutbox) == 1
    assert mailoutbox[0].extra_headers["Message-ID"] == message.message_id
    message.refresh_from_db()
    assert message.state == "sent"


def test_message_has_text_and_html(message, mailoutbox):
    call_command("send_outbox")

    assert "Your reference" in mailoutbox[0].body
    assert mailoutbox[0].alternatives[0].mimetype == "text/html"


def test_message_for_later_waits(message, mailoutbox):
    Message.objects.update(not_before=timezone.now() + timedelta(seconds=9))

    call_command("send_outbox")

    assert mailoutbox == []


def test_outage_puts_a_message_off_and_keeps_its_id(message, outage):
    DeliverAction().execute()

    again = Message.objects.get()
    assert (again.state, again.attempts, again.last_error) == ("retry", 1, "SMTPServerDisconnected")
    assert again.not_before > timezone.now()
    assert again.message_id == message.message_id


def test_message_is_put_off_when_the_mail_server_cannot_be_reached(message, monkeypatch):
    def refuse(mailbox):
        raise ConnectionRefusedError

    monkeypatch.setattr(BrokenMailbox, "__enter__", refuse)
    monkeypatch.setattr("forms_ext.actions.deliver.open_mailbox", BrokenMailbox)

    assert DeliverAction().execute() == {"sent": 0, "retry": 1, "failed": 0, "dropped": 0}
    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_error) == ("retry", 0, "ConnectionRefusedError")
    assert timezone.now() < message.not_before < timezone.now() + timedelta(minutes=2)


def test_fault_in_one_job_keeps_no_mail_from_going(message, workshop, monkeypatch, mailoutbox, caplog):
    def fail(page):
        raise KeyError(page.title)

    monkeypatch.setattr(FormPage, "pools", fail)
    # The transaction of the test lives in the connection that the worker would renew.
    monkeypatch.setattr(run_jobs, "close_old_connections", lambda: None)
    monkeypatch.setattr(run_jobs, "JOBS", [(FailingJob, 1), *reversed(run_jobs.JOBS)])

    with pytest.raises(CommandError):
        call_command("run_jobs", "--once")

    assert [mail.to for mail in mailoutbox] == [["ada@example.org"]]
    assert [record.getMessage().split(" ")[0] for record in caplog.records] == ["FailingJob", "Host", "Host"]


def test_message_is_given_up_after_the_last_try(message, outage):
    for _number in range(6):
        Message.objects.update(not_before=timezone.now())
        DeliverAction().execute()

    assert Message.objects.get().state == "failed"


def test_message_of_a_worker_that_died_is_sent(message, mailoutbox):
    Message.objects.update(state="sending", claimed_at=timezone.now() - timedelta(minutes=11))

    call_command("send_outbox")

    assert len(mailoutbox) == 1


def test_message_that_another_worker_is_sending_is_left_alone(message, mailoutbox):
    Message.objects.update(state="sending", claimed_at=timezone.now())

    call_command("send_outbox")

    assert mailoutbox == []


def test_visitor_cannot_inject_headers_or_markup(contact, mailoutbox):
    builders.submit(contact, full_name="Ada\nBcc: all@example.org", long_text="{{ settings.SECRET_KEY }}<script>")

    call_command("send_outbox")

    sent = mailoutbox[0].message().as_string()
    assert "\nBcc:" not in sent
    assert "<script>" not in sent


def test_message_is_written_in_the_language_of_the_visitor(home, mailoutbox):
    from wagtail.models import Locale

    german = Locale.objects.create(language_code="de")
    host = builders.form_page(home, builders.person())
    home.copy_for_translation(german).save_revision().publish()
    twin = host.copy_for_translation(german)
    builders.submit(builders.publish(twin))

    assert Message.objects.get().language == "de"
    assert mail.outbox == []
