"""What signers are told by mail: what they signed, and nothing empty."""

import re

from forms_ext.models import Message

from .conftest import sign, signed


def test_receipt_by_mail_names_what_was_signed(charter):
    endorsement = signed(charter)
    message = Message.objects.get(kind="receipt")

    for written in (message.html, message.text):
        assert "What you signed" in written
        assert f"sha256 {endorsement.sha256}" in written
    assert "Version: 1\n" in message.text


def test_receipt_by_mail_has_no_empty_table(charter):
    signed(charter)
    html = Message.objects.get(kind="receipt").html

    assert "What you told us" in html  # the consents follow it
    assert re.findall(r"<table[^>]*>\s*</table>", html) == []


def test_who_signs_twice_is_told_in_words_of_visitors(charter):
    signed(charter)
    sign(charter, full_name="Ada B.")
    message = Message.objects.get(kind="again")

    assert ["sending" in written for written in (message.html, message.text)] == [False, False]
    assert "Each address counts once here" in message.text
