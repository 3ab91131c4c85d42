"""A form that changed between reading and sending, and posts that are no honest ones."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import rich_text

from forms_ext.models import ConsentRecord, ConsentVersion, Submission
from forms_ext.schema import ticket
from forms_ext.schema.questions import html_name
from tests import builders


def change(page, position, **value):
    """Publish ``page`` with the field at ``position`` changed."""
    raw = [dict(block) for block in page.fields.raw_data]
    raw[position] = {**raw[position], "value": {**raw[position]["value"], **value}}
    return builders.publish(builders.set_fields(page, raw))


def reword(chosen, html, change_class):
    chosen.refresh_from_db()
    chosen.statement, chosen.change_class = html, change_class
    chosen.full_clean()
    chosen.save_revision().publish()
    chosen.refresh_from_db()


def test_changed_label_is_accepted_under_the_wording_that_was_seen(client, contact):
    seen = contact.form()
    change(contact, 0, label="Your whole name")

    response = client.post(seen.action, builders.filled(contact, seen))

    assert response.status_code == 303
    assert Submission.objects.get().frozen["fields"][0]["label"] == "Full name"


def test_editorial_change_of_a_consent_is_accepted_under_the_version_that_was_seen(client, contact, photo):
    seen, before = contact.form(), photo.current_version_id
    reword(photo, builders.PHOTO.replace("short films", "films"), "editorial")

    assert client.post(seen.action, builders.filled(contact, seen)).status_code == 303
    assert ConsentRecord.objects.get().version_id == before


def test_material_change_of_a_consent_asks_only_that_question_again(client, contact, photo):
    seen = contact.form()
    reword(photo, "<p>Pictures may also be sold to newspapers.</p>", "material")

    response = client.post(seen.action, builders.filled(contact, seen, full_name="Grete Ohm", long_text="A quiet corner"))

    page = response.content.decode()
    assert response.status_code == 422
    assert "The form has changed since you opened it" in page
    assert "sold to newspapers" in page
    assert "Grete Ohm" in page
    assert "A quiet corner" in page
    consent = html_name(builders.field_key(contact, "consent"))
    assert f'name="{consent}" value="yes" checked' not in page
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("ask", ["yes_no", "optional_tick"])
def test_answer_that_counts_no_more_is_named_at_its_question_and_in_the_summary(client, home, photo, ask):
    host = builders.form_page(home, [*builders.person(), builders.consent(photo, ask)])
    seen = host.form()
    reword(photo, "<p>Pictures may also be sold to newspapers.</p>", "material")

    page = client.post(seen.action, builders.filled(host, seen, consent="yes")).content.decode()

    sentence = "The wording of “Einverständnis Foto” has changed since you opened the form. Please read it and answer again."
    assert page.count(sentence) == 2
    untouched = client.post(seen.action, builders.filled(host, seen, consent="")).content.decode()
    assert sentence not in untouched


def test_answering_the_changed_question_sends_everything(client, contact, photo):
    seen = contact.form()
    reword(photo, "<p>Pictures may also be sold to newspapers.</p>", "material")
    client.post(seen.action, builders.filled(contact, seen))

    assert builders.send(client, contact, consent="no").status_code == 303
    assert ConsentRecord.objects.get().version.number == 2


def test_going_back_to_earlier_words_points_to_the_earlier_version(photo):
    first, words = photo.current_version_id, photo.statement
    reword(photo, "<p>Other words.</p>", "material")
    reword(photo, words, "material")

    assert photo.current_version_id == first
    assert ConsentVersion.objects.filter(statement_id=photo.pk).count() == 2


def statement_form(photo, html, *, draft, change_class=""):
    from wagtail.admin.panels import get_edit_handler

    form_class = get_edit_handler(type(photo)).get_form_class()
    data = {name: getattr(photo, name) or "" for name in form_class.base_fields}
    form = form_class({**data, "statement": rich_text(html), "change_class": change_class}, instance=photo)
    if draft:
        form.defer_required_fields()
    return form


def test_changed_wording_needs_its_kind_of_change(photo):
    form = statement_form(photo, "<p>Other words.</p>", draft=False)

    assert list(form.errors) == ["change_class"]


@pytest.mark.parametrize(
    ("html", "draft", "change_class"), [(builders.PHOTO, False, ""), ("<p>A.</p>", True, ""), ("<p>A.</p>", False, "material")]
)
def test_kind_of_change_is_asked_for_nothing_else(photo, html, draft, change_class):
    assert statement_form(photo, html, draft=draft, change_class=change_class).errors == {}


@pytest.mark.parametrize("draft", [True, False])
def test_published_statement_keeps_its_nature(photo, draft):
    photo.nature = "acknowledgement"

    assert "nature" in statement_form(photo, builders.PHOTO, draft=draft, change_class="material").errors


def test_kind_of_change_is_empty_after_publish(photo):
    reword(photo, "<p>Other words.</p>", "editorial")

    assert photo.change_class == ""
    assert photo.latest_revision.content["change_class"] == ""


def test_new_required_question_is_asked(client, contact):
    seen = contact.form()
    data = builders.filled(contact, seen)
    raw = [*contact.fields.raw_data, builders.question("short_text", "Your city")]
    builders.publish(builders.set_fields(contact, raw))

    response = client.post(seen.action, data)

    assert response.status_code == 422
    assert "Fill in: Your city" in response.content.decode()


def test_answer_to_a_removed_question_is_kept(client, contact):
    seen = contact.form()
    data = builders.filled(contact, seen, long_text="A quiet corner")
    raw = [block for block in contact.fields.raw_data if block["type"] != "long_text"]
    builders.publish(builders.set_fields(contact, raw))

    assert client.post(seen.action, data).status_code == 303
    assert list(Submission.objects.get().extras.values()) == ["A quiet corner"]


def test_chosen_option_that_was_removed_is_asked_again(client, contact):
    seen = contact.form()
    data = builders.filled(contact, seen, choice="opt-online")
    options = builders.options(opt_hall="In the hall", opt_hub="At a hub")
    change(contact, 2, options=options)

    assert client.post(seen.action, data).status_code == 422
    assert Submission.objects.count() == 0


def test_form_closed_meanwhile_keeps_what_was_written(client, contact):
    from django.utils import timezone

    seen = contact.form()
    contact.closes_at = timezone.now()
    builders.publish(contact)

    response = client.post(seen.action, builders.filled(contact, seen, long_text="A quiet corner"))

    assert response.status_code == 422
    assert "This form is closed" in response.content.decode()
    assert "A quiet corner" in response.content.decode()
    assert Submission.objects.count() == 0


def test_unpublished_page_gives_back_what_was_written(client, contact):
    seen = contact.form()
    contact.unpublish()

    response = client.post(seen.action, builders.filled(contact, seen, long_text="A quiet corner"))

    assert response.status_code == 410
    assert "A quiet corner" in response.content.decode()


def test_deleted_page_gives_back_what_was_written(client, contact):
    seen = contact.form()
    data = builders.filled(contact, seen, long_text="A quiet corner")
    contact.delete()

    response = client.post(seen.action, data)

    assert response.status_code == 410
    assert "A quiet corner" in response.content.decode()


def test_moved_page_takes_the_form(client, contact, home, workshop):
    seen = contact.form()
    contact.move(workshop, pos="last-child")

    assert client.post(seen.action, builders.filled(contact, seen)).status_code == 303


@pytest.mark.parametrize("kind", ["password", "login", "groups"])
def test_page_made_private_gives_back_what_was_written(client, contact, kind):
    seen = contact.form()
    restriction = PageViewRestriction.objects.create(page=contact, restriction_type=kind, password="open")
    restriction.groups.add(Group.objects.create(name="Partners"))

    response = client.post(seen.action, builders.filled(contact, seen, long_text="A quiet corner"))

    page = response.content.decode()
    assert response.status_code == 403
    assert "This form is for some people only now" in page
    assert "A quiet corner" in page
    assert "In the hall" in page
    assert Submission.objects.count() == 0


def test_page_made_private_takes_the_form_of_those_who_may_see_it(client, contact, django_user_model):
    seen = contact.form()
    PageViewRestriction.objects.create(page=contact, restriction_type="login")
    client.force_login(django_user_model.objects.create_user("ada"))

    assert client.post(seen.action, builders.filled(contact, seen)).status_code == 303


@pytest.mark.parametrize("forged", ["", "nonsense", "a:b:c", "é\ud7ff", "x" * 10_000])
def test_forged_ticket_shows_the_page_again_with_answers(client, contact, forged):
    form = contact.form()

    response = client.post(form.action, {**builders.filled(contact, form, long_text="A quiet corner"), "ticket": forged})

    assert response.status_code == 422
    assert "A quiet corner" in response.content.decode()
    assert Submission.objects.count() == 0


def test_unknown_wording_never_ticks_a_consent(client, contact):
    form = contact.form()
    unknown = replace(ticket.read(form.ticket), sha256="0" * 64).sign()

    page = client.post(form.action, {**builders.filled(contact, form), "ticket": unknown})
    forged = client.post(form.action, {**builders.filled(contact, form), "ticket": ""})

    assert (page.status_code, forged.status_code) == (422, 422)
    for response in (page, forged):
        asked = response.context["form"][html_name(builders.field_key(contact, "consent"))]
        assert (asked.value(), asked.errors) == (
            None,
            ["We cannot tell which wording of “Einverständnis Foto” you saw. Please read it and answer again."],
        )
        assert 'value="ada@example.org"' in response.content.decode()


def test_ticket_of_another_form_is_no_ticket(client, contact, workshop):
    response = client.post(contact.form().action, {**builders.filled(contact), "ticket": workshop.form().ticket})

    assert response.status_code == 422
    assert Submission.objects.count() == 0


def test_ticket_changed_by_one_letter_is_forged(contact):
    text = contact.form().ticket
    changed = text[:-1] + ("A" if text[-1] != "A" else "B")

    with pytest.raises(ticket.BadTicket):
        ticket.read(changed)


def test_preview_ticket_is_refused(client, contact):
    form = contact.form(preview=True)

    response = client.post(form.action, builders.filled(contact, form))

    assert response.status_code == 422
    assert "This was a preview" in response.content.decode()
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, 303),
        ({"Sec-Fetch-Site": "same-site"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Origin": "null"}, 303),
        ({"Origin": "http://testserver"}, 303),
        ({}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "http://testserver:8443"}, 403),
        ({"Origin": "http://testserver.elsewhere.example"}, 403),
        ({"Origin": "http://["}, 403),
    ],
)
def test_foreign_posts_are_refused_only_on_proof(client, contact, headers, status):
    form = contact.form()

    response = client.post(form.action, builders.filled(contact, form), headers=headers)

    assert response.status_code == status
    assert Submission.objects.count() == (1 if status == 303 else 0)
