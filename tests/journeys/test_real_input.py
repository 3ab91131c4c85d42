"""From the text of an event to moderated registrations, and from the text of a consensus to a point that is cited.

Runs on the texts the project started from where they are, and on our own in the same shape everywhere.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from declarations.models import DeclarationIndexPage, DeclarationPage, Provision
from eventpages.models import EventIndexPage, EventPage
from forms_ext.actions import DecideAction, Decision
from forms_ext.audits import audit_places, verify_consents
from forms_ext.models import ConsentRecord, Submission
from forms_ext.states import ConsentState
from tests import builders

TEXTS = Path(__file__).parent / "texts"
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


@dataclass
class EventText:
    """The text of an event page, taken apart by its own headings."""

    kind: str
    title: str
    organiser: str
    paragraphs: list
    focus_areas: list
    statement: str
    statement_label: str
    side_events: list
    month: date


def read_event(text):
    """Return the parts of a text in the shape of ``texts/event-page.txt``."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    focus, form, more = (lines.index(heading) for heading in ("Focus areas", "Register for the event", "More events"))
    kind, title = (part.strip() for part in lines[0].split("|"))
    asked = [(sentence.rstrip("*"), label) for sentence, label in zip(lines[form + 1 : more : 2], lines[form + 2 : more : 2], strict=True)]
    found = re.search(rf"in ({'|'.join(MONTHS)}) (\d{{4}}) ", " ".join(lines[4:focus]))
    return EventText(
        kind=kind,
        title=title,
        organiser=lines[1],
        paragraphs=lines[2:focus],
        focus_areas=[line.lstrip("● ") for line in lines[focus + 1 : form]],
        statement=asked[0][0],
        statement_label=asked[0][1],
        side_events=asked[1:],
        month=date(int(found[2]), MONTHS.index(found[1]) + 1, 1),
    )


@pytest.fixture(params=["own", "real"])
def folder(request, seeds):
    """Return the folder of texts; the real ones only count where they are there, and then they run besides our own."""
    return seeds if request.param == "real" and seeds else TEXTS


@pytest.fixture
def event_text(folder):
    return read_event((folder / "event-page.txt").read_text())


def pasted(page, event_text):
    """Return the focus areas as an editor pastes them: one row with the whole list, which saving splits."""
    rows = [builders.part("focus_area", {"sentence": "\n".join(f"● {area}" for area in event_text.focus_areas)})]
    return page.focus_areas.stream_block.to_python(rows)


@pytest.fixture
def event(db, event_text):
    """Compose and publish the event; its month lies ahead, whatever the text says."""
    home = builders.tree()
    index = builders.publish(home.add_child(instance=EventIndexPage(title="Events", slug="events")))
    photo = builders.statement("Photographs", html=f"<p>{event_text.statement}</p>", short_label=event_text.statement_label)
    day = event_text.month.replace(year=2031)
    page = EventPage(
        title=event_text.title,
        kind=event_text.kind,
        precision="month",
        date_from=day,
        registration="here",
        capacity=2,
        waiting="auto",
        review=True,
    )
    blocks = [{"type": "text", "value": "".join(f"<p>{text}</p>" for text in event_text.paragraphs)}]
    page.body = page.body.stream_block.to_python(blocks)
    page.focus_areas = page.focus_areas.stream_block.clean(pasted(page, event_text))
    page.side_events = page.side_events.stream_block.to_python(
        [
            builders.part(
                "side_event",
                {
                    "title": sentence,
                    "short_label": label,
                    "short_label_language": "de",
                    "date": "2031-09-25",
                    "capacity": 5,
                    "waiting": "auto",
                },
            )
            for sentence, label in event_text.side_events
        ]
    )
    parts = [*builders.person(), builders.part("attendance", {"label": "Optional side events", "hint": ""}), builders.consent(photo)]
    index.add_child(instance=builders.set_fields(page, parts))
    return builders.publish(page)


def test_event_of_the_text_is_published_registered_for_and_moderated(client, event, event_text):
    page = client.get(event.url).content.decode()
    assert len(event_text.statement) > 255
    assert event_text.statement in page
    assert all(area in page for area in event_text.focus_areas)
    assert page.count('lang="de"') >= 3
    assert event_text.month.strftime("%B") in page

    first, second = (block.id for block in event.side_events)
    for name, answer, items in (("one", "yes", [first, second]), ("two", "no", [second]), ("three", "no", [])):
        assert (
            builders.send(
                client, event, full_name=f"Visitor {name}", email=f"{name}@journeys.example", consent=answer, attendance=items
            ).status_code
            == 303
        )
    one, two, three = (Submission.objects.get(email=f"{name}@journeys.example") for name in ("one", "two", "three"))
    assert [person.consents.get().state for person in (one, two, three)] == ["given", "refused", "refused"]
    assert [person.main_claim.state for person in (one, two, three)] == ["pending", "pending", "waiting"]

    DecideAction(one, Decision.ACCEPT).execute()
    DecideAction(two, Decision.DECLINE, reason="The bus is full.").execute()
    two.claims.update(held_until=None)
    call_command("promote_waiting")
    DecideAction(three, Decision.ACCEPT).execute()
    assert sorted(Submission.objects.values_list("state", flat=True)) == ["accepted", "accepted", "declined"]
    record = ConsentRecord.objects.get(state=ConsentState.GIVEN)
    assert event_text.statement in record.version.html
    assert (list(audit_places()), list(verify_consents())) == ([], [])


def test_consensus_of_the_text_is_imported_published_and_cited(client, db, folder):
    index = builders.publish(builders.tree().add_child(instance=DeclarationIndexPage(title="Declarations", slug="declarations")))
    file = folder / "songyang-consensus.txt"
    if not file.exists():
        file = TEXTS.parents[1] / "declarations/texts/two_columns.txt"
    call_command("import_declaration", file, "--title", "The consensus", "--parent", index.pk)
    page = DeclarationPage.objects.get()
    page.status = "adopted"
    page = builders.publish(page)

    sixth = page.points[5]
    short = Provision.objects.get(uid=sixth.uid).short_id
    assert sixth.lead_in == "Sixth,"
    assert client.get(f"/p/{short}/")["Location"].endswith(f"{page.url}#p-{short}")
    assert f'id="p-{short}"' in client.get(page.url).content.decode()
