"""The words of mail: the one list of letters, the editors' wordings, and what visitors can never do with them."""

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.test import RequestFactory
from wagtail.models import Locale

from forms_ext.models import MailTemplate, Message
from forms_ext.schema import letters
from forms_ext.schema.letters import LETTERS, VARIABLES, harmless_name, put_in, unknown_variables
from forms_ext.schema.plain import plain_text
from forms_ext.schema.samples import sample
from forms_ext.states import MessageKind
from tests import builders

CONFIRMED = "receipt:confirmed"


def worded(letter, subject="", body="<p>Welcome.</p>", language="en"):
    made = MailTemplate(letter=letter, subject=subject, body=body, locale=Locale.objects.get(language_code=language), live=False)
    made.full_clean()
    made.save()
    made.save_revision().publish()
    return made


# The one list


def test_every_kind_of_message_has_a_letter():
    assert sorted({letter.kind for letter in LETTERS.values()}) == sorted(MessageKind.values)


@pytest.mark.parametrize(
    ("key", "form"), [(key, form) for key, letter in LETTERS.items() for form in ("txt", "html") if form == "txt" or letter.html]
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_letter_is_rendered_with_its_sample(key, language, form):
    made = sample(LETTERS[key], language)
    text = render_to_string(f"forms_ext/emails/{LETTERS[key].kind}.{form}", made)

    assert (made["own_page"] in text) is not LETTERS[key].to_office
    assert [name for name in LETTERS[key].allowed if not made["values"].get(name)] == []


def test_every_variable_is_described_and_used():
    used = {name for letter in LETTERS.values() for name in letter.allowed}

    assert used == set(VARIABLES)


# Filling in


def test_what_is_put_in_is_not_looked_at_again():
    assert put_in("{name} {reference}", {"name": "{reference}", "reference": "{name}"}) == "{reference} {name}"


def test_control_filling_in_twice_would_open_what_a_visitor_typed():
    values = {"name": "{own_page}", "own_page": "https://secret"}

    assert put_in(put_in("{name}", values), values) == "https://secret"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Dear {name}", []),
        ("{nmae} {nmae} {name}", ["{nmae}"]),
        ("{{ 7*7 }}", ["{ 7*7 }"]),
        ("{reference.__class__}", ["{reference.__class__}"]),
        ("{refer<b>ence}</b>", ["{refer<b>ence}"]),
        ("{}", ["{}"]),
        ("100 % {", []),
    ],
)
def test_unknown_variables_are_found(text, wrong):
    assert unknown_variables(text, ("name", "reference")) == wrong


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Nguyễn Thị  Bảo", "Nguyễn Thị Bảo"),
        ("J.R. Berg", "J.R. Berg"),
        ("Win at casino.example", ""),
        ("see https://x", ""),
        ("a@b", ""),
        ("A" * 70, "A" * 60),
    ],
)
def test_name_that_looks_like_an_address_is_left_out(name, kept):
    assert harmless_name(name) == kept


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One\n two</p><p>three</p>", "One two\n\nthree"),
        ("<p>a <b>b</b> c<br>d</p>", "a b c\nd"),
        ("<ul><li>x</li><li>y</li></ul><p>z</p>", "- x\n- y\n\nz"),
        ("<ol><li>x</li><li>y</li></ol>", "1. x\n2. y"),
        ('<p>See <a href="https://e.org/">our page</a>.</p>', "See our page (https://e.org/)."),
        ('<p><a href="mailto:a@e.org">a@e.org</a> &lt;&amp;</p>', "a@e.org <&"),
        ("", ""),
    ],
)
def test_rich_text_becomes_plain_text(html, text):
    assert plain_text(html) == text


# The editors' wordings


def test_wording_of_an_editor_takes_the_place_of_the_shipped_one(workshop):
    worded(CONFIRMED, "See you soon, {name}: {title}", "<p>Hello <b>{name}</b>, note {reference}.</p><p>{own_page}</p>")
    sent = builders.submit(workshop)
    message = Message.objects.get()
    reference = f"{sent.reference[:4]} {sent.reference[4:]}"

    assert message.subject == "See you soon, Ada Berg: Workshop"
    assert f"Hello Ada Berg, note {reference}." in message.text
    assert f"<p>Hello <b>Ada Berg</b>, note {reference}.</p>" in message.html
    assert [("Your place is confirmed" in text, "/forms/mine/" in text) for text in (message.text, message.html)] == [(False, True)] * 2


def test_without_a_wording_the_shipped_one_is_used(workshop):
    builders.submit(workshop)

    assert (Message.objects.get().subject, "Your place is confirmed." in Message.objects.get().text) == (
        "You are registered: Workshop",
        True,
    )


def test_wording_holds_for_its_letter_only(workshop):
    worded("receipt:waiting", "Number {position}: {title}", "<p>Patience.</p>")
    for name in ("a", "b", "c"):
        builders.submit(workshop, email=f"{name}@example.org")

    assert list(Message.objects.order_by("pk").values_list("subject", flat=True)) == [
        "You are registered: Workshop",
        "You are registered: Workshop",
        "Number 1: Workshop",
    ]


def test_draft_of_a_wording_changes_no_mail(workshop):
    made = worded(CONFIRMED, body="<p>Published words.</p>")
    made.body = "<p>Draft words.</p>"
    made.save_revision()
    builders.submit(workshop)

    assert ("Published words." in Message.objects.get().text, "Draft words." in Message.objects.get().text) == (True, False)


def test_wording_holds_for_its_language_only(workshop, home):
    Locale.objects.create(language_code="de")
    worded(CONFIRMED, "Bis bald", "<p>Guten Tag.</p>", "de")
    builders.submit(workshop)

    assert Message.objects.get().subject == "You are registered: Workshop"


def test_unknown_variable_is_an_error_that_names_the_allowed_ones(home):
    with pytest.raises(ValidationError) as error:
        worded("receipt:waiting", "{queue}", "<p>{{ 7*7 }}</p>")

    allowed = "{name}, {reference}, {title}, {when}, {place}, {own_page}, {position}"
    assert error.value.message_dict == {
        "subject": [f"{{queue}} cannot be filled in here. You may write: {allowed}."],
        "body": [f"{{ 7*7 }} cannot be filled in here. You may write: {allowed}."],
    }


def test_letter_has_one_wording_in_each_language(home):
    worded(CONFIRMED)

    with pytest.raises(ValidationError, match="has a wording in this language already"):
        worded(CONFIRMED)


# What visitors can never do

NASTY = ["{own_page}", "{{ 7*7 }}", "{% load i18n %}", "{0.__class__}", "%(title)s", "${x}", "<b>Ada</b>", "Ada\r\nBcc: everybody"]


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("wording", [False, True])
def test_name_of_a_visitor_is_only_a_name(workshop, mailoutbox, name, wording):
    from django.core.management import call_command

    if wording:
        worded(CONFIRMED, "Hello {name}", "<p>Hello {name}!</p>")
    builders.submit(workshop, full_name=name)
    call_command("send_outbox")
    literal = " ".join(name.split())
    sent = mailoutbox[0].message()

    assert (sent.get_all("To"), sent.get_all("Bcc"), len(mailoutbox[0].recipients())) == (["ada@example.org"], None, 1)
    assert "49" not in mailoutbox[0].subject
    if wording:
        assert mailoutbox[0].subject == f"Hello {literal}"
        assert f"Hello {literal}!" in mailoutbox[0].body
        assert ("<b>Ada" in mailoutbox[0].alternatives[0].content) is False


def test_title_with_a_line_break_stays_one_header(home, mailoutbox):
    from django.core.management import call_command

    builders.submit(builders.form_page(home, builders.person(), title="Call\r\nBcc: all@example.org"))
    call_command("send_outbox")

    assert mailoutbox[0].message()["Subject"] == "We have your message: Call Bcc: all@example.org"


# What a receipt says


def test_receipt_says_each_consent_with_its_wording_and_answer(contact):
    builders.submit(contact, consent="no")
    message = Message.objects.get()

    assert "Einverständnis Foto: No, I do not agree" in message.text
    assert "During the dialogue photographs and short films are made." in message.text
    assert builders.PHOTO in message.html


def test_receipt_says_what_the_page_says_itself(home):
    host = builders.form_page(home, builders.person(), thank_you="<p>Well <b>done</b>.</p>", what_next="<p>We read it.</p>")
    builders.submit(host)
    message = Message.objects.get()

    assert [text in message.text for text in ("Well done.", "What happens next\nWe read it.")] == [True] * 2
    assert [text in message.html for text in ("<p>Well <b>done</b>.</p>", "<p>We read it.</p>")] == [True] * 2


# Previews


@pytest.mark.parametrize("key", [key for key, letter in LETTERS.items() if not letter.to_office])
@pytest.mark.parametrize("mode", ["", "text"])
def test_every_letter_can_be_previewed(home, key, mode):
    made = MailTemplate(letter=key, subject="Subject {reference}", body="<p>Own words {title}.</p>", locale=Locale.objects.get())
    response = made.make_preview_request(RequestFactory().get("/"), mode)
    page = response.content.decode()

    assert response.status_code == 200
    assert ["Subject 4K7M 9PQR" in page, "Own words Dialogue on the river delta." in page] == [True, True]


def test_preview_is_in_the_language_of_the_wording(home):
    made = MailTemplate(letter=CONFIRMED, body="<p>x</p>", locale=Locale.objects.create(language_code="de"))
    page = made.make_preview_request(RequestFactory().get("/"), "").content.decode()

    assert ['<html lang="de">' in page, "Your reference" in page] == [True, False]


def test_letters_are_the_ones_that_may_be_worded():
    assert [key for key, _label in MailTemplate._meta.get_field("letter").choices] == [
        key for key, letter in letters.LETTERS.items() if not letter.to_office
    ]


def test_wording_that_was_never_saved_is_previewed_in_the_main_language(home):
    made = MailTemplate(letter=CONFIRMED, body="<p>Own words.</p>")

    assert "Own words." in made.make_preview_request(RequestFactory().get("/"), "").content.decode()
