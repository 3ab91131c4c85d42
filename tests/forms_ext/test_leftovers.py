"""What is easily forgotten when answers go: mail that never reached anybody, copies in files, the key in a link."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from forms_ext.actions import EraseAction, WithdrawConsentAction
from forms_ext.actions.journal import append_missing, read_line
from forms_ext.actions.ledger_entries import append_event
from forms_ext.actions.purge_fields import PurgeFieldsAction
from forms_ext.audits import verify_consents
from forms_ext.models import AccessLink, ConsentEvent, ConsentRecord, ErasureEntry, Message, Submission
from forms_ext.models.retention import day_of
from forms_ext.states import ConsentEventKind
from tests import builders, people


@pytest.fixture
def diet(home):
    """A form with a question whose answers are kept for five days."""
    parts = [*builders.person(), builders.question("long_text", "What do you eat?", required=False, keep_days=5)]
    return builders.form_page(home, parts, title="Workshop", retention_days=30, retention_from="submission")


@pytest.mark.parametrize(("state", "text"), [("sent", ""), ("failed", ""), ("dropped", ""), ("queued", "No nuts"), ("retry", "No nuts")])
def test_answer_goes_from_every_message_that_is_not_on_its_way(diet, state, text):
    ada = builders.submit(diet, long_text="No nuts")
    Message.objects.filter(submission=ada).update(state=state, text="No nuts", html="No nuts")
    Submission.objects.update(submitted_at=timezone.now() - timezone.timedelta(days=6))

    PurgeFieldsAction(diet.host_key, day_of(timezone.now())).execute()

    assert [(one.text, one.html) for one in Message.objects.all()] == [(text, text)]


@pytest.mark.parametrize("state", ["failed", "retry", "queued", "sending"])
def test_message_to_somebody_who_was_erased_waits_for_nobody(diet, state):
    ada = builders.submit(diet)
    Message.objects.update(state=state, attempts=2, last_error="SMTPRecipientsRefused 550", claimed_at=timezone.now())

    EraseAction(ada).execute()

    assert (set(Message.objects.values_list("state", flat=True)), Message.objects.stopped(timezone.now()).count()) == ({"dropped"}, 0)


@pytest.fixture
def token(diet):
    """The secret part of the link in the receipt of somebody."""
    builders.submit(diet)
    text = Message.objects.get().text
    found = next(word for word in text.split() if "/forms/mine/" in word)
    return found.split("/forms/mine/")[1].strip("/")


def test_private_link_is_not_handed_out_to_the_team(diet, token, monkeypatch):
    client = people.browser_of(people.superuser())
    seen = [client.post(reverse("desk:subject"), {"address": "ada@example.org", **do}).content.decode() for do in ({}, {"do": "download"})]
    out = StringIO()
    monkeypatch.setattr("sys.stdin", StringIO("ada@example.org\n"))
    call_command("export_subject", stdout=out)

    assert AccessLink.objects.exists()
    assert [token in text for text in (*seen, out.getvalue())] == [False] * 3
    stored = json.loads(out.getvalue())["submissions"][0]["stored"]["forms_ext.Message"][0]
    assert ("/forms/mine/…" in stored["text"], "Your reference" in stored["text"]) == (True, True)


@pytest.fixture
def torn(diet, journal):
    """A journal of two deletions whose second line was never finished, as after a power cut or on a full disk."""
    for name in ("ada", "bo"):
        EraseAction(builders.submit(diet, email=f"{name}@example.org")).execute()
    append_missing()
    whole = journal.read_text()
    journal.write_text(whole[:-40])
    return whole


def test_unfinished_line_is_mended_by_the_next_deletion(diet, torn, journal):
    EraseAction(builders.submit(diet, email="cy@example.org")).execute()
    append_missing()

    lines = journal.read_text().splitlines()
    assert (sorted(lines[:2]), len(lines), len({read_line(line).pk for line in lines})) == (sorted(torn.splitlines()), 3, 3)


def test_line_that_only_lacks_its_end_is_kept(torn, journal):
    journal.write_text(torn.rstrip("\n"))
    append_missing()

    assert journal.read_text() == torn


def test_unfinished_line_keeps_nobody_from_replaying_the_rest(torn, journal):
    said = StringIO()
    call_command("replay_erasures", "--journal", str(journal), stderr=said, stdout=StringIO())

    assert said.getvalue() == f"The last line of {journal} was never finished and is left out.\n"


@pytest.mark.parametrize("content", ["Ada Berg, ada@example.org\n", "{}\n", "[]\n"])
def test_wrong_file_is_no_journal_and_is_not_quoted(diet, tmp_path, content):
    path = tmp_path / "people.csv"
    path.write_text(content)

    with pytest.raises(CommandError) as error:
        call_command("replay_erasures", "--journal", str(path))

    assert str(error.value) == f"{path}: line 1 is no entry of a journal of deletions; nothing was deleted."


def test_journal_that_is_not_there_is_said_in_a_sentence(db, tmp_path):
    with pytest.raises(CommandError) as error:
        call_command("replay_erasures", "--journal", str(tmp_path / "none"))

    assert str(error.value) == f"{tmp_path / 'none'} cannot be read: No such file or directory."


@pytest.fixture
def photographed(home, photo):
    """Somebody who lets photographs be made."""
    page = builders.form_page(home, [*builders.person(), builders.consent(photo)], title="Forum")
    return builders.submit(page).consents.get()


def restored(consent):
    """Put a consent back as an old backup has it: given, its chain of one event."""
    QuerySet(ConsentEvent).filter(record=consent.pk, seq__gt=1).delete()
    QuerySet(ErasureEntry).delete()
    Message.objects.filter(kind="withdrawal").delete()
    consent.save()


def test_consent_that_was_withdrawn_does_not_stand_again_after_a_restore(photographed, journal):
    before = ConsentRecord.objects.get(pk=photographed.pk)
    WithdrawConsentAction(photographed).execute()
    append_missing()
    restored(before)
    assert ConsentRecord.objects.get().state == "given"

    out = StringIO()
    call_command("replay_erasures", "--journal", str(journal), "--json", stdout=out)
    again = StringIO()
    call_command("replay_erasures", "--journal", str(journal), "--json", stdout=again)

    assert json.loads(out.getvalue()) == {"entries": 1, "deleted_again": 1, "resurrected": 0}
    assert json.loads(again.getvalue())["deleted_again"] == 0
    assert (ConsentRecord.objects.get().state, list(verify_consents())) == ("withdrawn", [])


def test_consent_that_was_given_anew_is_left_alone(photographed, journal):
    WithdrawConsentAction(photographed).execute()
    append_missing()
    consent = ConsentRecord.objects.get()
    consent.state, consent.state_at = "given", timezone.now()
    append_event(consent, ConsentEventKind.RENEWED, at=consent.state_at)

    call_command("replay_erasures", "--journal", str(journal), stdout=StringIO())

    assert ConsentRecord.objects.get().state == "given"


def test_journal_of_withdrawals_names_nobody(photographed, journal):
    WithdrawConsentAction(photographed).execute()
    append_missing()

    line = json.loads(journal.read_text())
    assert (line["kind"], line["mark"], [word in journal.read_text() for word in ("Ada", "ada@", photographed.reference)]) == (
        "withdraw",
        str(photographed.pk),
        [False] * 3,
    )
