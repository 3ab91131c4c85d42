"""Consents: recorded, withdrawn, provable."""

import json
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale

from forms_ext.actions import CancelAction, NotAllowed, WithdrawConsentAction
from forms_ext.audits import verify_consents
from forms_ext.ledger import sha256
from forms_ext.models import ConsentEvent, ConsentRecord, ConsentVersion, FormVersion, Message, Submission
from forms_ext.models.immutable import ImmutableError
from tests import builders, people


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
    assert chain.submission.state == "received"


def test_withdrawing_twice_is_once(chain):
    WithdrawConsentAction(chain).execute()

    assert ConsentEvent.objects.count() == 2


def test_refused_consent_cannot_be_withdrawn(contact):
    refused = builders.submit(contact, consent="no").consents.get()

    with pytest.raises(NotAllowed, match="nothing to withdraw"):
        WithdrawConsentAction(refused).execute()


def test_cancelling_a_registration_leaves_consents_alone(given):
    CancelAction(given.submission).execute()

    given.refresh_from_db()
    assert given.state == "given"


def test_optional_tick_left_open_is_no_consent(home, photo):
    host = builders.form_page(home, [*builders.person(), builders.consent(photo, ask="optional_tick")], title="News")

    record = builders.submit(host, consent=[]).consents.get()

    assert (record.state, record.events.get().content["evidence"]["ask"]) == ("unanswered", "optional_tick")


def test_box_left_open_is_called_not_answered_everywhere(home, photo, client):
    host = builders.form_page(home, [*builders.person(), builders.consent(photo, ask="optional_tick")], title="News")
    receipt = client.get(builders.send(client, host, consent=[])["Location"]).content.decode()
    own = client.get(re.search(r"/forms/mine/[0-9a-f]{32}/", Message.objects.get().text).group()).content.decode()
    desk = people.browser_of(people.superuser())
    detail = desk.get(reverse("desk:detail", args=[Submission.objects.get().pk])).content.decode()
    register = desk.get(reverse("registers_consents_modeladmin_index"), {"state__exact": "unanswered"}).content.decode()
    found = desk.get(reverse("desk:index"), {"view": "all", f"consent_{photo.translation_key.hex}": "unanswered"}).content.decode()
    file = b"".join(desk.get(reverse("desk:export"), {"view": "all"}).streaming_content).decode()

    for page in (receipt, Message.objects.get().text, Message.objects.get().html):
        assert ("Not answered" in page, "I do not agree" in page) == (True, False)
    for page in (own, detail, register, file):
        assert ("Not answered" in page, "Refused" in page.replace("refused", "")) == (True, page is register)
    assert Submission.objects.get().reference[:4] in found


def test_consent_that_must_be_given_and_a_choice_keep_their_states(home, photo):
    host = builders.form_page(home, [*builders.person(), builders.consent(photo)], title="News")

    states = [builders.submit(host, email=f"{answer}@example.org", consent=answer).consents.get().state for answer in ("yes", "no")]
    assert states == ["given", "refused"]


def test_labels_of_details_are_no_part_of_the_hashed_wording(home, photo):
    assert photo.current_version.content["details"] == [["controller", "Coordination office"]]
    with translation.override("de"):
        in_german = photo.current_version.details
    assert (photo.current_version.details, in_german) == (
        [("Responsible", "Coordination office")],
        [("Verantwortlich", "Coordination office")],
    )


def test_another_translation_of_a_label_is_no_other_version(home, photo, monkeypatch):
    before = photo.current_version_id
    monkeypatch.setattr("forms_ext.schema.details.DETAILS", (("controller", "Accountable"),))

    photo.save_revision().publish()

    photo.refresh_from_db()
    assert photo.current_version_id == before
    assert photo.current_version.details == [("Accountable", "Coordination office")]


def test_returning_to_earlier_words_points_back_to_the_earlier_version(home, photo):
    first = photo.current_version
    for html, number in (("<p>Other words.</p>", 2), (builders.PHOTO, 1)):
        photo.statement, photo.change_class = html, "material"
        photo.full_clean()
        photo.save_revision().publish()
        photo.refresh_from_db()
        assert photo.current_version.number == number

    assert (photo.current_version, ConsentVersion.objects.count()) == (first, 2)


def test_translated_statement_reaches_every_form_at_once(home, photo, contact):
    """A German form names the English statement until somebody translates it; publishing that heals the form at once."""
    german = Locale.objects.create(language_code="de")
    home.copy_for_translation(german).save_revision().publish()
    twin = contact.copy_for_translation(german)
    twin.save_revision().publish()
    stored = FormVersion.objects.filter(host_key=contact.host_key, language="de")
    assert stored.count() == 1
    other = photo.copy_for_translation(german)
    other.statement = "<p>Fotos auf dieser Seite.</p>"
    other.save()

    other.save_revision().publish()

    assert [field["wording"]["language"] for field in stored.order_by("pk").last().frozen["fields"] if field["kind"] == "consent"] == ["de"]


def test_translation_of_a_statement_is_a_draft_with_wordings_of_its_own(home, photo):
    twin = photo.copy_for_translation(Locale.objects.create(language_code="de"))
    twin.save()
    twin.statement = "<p>Fotos auf dieser Seite.</p>"

    assert (twin.live, twin.current_version, twin.latest_revision, twin.wording_differs()) == (False, None, None, False)
    twin.save_revision().publish()
    twin.refresh_from_db()
    assert (twin.live, twin.current_version.number, twin.current_version.language) == (True, 1, "de")


def test_change_that_was_published_without_its_kind_counts_as_material(home, photo):
    assert photo.current_version.change_class == "editorial"
    photo.statement = "<p>Other words.</p>"

    photo.save_revision().publish()

    photo.refresh_from_db()
    assert photo.current_version.change_class == "material"


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
