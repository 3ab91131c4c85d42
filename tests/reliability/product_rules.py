"""Everything that can happen to one event with a form, as rules of a state machine, and what must hold after each step.

The machine remembers what it was told over HTTP and what it saw on the page; it never asks the code under test what it
should find.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import models, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from wagtail.models import ModelLogEntry

from eventpages.models import EventIndexPage, EventPage
from forms_ext.actions import (
    CancelAction,
    DecideAction,
    EraseAction,
    KeepRetentionAction,
    NotAllowed,
    TidySendingsAction,
    UndoDecisionAction,
    WithdrawConsentAction,
)
from forms_ext.actions.promote import PromoteWaitingAction
from forms_ext.audits import audit_places, verify_consents
from forms_ext.exports import CsvExport
from forms_ext.ledger import canonical, sha256
from forms_ext.models import AccessLink, Claim, ConsentRecord, Message, Submission
from forms_ext.models.retention import day_of
from forms_ext.schema.frozen import first_of_kind
from forms_ext.schema.questions import html_name
from forms_ext.states import ConsentState, SubmissionState
from tests import builders

ANYBODY = st.integers(0, 40)
SIDE = "side-walk"


@dataclass
class Opened:
    """A form as one visitor has it in the browser, filled in."""

    action: str
    data: dict
    frozen: str
    name: str
    robot: bool = False


@dataclass
class Person:
    """Somebody who was told that the form is stored."""

    name: str
    receipt: str
    posted: Opened
    frozen: str
    pk: int
    consent: str
    counts: bool = True
    held: bool = False
    cancelled: bool = False
    gone: bool = False
    withdrawn: bool = False


@dataclass
class Site:
    """What the machine knows."""

    page: EventPage
    parts: list
    statement: object
    confirms: bool = False
    client: Client = field(default_factory=Client)
    opened: list = field(default_factory=list)
    people: list = field(default_factory=list)
    copies: list = field(default_factory=list)


def publish(site):
    """Publish the page with its present parts, as an editor would."""
    site.page = EventPage.objects.get(pk=site.page.pk)
    builders.set_fields(site.page, site.parts)
    site.page = builders.publish(site.page)


def texts_of_the_apps():
    """Give every text of every table that may hold something of a person."""
    from django.apps import apps

    for model in [*apps.get_app_config("forms_ext").get_models(), ModelLogEntry]:
        names = [
            one.attname for one in model._meta.concrete_fields if isinstance(one, models.TextField | models.CharField | models.JSONField)
        ]
        for row in model._base_manager.values_list(*names) if names else ():
            yield model._meta.label, repr(row)


class ProductRules:
    """Rules and promises. ``steps`` counts how often anything was done, ``stored`` how often a form was taken."""

    steps = stored = 0

    def open_site(self, home, capacity, *, review, confirms=False):
        self.around = transaction.atomic()
        self.around.__enter__()
        statement = builders.statement()
        index = builders.publish(home.add_child(instance=EventIndexPage(title="Events", slug="events")))
        page = EventPage(title="Dialogue", slug="dialogue", date_from=date(2030, 5, 2), registration="here", review=review)
        page.capacity, page.waiting, page.confirm_email = capacity, "auto", confirms
        parts = [*builders.person(), builders.question("long_text", "What do you need?", required=False), builders.consent(statement)]
        parts.append(builders.part("attendance", {"label": "Side events", "hint": ""}))
        walk = {"title": "Walk", "date": "2030-05-02", "capacity": 2, "waiting": "auto"}
        page.side_events = page.side_events.stream_block.to_python([builders.part("side_event", walk, SIDE)])
        page = builders.publish(index.add_child(instance=builders.set_fields(page, parts)))
        self.site = Site(page, parts, statement, confirms)

    def close_site(self):
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    def count(self):
        type(self).steps += 1

    def someone(self, number, **wanted):
        found = [one for one in self.site.people if all(getattr(one, name) == value for name, value in wanted.items())]
        return found[number % len(found)] if found else None

    def row(self, person):
        return Submission.objects.get(pk=person.pk)

    # What editors do

    @rule(number=ANYBODY, word=st.sampled_from(["Name", "Your name", "Full name", "Address", "Needs"]))
    def relabel(self, number, word):
        self.count()
        asked = [part for part in self.site.parts if "label" in part["value"]]
        part = asked[number % len(asked)]
        part["value"] = {**part["value"], "label": f"{word} {number}"}
        publish(self.site)

    @rule(required=st.booleans())
    def add_question(self, required):
        self.count()
        if len(self.site.parts) < 9:
            self.site.parts.append(builders.question("short_text", f"Question {len(self.site.parts)}", required=required))
            publish(self.site)

    @rule(number=ANYBODY)
    def delete_question(self, number):
        self.count()
        extra = [part for part in self.site.parts if part["type"] in {"short_text", "long_text"}]
        if extra:
            self.site.parts.remove(extra[number % len(extra)])
            publish(self.site)

    @rule(kind=st.sampled_from(["material", "editorial"]), number=ANYBODY)
    def reword_consent(self, kind, number):
        self.count()
        statement = type(self.site.statement).objects.get(pk=self.site.statement.pk)
        statement.statement, statement.change_class = f"<p>I agree to be photographed, wording {number}.</p>", kind
        statement.save_revision().publish()

    @rule(capacity=st.integers(1, 6))
    def resize(self, capacity):
        self.count()
        self.site.page = EventPage.objects.get(pk=self.site.page.pk)
        self.site.page.capacity = capacity
        publish_page = self.site.page.save_revision()
        publish_page.publish()

    @rule()
    def copy_page(self):
        self.count()
        if len(self.site.copies) < 2:
            slug = f"copy-{secrets.token_hex(3)}"
            self.site.copies.append(EventPage.objects.get(pk=self.site.page.pk).copy(update_attrs={"slug": slug, "title": slug}))

    # What visitors do

    @rule(consent=st.sampled_from(["yes", "no"]), walk=st.booleans(), robot=st.sampled_from([False, False, False, True]))
    def open_form(self, consent, walk, robot=False):
        """Fill in the form; a robot fills in the field that people do not see, too."""
        self.count()
        page = EventPage.objects.get(pk=self.site.page.pk)
        form, name = page.form(), f"canary{secrets.token_hex(6)}"
        data = builders.filled(page, form, full_name=name, email=f"{name}@example.org", consent=consent, short_text="Something")
        spec = first_of_kind(form.frozen, "attendance")
        data[html_name(spec["key"])] = [SIDE] if walk else []
        data |= {"homepage": "https://shop.example"} if robot else {}
        self.site.opened.append(Opened(form.action, data, canonical(form.frozen), name, robot))

    @precondition(lambda self: self.site.opened)
    @rule(number=ANYBODY)
    def send_what_is_open(self, number):
        """Send a form that may be older than the page is now."""
        self.count()
        opened = self.site.opened.pop(number % len(self.site.opened))
        before = Submission.objects.count()
        answer = self.site.client.post(opened.action, opened.data)
        assert answer.status_code in {303, 422}
        assert Submission.objects.count() == before + (answer.status_code == 303)
        if answer.status_code == 303:
            stored = Submission.objects.latest("pk")
            consent = opened.data[html_name(next(p["id"] for p in self.site.parts if p["type"] == "consent"))]
            person = Person(opened.name, answer["Location"], opened, opened.frozen, stored.pk, consent, held=opened.robot)
            person.counts = not opened.robot and not self.site.confirms
            self.site.people.append(person)
            type(self).stored += 1

    @rule(number=ANYBODY)
    def confirm(self, number):
        """Follow the link in the mail: looking changes nothing, the button lets the sending count, once."""
        self.count()
        links = AccessLink.objects.filter(purpose="confirm", submission__in=[one.pk for one in self.site.people if not one.gone])
        if link := next(iter(links.order_by("pk")[number % len(links) :] if links else ()), None):
            person = next(one for one in self.site.people if one.pk == link.submission_id)
            state = self.row(person).state
            assert self.site.client.get(f"/forms/confirm/{link.token}/").status_code == 200
            assert self.row(person).state == state
            answer = self.site.client.post(f"/forms/confirm/{link.token}/")
            assert answer.status_code == (409 if person.cancelled and not person.counts else 303)
            person.counts = person.counts or answer.status_code == 303

    @rule(number=ANYBODY)
    def let_it_lapse(self, number):
        """Weeks later nobody has followed the link."""
        self.count()
        if self.site.confirms and (person := self.someone(number, gone=False, counts=False, held=False, cancelled=False)):
            Submission.objects.filter(pk=person.pk).update(submitted_at=timezone.now() - timedelta(days=60))
            assert TidySendingsAction().execute()["cancelled"] == 1
            person.cancelled = True

    @precondition(lambda self: self.site.people)
    @rule(number=ANYBODY)
    def send_again(self, number):
        """Double click, reload, back: the same receipt, nothing new."""
        self.count()
        person = self.someone(number, cancelled=False, gone=False)
        if person:
            before = Submission.objects.count()
            answer = self.site.client.post(person.posted.action, person.posted.data)
            if answer.status_code == 303:
                assert answer["Location"] == person.receipt
            assert Submission.objects.count() == before

    @rule(number=ANYBODY)
    def cancel(self, number):
        self.count()
        if person := self.someone(number, gone=False):
            with suppress(NotAllowed):
                CancelAction(self.row(person)).execute()
                person.cancelled = True

    @rule(number=ANYBODY)
    def withdraw(self, number):
        self.count()
        if person := self.someone(number, gone=False, consent="yes", counts=True):
            with suppress(NotAllowed):
                WithdrawConsentAction(ConsentRecord.objects.get(submission=person.pk)).execute()
                person.withdrawn = True

    @rule()
    def read_everything(self):
        """No GET changes anything."""
        self.count()
        before = sorted(texts_of_the_apps())
        paths = [self.site.page.get_url(), *(one.receipt.split("#")[0] for one in self.site.people if not one.gone)]
        paths += [f"/forms/mine/{link.token}/" for link in AccessLink.objects.filter(purpose="manage")]
        assert {self.site.client.get(path).status_code for path in paths} == {200}
        assert sorted(texts_of_the_apps()) == before

    # What staff and the clock do

    @rule(number=ANYBODY, decision=st.sampled_from(["accept", "decline", "undo"]))
    def decide(self, number, decision):
        self.count()
        if person := self.someone(number, gone=False):
            with suppress(NotAllowed):
                row = self.row(person)
                UndoDecisionAction(row).execute() if decision == "undo" else DecideAction(row, decision).execute()

    @rule(number=ANYBODY)
    def release(self, number):
        """Somebody of the team looks at what was held and lets it count."""
        self.count()
        if person := self.someone(number, gone=False, held=True, counts=False, cancelled=False):
            with suppress(NotAllowed):
                DecideAction(self.row(person), "release").execute()
                person.counts = True

    @rule()
    def wait_and_promote(self):
        """Ten seconds later: what staff freed is free."""
        self.count()
        held = Claim.objects.filter(held_until__gt=timezone.now())
        held.update(held_until=timezone.now() - timedelta(seconds=1))
        PromoteWaitingAction().execute()

    @rule(number=ANYBODY)
    def erase(self, number):
        self.count()
        if person := self.someone(number, gone=False):
            EraseAction(self.row(person)).execute()
            person.gone = True
            assert [label for label, text in texts_of_the_apps() if person.name in text] == []

    @rule(late=st.booleans())
    def purge(self, late):
        """Long after the event everybody is forgotten; a day after sending nobody is."""
        self.count()
        today = day_of(timezone.now())
        for days in (2000, 2030) if late else (1,):  # announced on the first day, done on the second
            KeepRetentionAction(today + timedelta(days=days)).execute()
        if late:
            names = [person.name for person in self.site.people]
            assert sorted({label for label, text in texts_of_the_apps() for name in names if name in text}) == []
            for person in self.site.people:
                person.gone = True
        else:
            assert Submission.objects.exclude(anonymised_at=None).count() == sum(person.gone for person in self.site.people)

    @rule()
    def export(self):
        self.count()
        rows = b"".join(CsvExport(Submission.objects.of_host(self.site.page.host_key))).decode("utf-8-sig")
        assert {person.name for person in self.site.people if not person.gone} == {
            person.name for person in self.site.people if person.name in rows
        }

    # What must hold after each step

    @invariant()
    def nothing_is_lost_or_doubled(self):
        assert set(Submission.objects.values_list("pk", flat=True)) == {person.pk for person in self.site.people}

    @invariant()
    def wording_is_what_was_seen(self):
        for submission in Submission.objects.select_related("form_version"):
            person = next(one for one in self.site.people if one.pk == submission.pk)
            assert submission.form_version.text == person.frozen
            assert submission.form_version.sha256 == sha256(person.frozen)

    @invariant()
    def places_and_consents_agree(self):
        assert [finding for finding in audit_places() if finding.code != "oversold"] == []
        assert list(verify_consents()) == []

    @invariant()
    def consents_say_what_was_said(self):
        records = {record.submission_id: record.state for record in ConsentRecord.objects.exclude(submission=None)}
        for person in self.site.people:
            if not person.gone and not person.counts:
                assert person.pk not in records
            elif not person.gone:
                said = ConsentState.GIVEN if person.consent == "yes" else ConsentState.REFUSED
                assert records[person.pk] == (ConsentState.WITHDRAWN if person.withdrawn else said)

    @invariant()
    def each_has_one_receipt_and_one_entry(self):
        alive = [person.pk for person in self.site.people if not person.gone and person.counts]
        told = list(Message.objects.filter(submission__in=alive, kind="receipt").values_list("submission", flat=True))
        assert sorted(told) == sorted(alive)
        assert ModelLogEntry.objects.filter(action="forms_ext.submit").count() == len(self.site.people)

    @invariant()
    def what_does_not_count_takes_nothing(self):
        """Held and unconfirmed sendings hold no place and mail nobody but the address that has to confirm."""
        outside = [person.pk for person in self.site.people if not person.counts]
        assert not Claim.objects.filter(submission__in=outside).exclude(state="released").exists()
        assert set(Message.objects.filter(submission__in=outside).values_list("kind", flat=True)) <= {"confirm"}
        held = [person.pk for person in self.site.people if person.held and not person.counts]
        assert not Message.objects.filter(submission__in=held).exists()

    @invariant()
    def copies_carry_nobody(self):
        for copy in self.site.copies:
            assert not Submission.objects.of_host(copy.host_key).exists()

    @invariant()
    def cancelled_stays_cancelled(self):
        for person in self.site.people:
            if person.cancelled:
                assert self.row(person).state == SubmissionState.CANCELLED
