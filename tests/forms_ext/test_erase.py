"""Erasing a person, the journal of it, and the end of proofs."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db.models import QuerySet
from django.utils import timezone

from forms_ext import conf
from forms_ext.actions import EraseAction, KeepRetentionAction, NotPermitted, WithdrawConsentAction
from forms_ext.actions.end_proofs import EndProofsAction, years_before
from forms_ext.actions.journal import append_missing
from forms_ext.actions.seal import SealAction
from forms_ext.audits import audit_places, verify_consents, verify_seals
from forms_ext.ledger import digest
from forms_ext.models import (
    AccessLink,
    AnswerCount,
    Claim,
    ConsentEvent,
    ConsentRecord,
    EndedProof,
    ErasureEntry,
    Message,
    Pool,
    Retention,
    Submission,
)
from forms_ext.models.immutable import ImmutableError
from forms_ext.models.retention import day_of
from forms_ext.models.rights import Right
from tests import builders, people

TODAY = day_of(timezone.now())


@pytest.fixture
def ada(contact):
    """A message that somebody dealt with: there is nothing to take back when its sender is erased."""
    sent = builders.submit(contact)
    Submission.objects.filter(pk=sent.pk).update(state="accepted")
    return Submission.objects.get(pk=sent.pk)


@pytest.mark.django_db(transaction=True)
class TestJournal:
    def test_every_deletion_is_in_the_file_and_names_nobody(self, contact, ada, journal):
        EraseAction(ada).execute()

        (line,) = journal.read_text().splitlines()
        assert json.loads(line)["kind"] == "erase"
        assert [word in line for word in (ada.reference, "Ada", "ada@")] == [False] * 3


def test_erasing_takes_the_person_and_keeps_the_row(ada):
    EraseAction(ada).execute()

    erased = Submission.objects.get()
    assert (erased.email, erased.display_name, erased.answers, erased.search_text) == ("", "", {}, "")
    assert (AccessLink.objects.count(), Message.objects.get().to, Message.objects.get().state) == (0, "", "dropped")
    assert erased.anonymised_at is not None
    assert AnswerCount.objects.get().option == "opt-hall"


def test_proof_stays_whole_and_leads_to_nobody(ada, figure):
    record = ConsentRecord.objects.get()
    salt, subject = record.salt, record.subject
    assert digest(conf.subject_key(), "subject", salt, "ada@example.org") == subject

    EraseAction(ada).execute()

    record.refresh_from_db()
    assert [event.kind for event in record.events.all()] == ["given", "erased"]
    assert (record.salt, record.state, list(verify_consents())) == ("", "given", [])
    everything = serializers.serialize("json", [*ConsentRecord.objects.all(), *ConsentEvent.objects.all(), *Submission.objects.all()])
    assert salt not in everything
    relinked = digest(conf.subject_key(), "subject", record.salt, "ada@example.org") == subject
    figure(f"erasure: relink_possible {int(relinked)}")
    assert not relinked


def test_control_a_salt_that_stays_links_the_person_again(ada, monkeypatch):
    monkeypatch.setattr("forms_ext.retention.Rules.emptied", lambda _rules, **_erasing: {})
    EraseAction(ada).execute()

    record = ConsentRecord.objects.get()
    assert digest(conf.subject_key(), "subject", record.salt, "ada@example.org") == record.subject


def test_place_ahead_goes_to_the_next_in_line(workshop):
    first, _second, third = [builders.submit(workshop, email=f"{name}@example.org") for name in ("a", "b", "c")]

    EraseAction(first).execute()

    first.refresh_from_db()
    third.refresh_from_db()
    assert (first.state, third.main_claim.state, Claim.objects.count()) == ("cancelled", "confirmed", 3)
    assert list(audit_places()) == []


def test_place_that_is_over_stays_counted(workshop):
    first = builders.submit(workshop)
    Pool.objects.update(offered=False)

    EraseAction(first).execute()

    first.refresh_from_db()
    assert (first.state, first.main_claim.state) == ("accepted", "confirmed")


def test_undecided_submission_is_not_left_for_a_decision(home):
    host = builders.form_page(home, builders.person(), title="Call", review=True)
    sent = builders.submit(host)

    assert EraseAction(sent).execute().state == "cancelled"


def test_nobody_is_written_to(workshop):
    first = builders.submit(workshop)
    EraseAction(first).execute()

    assert set(Message.objects.filter(submission=first).values_list("state", "to", "text")) == {("dropped", "", "")}


def test_erasing_twice_is_once(ada):
    EraseAction(ada).execute()
    EraseAction(ada).execute()

    assert (ErasureEntry.objects.count(), ConsentEvent.objects.count(), AnswerCount.objects.get().number) == (1, 2, 1)


def test_erasing_after_a_purge_unlinks_the_proof(ada):
    Submission.objects.update(purge_noticed_on=TODAY)
    Retention.objects.update(days=0, counted_from="submission")
    KeepRetentionAction(TODAY + timedelta(days=1)).execute()
    assert ConsentRecord.objects.get().salt != ""

    EraseAction(ada).execute()

    assert (ConsentRecord.objects.get().salt, AnswerCount.objects.get().number) == ("", 1)


def test_erasing_needs_the_right_to_it(contact, ada):
    home = contact.get_parent()
    moderator = people.moderator("mara", home, [Right.LIST, Right.ANSWERS, Right.DECIDE])

    with pytest.raises(NotPermitted):
        EraseAction(ada, user=moderator).execute()
    assert EraseAction(ada, user=people.moderator("otto", home, [Right.ERASE])).execute().email == ""


def test_preview_counts_and_changes_nothing(ada):
    before = serializers.serialize("json", [*Submission.objects.all(), *Message.objects.all()])

    told = EraseAction(ada).preview()

    assert told == {"forms_ext.AccessLink": 2, "forms_ext.Submission": 1, "forms_ext.Message": 1, "forms_ext.ConsentRecord": 1}
    assert serializers.serialize("json", [*Submission.objects.all(), *Message.objects.all()]) == before


# A restored backup


class Backup:
    """What a backup of the database brings back: rows as they were."""

    MODELS = (Submission, Message, AccessLink, ConsentRecord)

    def __init__(self):
        self.rows = [row for model in self.MODELS for row in model.objects.all()]
        self.events = set(ConsentEvent.objects.values_list("pk", flat=True))

    def restore(self):
        """Put the rows back, take away what came later."""
        for row in self.rows:
            type(row).objects.filter(pk=row.pk).delete() if isinstance(row, AccessLink) else None
            row.save()
        QuerySet(ConsentEvent).exclude(pk__in=self.events).delete()
        QuerySet(ErasureEntry).delete()


def replay(path):
    out = StringIO()
    call_command("replay_erasures", "--journal", str(path), "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def erased_then_restored(contact, ada, journal):
    """Two people; one was erased, one purged, and an old backup has brought both back."""
    bo = builders.submit(contact, email="bo@example.org")
    backup = Backup()
    EraseAction(ada).execute()
    Submission.objects.update(purge_noticed_on=TODAY)
    Retention.objects.update(days=0, counted_from="submission")
    KeepRetentionAction(TODAY + timedelta(days=1)).execute()
    append_missing()
    backup.restore()
    assert Submission.objects.filter(anonymised_at=None).count() == 2
    return ada, bo


def test_replayed_journal_leaves_nobody_resurrected(erased_then_restored, journal, figure):
    figures = replay(journal)

    assert figures == {"entries": 2, "deleted_again": 2, "resurrected": 0}
    assert set(Submission.objects.values_list("email", "display_name")) == {("", "")}
    assert [bool(record.salt) for record in ConsentRecord.objects.order_by("submission_id")] == [False, True]
    figure(f"journal: resurrected {figures['resurrected']} of {figures['entries']} after a restore")


def test_control_without_the_replay_they_are_back(erased_then_restored):
    assert set(Submission.objects.values_list("email", flat=True)) == {"ada@example.org", "bo@example.org"}


def test_replaying_twice_deletes_nothing_more(erased_then_restored, journal):
    replay(journal)

    assert replay(journal) == {"entries": 2, "deleted_again": 0, "resurrected": 0}
    assert ErasureEntry.objects.filter(kind="erase").count() == 1


def test_number_used_again_after_a_restore_is_somebody_else(erased_then_restored, contact, journal):
    """The journal knows people by a digest, not by a row number that a restored database gives again."""
    other = builders.submit(contact, email="cy@example.org")

    replay(journal)

    other.refresh_from_db()
    assert other.email == "cy@example.org"


def test_broken_journal_deletes_nothing(erased_then_restored, journal):
    from django.core.management.base import CommandError

    journal.write_text(journal.read_text() + "{}\n")

    with pytest.raises(CommandError):
        replay(journal)
    assert Submission.objects.filter(anonymised_at=None).count() == 2


def test_export_is_the_file(erased_then_restored, journal):
    replay(journal)
    out = StringIO()
    call_command("export_erasures", stdout=out)

    assert sorted(out.getvalue().splitlines()) == sorted(journal.read_text().splitlines())


def test_file_that_cannot_be_written_stops_no_erasure(ada, settings, tmp_path):
    settings.CONVENE = {**settings.CONVENE, "ERASURE_JOURNAL": tmp_path}  # a folder
    EraseAction(ada).execute()

    assert (append_missing(), Submission.objects.get().email) == (0, "")


# The end of a proof


def test_proof_ends_years_after_a_withdrawal(ada):
    WithdrawConsentAction(ada.consents.get()).execute()
    record = ConsentRecord.objects.get()
    limit = TODAY.replace(year=TODAY.year + 3)

    assert EndProofsAction(limit).execute() == 0
    assert EndProofsAction(limit + timedelta(days=1)).execute() == 1

    ended = EndedProof.objects.get()
    assert (ended.record, ended.length, ended.head, ended.state) == (record.pk, record.length, record.head, "withdrawn")
    assert (ConsentRecord.objects.count(), ConsentEvent.objects.count()) == (0, 0)
    assert ErasureEntry.objects.get(kind="proof").mark == str(record.pk)
    assert list(verify_consents()) == []


def test_proof_of_an_event_ends_years_after_it(ada):
    Retention.objects.update(has_end=True, ends_at=timezone.now())

    assert EndProofsAction(TODAY.replace(year=TODAY.year + 3)).execute() == 0
    assert EndProofsAction(TODAY.replace(year=TODAY.year + 3) + timedelta(days=1)).execute() == 1


def test_consent_that_stands_without_an_event_stays_provable(ada):
    assert EndProofsAction(TODAY.replace(year=TODAY.year + 90)).execute() == 0


@pytest.fixture
def sealed_then_ended(ada, contact):
    """Two seals, one before and one after a withdrawal; then the proof ended, and another person's stays. Give the hashes."""
    builders.submit(contact, email="bo@example.org")
    first = SealAction().execute()
    WithdrawConsentAction(ada.consents.get()).execute()
    second = SealAction().execute()
    assert EndProofsAction(TODAY.replace(year=TODAY.year + 4)).execute() == 1
    return [first.sha256, second.sha256]


def test_every_seal_holds_when_a_proof_ended(sealed_then_ended):
    assert [list(verify_seals(kept)) for kept in sealed_then_ended] == [[], []]
    SealAction().execute()
    assert list(verify_seals(sealed_then_ended[0])) == []


def test_control_a_proof_that_was_removed_by_hand_breaks_the_seals(sealed_then_ended):
    QuerySet(EndedProof).delete()

    assert {finding.code for finding in verify_seals(sealed_then_ended[0])} == {"seal-broken"}


def test_ended_proof_cannot_be_changed_or_deleted(ada):
    WithdrawConsentAction(ada.consents.get()).execute()
    EndProofsAction(TODAY.replace(year=TODAY.year + 4)).execute()

    with pytest.raises(ImmutableError):
        EndedProof.objects.all().delete()
    with pytest.raises(ImmutableError):
        EndedProof.objects.get().save()


def test_leap_day_ends_no_proof_early():
    from datetime import date

    assert years_before(date(2028, 2, 29), 3) == date(2025, 2, 28)
    assert years_before(date(2028, 2, 29), 4) == date(2024, 2, 29)
