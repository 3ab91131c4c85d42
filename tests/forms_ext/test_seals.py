"""Seals over the consent ledger: taken once a day, printed, mailed, shown, verified."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from forms_ext import conf
from forms_ext.actions import WithdrawConsentAction
from forms_ext.actions.ledger_entries import append_event
from forms_ext.actions.seal import SealAction, SealDailyAction
from forms_ext.audits import verify_consents, verify_seals
from forms_ext.ledger import digest
from forms_ext.management.commands.run_jobs import JOBS
from forms_ext.models import ConsentRecord, Message, Seal
from forms_ext.models.immutable import ImmutableError
from forms_ext.models.seals import sealed_root
from forms_ext.states import ConsentEventKind
from tests import builders, people


@pytest.fixture
def given(contact):
    return builders.submit(contact).consents.get()


def findings(kept=""):
    return [finding.code for finding in (*verify_consents(), *verify_seals(kept))]


def test_seal_still_agrees_after_the_ledger_grew(given, contact):
    kept = SealAction().execute().sha256
    WithdrawConsentAction(given).execute()
    builders.submit(contact, email="bo@example.org")
    second = SealAction().execute()

    assert (second.number, second.records, second.length, second.content["previous"]) == (2, 2, 3, kept)
    assert [findings(), findings(kept), findings(second.sha256)] == [[], [], []]


def test_seal_cannot_be_changed_or_deleted(given):
    seal = SealAction().execute()

    for attempt in (seal.save, seal.delete, Seal.objects.all().delete, lambda: Seal.objects.update(sha256="")):
        with pytest.raises(ImmutableError):
            attempt()


def test_seal_of_an_empty_ledger_verifies(db):
    assert findings(SealAction().execute().sha256) == []


def test_unknown_hash_is_a_finding(given):
    SealAction().execute()

    assert findings("0" * 64) == ["seal-unknown"]


def test_command_prints_the_hash_and_verifies_with_it(given, capsys):
    call_command("seal_consents", "--json")
    told = json.loads(capsys.readouterr().out)

    assert told == {"seal": 1, "records": 1, "events": 1, "hash": Seal.objects.get().sha256}
    call_command("verify_consents", "--seal", told["hash"])
    with pytest.raises(SystemExit):
        call_command("verify_consents", "--seal", "f" * 64)


def test_hash_is_mailed_to_those_who_keep_it(given, settings):
    settings.CONVENE = {**settings.CONVENE, "SEAL_TO": ("owner@example.org", "officer@example.org")}
    before = Message.objects.count()
    seal = SealAction().execute()

    mails = list(Message.objects.filter(kind="seal").order_by("pk"))
    assert [mail.to for mail in mails] == ["owner@example.org", "officer@example.org"]
    assert [seal.sha256 in mail.text for mail in mails] == [True, True]
    assert Message.objects.count() == before + 2


def test_worker_takes_one_seal_a_day(given, monkeypatch):
    assert SealDailyAction in [job for job, _seconds in JOBS]
    SealDailyAction().execute()
    SealDailyAction().execute()
    assert Seal.objects.count() == 1
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timezone.timedelta(days=1))

    SealDailyAction().execute()

    assert Seal.objects.count() == 2


@pytest.mark.parametrize(("action", "taken"), [(SealAction, 2), (SealDailyAction, 1)])
def test_two_who_seal_at_the_same_moment_get_in_nobodys_way(given, monkeypatch, action, taken):
    """Both computed the same number; the command takes the next one, the worker leaves it at the other's."""
    computed, again = Seal.over_now(), Seal.over_now
    SealAction().execute()
    moments = iter([computed])
    monkeypatch.setattr(Seal, "over_now", lambda: next(moments, None) or again())
    monkeypatch.setattr("forms_ext.actions.seal.A_DAY", timedelta(0))

    seal = action().execute()

    assert (Seal.objects.count(), seal is None) == (taken, taken == 1)
    assert list(verify_seals()) == []


def test_seals_are_shown_in_their_register(given, home):
    seal = SealAction().execute()
    moderator = people.browser_of(people.moderator("mara", home))

    page = moderator.get(reverse("registers_seals_modeladmin_index")).content.decode()

    assert seal.sha256 in page
    assert people.browser_of(people.page_editor("edda", home)).get(reverse("registers_seals_modeladmin_index")).status_code == 302


def test_seal_reads_the_ledger_without_holding_it(given, django_assert_num_queries):
    with django_assert_num_queries(2):
        sealed_root(10**9)


def test_erased_person_cannot_be_linked_again_and_the_chain_verifies(given):
    kept = SealAction().execute().sha256
    email, salt = given.submission.email, given.salt
    assert digest(conf.subject_key(), "subject", salt, email) == given.subject

    append_event(given, ConsentEventKind.ERASED)
    ConsentRecord.objects.update(salt="")
    given.refresh_from_db()

    assert (given.salt, given.length, findings(kept)) == ("", 2, [])
    # Nothing that is stored leads from the address to the subject any more: not even for whoever has the key.
    left = [value for event in given.events.all() for value in flat(event.content)]
    assert given.subject not in {digest(conf.subject_key(), "subject", value, email) for value in ["", *left]}
    assert (salt in str(left), email in str(left)) == (False, False)


def flat(value):
    """Return every text inside a JSON value."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in flat(part)]
    return [str(value)]


def test_dropping_the_salt_behind_our_back_is_found(given):
    ConsentRecord.objects.update(salt="")

    assert findings() == ["record-changed"]
