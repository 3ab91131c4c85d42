"""What a correction and an amendment mean for those who signed."""

import pytest

from declarations.actions import carry
from declarations.actions.carry import CarryOverAction
from declarations.actions.sign_again import AskSignersAction, Reworded, SignAgainAction
from declarations.models import Endorsement, TextVersion
from forms_ext.actions import NotAllowed
from forms_ext.models import Message
from tests import builders
from tests.declarations.conftest import RAW, raw_point, set_body
from tests.declarations.test_editing import OTHER, said, save

from .conftest import ORGANISATION, sign, signed

WORDS = iter(f"quays stay open to those who fish, year {year}." for year in range(2000, 3000))


def change(page, change_class):
    """Publish another wording of the second point."""
    page = type(page).objects.get(pk=page.pk)
    page.change_class = change_class
    return builders.publish(set_body(page, [*RAW[:3], raw_point(next(WORDS), "point-quay"), *RAW[4:]]))


def fresh(endorsement):
    return Endorsement.objects.get(pk=endorsement.pk)


def test_correction_carries_endorsements_over_and_keeps_what_was_signed(charter):
    endorsement, waiting = signed(charter), sign(charter, email="late@example.org", full_name="Late")
    first = TextVersion.objects.get()
    change(charter, "correction")
    change(charter, "correction")

    for one in (fresh(endorsement), fresh(waiting)):
        assert (one.version.number, one.carried_from, one.sha256) == (3, first, first.sha256)
        assert one.submission.subject["version"] == 1
    assert [(event.kind, event.version.number) for event in endorsement.events.all()] == [
        ("signed", 1),
        ("counted", 1),
        ("carried", 2),
        ("carried", 3),
    ]


def test_amendment_leaves_endorsements_with_the_old_version(charter):
    endorsement = signed(charter)
    change(charter, "amendment")

    assert (fresh(endorsement).version.number, fresh(endorsement).carried_from) == (1, None)
    assert fresh(endorsement).newer.number == 2


def test_correction_of_an_amended_text_takes_only_its_own_signers_along(charter):
    old = signed(charter)
    page = change(charter, "amendment")
    new = signed(page, email="new@example.org", full_name="New")
    change(page, "correction")

    assert (fresh(old).version.number, fresh(new).version.number) == (1, 3)


def test_control_carrying_whatever_the_change_is_would_move_names_to_other_words(charter, monkeypatch):
    endorsement = signed(charter)
    monkeypatch.setattr(carry, "corrected", lambda version: TextVersion.objects.filter(number__lt=version.number))
    change(charter, "amendment")

    assert fresh(endorsement).version.number == 2


def test_carrying_over_that_was_lost_is_made_up_for(charter, monkeypatch):
    endorsement = signed(charter)
    monkeypatch.setattr(CarryOverAction, "execute", lambda _self: 0)
    page = change(charter, "correction")
    assert fresh(endorsement).version.number == 1
    monkeypatch.undo()

    builders.publish(page)

    assert fresh(endorsement).version.number == 2


def test_withdrawn_endorsements_are_not_carried_over(charter):
    from declarations.actions.withdraw_endorsement import WithdrawEndorsementAction

    endorsement = WithdrawEndorsementAction(signed(charter), "mark").execute()
    change(charter, "correction")

    assert fresh(endorsement).version.number == 1


def test_signers_are_asked_once_about_an_amendment(charter):
    signed(charter)
    signed(charter, email="second@example.org", full_name="Second")
    sign(charter, email="never@example.org", full_name="Never confirmed")
    page = change(charter, "amendment")

    assert AskSignersAction(page).execute() == 2
    assert AskSignersAction(page).execute() == 0
    mails = Message.objects.filter(kind="amended")
    assert sorted(mails.values_list("to", flat=True)) == ["ada@example.org", "second@example.org"]
    assert "version 2 is in force" in mails.first().text
    assert "/forms/mine/" in mails.first().text


def test_control_without_knowing_who_was_written_to_they_would_be_asked_again(charter):
    signed(charter)
    page = change(charter, "amendment")
    AskSignersAction(page).execute()
    Message.objects.filter(kind="amended").update(transition="forgotten")

    assert AskSignersAction(page).execute() == 1


def test_nobody_is_asked_after_a_correction(charter):
    signed(charter)

    assert AskSignersAction(change(charter, "correction")).execute() == 0


def test_signing_again_moves_the_endorsement_and_the_ledger_keeps_the_first(charter):
    endorsement = signed(charter, reservations=["point-rain"])
    change(charter, "amendment")
    second = TextVersion.objects.get(number=2)

    endorsement = SignAgainAction(endorsement, second.sha256).execute()
    SignAgainAction(endorsement, second.sha256).execute()

    assert (endorsement.version, endorsement.sha256, endorsement.reservations) == (second, second.sha256, ["point-rain"])
    assert [(event.kind, event.version.number) for event in endorsement.events.all()][-1] == ("renewed", 2)
    assert Endorsement.objects.counted().count() == 1


def test_text_that_was_not_shown_is_not_signed_again(charter):
    endorsement = signed(charter)
    change(charter, "amendment")
    seen = TextVersion.objects.get(number=2).sha256
    change(charter, "amendment")

    with pytest.raises(Reworded):
        SignAgainAction(endorsement, seen).execute()
    assert fresh(endorsement).version.number == 1


def test_what_does_not_count_cannot_be_signed_again(charter):
    endorsement = signed(charter, **ORGANISATION, email="maria@elsewhere.example")
    change(charter, "amendment")

    with pytest.raises(NotAllowed, match="does not count at the moment"):
        SignAgainAction(endorsement, TextVersion.objects.get(number=2).sha256).execute()


def test_editor_who_changes_a_signed_text_reads_what_that_means(charter, admin_client):
    sign(charter, email="unconfirmed@example.org")
    assert "stands under version" not in said(save(admin_client, charter, OTHER))
    signed(charter)

    sentence = "1 signature stands under version 1: a correction carries it over, an amendment leaves it there."
    assert sentence in said(save(admin_client, charter, OTHER))


def test_page_of_the_team_tells_which_version_waits(charter, admin_client):
    signed(charter, **ORGANISATION, email="maria@elsewhere.example")
    change(charter, "amendment")

    assert "· Version 1</p>" in admin_client.get(f"/admin/declarations/{charter.pk}/endorsements/").content.decode()
