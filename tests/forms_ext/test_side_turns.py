"""Side events beside a full event: who waits for the event keeps a turn in them, and stands in nobody's way."""

import pytest

from forms_ext.actions import CancelAction, NotAllowed, PassOfferAction
from forms_ext.actions.joining import JoinAction
from forms_ext.actions.places import Full
from forms_ext.audits import audit_places
from forms_ext.models import Claim, FormPage, Pool, PoolSpec
from forms_ext.models.links import AccessLink, Purpose
from tests import builders

WALK = "side-walk"


def full_event(home, monkeypatch, waiting, capacity=3):
    """Return an event whose two places are taken, with a side event that nobody joined yet."""
    main = FormPage.pools
    walk = PoolSpec(item=WALK, title="Walk", capacity=capacity, waiting=waiting)
    monkeypatch.setattr(FormPage, "pools", lambda page: [*main(page), walk])
    parts = [*builders.person(), builders.part("attendance", {"label": "Side events", "hint": ""})]
    host = builders.form_page(home, parts, title="Dialogue", capacity=2, waiting="auto")
    return host, [register(host, name) for name in ("ada", "bo")]


def register(host, name, **values):
    return builders.submit(host, full_name=name, email=f"{name}@example.org", **values)


def walk_of(submission):
    return Claim.objects.get(submission=submission, pool__item=WALK).state


def availability():
    pool = Pool.objects.with_counts().get(item=WALK)
    return pool.availability(pool.taken), pool.free(pool.taken)


@pytest.fixture
def without_queue(home, monkeypatch):
    return full_event(home, monkeypatch, "off")


def test_one_who_waits_for_the_event_leaves_the_side_event_open(without_queue):
    host, (ada, bo) = without_queue
    cleo, dora = register(host, "cleo", attendance=[WALK]), register(host, "dora", attendance=[WALK])
    assert ([walk_of(cleo), walk_of(dora)], availability()) == (["waiting", "waiting"], ("few", 1))

    JoinAction(ada, host, WALK).execute()

    assert (walk_of(ada), availability()) == ("confirmed", ("full", 0))
    with pytest.raises(Full):
        JoinAction(bo, host, WALK).execute()
    assert list(audit_places()) == []


def test_place_in_the_side_event_is_kept_for_who_waits(without_queue):
    host, (ada, bo) = without_queue
    cleo, dora = register(host, "cleo", attendance=[WALK]), register(host, "dora", attendance=[WALK])
    JoinAction(ada, host, WALK).execute()
    erin = register(host, "erin", attendance=[WALK])

    for leaving in (ada, bo):
        CancelAction(leaving).execute()

    assert (walk_of(cleo), walk_of(dora), erin.missed_side_events) == ("confirmed", "confirmed", ["Walk"])
    assert list(audit_places()) == []


def test_who_let_the_event_go_keeps_no_place_beside_it(client, home, monkeypatch):
    host, (ada, _bo) = full_event(home, monkeypatch, "off", capacity=1)
    host.waiting = "offer"
    host = builders.publish(host)
    cleo = register(host, "cleo")
    CancelAction(ada).execute()
    PassOfferAction(cleo.claims.get(pool__item="")).execute()

    with pytest.raises(NotAllowed, match="no place at the event itself"):
        JoinAction(cleo, host, WALK).execute()

    own = client.get(f"/forms/mine/{AccessLink.issue(cleo, Purpose.MANAGE).token}/").content.decode()
    assert ("/join/" in own, "/again/" in own, availability()) == (False, True, ("few", 1))


def test_own_page_does_not_call_a_side_event_taken_that_is_free(client, home, monkeypatch):
    host, (ada, _bo) = full_event(home, monkeypatch, "auto")
    cleo = register(host, "cleo", attendance=[WALK])
    own, waits = (client.get(f"/forms/mine/{AccessLink.issue(one, Purpose.MANAGE).token}/").content.decode() for one in (ada, cleo))
    assert ("Every place is taken" in own, "/join/" in own, "/join/" in waits) == (False, True, False)

    JoinAction(ada, host, WALK).execute()

    assert (walk_of(ada), walk_of(cleo)) == ("confirmed", "waiting")
