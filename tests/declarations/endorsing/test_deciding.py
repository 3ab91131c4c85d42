"""Signatures at the desk of the moderators: accepted, declined, undone, and the way to the page of the team."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from declarations.models import Endorsement
from forms_ext.models import MailTemplate, Message
from forms_ext.models.rights import Right
from tests import builders, people

from .conftest import confirm, sign, signed
from .test_desk import waiting


@pytest.fixture
def desk(charter):
    """Return the browser of somebody who decides at the desk and edits no page."""
    return people.browser_of(people.moderator("wim", charter.get_parent(), [Right.LIST, Right.ANSWERS, Right.DECIDE]))


@pytest.fixture
def invited(charter):
    """Return a signature by invitation, confirmed, before anybody decided."""
    charter.endorsement_mode = "invitation"
    return confirm(sign(builders.publish(charter)))


def decide(client, endorsement, decision, **data):
    version = endorsement.submission.__class__.objects.get(pk=endorsement.submission_id).version_no
    return client.post(reverse("desk:decide", args=[endorsement.submission_id, decision]), {"version_no": version, **data}, follow=True)


def offered(client, endorsement):
    return [panel.decision.value for panel in client.get(reverse("desk:detail", args=[endorsement.submission_id])).context["panels"]]


def told(endorsement):
    return [message.text.split("\n")[2] for message in Message.objects.filter(submission=endorsement.submission, kind="decision")]


def test_signature_by_invitation_is_accepted_and_its_owner_told(desk, invited):
    assert not invited.counts
    assert offered(desk, invited) == ["accept", "decline"]

    decide(desk, invited, "accept")

    assert list(Endorsement.objects.counted()) == [invited]
    assert "Your signature is accepted. It counts from now on." in told(invited)[0]


def test_signature_is_never_marked_as_done_without_a_word(desk, invited):
    decide(desk, invited, "done")

    assert Endorsement.objects.counted().count() == 0


def test_signature_that_counts_can_still_be_declined(desk, charter):
    endorsement = signed(charter)
    assert offered(desk, endorsement) == ["decline"]

    decide(desk, endorsement, "decline", reason="This name is not yours.")

    assert charter.tally.total == 0
    assert "This name is not yours." in told(endorsement)[0]


def test_organisation_without_a_proof_is_not_accepted_and_the_way_to_prove_it_is_shown(desk, charter):
    endorsement = waiting(charter)

    answer = decide(desk, endorsement, "accept").content.decode()

    assert "has not proved itself" in answer
    assert Endorsement.objects.counted().count() == 0
    shown = desk.get(reverse("desk:detail", args=[endorsement.submission_id])).content.decode()
    assert f'href="/admin/declarations/{charter.pk}/endorsements/"' in shown


def test_words_about_registrations_are_not_sent_about_signatures(desk, invited):
    made = MailTemplate(letter="decision:accepted", body="<p>Bring boots.</p>", locale=Locale.objects.get(language_code="en"))
    made.save()
    made.save_revision().publish()

    decide(desk, invited, "accept")

    assert "Bring boots" not in told(invited)[0]


def test_other_forms_have_no_page_of_the_team(charter, admin_client):
    contact = builders.form_page(charter.get_parent().get_parent(), builders.person())
    answer = admin_client.get(reverse("desk:detail", args=[builders.submit(contact).pk]))

    assert answer.context["team_page"] is None
