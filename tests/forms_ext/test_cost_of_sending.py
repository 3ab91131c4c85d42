"""What a sending costs the database: statements, counted, and one commit."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eventpages.models import EventIndexPage
from forms_ext.actions import ledger_entries, places
from forms_ext.models import Claim, Submission
from tests import builders
from tests.reliability.events import make_event

MOST = 25


@pytest.fixture
def site(transactional_db):
    home = builders.tree()
    return builders.publish(home.add_child(instance=EventIndexPage(title="Events", slug="events")))


def statements_of(client, event):
    """Send a form once so that everything is warm, and return the statements of sending it once more."""
    form, kept = event.form(), []
    for turn in range(2):
        data = builders.filled(event, form, email=f"{event.slug}-{turn}@example.org", attendance=["side-walk", "side-supper"])
        with CaptureQueriesContext(connection) as captured:
            assert client.post(form.action, data).status_code == 303
        kept = [one["sql"] for one in captured.captured_queries]
    return kept


def test_sending_with_everything_costs_few_statements_and_one_commit(client, site, figure):
    event = make_event(site, "dialogue", places=50, side_places=50)

    sent = statements_of(client, event)

    figure(f"a sending with places, side events, consent, log, links and mail, {connection.vendor}: {len(sent)} statements, one commit")
    assert len(sent) <= MOST
    assert [sql for sql in sent if sql.startswith(("COMMIT", "SAVEPOINT", "ROLLBACK"))] == ["COMMIT"]
    begun = next(number for number, sql in enumerate(sent) if sql.startswith("BEGIN"))
    assert 'UPDATE "forms_ext_pool" SET "version"' in sent[begun + 1]
    assert not [sql for sql in sent[:begun] if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert sorted(Claim.objects.values_list("pool__item", "state", "seq")) == sorted(
        (item, "confirmed", seq) for item in ("", "side-walk", "side-supper") for seq in (1, 2)
    )


def test_more_consents_and_side_events_cost_no_more(client, site):
    few = len(statements_of(client, make_event(site, "dialogue", places=50, side_places=50)))
    parts = [*builders.person(), builders.part("attendance", {"label": "Side events", "hint": ""})]
    parts += [builders.consent(builders.statement(name=f"Statement {number}")) for number in range(6)]
    rich = make_event(site, "other", places=50, side_places=50)
    builders.set_fields(rich, parts)
    builders.publish(rich)

    many = len(statements_of(client, rich))

    assert Submission.objects.filter(host_key=rich.host_key).first().consents.count() == 6
    assert many == few


def test_count_notices_what_is_stored_one_by_one(client, site, monkeypatch):
    """Without storing all at once, the same sending costs more than it may."""
    event = make_event(site, "dialogue", places=50, side_places=50)

    def one_by_one(rows, *_args):
        for row in rows:
            row.save(force_insert=True)
        return rows

    monkeypatch.setattr(places.Claim.objects, "bulk_create", one_by_one)
    monkeypatch.setattr(ledger_entries.ConsentRecord.objects, "bulk_create", one_by_one)

    assert len(statements_of(client, event)) > MOST
