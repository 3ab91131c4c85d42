"""Three hundred ways to change the consent ledger behind our back, each by raw SQL, and what finds it.

Odd ones for the last two kinds also write every seal anew: then only a hash that was kept elsewhere tells.
"""
# ruff: noqa: S311, S608 -- a seed has to give the same run again; tables and columns are names of this file

import json
import random
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from forms_ext.actions import WithdrawConsentAction
from forms_ext.actions.ledger_entries import append_event
from forms_ext.actions.seal import SealAction
from forms_ext.audits import verify_consents, verify_seals
from forms_ext.ledger import canonical, chained, sha256
from forms_ext.models import ConsentEvent, ConsentRecord, ConsentVersion, Seal
from forms_ext.states import ConsentEventKind
from tests import builders

TAMPERINGS = 301  # 43 of each of seven kinds
RECORD, EVENT, VERSION = "forms_ext_consentrecord", "forms_ext_consentevent", "forms_ext_consentversion"


@pytest.fixture
def ledger(contact):
    """Fourteen records with one to four events each, sealed; the hash of the seal is what the owner keeps."""
    for number in range(14):
        answer = "no" if number % 5 == 4 else "yes"
        consent = builders.submit(contact, email=f"person{number}@example.org", consent=answer).consents.get()
        if answer == "yes" and number % 3:
            consent = WithdrawConsentAction(consent).execute()
            for _turn in range(number % 3):
                append_event(consent, ConsentEventKind.RECORDED, evidence={"by": "staff"})
    return SealAction().execute().sha256


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def stored(value):
    """Return a UUID as the database keeps it."""
    return value if connection.vendor == "postgresql" else value.hex


def one_record(draw, least=1):
    return draw.choice(list(ConsentRecord.objects.filter(length__gte=least).order_by("reference")))


# The seven kinds. Each changes rows and says in a few words what it did.

COLUMNS = {
    RECORD: ["reference", "field_key", "page_id", "host_key", "state", "state_at", "subject", "salt", "length", "head"],
    EVENT: ["kind", "at", "text", "sha256"],
    VERSION: ["statement_key", "statement_id", "language", "number", "text", "sha256", "change_class", "created_at"],
}


def change_a_column(draw):
    table = draw.choice(sorted(COLUMNS))
    column = draw.choice(COLUMNS[table])
    model = {RECORD: ConsentRecord, EVENT: ConsentEvent, VERSION: ConsentVersion}[table]
    row = draw.choice(list(model.objects.order_by("pk")))
    other = another(getattr(row, column), draw)
    sql(f"UPDATE {table} SET {column} = %s WHERE id = %s", other, stored(row.pk) if table == RECORD else row.pk)
    return f"{table}.{column}"


def another(value, draw):
    """Return a value of the same type that is another one."""
    if isinstance(value, UUID):
        return stored(UUID(int=value.int ^ 1 << draw.randrange(128)))
    if isinstance(value, int):
        return value + draw.randrange(1, 9)
    if isinstance(value, str):
        position = draw.randrange(len(value))
        letter = "X" if value[position] != "X" else "Y"
        return value[:position] + letter + value[position + 1 :]
    later = value + timedelta(seconds=draw.randrange(1, 90_000))
    return later if connection.vendor == "postgresql" else later.replace(tzinfo=None)


def remove_an_event(draw):
    record = one_record(draw, 2)
    sql(f"DELETE FROM {EVENT} WHERE record_id = %s AND seq = %s", stored(record.pk), draw.randrange(1, record.length))


def add_an_event(draw):
    record = one_record(draw)
    last = record.events.order_by("seq").last()
    said = {**last.content, "seq": last.seq + 1, "kind": "given", "state": "given"}
    text = canonical(said)
    QuerySet(ConsentEvent).create(record=record, seq=last.seq + 1, kind="given", at=last.at, text=text, sha256=chained(record.head, text))


def swap_two_events(draw):
    record = one_record(draw, 2)
    one, two = sorted(draw.sample(range(1, record.length + 1), 2))
    for before, after in ((one, 900), (two, one), (900, two)):
        sql(f"UPDATE {EVENT} SET seq = %s WHERE record_id = %s AND seq = %s", after, stored(record.pk), before)


def cut_the_end(draw):
    record = one_record(draw, 2)
    sql(f"DELETE FROM {EVENT} WHERE record_id = %s AND seq > %s", stored(record.pk), draw.randrange(1, record.length))


def remove_a_record(draw):
    record = one_record(draw)
    sql(f"DELETE FROM {EVENT} WHERE record_id = %s", stored(record.pk))
    sql(f"DELETE FROM {RECORD} WHERE id = %s", stored(record.pk))


def hash_a_chain_anew(draw):
    """Say in the first event that the person refused, in the last that it was given, and hash everything again."""
    record = one_record(draw)
    head = ""
    for event in record.events.order_by("seq"):
        said = json.loads(event.text)
        said["evidence"] = {"by": f"somebody {draw.randrange(10_000)}"}
        text = canonical(said)
        head = chained(head, text)
        sql(f"UPDATE {EVENT} SET text = %s, sha256 = %s WHERE id = %s", text, head, event.pk)
    sql(f"UPDATE {RECORD} SET head = %s WHERE id = %s", head, stored(record.pk))


KINDS = {
    "a changed column": change_a_column,
    "a removed event": remove_an_event,
    "an added event": add_an_event,
    "two swapped events": swap_two_events,
    "a truncated chain": cut_the_end,
    "a removed record": remove_a_record,
    "a re-hashed chain": hash_a_chain_anew,
}


def write_seals_anew():
    """Do what somebody does who owns the database and knows that there are seals."""
    QuerySet(Seal).all().delete()
    Seal.over_now().save()


def found_by(kept, *, seals_too):
    """Return what finds the change: the ledger alone, the seals in the database, the hash that was kept."""
    if any(verify_consents()):
        return "ledger"
    if seals_too:
        write_seals_anew()
    if any(verify_seals()):
        return "stored seal"
    return "kept hash" if any(verify_seals(kept)) else "nothing"


def test_every_tampering_is_found(ledger, figure):
    draw, kinds = random.Random(7), list(KINDS)
    assert [*verify_consents(), *verify_seals(ledger)] == []
    found = Counter()
    for number in range(TAMPERINGS):
        kind = kinds[number % len(kinds)]
        with transaction.atomic():
            KINDS[kind](draw)
            found[kind, found_by(ledger, seals_too=number % 2)] += 1
            transaction.set_rollback(True)
    assert [*verify_consents(), *verify_seals(ledger)] == []

    for kind in kinds:
        by = {means: found[kind, means] for means in ("ledger", "stored seal", "kept hash", "nothing")}
        needs = "yes" if by["stored seal"] or by["kept hash"] else "no"
        figure(
            f"tampering, {connection.vendor}: {kind}: {sum(by.values()) - by['nothing']} of {sum(by.values())} found, needs the seal: {needs}"
        )
    assert sum(number for (_kind, means), number in found.items() if means == "nothing") == 0
    assert sum(number for (_kind, means), number in found.items() if means != "nothing") == TAMPERINGS
    assert {kind for (kind, means) in found if means != "ledger"} == {"a removed record", "a re-hashed chain"}


def test_without_the_kept_hash_a_rewritten_past_is_believed(ledger):
    """The limit that the documents name: whoever owns the database can write ledger and seals anew."""
    hash_a_chain_anew(random.Random(1))
    write_seals_anew()

    assert [*verify_consents(), *verify_seals()] == []
    assert [finding.code for finding in verify_seals(ledger)] == ["seal-unknown"]


def test_a_tool_that_hashes_nothing_finds_nothing(ledger, monkeypatch):
    """Negative control: with a hash that ignores the text, a changed text passes."""
    event = ConsentEvent.objects.order_by("pk").first()
    sql(f"UPDATE {EVENT} SET text = %s WHERE id = %s", event.text.replace('"evidence":{', '"evidence":{"x":1,'), event.pk)
    assert any(verify_consents())
    hashes = dict(ConsentEvent.objects.values_list("text", "sha256"))

    monkeypatch.setattr("forms_ext.audits.chained", lambda _previous, text: hashes[text])

    assert list(verify_consents()) == []
    assert sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
