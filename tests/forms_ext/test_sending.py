"""A visitor sends a form."""

import re

import pytest

from forms_ext.models import ConsentRecord, FormVersion, Message, Submission
from forms_ext.schema.questions import html_name
from tests import builders


def stored():
    return Submission.objects.count()


def test_form_is_on_the_page_and_sets_no_cookie(client, contact):
    response = client.get(contact.url)

    assert response.status_code == 200
    assert response.cookies == {}
    assert f'action="/forms/{contact.host_key}/#error-summary"' in response.content.decode()


def test_sending_leads_to_a_receipt_with_the_reference(client, contact):
    response = builders.send(client, contact)

    assert response.status_code == 303
    receipt = client.get(response["Location"])
    submission = Submission.objects.get()
    assert receipt.status_code == 200
    assert submission.reference[:4] in receipt.content.decode()
    assert "no-store" in receipt["Cache-Control"]
    assert receipt.cookies == {}


def test_receipt_address_does_not_hold_the_reference(client, contact):
    location = builders.send(client, contact)["Location"]

    assert Submission.objects.get().reference not in location
    assert re.fullmatch(r"/forms/receipt/[0-9a-f]{32}/#main", location)


def test_answers_are_typed_and_keyed_by_field(client, contact):
    builders.send(client, contact, choice="opt-online", consent="no")

    answers = Submission.objects.get().answers
    assert answers[builders.field_key(contact, "choice")] == "opt-online"
    assert answers[builders.field_key(contact, "consent")] is False
    assert answers[builders.field_key(contact, "long_text")] == ""


def test_refusing_a_consent_does_not_stop_the_sending(client, contact):
    assert builders.send(client, contact, consent="no").status_code == 303
    assert ConsentRecord.objects.get().state == "refused"


def test_missing_answer_shows_the_page_with_everything_kept(client, contact):
    response = builders.send(client, contact, email="", long_text="A ramp, please")

    page = response.content.decode()
    assert response.status_code == 422
    assert stored() == 0
    assert "There is a problem" in page
    assert "<title>Error:" in page.replace("\n", "")
    assert "A ramp, please" in page
    assert page.count("Fill in: E-mail address") == 2
    assert response["Cache-Control"].count("no-store") == 1


def test_nothing_is_ticked_beforehand(client, contact):
    page = client.get(contact.url).content.decode()

    assert " checked" not in page


def test_same_sending_twice_is_one_submission(client, contact):
    first, second = builders.send(client, contact), builders.send(client, contact)

    assert stored() == 1
    assert first["Location"] == second["Location"]
    assert Message.objects.count() == 1


def test_other_answers_are_another_submission(client, contact):
    builders.send(client, contact)
    builders.send(client, contact, long_text="Something else")

    assert stored() == 2


def test_sending_again_after_cancelling_is_a_new_submission(client, contact):
    from forms_ext.actions import CancelAction

    builders.send(client, contact)
    CancelAction(Submission.objects.get()).execute()

    builders.send(client, contact)

    assert stored() == 2


def test_sending_again_after_a_day_is_a_new_submission(client, contact):
    from datetime import timedelta

    builders.send(client, contact)
    Submission.objects.update(submitted_at=Submission.objects.get().submitted_at - timedelta(hours=25))

    builders.send(client, contact)

    assert stored() == 2


def test_form_without_address_takes_two_equal_answers(client, home):
    host = builders.form_page(home, [builders.question("short_text", "Your city")], title="Survey")

    for _number in range(2):
        builders.send(client, host, short_text="Hue")

    assert stored() == 2


@pytest.mark.parametrize("only_if", [None, {"question": "Was it good?", "answers": "Yes"}])
def test_form_that_can_be_sent_without_address_takes_two_equal_answers(client, home, only_if):
    asked = {"required": True, "only_if": only_if} if only_if else {"required": False}
    parts = [builders.question("yes_no", "Was it good?"), builders.question("email", "E-mail address", **asked)]
    host = builders.form_page(home, parts, title="Survey")

    for _number in range(2):
        builders.send(client, host, yes_no="no", email="")

    assert stored() == 2
    assert client.get(host.url).headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_form_without_address_counts_a_reload_once(client, home):
    host = builders.form_page(home, [builders.question("short_text", "Your city")], title="Survey")
    form = host.form()
    data = builders.filled(host, form, short_text="Hue")

    for _number in range(2):
        client.post(form.action, data)

    assert stored() == 1


def test_page_with_a_nonce_is_kept_in_no_cache(client, home):
    host = builders.form_page(home, [builders.question("short_text", "Your city")], title="Survey")

    assert "no-store" in client.get(host.url)["Cache-Control"]


def test_message_is_queued_with_the_link_and_nothing_is_sent(client, contact, mailoutbox):
    builders.send(client, contact)

    message = Message.objects.get()
    assert mailoutbox == []
    assert message.state == "queued"
    assert message.to == "ada@example.org"
    assert re.search(r"/forms/mine/[0-9a-f]{32}/", message.text)


def test_log_names_the_reference_and_no_person(client, contact):
    from wagtail.models import ModelLogEntry

    builders.send(client, contact)

    entry = ModelLogEntry.objects.get(action="forms_ext.submit")
    assert entry.label == Submission.objects.get().reference
    assert "Ada" not in f"{entry.label} {entry.data}"


@pytest.mark.parametrize("control", ["\x00", "\x0b", "\x1b[31m", "\u0085"])
def test_control_character_is_a_sentence_at_the_field_and_a_space_in_the_box(client, contact, control):
    response = builders.send(client, contact, full_name=f"Ada{control}Berg")

    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("This answer held a character that cannot be shown") == 2
    assert 'value="Ada ' in page
    assert control not in page


@pytest.mark.parametrize("unseen", ["\u200b\u200b", " \u2060\u00a0", "\u202e", "\u3164", "\u115f\u2800"])
def test_answer_that_nobody_can_see_is_none(client, contact, unseen):
    response = builders.send(client, contact, full_name=unseen)

    assert response.status_code == 422
    assert "Fill in: Full name" in response.content.decode()


def test_joiner_inside_a_visible_answer_is_kept(client, contact):
    builders.send(client, contact, full_name="نمی\u200cدانم")

    assert Submission.objects.get().display_name == "نمی\u200cدانم"


def test_text_of_two_megabytes_is_refused_with_a_page(client, contact):
    response = builders.send(client, contact, long_text="a" * 2_000_000)

    assert response.status_code == 413
    assert "more than the form can take" in response.content.decode()
    assert stored() == 0


def test_three_thousand_keys_are_refused_with_a_page(client, contact):
    form = contact.form()
    data = {**builders.filled(contact, form), **{f"x{number}": "1" for number in range(3000)}}

    assert client.post(form.action, data).status_code == 413
    assert stored() == 0


def test_text_longer_than_its_limit_is_a_sentence_at_the_field(client, contact):
    response = builders.send(client, contact, full_name="a" * 201)

    assert response.status_code == 422
    assert "at most 200 characters" in response.content.decode()


def test_sending_address_called_up_again_leads_to_the_page(client, contact):
    response = client.get(contact.form().action)

    assert (response.status_code, response["Location"]) == (302, contact.url)
    assert "no-store" in response["Cache-Control"]


def test_sending_address_of_a_page_that_is_gone_says_so(client, contact):
    contact.unpublish()

    assert client.get(contact.form().action).status_code == 410


def test_post_to_the_page_itself_stores_nothing(client, contact):
    assert client.post(contact.url, builders.filled(contact)).status_code == 405
    assert stored() == 0


def test_version_is_stored_once_for_the_same_wording(client, contact):
    builders.send(client, contact)
    builders.send(client, contact, long_text="again")

    assert FormVersion.objects.filter(host_key=contact.host_key).count() == 1


def test_option_that_was_never_offered_is_refused(client, contact):
    form = contact.form()
    data = builders.filled(contact, form)
    data[html_name(builders.field_key(contact, "choice"))] = "opt-forged"

    assert client.post(form.action, data).status_code == 422
    assert stored() == 0
