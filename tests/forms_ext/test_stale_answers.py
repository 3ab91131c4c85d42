"""What becomes of the answers when the form changes between reading and sending: typed is typed, and it is never lost."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from forms_ext.models import FormPage, PoolSpec, Submission
from forms_ext.schema import ticket
from forms_ext.schema.questions import html_name
from forms_ext.views.extras import extras_name, removed_answers
from tests import builders, people

from .test_stale_forms import change, reword

NAME, ADDRESS, TEXT = "Grete Ohm", "grete@example.org", "A quiet corner"
TYPED = {"full_name": NAME, "email": ADDRESS, "long_text": TEXT, "choice": "opt-online"}
ITEMS = [{"type": "item", "value": label, "id": key} for label, key in (("In the hall", "opt-hall"), ("Online", "opt-online"))]


def without(page, kind):
    """Publish ``page`` without its questions of ``kind``."""
    raw = [block for block in page.fields.raw_data if block["type"] != kind]
    return builders.publish(builders.set_fields(page, raw))


def as_kind(page, position, kind, **value):
    """Publish ``page`` with the question at ``position`` made another kind, as only a changed block could."""
    raw = [dict(block) for block in page.fields.raw_data]
    raw[position] = builders.part(kind, {"label": "How?", "hint": "", "required": True, "error": "", **value}, raw[position]["id"])
    return builders.publish(builders.set_fields(page, raw))


@pytest.fixture
def seen(contact):
    """The form as it was opened, filled in."""
    form = contact.form()
    return form.action, builders.filled(contact, form, **TYPED)


def sent(client, seen, **other):
    return client.post(seen[0], {**seen[1], **other})


def only():
    return Submission.objects.get()


def test_changed_hint_is_accepted(client, contact, seen):
    change(contact, 3, hint="Diet, access, languages")

    assert sent(client, seen).status_code == 303
    assert only().frozen["fields"][3]["hint"] == ""


def test_question_made_required_that_was_answered_is_accepted(client, contact, seen):
    change(contact, 3, required=True)

    assert sent(client, seen).status_code == 303


def test_question_made_required_that_was_not_answered_is_asked(client, contact, seen):
    change(contact, 3, required=True)

    response = sent(client, seen, **{html_name(builders.field_key(contact, "long_text")): ""})

    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("Fill in: What do you need?") == 2
    assert NAME in page


def test_answer_to_a_removed_question_is_on_the_receipt_and_at_the_desk(client, contact, seen):
    without(contact, "long_text")

    receipt = client.get(sent(client, seen)["Location"]).content.decode()
    desk = people.browser_of(people.superuser()).get(reverse("desk:detail", args=[only().pk])).content.decode()

    assert only().extras == dict.fromkeys(only().extras, TEXT)
    assert TEXT not in only().answers.values()
    for page in (receipt, desk):
        assert page.count(TEXT) == 1
        assert page.count("What do you need?") == 1
    assert "Answered a question removed meanwhile" in receipt
    assert "Answers to questions removed meanwhile" in desk


def test_removed_question_that_was_required_is_needed_no_more(client, contact, seen):
    key = builders.field_key(contact, "full_name")
    without(contact, "full_name")

    assert sent(client, seen, **{html_name(key): ""}).status_code == 303


def test_removed_acknowledgement_is_needed_no_more(client, contact, home):
    notice = builders.statement("Notice", "acknowledgement", "<p>I have read the notice.</p>", short_label="Notice")
    raw = [*contact.fields.raw_data, builders.part("acknowledgement", {"statement": notice.pk})]
    host = builders.publish(builders.set_fields(contact, raw))
    form = host.form()
    data = builders.filled(host, form, acknowledgement="")
    without(host, "acknowledgement")

    assert client.post(form.action, data).status_code == 303


def test_address_asked_no_more_still_gets_the_receipt(client, contact, seen):
    without(contact, "email")

    assert sent(client, seen).status_code == 303
    assert (only().email, list(only().messages.values_list("to", flat=True))) == (ADDRESS, [ADDRESS])


@pytest.mark.parametrize("through_an_error_page", [False, True])
def test_every_option_chosen_in_a_removed_question_is_kept(client, home, through_an_error_page):
    days = builders.question("choices", "Which days?", options=builders.options(mon="Monday, early", tue="Tuesday", wed="Wednesday"))
    host = builders.form_page(home, [*builders.person(), days])
    seen = host.form()
    data = builders.filled(host, seen, choices=["mon", "wed"])
    builders.publish(builders.set_fields(host, host.fields.raw_data[:2]))
    if through_an_error_page:
        page = client.post(seen.action, {**data, "ticket": "forged"}).content.decode()
        hidden = re.findall(r'<input type="hidden" name="(x_[^"]+)" value="([^"]*)">', page)
        names = [name for name, _value in hidden]
        data = {**builders.filled(host, FormPage.objects.get(pk=host.pk).form()), names[0]: [value for _name, value in hidden]}

    response = client.post(seen.action, data)

    assert response.status_code == 303
    assert "Monday, early\nWednesday" in [text for _label, text in removed_answers(Submission.objects.get())]


def test_address_asked_no_more_is_kept_as_it_would_have_been(client, contact, seen):
    address = html_name(builders.field_key(contact, "email"))
    without(contact, "email")

    assert sent(client, seen, **{address: " grete@EXAMPLE.org" + " " * 300}).status_code == 303
    assert (only().email, list(only().extras.values())) == (ADDRESS, [ADDRESS])


def test_what_comes_through_an_error_page_holds_no_control_character(client, contact, seen):
    name = extras_name(builders.field_key(contact, "long_text"))
    without(contact, "long_text")
    form = FormPage.objects.get(pk=contact.pk).form()

    assert client.post(form.action, {**builders.filled(contact, form), name: "a\x00b\x1b"}).status_code == 303
    assert list(only().extras.values()) == ["a b"]


def test_answer_to_a_removed_question_survives_an_error_page(client, contact, seen, photo):
    """The question went, and a consent changed: the page comes again, and the answer comes along without being asked."""
    without(contact, "long_text")
    reword(photo, "<p>Pictures may also be sold to newspapers.</p>", "material")
    response = sent(client, seen)
    form = response.context["form"]
    assert response.status_code == 422
    assert [value for _name, value in form.extras] == [TEXT]

    host = FormPage.objects.get(pk=contact.pk)
    again = {**builders.filled(host, form, **TYPED), **dict(form.extras)}
    assert client.post(seen[0], again).status_code == 303
    assert list(only().extras.values()) == [TEXT]


def test_nobody_makes_up_answers_to_questions_that_never_were(client, contact, seen):
    sent(client, seen, x_0123456789abcdef0123456789abcdef="advertisement", f_0123456789abcdef0123456789abcdef="advertisement")

    assert only().extras == {}
    assert "advertisement" not in str(only().answers)


def test_renamed_option_is_accepted_as_the_same(client, contact, seen):
    items = [{**ITEMS[0]}, {**ITEMS[1], "value": "By video"}]
    change(contact, 2, options=items)

    assert sent(client, seen).status_code == 303
    assert only().answers[builders.field_key(contact, "choice")] == "opt-online"
    assert "Online" in client.get(sent(client, seen)["Location"]).content.decode()


def test_removed_option_is_asked_again_beside_what_was_chosen(client, contact, seen):
    change(contact, 2, options=ITEMS[:1])

    response = sent(client, seen)

    page = response.content.decode()
    assert response.status_code == 422
    assert "You had answered: “Online”" in page
    assert TEXT in page


def test_removed_option_that_was_not_chosen_does_not_matter(client, contact, seen):
    change(contact, 2, options=ITEMS[1:])

    assert sent(client, seen).status_code == 303


def test_kind_changed_of_a_required_question_asks_again(client, contact, seen):
    as_kind(contact, 2, "short_text")

    response = sent(client, seen)

    assert response.status_code == 422
    assert "You had answered: “Online”" in response.content.decode()
    assert Submission.objects.count() == 0


def test_kind_changed_of_an_optional_question_is_accepted_under_the_kind_that_was_seen(client, contact, seen):
    as_kind(contact, 3, "short_text", required=False)

    assert sent(client, seen).status_code == 303
    assert TEXT in only().answers.values()


@pytest.fixture
def twins(home):
    """A form in two languages."""
    german = Locale.objects.create(language_code="de")
    host = builders.form_page(home, builders.person(), title="Evening")
    home.copy_for_translation(german).save_revision().publish()
    return host, builders.publish(host.copy_for_translation(german))


@pytest.mark.parametrize("sent", ["NaN", "-inf", "sNaN", "1e999999", "about ten"])
def test_what_is_no_number_is_given_back_as_it_was_written(client, home, sent):
    host = builders.form_page(home, [*builders.person(), builders.question("number", "How many come with you?")])
    seen = host.form()
    data = builders.filled(host, seen, number=sent)
    host.unpublish()

    response = client.post(seen.action, data)

    assert response.status_code == 410
    assert "How many come with you?" in response.content.decode()


@pytest.mark.parametrize("taken_back", [False, True])
def test_answer_is_in_the_language_of_its_ticket(client, twins, taken_back):
    """Also where the page in that language went meanwhile: the other one takes the same answers."""
    english, german = twins
    form = german.form()
    data = builders.filled(german, form)
    if taken_back:
        german.unpublish()

    assert client.post(english.form().action, data).status_code == 303
    assert (only().language, only().frozen["language"]) == ("de", "de")


def test_ticket_in_a_language_that_the_site_does_not_have_is_forged(client, contact, seen):
    strange = replace(ticket.read(seen[1]["ticket"]), language="xx").sign()

    assert sent(client, seen, ticket=strange).status_code == 422


# Every way to fail, and what is left of what was typed


def close(page):
    page.closes_at = timezone.now()
    builders.publish(page)


def fill_up(page):
    page.capacity = 1
    builders.submit(builders.publish(page), email="first@example.org")


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="open")


def ask_more(page):
    builders.publish(builders.set_fields(page, [*page.fields.raw_data, builders.question("short_text", "Your city")]))


def forge(data, **parts):
    return replace(ticket.read(data["ticket"]), **parts).sign()


# What happens between reading and sending; what is changed in the post itself; the status.
FAILURES = {
    "name left out": (None, lambda page, _data: {html_name(builders.field_key(page, "full_name")): ""}, 422),
    "address that is none": (None, lambda page, _data: {html_name(builders.field_key(page, "email")): "grete@"}, 422),
    "name too long": (None, lambda page, _data: {html_name(builders.field_key(page, "full_name")): "g" * 201}, 422),
    "no ticket": (None, lambda _page, _data: {"ticket": ""}, 422),
    "unknown wording": (None, lambda _page, data: {"ticket": forge(data, sha256="0" * 64)}, 422),
    "preview": (None, lambda _page, data: {"ticket": forge(data, preview=True)}, 422),
    "consent changed": ("consent", None, 422),
    "question added": (ask_more, None, 422),
    "option removed": (lambda page: change(page, 2, options=ITEMS[:1]), None, 422),
    "kind changed": (lambda page: as_kind(page, 2, "short_text"), None, 422),
    "form closed": (close, None, 422),
    "every place taken": (fill_up, None, 422),
    "page unpublished": (lambda page: page.unpublish(), None, 410),
    "page deleted": (lambda page: page.delete(), None, 410),
    "page made private": (restrict, None, 403),
}


def preserved(page, typed):
    """Return how many of the typed values the answer still shows."""
    texts = [text for name, text in typed.items() if name != "choice" and text]
    chosen = [mark for mark in ('value="opt-online" checked', "<dd>Online</dd>", "“Online”") if mark in page]
    return sum(text in page for text in texts) + bool(chosen), len(texts) + 1


@pytest.mark.parametrize("name", FAILURES)
def test_failure_keeps_everything_that_was_typed(request, client, contact, seen, name):
    figure, photo = request.getfixturevalue("figure"), request.getfixturevalue("photo")
    happens, change_post, status = FAILURES[name]
    other = change_post(contact, seen[1]) if change_post else {}
    typed = {kind: other.get(html_name(builders.field_key(contact, kind)), text) for kind, text in TYPED.items()}
    if happens == "consent":
        reword(photo, "<p>Pictures may also be sold to newspapers.</p>", "material")
    elif happens:
        happens(contact)

    response = sent(client, seen, **other)

    kept, all_of = preserved(response.content.decode(), typed)
    figure(f"failure of {len(FAILURES)} kinds: {name}: {status}, {kept} of {all_of} typed fields kept")
    assert (response.status_code, kept) == (status, all_of)
    assert Submission.objects.filter(email=ADDRESS).count() == 0


@pytest.fixture
def supper(home, monkeypatch):
    """A form with a side event for one person and no waiting list."""
    main = FormPage.pools
    spec = PoolSpec(item="side-supper", title="Supper", capacity=1)
    monkeypatch.setattr(FormPage, "pools", lambda page: [*main(page), spec])
    parts = [*builders.person(), builders.part("attendance", {"label": "Side events", "hint": ""})]
    return builders.form_page(home, parts, title="Workshop", capacity=9)


def test_side_event_that_filled_up_is_not_shown_ticked_and_locked(client, supper):
    form = supper.form()
    builders.submit(supper, email="first@example.org", attendance=["side-supper"])

    page = client.post(form.action, builders.filled(supper, form, full_name="", attendance=["side-supper"])).content.decode()

    assert 'value="side-supper" disabled>' in page
    assert "checked" not in page


def test_full_side_event_does_not_stop_the_sending(client, supper):
    form = supper.form()
    builders.submit(supper, email="first@example.org", attendance=["side-supper"])

    assert client.post(form.action, builders.filled(supper, form, attendance=["side-supper"])).status_code == 303
    assert Submission.objects.get(email="ada@example.org").missed_side_events == ["Supper"]


def test_language_of_a_statement_covers_the_statement_alone(client, contact, photo):
    """Radio buttons say "Yes, I agree" in the language of the page, whatever language the statement is in."""
    page = client.get(contact.url).content.decode()

    assert '<fieldset class="consent" aria-describedby' in page
    assert page.count('class="statement"') == page.count('_statement" lang="en"') == 1
