"""What the team does: proves organisations, enters paper, asks signers again, opens a text for signing."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from wagtail.models import Locale

from declarations.actions.prove import ProveAction
from declarations.models import DeclarationPage, Endorsement
from declarations.models.tally import Tally
from declarations.paper import PaperSigner, read_lines
from forms_ext.actions import DecideAction, NotAllowed
from forms_ext.models import ConsentEvent, GroupFormRight, Message
from forms_ext.models.rights import Right
from tests import builders, people
from tests.declarations.conftest import RAW, set_body

from .conftest import ORGANISATION, confirm, sign, signed
from .test_new_versions import change


def waiting(charter):
    return signed(charter, **ORGANISATION, email="maria@elsewhere.example")


@pytest.fixture
def member(client, charter):
    """Return a function that logs in somebody with these rights over the declarations."""

    def log_in(*rights):
        group = Group.objects.create(name="Office")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        for right in rights:
            GroupFormRight.objects.create(group=group, page=charter.get_parent(), right=right)
        user = User.objects.create_user("office", "office@example.org", "x")
        user.groups.add(group)
        client.force_login(user)
        return client

    return log_in


def desk(charter):
    return f"/admin/declarations/{charter.pk}/endorsements/"


def test_organisation_counts_once_the_team_noted_the_proof(member, charter):
    endorsement = waiting(charter)
    client = member(Right.LIST, Right.ANSWERS, Right.DECIDE)
    assert "Water Board" in client.get(desk(charter)).content.decode()

    client.post(desk(charter), {"do": "prove", "endorsement": endorsement.pk, "note": "Rang the board", "ror": "https://ror.org/05dxps055"})

    endorsement = Endorsement.objects.get()
    assert (endorsement.counts, endorsement.proof, endorsement.proof_note, endorsement.ror) == (
        True,
        "staff",
        "Rang the board",
        "05dxps055",
    )
    assert [event.kind for event in endorsement.events.all()] == ["signed", "proved", "counted"]


def test_proof_without_a_note_is_refused(charter):
    endorsement = waiting(charter)

    with pytest.raises(NotAllowed, match="Note how you know"):
        ProveAction(endorsement, "  ").execute()


def test_desk_cannot_accept_an_organisation_without_a_proof(charter):
    endorsement = waiting(charter)

    with pytest.raises(NotAllowed, match="has not proved itself"):
        DecideAction(endorsement.submission, "accept").execute()
    assert Endorsement.objects.counted().count() == 0


def test_declined_endorsement_counts_no_more_and_comes_back(charter):
    endorsement = signed(charter)
    DecideAction(endorsement.submission, "decline").execute()
    assert Endorsement.objects.counted().count() == 0

    DecideAction(endorsement.submission, "accept").execute()
    assert Endorsement.objects.counted().count() == 1
    assert [event.kind for event in endorsement.events.all()] == ["signed", "counted", "uncounted", "counted"]


@pytest.mark.parametrize(("rights", "status"), [([], 302), ([Right.LIST], 200)])
def test_desk_asks_for_rights(member, charter, rights, status):
    waiting(charter)
    answer = member(*rights).get(desk(charter))

    assert (answer.status_code, "Water Board" in answer.content.decode()) == (status, False)


def test_who_may_not_decide_proves_and_enters_nothing(member, charter):
    endorsement = waiting(charter)
    client = member(Right.LIST, Right.ANSWERS)

    for data in ({"do": "prove", "endorsement": endorsement.pk, "note": "x"}, {**PAPER, "signers": "Kim Soo"}, {"do": "ask"}):
        client.post(desk(charter), data)
    assert Endorsement.objects.counted().count() == 0
    assert Endorsement.objects.count() == 1


PAPER = {"do": "paper", "version": "1", "kind": "person", "listing": "name", "note": "Folder 3"}


def test_signatures_from_paper_are_entered_with_the_trail_of_their_consent(member, charter):
    client = member(Right.LIST, Right.ANSWERS, Right.DECIDE)
    signed(charter)

    answer = client.post(
        desk(charter), {**PAPER, "signers": "Kim Soo; Harbour Museum; KR; kim@example.org\nLi Wei\n\nAda; ; ; ada@example.org"}
    )

    assert answer.status_code == 302
    paper = Endorsement.objects.filter(source="paper").order_by("pk")
    assert [(one.display_name, one.organisation, one.country, one.serial) for one in paper] == [
        ("Kim Soo", "Harbour Museum", "KR", 2),
        ("Li Wei", "", "", 3),
    ]
    assert Tally(charter.host_key).listed == 3
    event = ConsentEvent.objects.get(record__submission=paper[0].submission)
    assert (event.kind, event.content["evidence"]["by"], event.content["evidence"]["source"]) == ("recorded", "staff", "paper")
    assert [message.to for message in Message.objects.filter(kind="receipt", submission=paper[0].submission)] == ["kim@example.org"]


def test_address_that_stands_on_the_paper_twice_counts_once(member, charter):
    client = member(Right.LIST, Right.ANSWERS, Right.DECIDE)

    answer = client.post(desk(charter), {**PAPER, "signers": "Kim Soo; ; ; kim@example.org\nK. Soo; ; ; KIM@example.org\nLi Wei"})

    assert answer.status_code == 302
    assert [one.display_name for one in Endorsement.objects.order_by("pk")] == ["Kim Soo", "Li Wei"]


def test_organisation_from_paper_is_proved_by_the_note(member, charter):
    member(Right.LIST, Right.DECIDE).post(desk(charter), {**PAPER, "kind": "organisation", "signers": "Harbour Museum"})

    endorsement = Endorsement.objects.get()
    assert (endorsement.organisation, endorsement.display_name, endorsement.proof, endorsement.counts) == (
        "Harbour Museum",
        "",
        "staff",
        True,
    )


def test_paper_signs_the_version_on_the_sheet(member, charter):
    change(charter, "amendment")
    member(Right.LIST, Right.DECIDE).post(desk(charter), {**PAPER, "signers": "Kim Soo"})

    assert Endorsement.objects.get().version.number == 1
    assert Tally(charter.host_key).earlier == 1


def test_line_that_cannot_be_read_enters_nothing(member, charter):
    client = member(Right.LIST, Right.DECIDE)

    answer = client.post(desk(charter), {**PAPER, "signers": "Kim Soo\nLi Wei; ; Atlantis"})

    assert answer.status_code == 422
    assert "Line 2" in answer.content.decode()
    assert Endorsement.objects.count() == 0


def test_lines_are_read_from_spreadsheets_and_lists():
    signers, problems = read_lines("Kim Soo\tMuseum\tkr\tkim@example.org\n; x\nA;B;C;D;E\nLi Wei;;;nonsense")

    assert signers == [PaperSigner("Kim Soo", "Museum", "KR", "kim@example.org")]
    assert len(problems) == 3


def test_signers_are_asked_from_the_desk(member, charter):
    signed(charter)
    page = change(charter, "amendment")
    client = member(Right.LIST, Right.MANAGE)
    assert "Ask 1 signer" in client.get(desk(page)).content.decode()

    client.post(desk(page), {"do": "ask"})

    assert Message.objects.filter(kind="amended").count() == 1
    assert "Ask 1 signer" not in client.get(desk(page)).content.decode()


def test_ready_made_form_is_added_with_one_button(admin_client, charter):
    other = DeclarationPage(title="Pond Charter", slug="pond", status="adopted")
    charter.get_parent().add_child(instance=set_body(other, RAW))
    builders.publish(other)
    assert "Add the ready-made form" in admin_client.get(desk(other)).content.decode()

    admin_client.post(desk(other), {"do": "prepare"})

    other = DeclarationPage.objects.get(pk=other.pk)
    assert [block.block_type for block in other.get_latest_revision_as_object().fields][:2] == ["signer", "full_name"]
    assert admin_client.get(f"/admin/pages/{other.pk}/edit/").status_code == 200


def test_unconfirmed_organisation_is_not_proved(charter):
    endorsement = sign(charter, **ORGANISATION, email="maria@elsewhere.example")

    with pytest.raises(NotAllowed, match="does not wait for a proof"):
        ProveAction(endorsement, "Rang them").execute()
    assert confirm(endorsement).needs_proof


def test_paper_that_is_sent_twice_doubles_nobody(member, charter):
    client = member(Right.LIST, Right.DECIDE)
    lines = {**PAPER, "signers": "Kim Soo; Harbour Museum; KR\nLi Wei\nLi Wei"}

    client.post(desk(charter), lines)
    answer = client.post(desk(charter), lines, follow=True)

    assert [one.display_name for one in Endorsement.objects.order_by("pk")] == ["Kim Soo", "Li Wei", "Li Wei"]
    assert "3 were there already." in answer.content.decode()


@pytest.mark.parametrize("other", [{"note": "Folder 4"}, {"signers": "Li Wei; ; KR"}, {"kind": "organisation"}])
def test_same_name_on_another_paper_is_entered(member, charter, other):
    client = member(Right.LIST, Right.DECIDE)
    client.post(desk(charter), {**PAPER, "signers": "Li Wei"})

    client.post(desk(charter), {**PAPER, "signers": "Li Wei", **other})

    assert Endorsement.objects.counted().count() == 2


def test_waiting_organisation_is_shown_behind_a_hundred_that_did_not_confirm(admin_client, charter):
    for number in range(100):
        sign(charter, **ORGANISATION, email=f"maria{number}@elsewhere.example")
    signed(charter, **{**ORGANISATION, "organisation": "Tide Office"}, email="last@elsewhere.example")

    assert "Tide Office" in admin_client.get(desk(charter)).content.decode()


def test_team_of_one_page_reads_nothing_of_the_page_in_another_language(client, charter):
    Locale.objects.get_or_create(language_code="de")
    german = charter.copy_for_translation(Locale.objects.get(language_code="de"), copy_parents=True)
    german.slug = "hafen"
    german = builders.publish(german)
    endorsement = waiting(german)
    screens = {}
    for page in (charter, german):
        client.force_login(people.moderator(f"member{page.pk}", page))
        screens[page] = client.get(desk(page)).content.decode()
        if page == charter:
            answer = client.post(desk(page), {"do": "prove", "endorsement": endorsement.pk, "note": "Rang them"})
            assert answer.status_code in {302, 403}
            assert Endorsement.objects.counted().count() == 0

    assert [endorsement.submission.reference in screen for screen in screens.values()] == [False, True]
    assert ["maria@elsewhere.example" in screen for screen in screens.values()] == [False, True]


def test_title_of_the_desk_names_the_text(admin_client, charter):
    assert "Endorsements: Harbour Charter" in admin_client.get(desk(charter)).content.decode()


def test_desk_opens_with_the_endorsements_of_this_text(admin_client, charter):
    assert f'href="/admin/desk/?host={charter.host_key}"' in admin_client.get(desk(charter)).content.decode()


def test_ready_made_form_is_not_put_on_a_page_that_somebody_else_locked(client, charter):
    other = DeclarationPage(title="Pond Charter", slug="pond", status="adopted", locked=True)
    charter.get_parent().add_child(instance=set_body(other, RAW))
    other = builders.publish(other)
    client.force_login(people.page_editor("rosa", charter.get_parent()))

    assert "Add the ready-made form" not in client.get(desk(other)).content.decode()
    client.post(desk(other), {"do": "prepare"})
    assert len(other.get_latest_revision_as_object().fields) == 0


def test_letters_that_nobody_can_see_are_not_kept_from_paper(member, charter):
    client = member(Right.LIST, Right.DECIDE)

    client.post(desk(charter), {**PAPER, "signers": "Kim\x00 So\u202eo; Harbour\x07Museum", "note": "Folder\x003\u202e"})

    endorsement = Endorsement.objects.get()
    assert (endorsement.display_name, endorsement.organisation, endorsement.proof_note) == ("Kim  Soo", "Harbour Museum", "Folder 3")


def test_letters_that_nobody_can_see_are_not_kept_from_a_proof(member, charter):
    endorsement = waiting(charter)

    member(Right.LIST, Right.DECIDE).post(desk(charter), {"do": "prove", "endorsement": endorsement.pk, "note": "Rang\x00 them"})

    assert Endorsement.objects.get().proof_note == "Rang  them"
