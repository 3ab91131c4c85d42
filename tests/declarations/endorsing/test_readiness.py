"""What the editor is told before a text is opened for endorsement, and what the team reads while nobody can endorse."""

from datetime import timedelta

import pytest
from django.utils import timezone

from declarations.models import DeclarationPage, Endorsement
from forms_ext.actions import DecideAction
from tests import builders
from tests.declarations.conftest import RAW, set_body

from .conftest import sign, signed
from .test_desk import desk


def missing(page):
    return [task.sentence for task in page.further_tasks() if task.state == "missing"]


def without(page, *kinds):
    """Return the page with a form that lacks the questions of these kinds."""
    return builders.set_fields(page, [block for block in page.fields.get_prep_value() if block["type"] not in kinds])


def shown(admin_client, page):
    """Return the editor's screen of ``page`` after the draft was saved."""
    page.save_revision()
    return admin_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_ready_made_form_lacks_nothing(charter):
    assert missing(charter) == []
    assert charter.takes_answers()


def test_listing_by_name_without_its_consent_is_told(admin_client, charter):
    sentence = "Add “Consent to be listed”: without it no name is listed, whatever people choose."
    assert sentence not in shown(admin_client, charter)

    page = without(charter, "listing_consent")

    assert missing(page) == [sentence]
    assert sentence in shown(admin_client, page)


def test_what_is_told_is_what_would_happen(charter):
    page = builders.publish(without(charter, "listing_consent"))

    assert not signed(page).is_named


def test_form_that_does_not_ask_how_to_show_is_told(charter):
    page = builders.publish(without(charter, "listing", "listing_consent"))

    assert missing(page) == ["Add the question “How it is shown”: without it nobody is counted or listed in public."]
    assert page.tally.total == 0


@pytest.mark.parametrize(("kind", "label"), [("full_name", "Full name"), ("organisation", "Organisation")])
def test_form_without_a_name_is_told(charter, kind, label):
    assert missing(without(charter, kind)) == [f"Add the question “{label}”: nobody is listed without a name."]


def test_address_that_may_be_left_out_is_told(charter):
    for block in charter.fields:
        if block.block_type == "email":
            block.value["required"] = False
    charter = builders.publish(charter)

    assert missing(charter) == ["Make the e-mail address a required answer: without one an endorsement waits until your team decides."]


def test_open_text_without_a_form_is_told(admin_client, charter):
    page = without(charter, *{block.block_type for block in charter.fields})

    assert missing(page) == ["Add a form: without one nobody can endorse. “Endorsements” at the top has a ready-made one."]
    assert "Add a form: without one nobody can endorse." in shown(admin_client, page)


def test_text_that_nobody_wants_to_open_is_told_nothing(charter):
    page = DeclarationPage(title="Pond Charter", slug="pond", status="adopted")
    charter.get_parent().add_child(instance=set_body(page, RAW))

    assert page.further_tasks() == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"status": "preparation"}, "Only an adopted text can be endorsed: set its status."),
        ({"closes_at": timedelta(days=-1)}, "The closing date is past: nobody can endorse."),
        ({"opens_at": timedelta(days=9), "closes_at": timedelta(days=8)}, "It closes before it opens: nobody can endorse."),
        ({"endorsement_mode": "closed"}, "Nobody may endorse: choose who may under “When and how”."),
    ],
)
def test_team_reads_why_nobody_can_endorse(admin_client, charter, changes, sentence):
    assert "Nobody can endorse at the moment." not in admin_client.get(desk(charter)).content.decode()
    for name, value in changes.items():
        setattr(charter, name, timezone.now() + value if isinstance(value, timedelta) else value)
    charter = builders.publish(charter)

    screen = admin_client.get(desk(charter)).content.decode()

    assert not charter.takes_answers()
    assert "Nobody can endorse at the moment." in screen
    assert sentence in screen


def test_team_reads_that_the_form_stands_in_a_draft_only(admin_client, charter):
    form = charter.fields
    charter.fields = []
    charter = builders.publish(charter)
    charter.fields = form
    charter.save_revision()

    assert "The page has a draft that is not published." in admin_client.get(desk(charter)).content.decode()


def test_endorsement_without_an_address_waits_for_the_team(charter):
    for block in charter.fields:
        if block.block_type == "email":
            block.value["required"] = False
    endorsement = sign(builders.publish(charter), email=None)
    assert not endorsement.counts

    DecideAction(endorsement.submission, "accept").execute()
    assert list(Endorsement.objects.counted()) == [endorsement]


def test_form_without_the_question_for_an_address_counts_nobody_by_itself(charter):
    assert not sign(builders.publish(without(charter, "email"))).counts
