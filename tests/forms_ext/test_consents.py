"""Consents: recorded, withdrawn, provable."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from forms_ext.actions import CancelAction, NotAllowed, WithdrawConsentAction
from forms_ext.audits import verify_consents
from forms_ext.ledger import sha256
from forms_ext.models import ConsentEvent, ConsentRecord, ConsentVersion
from forms_ext.models.immutable import ImmutableError
from tests import builders


@pytest.fixture
def given(contact):
    return builders.submit(contact).consents.get()


@pytest.fixture
def chain(given):
    """A record with two events."""
    return WithdrawConsentAction(given).execute()


def codes():
    return {finding.code for finding in verify_consents()}


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_answer_is_recorded_with_the_wording_that_was_seen(given, photo):
    assert (given.state, given.version_id, given.length) == ("given", photo.current_version_id, 1)
    evidence = given.events.get().content["evidence"]
    assert sorted(evidence) == ["ask", "consent_version", "form_version", "language", "page", "rendered_at", "sent_at"]
    assert evidence["ask"] == "yes_no"


def test_event_names_no_person(given):
    text = given.events.get().text

    assert "Ada" not in text
    assert "ada@" not in text


def test_same_person_is_another_subject_in_another_record(contact):
    first = builders.submit(contact).consents.get()
    second = builders.submit(contact, long_text="again").consents.get()

    assert first.subject != second.subject


def test_withdrawing_takes_effect_and_is_kept(chain):
    assert (chain.state, chain.length) == ("withdrawn", 2)
    assert [event.kind for event in chain.events.all()] == ["given", "withdrawn"]
    assert chain.submission.state == "accepted"


def test_withdrawing_twice_is_once(chain):
    WithdrawConsentAction(chain).execute()

    assert ConsentEvent.objects.count() == 2


def test_refused_consent_cannot_be_withdrawn(contact):
    refused = builders.submit(contact, consent="no").consents.get()

    with pytest.raises(NotAllowed):
        WithdrawConsentAction(refused).execute()


def test_cancelling_a_registration_leaves_consents_alone(given):
    CancelAction(given.submission).execute()

    given.refresh_from_db()
    assert given.state == "given"


def test_optional_tick_left_open_is_no_consent(home, photo):
    host = builders.form_page(home, [*builders.person(), builders.consent(photo, ask="optional_tick")], title="News")

    record = builders.submit(host, consent=[]).consents.get()

    assert (record.state, record.events.get().content["evidence"]["ask"]) == ("refused", "optional_tick")


def test_record_survives_its_submission_and_page(given, contact):
    contact.delete()

    assert ConsentRecord.objects.get(pk=given.pk).version.html.startswith("<p>During the dialogue")


def test_statement_may_be_longer_than_255_letters(photo):
    assert len(photo.current_version.content["html"]) > 255


def test_label_keeps_its_own_language(photo):
    content = photo.current_version.content

    assert (content["language"], content["short_label_language"]) == ("en", "de")


def test_statement_drops_what_is_no_plain_formatting(home):
    made = builders.statement(html='<p onclick="x()">A<script>alert(1)</script> <a href="javascript:x()">b</a></p>')

    assert made.current_version.content["html"] == "<p>A <a>b</a></p>"


def test_evidence_cannot_be_changed_or_deleted(given):
    event, version = given.events.get(), given.version
    event.kind = version.text = "x"

    for attempt in (
        event.save,
        event.delete,
        version.save,
        version.delete,
        ConsentEvent.objects.all().delete,
        lambda: ConsentEvent.objects.update(kind="x"),
        lambda: ConsentVersion.objects.bulk_update([version], ["text"]),
    ):
        with pytest.raises(ImmutableError):
            attempt()


def test_untouched_ledger_verifies(chain):
    assert codes() == set()
    call_command("verify_consents")


def test_anyone_can_compute_the_hash_again(given):
    version = given.version

    assert sha256(version.text) == version.sha256
    assert json.loads(version.text)["html"] == version.content["html"]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE forms_ext_consentversion SET text = text || ' '", "version-changed"),
        ("UPDATE forms_ext_consentevent SET text = text || ' ' WHERE seq = 1", "event-changed"),
        ("UPDATE forms_ext_consentevent SET kind = 'refused' WHERE seq = 1", "event-column-changed"),
        ("UPDATE forms_ext_consentevent SET at = '2020-01-01 00:00:00+00:00' WHERE seq = 1", "event-column-changed"),
        ("DELETE FROM forms_ext_consentevent WHERE seq = 1", "event-missing"),
        ("DELETE FROM forms_ext_consentevent WHERE seq = 2", "chain-cut-or-added"),
        ("UPDATE forms_ext_consentrecord SET state = 'given'", "record-changed"),
        ("UPDATE forms_ext_consentevent SET seq = 3 - seq + 10", "event-missing"),
    ],
)
def test_tampering_is_found(chain, statement, code):
    sql(statement)

    assert code in codes()
    with pytest.raises(SystemExit):
        call_command("verify_consents")
