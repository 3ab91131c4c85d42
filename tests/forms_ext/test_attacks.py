"""What people do to forms who wish them no good: mail, state and time, links. Each line has one safe result."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from forms_ext.models import AccessLink, ConsentRecord, Message, Submission
from forms_ext.schema.ticket import BadTicket, read
from tests import builders

INJECTIONS = [
    "Ada\r\nBcc: all@evil.example",
    "Ada\nTo: all@evil.example",
    "Ada\rCc: all@evil.example",
    "Ada%0d%0aBcc: all@evil.example",
    "Ada\u2028Bcc: all@evil.example",
    "=?utf-8?q?Ada=0ABcc=3A_all=40evil.example?=",
    "all@evil.example, Ada",
    '"Ada" <all@evil.example>, x',
    "{{ 7|add:7 }}{% load log %}${7}%s{0.__class__}",
]


@pytest.mark.parametrize("control", ["\x0b", "\x85"])
def test_control_character_in_a_name_is_refused_and_mails_nobody(client, contact, mailoutbox, control):
    name = f"Ada{control}Bcc: all@evil.example"
    assert builders.send(client, contact, full_name=name, long_text=name).status_code == 422
    call_command("send_outbox")

    assert mailoutbox == []


@pytest.mark.parametrize("name", INJECTIONS)
def test_name_adds_no_header_and_no_recipient(client, contact, mailoutbox, name):
    assert builders.send(client, contact, full_name=name, long_text=name).status_code == 303
    call_command("send_outbox")

    (mail,) = mailoutbox
    assert mail.recipients() == ["ada@example.org"]
    headers = mail.message().keys()
    assert [header for header in headers if header.lower() in {"bcc", "cc"}] == []
    assert headers.count("To") == 1
    assert "14" not in mail.body.replace(Submission.objects.get().reference, "").split("Your reference")[0]


ADDRESSES = {
    "ada+tag@example.org": 303,
    "ada.o'berg@example.org": 303,
    "ada@exämple.de": 303,
    "ada@sub.sub.example.org": 303,
    '"ada berg"@example.org': 422,
    "ada@b": 422,
    "ada@example.org.": 422,
    "ada@example..org": 422,
    "@example.org": 422,
    "ada": 422,
    "ada@bo@example.org": 422,
    "ada@example.org,bo@example.org": 422,
    "ada@example.org bo@example.org": 422,
    "Ada <ada@example.org>": 422,
    "ada@example.org\r\nBcc: bo@example.org": 422,
    "a" * 310 + "@example.org": 422,
    "ada@example.org\x00": 422,
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_unusual_address_has_a_defined_result(client, contact, mailoutbox, address):
    status = ADDRESSES[address]

    response = builders.send(client, contact, email=address)
    call_command("send_outbox")

    assert response.status_code == status
    assert len(Message.objects.exclude(state__in=["sent", "failed"])) == 0
    # A mailbox that cannot exist is found out when the mail is sent.
    sent = Message.objects.filter(state="sent").count()
    assert [len(mail.recipients()) for mail in mailoutbox] == [1] * sent
    assert Message.objects.count() == (1 if status == 303 else 0)


# State and time

REPEATS = {
    "double click": lambda client, host, data: client.post(host.form().action, data),
    "reload of the answer": lambda client, host, data: client.post(host.form().action, data),
    "back, and the page made anew": lambda client, host, data: client.post(host.form().action, {**data, "ticket": host.form().ticket}),
    "a second tab": lambda _client, host, data: Client().post(host.form().action, {**data, "ticket": host.form().ticket}),
    "another browser": lambda _client, host, data: Client(headers={"User-Agent": "other"}).post(host.form().action, data),
    "retry after 23 hours": lambda *everything: later(*everything),  # noqa: PLW0108 -- defined below
    "spaces around an answer": lambda client, host, data: client.post(host.form().action, spaced(data)),
}


def spaced(data):
    return {name: f" {text} " if text in {"Ada Berg", "ada@example.org"} else text for name, text in data.items()}


def later(client, host, data):
    Submission.objects.update(submitted_at=timezone.now() - timedelta(hours=23))
    return client.post(host.form().action, data)


@pytest.mark.parametrize("way", REPEATS)
@pytest.mark.parametrize("settled", ["received", "held", "unconfirmed"])
def test_repeat_is_the_same_sending(client, contact, way, settled):
    if settled == "unconfirmed":
        contact.confirm_email = True
        builders.publish(contact)
    data = builders.filled(contact, contact.form())
    first = client.post(contact.form().action, {**data, "homepage": "x"} if settled == "held" else data)

    second = REPEATS[way](client, contact, data)

    assert second.status_code == 303
    assert (second["Location"], Submission.objects.get().state) == (first["Location"], settled)
    assert Message.objects.count() == (0 if settled == "held" else 1)


def test_same_page_with_other_answers_is_another_sending(client, home):
    """A nonce joins repeats; it does not let the second of two people at one screen overwrite the first."""
    host = builders.form_page(home, [builders.question("short_text", "Your city")], title="Survey")
    form = host.form()
    for city in ("Hue", "Ulm"):
        client.post(form.action, builders.filled(host, form, short_text=city))

    assert sorted(next(iter(answers.values())) for answers in Submission.objects.values_list("answers", flat=True)) == ["Hue", "Ulm"]


@pytest.mark.parametrize("hours", [-1, 1, 24 * 365])
def test_clock_that_jumps_loses_nothing(client, contact, monkeypatch, hours):
    """The page was made after, or a year before, the moment of sending as this machine sees it."""
    form = contact.form()
    data = builders.filled(contact, form)
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(hours=hours))

    assert client.post(form.action, data).status_code == 303


# Links and enumeration


@pytest.fixture
def links(client, contact):
    contact.confirm_email = True
    builders.publish(contact)
    builders.send(client, contact)
    submission = Submission.objects.get()
    made = {purpose: AccessLink.issue(submission, purpose).token for purpose in ("receipt", "manage", "confirm")}
    return {f"/forms/{path}/": made[purpose] for path, purpose in PATHS.items()}


PATHS = {"receipt": "receipt", "mine": "manage", "confirm": "confirm"}


def test_every_letter_of_a_link_counts(client, links):
    neutral = client.get("/forms/mine/" + "0" * 32 + "/").content
    for path, token in links.items():
        for place in range(0, len(token), 4):
            other = token[:place] + ("0" if token[place] != "0" else "1") + token[place + 1 :]
            answer = client.get(f"{path}{other}/")
            assert (answer.status_code, answer.content) == (404, neutral)


def test_link_serves_one_purpose(client, links):
    opened = {(path, other): client.get(f"{path}{token}/").status_code for path in links for other, token in links.items()}

    assert {pair for pair, status in opened.items() if status == 200} == {(path, path) for path in links}


METHODS = {"get": 200, "head": 200, "options": 200, "put": 405, "patch": 405, "delete": 405, "trace": 405}


@pytest.mark.parametrize("method", METHODS)
def test_only_a_post_changes_anything(client, links, method):
    before = (Submission.objects.values().get(), list(ConsentRecord.objects.values()), Message.objects.count())
    for path, token in links.items():
        assert getattr(client, method)(f"{path}{token}/").status_code == METHODS[method]
    assert (Submission.objects.values().get(), list(ConsentRecord.objects.values()), Message.objects.count()) == before


def test_number_of_a_row_opens_nothing(client, links):
    for number in range(1, 20):
        for path in links:
            assert client.get(f"{path}{number}/").status_code == 404


def test_link_leaks_to_nobody(client, links):
    for path, token in links.items():
        answer = client.get(f"{path}{token}/")
        assert (answer["Referrer-Policy"], answer.cookies) == ("same-origin", {})
        assert "no-store" in answer["Cache-Control"]
        assert re.findall(r'(?:href|src|action)="(?:https?:)?//', answer.content.decode()) == []


@pytest.mark.parametrize("headers", [{"X-Forwarded-Host": "evil.example"}, {"Host": "localhost"}, {"Forwarded": "host=evil.example"}])
def test_links_in_mail_come_from_the_settings_alone(client, contact, settings, headers):
    settings.CONVENE = {**settings.CONVENE, "BASE_URL": "https://convene.example"}
    form = contact.form()
    client.post(form.action, builders.filled(contact, form), headers=headers)

    message = Message.objects.get()
    assert set(re.findall(r"https?://[^/\s\"<]+", message.text + message.html)) == {"https://convene.example"}


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "\\\\evil.example", "javascript:alert(1)"])
def test_nothing_in_a_post_leads_elsewhere(client, contact, target):
    form = contact.form()
    for name in ("next", "return_url", "success_url"):
        response = client.post(f"{form.action}?{name}={target}", {**builders.filled(contact, form), name: target})
        assert response["Location"].startswith("/forms/receipt/")


def test_ticket_of_which_any_letter_changed_is_none(contact):
    text = contact.form().ticket
    for place in range(0, len(text), 7):
        other = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
        with pytest.raises(BadTicket):
            read(other)


@pytest.mark.parametrize("name", ["state", "submission_id", "email", "is_staff", "submitted_at", "confirmed_at", "f_", "__proto__"])
def test_names_that_no_form_asks_for_are_ignored(client, contact, name):
    form = contact.form()
    client.post(form.action, {**builders.filled(contact, form), name: "accepted"})

    submission = Submission.objects.get()
    assert (submission.state, submission.email) == ("received", "ada@example.org")
    assert "accepted" not in str([submission.answers, submission.extras])
