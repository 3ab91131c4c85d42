"""Everything that can happen to the places of one event, as rules of a state machine, and what must hold after each step.

``PlacesRules`` is a mixin: a larger machine can put it beside rules of its own. The promises are checked against the claims
as they were before the step and after it, not with the code that keeps them.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from wagtail.models import ModelLogEntry

from eventpages.models import EventIndexPage, EventPage
from forms_ext.actions import (
    CancelAction,
    Closed,
    DecideAction,
    Full,
    LeaveAction,
    NotAllowed,
    PassOfferAction,
    QueueAgainAction,
    TakeOfferAction,
    UndoDecisionAction,
)
from forms_ext.actions.promote import PromoteWaitingAction
from forms_ext.audits import audit_places
from forms_ext.models import Claim, Message, Pool
from forms_ext.states import SEATED, TAKEN
from tests import builders

SIDE = "side-walk"
ANYBODY = st.integers(0, 40)
# So many have registered before the first step.
FIRST = 5


@dataclass(frozen=True)
class Turn:
    """One claim as it stood between two steps."""

    submission: int
    item: str
    state: str
    seq: int
    places: int
    reason: str
    held: bool


def make_event(home, *, capacity=4, waiting="auto", review=False):
    """Publish an event with some places, one side event with three, and a question for the number of places."""
    index = builders.publish(home.add_child(instance=EventIndexPage(title="Events", slug="events")))
    page = EventPage(title="Dialogue", slug="dialogue", date_from=date(2030, 5, 2), registration="here", review=review)
    page.capacity, page.waiting, page.offer_hours = capacity, waiting, 24
    parts = [*builders.person(), builders.part("places", {"label": "How many?", "hint": "", "most": 5})]
    builders.set_fields(page, [*parts, builders.part("attendance", {"label": "Side events", "hint": ""})])
    side = {"title": "Walk", "date": "2030-05-02", "capacity": 3, "waiting": waiting}
    page.side_events = page.side_events.stream_block.to_python([builders.part("side_event", side, SIDE)])
    return builders.publish(index.add_child(instance=page))


class PlacesRules:
    """Rules over ``self.event``. Whoever mixes them in calls :meth:`open_event` first and :meth:`close_event` at the end."""

    steps = refused = 0

    def open_event(self, home, **values):
        """Make the event in a transaction that :meth:`close_event` takes back."""
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.event = make_event(home, **values)
        self.people = []
        self.served = None
        self.allowed = {}
        for number in range(FIRST):
            self.people.append(self.sent(places=1, side=bool(number % 2)))
        self.remember()

    def close_event(self):
        """Take everything back."""
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    # What happened since the last step

    def turns(self):
        """Return all claims as they stand, by number."""
        now = timezone.now()
        rows = Claim.objects.filter(pool__host_key=self.event.host_key).select_related("pool")
        return {
            row.pk: Turn(
                row.submission_id,
                row.pool.item,
                row.state,
                row.seq,
                row.places,
                row.reason,
                bool(row.held_until and row.held_until > now and row.held_as != "waiting"),
            )
            for row in rows
        }

    def letters(self):
        """Return how many messages of each kind each person has."""
        return Counter(Message.objects.values_list("submission_id", "kind"))

    def remember(self):
        self.before, self.told = self.turns(), self.letters()

    def step(self):
        type(self).steps += 1
        self.served = None

    def do(self, action):
        """Do what may be refused."""
        self.step()
        try:
            action.execute()
        except NotAllowed:
            type(self).refused += 1

    def somebody(self, number):
        return self.people[number % len(self.people)]

    def claim_of(self, number, item="", states=None):
        """Return a claim: of somebody in one of ``states`` where there is one."""
        claims = Claim.objects.filter(pool__host_key=self.event.host_key, pool__item=item).select_related("pool").order_by("pk")
        found = list(claims.filter(state__in=states) if states else claims)
        return found[number % len(found)] if found else None

    # Visitors

    def sent(self, places, side):
        """Return what a newcomer sends."""
        name = f"visitor{len(self.people)}"
        chosen = {"attendance": [SIDE]} if side else {}
        return builders.submit(self.event, full_name=name, email=f"{name}@example.org", places=str(places), **chosen)

    @rule(places=st.integers(1, 5), side=st.booleans())
    def register(self, places, side):
        self.step()
        with suppress(Full, Closed):
            self.people.append(self.sent(places, side))
            self.served = self.people[-1].pk

    @precondition(lambda self: self.people)
    @rule(number=ANYBODY)
    def cancel(self, number):
        self.do(CancelAction(self.somebody(number)))

    @rule(number=ANYBODY)
    def leave(self, number):
        if claim := self.claim_of(number, SIDE):
            self.do(LeaveAction(claim))

    @rule(number=ANYBODY, item=st.sampled_from(["", SIDE]))
    def take(self, number, item):
        if claim := self.claim_of(number, item, ["offered"]):
            self.do(TakeOfferAction(claim))

    @rule(number=ANYBODY, item=st.sampled_from(["", SIDE]))
    def pass_on(self, number, item):
        if claim := self.claim_of(number, item, ["offered"]):
            self.do(PassOfferAction(claim))

    @rule(number=ANYBODY, item=st.sampled_from(["", SIDE]))
    def queue_again(self, number, item):
        if claim := self.claim_of(number, item, ["released", "offered"]):
            self.do(QueueAgainAction(claim))
            self.served = claim.submission_id

    # Staff

    @precondition(lambda self: self.people)
    @rule(number=ANYBODY, decision=st.sampled_from(["accept", "decline"]))
    def decide(self, number, decision):
        self.do(DecideAction(self.somebody(number), decision))
        self.served = self.somebody(number).pk

    @precondition(lambda self: self.people)
    @rule(number=ANYBODY)
    def undo(self, number):
        self.do(UndoDecisionAction(self.somebody(number)))

    # The editor

    def publish(self, **values):
        self.step()
        for name, value in values.items():
            setattr(self.event, name, value)
        self.event = builders.publish(self.event)
        for pool in Pool.objects.of_host(self.event.host_key):
            self.allowed[pool.item] = max(pool.capacity or 0, self.taken(pool.item))

    @rule(capacity=st.sampled_from([1, 2, 3, 4, 6, 9, None]))
    def resize(self, capacity):
        self.publish(capacity=capacity)

    @rule(waiting=st.sampled_from(["off", "auto", "offer"]))
    def switch_waiting(self, waiting):
        self.publish(waiting=waiting)

    @rule(is_open=st.sampled_from([True, True, False]))
    def open_or_close(self, is_open):
        self.publish(registration="here" if is_open else "none")

    # Time

    @rule()
    def let_undo_pass(self):
        self.step()
        past = timedelta(seconds=20)
        Claim.objects.filter(held_until__isnull=False).update(held_until=timezone.now() - past)
        ModelLogEntry.objects.update(timestamp=F("timestamp") - past)
        PromoteWaitingAction().execute()

    @rule(by_job=st.booleans())
    def let_offers_run_out(self, by_job):
        self.step()
        Claim.objects.filter(state="offered").update(offer_until=timezone.now() - timedelta(seconds=1))
        if by_job:
            PromoteWaitingAction().execute()

    # What must hold

    def taken(self, item):
        return sum(turn.places for turn in self.turns().values() if turn.item == item and (turn.state in TAKEN or turn.held))

    @invariant()
    def all_promises_hold(self):
        if not hasattr(self, "before"):
            return
        after, told = self.turns(), self.letters()
        self.no_place_is_given_twice()
        self.nobody_is_passed(after)
        self.everybody_is_told_once(after, told)
        assert list(audit_places()) == []
        self.before, self.told = after, told

    def no_place_is_given_twice(self):
        for pool in Pool.objects.of_host(self.event.host_key):
            if pool.capacity is None:
                continue
            taken = self.taken(pool.item)
            allowed = self.allowed.get(pool.item, pool.capacity)
            assert taken <= max(pool.capacity, allowed), (pool.item, taken, pool.capacity)
            self.allowed[pool.item] = max(pool.capacity, min(allowed, taken))

    def was(self, pk, turn):
        """Return how a claim stood before in the same turn, or None where the turn is new."""
        earlier = self.before.get(pk)
        return earlier if earlier and earlier.seq == turn.seq else None

    def is_seated(self, turns, submission):
        return any(turn.state in SEATED for turn in turns.values() if turn.submission == submission and turn.item == "")

    def nobody_is_passed(self, after):
        for pk, turn in after.items():
            earlier = self.was(pk, turn)
            if turn.state not in TAKEN or (earlier and earlier.state != "waiting"):
                continue
            for other_pk, other in after.items():
                if (other.item, other.state) != (turn.item, "waiting") or other.seq >= turn.seq:
                    continue
                stood = self.was(other_pk, other)
                could = not turn.item or (self.is_seated(self.before, other.submission) and self.is_seated(after, other.submission))
                assert not (stood and stood.state == "waiting" and could), (turn, "passed", other)

    def everybody_is_told_once(self, after, told):
        expected = Counter(self.told)
        for pk, turn in after.items():
            expected[turn.submission, self.news_of(pk, turn)] += 1
        # A place at the event that is let go takes its side events along: one message tells of all.
        expected.update({(submission, "lapsed"): 1 for submission in self.lapsed(after)})
        for kind in ("offer", "promotion", "lapsed"):
            now = {key: number for key, number in told.items() if key[1] == kind}
            assert now == {key: number for key, number in expected.items() if key[1] == kind}

    def news_of(self, pk, turn):
        """Return the kind of message that tells what this step did to a claim."""
        earlier = self.was(pk, turn)
        if turn.state == "offered" and (earlier is None or earlier.state == "waiting"):
            return "offer"
        moved_up = turn.state in SEATED and earlier is not None and earlier.state in {"waiting", "offered"}
        return "promotion" if moved_up and turn.submission != self.served else ""

    def lapsed(self, after):
        """Return the submissions whose offers ended in this step: of the event once, else of each side event."""
        found = {}
        for pk, turn in after.items():
            previous = self.before.get(pk)
            ended = turn.reason == "expired" and (previous is None or previous.reason != "expired")
            if ended or (previous and previous.state == "offered" and previous.seq != turn.seq):
                found.setdefault(turn.submission, []).append(turn.item)
        return [submission for submission, items in found.items() for _item in ([""] if "" in items else items)]
