"""Accepting, declining, releasing and undoing at the desk."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from forms_ext.actions import Circumstances, DecideAction, NotAllowed, UndoDecisionAction
from forms_ext.actions.promote import PromoteWaitingAction
from forms_ext.audits import audit_places
from forms_ext.models import AccessLink, Claim, Submission
from forms_ext.models.rights import Right
from tests import builders, people


def decide(client, submission, decision, query="", **data):
    submission.refresh_from_db()
    url = reverse("desk:decide", args=[submission.pk, decision]) + query
    return client.post(url, {"version_no": submission.version_no, "after": "next", **data})


def undo(client, submission):
    submission.refresh_from_db()
    return client.post(reverse("desk:undo", args=[submission.pk]), {"version_no": submission.version_no})


def state(submission):
    return Submission.objects.get(pk=submission.pk).state


def claim(submission):
    return Claim.objects.get(submission=submission, pool__item="").state


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def untold(submission):
    """Return the messages about decisions that will go out."""
    return list(submission.messages.filter(kind="decision", state="queued").values_list("tells", flat=True))


def time_passes(seconds=11):
    """Let the time to undo go by."""
    earlier = timedelta(seconds=seconds)
    ModelLogEntry.objects.update(timestamp=timezone.now() - earlier)
    Claim.objects.exclude(held_until=None).update(held_until=timezone.now() - timedelta(seconds=1))


def test_accepting_confirms_the_place_and_goes_on_to_the_next_one(desk, ada, bao):
    response = decide(desk, bao, "accept")

    assert (state(bao), claim(bao)) == ("accepted", "confirmed")
    assert response.url == f"{reverse('desk:detail', args=[ada.pk])}?done={bao.pk}"


def test_after_the_last_one_the_list_comes_up(desk, ada):
    assert decide(desk, ada, "accept").url == f"{reverse('desk:index')}?done={ada.pk}"


def test_going_on_stays_in_the_filtered_list(desk, ada, bao):
    response = decide(desk, ada, "accept", query="?q=ada")

    assert response.url == f"{reverse('desk:index')}?q=ada&done={ada.pk}"


def test_row_menu_comes_back_to_the_list(desk, ada, bao):
    assert decide(desk, ada, "decline", after="list").url == f"{reverse('desk:index')}?done={ada.pk}"


def test_declining_keeps_the_reason(desk, ada):
    decide(desk, ada, "decline", reason="The school is for farmers.")

    ada.refresh_from_db()
    assert (ada.state, ada.decline_reason) == ("declined", "The school is for farmers.")


def test_releasing_a_held_submission_gives_it_its_place(desk, spring):
    held = builders.submit(spring, Circumstances(trap=True))

    decide(desk, held, "release")

    assert (state(held), claim(held)) == ("received", "pending")


def test_a_get_changes_nothing(desk, ada):
    for decision in ("accept", "decline"):
        assert desk.get(reverse("desk:decide", args=[ada.pk, decision])).status_code == 200
    assert desk.get(reverse("desk:undo", args=[ada.pk])).status_code == 405
    assert (state(ada), claim(ada)) == ("received", "pending")


def test_a_post_without_token_is_refused(moderator, ada):
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)

    assert decide(client, ada, "accept").status_code == 403
    assert state(ada) == "received"


def test_somebody_faster_is_not_overwritten(desk, ada, admin):
    seen = ada.version_no
    DecideAction(ada, "decline", user=admin).execute()

    response = desk.post(reverse("desk:decide", args=[ada.pk, "accept"]), {"version_no": seen})

    assert state(ada) == "declined"
    assert "Somebody changed this submission meanwhile" in said(response)


def test_a_waiting_person_cannot_be_accepted_without_a_place(desk, cleo):
    response = decide(desk, cleo, "accept")

    assert (state(cleo), claim(cleo)) == ("received", "waiting")
    assert "No place is free" in said(response)


def test_a_decision_that_the_state_forbids_is_said_so(desk, ada):
    response = desk.get(reverse("desk:decide", args=[ada.pk, "release"]))

    assert response.url == reverse("desk:detail", args=[ada.pk])
    assert "cannot be decided like this" in said(response)
    assert desk.get(reverse("desk:decide", args=[ada.pk, "eat"])).status_code == 404


def test_deciding_needs_its_own_right(dialogues, ada):
    reader = people.moderator("rita", dialogues, [Right.LIST, Right.ANSWERS, Right.EXPORT])
    client = people.browser_of(reader)

    assert decide(client, ada, "accept").url == reverse("wagtailadmin_home")
    assert undo(client, ada).url == reverse("wagtailadmin_home")
    assert state(ada) == "received"
    assert client.get(reverse("desk:detail", args=[ada.pk])).context["panels"] == []


def test_deciding_without_seeing_answers_is_possible(dialogues, ada):
    blind = people.browser_of(people.moderator("bea", dialogues, [Right.LIST, Right.DECIDE]))

    decide(blind, ada, "accept")

    assert state(ada) == "accepted"


# The message


def test_preview_shows_the_message_with_the_reason_and_sends_nothing(desk, ada):
    response = decide(desk, ada, "decline", reason="Only for farmers.", preview="1")

    message = response.context["panel"].message
    assert ("Only for farmers." in message["text"], state(ada), untold(ada)) == (True, "received", [])


def test_preview_is_in_the_language_of_the_visitor(desk, ada):
    Submission.objects.filter(pk=ada.pk).update(language="de")

    panel = desk.get(reverse("desk:decide", args=[ada.pk, "accept"])).context["panel"]

    assert (panel.language, panel.language_code) == ("Deutsch", "de")


def test_preview_never_shows_the_private_link(desk, ada):
    token = AccessLink.objects.get(submission=ada, purpose="manage").token

    pages = [desk.get(reverse("desk:decide", args=[ada.pk, "decline"])), desk.get(reverse("desk:detail", args=[ada.pk]))]

    assert [token in page.content.decode() for page in pages] == [False, False]


def test_preview_equals_the_message_but_for_the_link(desk, ada):
    shown = decide(desk, ada, "decline", reason="Only for farmers.", preview="1").context["panel"].message
    decide(desk, ada, "decline", reason="Only for farmers.")
    sent = ada.messages.get(kind="decision")
    token = AccessLink.objects.get(submission=ada, purpose="manage").token

    assert shown["subject"] == sent.subject
    assert shown["text"] == sent.text.replace(token, "private").strip().removeprefix(sent.subject).strip()


# Undo


def test_undo_button_is_shown_after_a_decision_and_not_later(desk, ada, bao):
    following = decide(desk, ada, "accept").url

    assert reverse("desk:undo", args=[ada.pk]) in desk.get(following).content.decode()
    time_passes()
    assert reverse("desk:undo", args=[ada.pk]) not in desk.get(following).content.decode()


@pytest.mark.parametrize("decision", ["accept", "decline"])
def test_undoing_a_first_decision_brings_back_everything_and_tells_nobody(desk, ada, decision):
    decide(desk, ada, decision, reason="A slip." if decision == "decline" else "")
    undo(desk, ada)

    ada.refresh_from_db()
    assert (ada.state, claim(ada), ada.decline_reason, untold(ada)) == ("received", "pending", "", [])
    assert list(audit_places()) == []


def test_undoing_a_second_thought_brings_back_the_first(desk, ada):
    decide(desk, ada, "accept")
    time_passes()
    decide(desk, ada, "decline")
    undo(desk, ada)

    assert (state(ada), claim(ada)) == ("accepted", "confirmed")


def test_undoing_keeps_a_message_that_still_has_to_go_out(desk, ada):
    decide(desk, ada, "accept")
    decide(desk, ada, "decline")
    undo(desk, ada)

    assert (state(ada), untold(ada)) == ("accepted", ["accepted"])


def test_undoing_keeps_the_turn_in_the_queue(desk, cleo, spring):
    late = builders.submit(spring, full_name="Late", email="late@example.org")
    decide(desk, cleo, "decline")
    undo(desk, cleo)

    assert (claim(cleo), cleo.main_claim.queue_position(), late.main_claim.queue_position()) == ("waiting", 1, 2)


def test_undo_comes_too_late_after_its_seconds(desk, ada, cleo):
    decide(desk, ada, "decline")
    time_passes()
    PromoteWaitingAction().execute()

    response = undo(desk, ada)

    assert (state(ada), claim(cleo)) == ("declined", "pending")
    assert "too late to undo" in said(response)


def test_undo_stops_when_the_place_is_free_again(ada, moderator):
    DecideAction(ada, "decline", user=moderator).execute()
    Claim.objects.exclude(held_until=None).update(held_until=timezone.now() - timedelta(seconds=1))

    with pytest.raises(NotAllowed, match="too late to undo"):
        UndoDecisionAction(ada, user=moderator).execute()
    assert state(ada) == "declined"


def test_undo_of_an_undo_or_of_nothing_is_refused(desk, ada):
    assert "Nothing can be undone" in said(undo(desk, ada))
    decide(desk, ada, "accept")
    undo(desk, ada)

    assert "Nothing can be undone" in said(undo(desk, ada))


def test_declining_gives_the_place_to_the_next_only_after_the_time_to_undo(desk, ada, cleo):
    decide(desk, ada, "decline")
    PromoteWaitingAction().execute()
    early = claim(cleo)
    time_passes()
    PromoteWaitingAction().execute()

    assert (early, claim(cleo)) == ("waiting", "pending")


def test_every_step_is_in_the_log_with_who_did_it(desk, ada, moderator):
    decide(desk, ada, "accept")
    undo(desk, ada)

    entries = ModelLogEntry.objects.for_instance(ada).filter(user=moderator).order_by("timestamp", "pk")
    assert [(entry.action, entry.label) for entry in entries] == [
        ("forms_ext.accept", ada.reference),
        ("forms_ext.undo", ada.reference),
    ]
