"""Signing one version of a text and its hash."""

import pytest
from django.db import IntegrityError, transaction

from declarations.models import Endorsement, TextVersion
from forms_ext.actions import NotAllowed, SubmitAction, addresses, submit
from forms_ext.actions.submit import Rebound
from forms_ext.models import Submission
from forms_ext.schema.questions import AnswerForm
from forms_ext.schema.ticket import read
from tests import builders
from tests.declarations.conftest import RAW, raw_point, set_body

from .conftest import ORGANISATION, PERSON, answers, confirm, make_charter, open_for_signing, sign, signed
from .test_audits import codes


def amend(page, change_class="amendment"):
    """Publish another wording of the second point."""
    page.change_class = change_class
    return builders.publish(set_body(page, [*RAW[:3], raw_point("quays stay open to everybody.", "point-quay"), *RAW[4:]]))


def test_endorsement_names_the_version_and_its_hash(charter):
    endorsement = sign(charter)
    version = TextVersion.objects.get()

    assert endorsement.submission.subject == {
        "declaration": str(charter.host_key),
        "language": "en",
        "version": 1,
        "sha256": version.sha256,
    }
    assert (endorsement.version, endorsement.sha256, endorsement.carried_from) == (version, version.sha256, None)
    assert endorsement.version.declaration_key == endorsement.declaration_key == charter.host_key


def test_person_counts_once_the_address_is_confirmed(charter):
    endorsement = sign(charter)
    assert list(Endorsement.objects.counted()) == []

    endorsement = confirm(endorsement)

    assert list(Endorsement.objects.counted()) == [endorsement]
    assert endorsement.serial == 1
    assert [event.kind for event in endorsement.events.all()] == ["signed", "counted"]


def test_organisation_with_an_address_of_its_domain_counts(charter):
    endorsement = signed(charter, **ORGANISATION, email="maria@mail.water.example")

    assert (endorsement.counts, endorsement.proof, endorsement.domain) == (True, "domain", "water.example")
    assert endorsement.shown_name == "Water Board"


def test_organisation_with_another_address_waits_for_the_team(charter):
    endorsement = signed(charter, **ORGANISATION, email="maria@elsewhere.example")

    assert (endorsement.counts, endorsement.needs_proof) == (False, True)


def test_nothing_private_is_in_the_endorsement(charter):
    endorsement = signed(charter, **ORGANISATION, email="maria@water.example", short_text="Second Treasurer")

    stored = " ".join(str(value) for value in Endorsement.objects.filter(pk=endorsement.pk).values().get().values())
    assert "maria" not in stored
    assert "Treasurer" not in stored


@pytest.mark.parametrize(
    ("status", "mode"), [("preparation", "open"), ("withdrawn", "open"), ("adopted", "closed"), ("superseded", "open")]
)
def test_text_that_is_not_open_takes_no_endorsements(client, charter, status, mode):
    charter.status, charter.endorsement_mode = status, mode
    page = builders.publish(charter)

    assert "form" not in client.get(page.url).context_data
    with pytest.raises(NotAllowed, match="This form is closed"):
        sign(page)


def test_address_has_to_be_confirmed_and_counts_once_whatever_an_editor_sets(charter):
    charter.confirm_email = charter.one_per_address = False
    page = builders.publish(charter)

    assert (page.confirm_email, page.one_per_address) == (True, True)


def test_form_names_what_is_signed(charter):
    frozen = charter.form().frozen

    assert frozen["binding"] == charter.binding()
    assert charter.version_now["sha256"] == TextVersion.objects.get().sha256


def test_text_changed_while_reading_is_shown_and_asked_again(client, charter):
    form = charter.form()
    data = builders.filled(charter, form, **answers(charter, **PERSON))
    page = amend(charter)

    answer = client.post(form.action, data)

    assert answer.status_code == 422
    assert Submission.objects.count() == 0
    text = answer.content.decode()
    assert [row["number"] for row in answer.context_data["reread"]["rows"] if not row["unchanged"]] == ["2"]
    assert "<del>" in text
    assert '<a href="#reread">What you sign has changed since you opened the page.' in text
    assert 'id="reread"' in text
    assert "Ada Berg" in text
    assert read(answer.context_data["form"].ticket).sha256 == read(page.form().ticket).sha256

    again = client.post(form.action, {**data, "ticket": answer.context_data["form"].ticket})
    assert again.status_code == 303
    assert Submission.objects.get().subject["version"] == 2


def test_text_changed_between_check_and_writing_is_not_signed(charter, monkeypatch):
    checked = SubmitAction._check_window
    monkeypatch.setattr(SubmitAction, "_check_window", lambda self, room: (checked(self, room), amend(charter))[0])

    with pytest.raises(Rebound):
        sign(charter)
    assert Submission.objects.count() == 0


def test_without_the_binding_the_old_words_would_be_signed(charter, monkeypatch):
    """The negative control: a form that is not tied to its text lets a name move to words nobody read."""
    monkeypatch.setattr(SubmitAction, "_check_binding", lambda _self: None)
    checked = SubmitAction._check_window
    monkeypatch.setattr(SubmitAction, "_check_window", lambda self, room: (checked(self, room), amend(charter))[0])

    endorsement = sign(charter)

    assert endorsement.version.number == 1
    assert charter.in_force["number"] == 2


def sent_elsewhere(shown, host):
    """Store what was filled in on one declaration as a sending to another one."""
    form = shown.form()
    data = builders.as_query(builders.filled(shown, form, **answers(shown, **PERSON)))
    bound = AnswerForm(form.frozen, ticket=form.ticket, action=form.action, data=data, pools=shown.live_pools)
    assert bound.is_valid(), bound.errors
    return SubmitAction(host, form.frozen, bound.answers, read(form.ticket)).execute()


def test_name_cannot_come_under_another_declaration_with_the_same_words(charter):
    other = make_charter("pond")
    assert other.wording()["parts"] == charter.wording()["parts"]

    with pytest.raises(Rebound):
        sent_elsewhere(charter, other)
    assert Submission.objects.count() == 0


def test_control_without_the_binding_a_name_comes_under_another_declaration(charter, monkeypatch):
    monkeypatch.setattr(SubmitAction, "_check_binding", lambda _self: None)
    other = make_charter("pond")
    endorsement = Endorsement.objects.get(submission=sent_elsewhere(charter, other))

    assert (endorsement.declaration_key, endorsement.version.declaration_key) == (other.host_key, charter.host_key)
    assert codes() == ["other-declaration"]


def test_same_address_counts_once(charter):
    first = signed(charter)
    second = sign(charter, full_name="Ada B.")

    assert second.submission.state == "held"
    assert list(Endorsement.objects.counted()) == [first]


def test_address_that_nobody_confirmed_yet_counts_once(charter):
    sign(charter)

    assert sign(charter, full_name="Ada B.", email="ADA@example.org").submission.state == "held"
    assert codes() == []


@pytest.fixture
def no_look(monkeypatch):
    """Take the look at those who signed before away."""
    for module in (addresses, submit):
        monkeypatch.setattr(module, "counted_before", lambda *_args, **_named: None)


def test_control_without_the_look_the_database_refuses_the_second(charter, no_look):
    signed(charter)

    with pytest.raises(IntegrityError), transaction.atomic():
        sign(charter, full_name="Ada B.")


def test_control_without_look_and_digest_one_address_counts_twice_and_is_found(charter, no_look, monkeypatch):
    digests = iter("abcdef")
    for module in (addresses, submit):
        monkeypatch.setattr(module, "address_digest", lambda _key, _email: next(digests))
    signed(charter)
    signed(charter, full_name="Ada B.", email="ADA@example.org")

    assert Endorsement.objects.counted().count() == 2
    assert codes() == ["twice"]


def test_copy_of_a_page_has_endorsements_of_its_own(charter):
    signed(charter)
    twin = builders.publish(charter.copy(update_attrs={"slug": "twin"}, keep_live=False))

    assert Endorsement.objects.of_text(twin.host_key).count() == 0


def test_page_shows_the_form_and_what_is_signed(client, charter):
    page = client.get(charter.url).content.decode()

    assert "Endorse version 1" in page
    assert TextVersion.objects.get().sha256 in page
    assert "Set-Cookie" not in client.get(charter.url).headers


def test_statements_of_the_ready_made_form_are_used_again(charter):
    from declarations.models import DeclarationPage
    from forms_ext.models import ConsentStatement

    before = ConsentStatement.objects.count()
    other = DeclarationPage(title="Pond Charter", slug="pond", status="adopted")
    charter.get_parent().add_child(instance=set_body(other, RAW))
    open_for_signing(builders.publish(other))

    assert ConsentStatement.objects.count() == before == 3
