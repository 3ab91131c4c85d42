"""Giving and withdrawing consents from the own page."""

import pytest

from forms_ext.actions import WithdrawConsentAction
from forms_ext.actions.consenting import GiveConsentAction, Shown, WordingChanged
from forms_ext.audits import verify_consents
from forms_ext.models import ConsentRecord, Message, Submission
from tests import builders

from .conftest import address, register, shown


@pytest.fixture
def refused(dialogue):
    return register(dialogue, consent="no").consents.get()


def button(consent):
    return address(consent.submission, "give_consent", consent=consent.pk)


def reword(photo, html, kind):
    photo.statement, photo.change_class = html, kind
    photo.save_revision().publish()
    photo.refresh_from_db()


def kinds(consent):
    return list(consent.events.order_by("seq").values_list("kind", flat=True))


def press(client, consent):
    page = client.get(address(consent.submission)).content.decode()
    return client.post(button(consent), {"shown": shown(page)})


def test_refused_consent_is_given_with_one_button(client, refused):
    response = press(client, refused)

    refused.refresh_from_db()
    assert (response.status_code, refused.state, kinds(refused)) == (303, "given", ["refused", "given"])
    assert "Your consent is written down" in client.get(response["Location"]).content.decode()
    assert "version 1" in Message.objects.get(kind="consent").text
    evidence = refused.events.get(seq=2).content["evidence"]
    assert (evidence["consent_version"], evidence["by"]) == (refused.version.sha256, "subject")
    assert list(verify_consents()) == []


def test_withdrawn_consent_is_renewed(client, dialogue):
    consent = register(dialogue).consents.get()
    client.post(address(consent.submission, "withdraw_consent", consent=consent.pk))

    press(client, consent)

    consent.refresh_from_db()
    assert (consent.state, kinds(consent)) == ("given", ["given", "withdrawn", "renewed"])


@pytest.mark.parametrize("kind", ["editorial", "material"])
def test_page_shows_the_present_wording_and_the_proof_names_it(client, refused, photo, kind):
    reword(photo, "<p>Pictures may be shown in films.</p>", kind)

    page = client.get(address(refused.submission)).content.decode()
    client.post(button(refused), {"shown": shown(page)})

    refused.refresh_from_db()
    assert ("shown in films" in page, "The wording has changed since you answered" in page) == (True, True)
    assert refused.version == photo.current_version
    assert [event.content["wording"]["version"] for event in refused.events.order_by("seq")] == [refused.version_id - 1, refused.version_id]
    assert list(verify_consents()) == []


def test_wording_swapped_behind_the_back_is_found(client, refused, photo):
    """The control: an older event may name an older wording, the record may not."""
    first = refused.version_id
    reword(photo, "<p>Pictures may be shown in films.</p>", "material")
    press(client, refused)

    ConsentRecord.objects.update(version=first)

    assert [finding.code for finding in verify_consents()] == ["record-changed"]


def test_answer_that_was_changed_in_the_record_is_found_after_a_renewal(client, refused):
    press(client, refused)
    ConsentRecord.objects.update(state="withdrawn")

    assert [finding.code for finding in verify_consents()] == ["record-changed"]


def test_material_change_between_reading_and_pressing_is_shown_first(client, refused, photo):
    page = client.get(address(refused.submission)).content.decode()
    reword(photo, "<p>Pictures may be sold.</p>", "material")

    response = client.post(button(refused), {"shown": shown(page)})

    refused.refresh_from_db()
    assert (response.status_code, refused.state) == (409, "refused")
    answer = response.content.decode()
    assert ("The wording changed meanwhile" in answer, "Pictures may be sold." in answer) == (True, True)


def test_editorial_change_between_reading_and_pressing_keeps_what_was_read(client, refused, photo):
    seen = refused.version
    page = client.get(address(refused.submission)).content.decode()
    reword(photo, photo.statement + "<p>Thank you.</p>", "editorial")

    client.post(button(refused), {"shown": shown(page)})

    refused.refresh_from_db()
    assert (refused.state, refused.version) == ("given", seen)


@pytest.mark.parametrize("forged", ["", "x", "WyJhIl0:1:abc"])
def test_yes_without_proof_of_the_wording_counts_nothing(client, refused, forged):
    response = client.post(button(refused), {"shown": forged})

    refused.refresh_from_db()
    assert (response.status_code, refused.state, kinds(refused)) == (409, "refused", ["refused"])


def test_proof_of_another_consent_counts_nothing(dialogue, refused):
    other = register(dialogue, "bo", consent="no").consents.get()

    with pytest.raises(WordingChanged):
        GiveConsentAction(refused, Shown(str(other.pk), other.version_id, "2026-01-01T00:00:00+00:00")).execute()


def test_giving_twice_is_no_error(client, refused):
    page = client.get(address(refused.submission)).content.decode()

    codes = [client.post(button(refused), {"shown": shown(page)}).status_code for _number in range(2)]

    assert (codes, kinds(refused), Message.objects.filter(kind="consent").count()) == ([303, 303], ["refused", "given"], 1)


def test_consent_given_before_is_asked_again_after_a_material_change(client, dialogue, photo):
    consent = register(dialogue).consents.get()
    assert 'name="shown"' not in client.get(address(consent.submission)).content.decode()
    reword(photo, "<p>Pictures may be sold.</p>", "material")

    press(client, consent)

    consent.refresh_from_db()
    assert (kinds(consent), consent.version) == (["given", "renewed"], photo.current_version)
    assert list(verify_consents()) == []


@pytest.mark.parametrize("state", ["unconfirmed", "held", "declined", "cancelled"])
def test_registration_that_does_not_count_gives_no_consent_but_withdraws(client, dialogue, state):
    consent = register(dialogue).consents.get()
    page_of_refused = register(dialogue, "bo", consent="no")
    Submission.objects.update(state=state)

    assert 'name="shown"' not in client.get(address(page_of_refused)).content.decode()
    refused = page_of_refused.consents.get()
    response = client.post(button(refused), {"shown": Shown(str(refused.pk), refused.version_id, "2026-01-01T00:00:00+00:00").sign()})
    WithdrawConsentAction(consent).execute()

    refused.refresh_from_db()
    consent.refresh_from_db()
    assert (response.status_code, refused.state, consent.state) == (409, "refused", "withdrawn")


def test_statement_taken_off_the_site_is_asked_no_more(client, refused, photo):
    photo.unpublish()

    assert 'name="shown"' not in client.get(address(refused.submission)).content.decode()


def test_links_of_a_statement_become_words(client, home, dialogue, photo):
    reword(photo, '<p>See <a href="https://elsewhere.example/rules">our rules</a> and <a href="/contact/">ask</a>.</p>', "material")
    consent = register(dialogue, consent="no").consents.get()

    page = client.get(address(consent.submission)).content.decode()

    assert ("our rules (https://elsewhere.example/rules)" in page, 'href="https://elsewhere' in page) == (True, False)
    assert '<a href="/contact/">ask</a>' in page


def test_wording_stored_is_untouched_by_how_the_page_shows_it(refused):
    assert refused.version.content["html"] == builders.PHOTO
