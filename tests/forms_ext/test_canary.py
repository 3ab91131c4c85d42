"""A planted word is found nowhere after a purge, and nowhere after an erasure: no table, no file, no log, no cache."""

import logging
import secrets
import subprocess
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.db.models import FileField, ForeignKey, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection

from declarations.models import TextVersion
from forms_ext import retention
from forms_ext.actions import DecideAction, DeliverAction, EraseAction, KeepRetentionAction
from forms_ext.models import Retention, Submission
from forms_ext.models.retention import day_of
from forms_ext.retention import Kind, about_people, all_rules
from tests import builders, people

TEXTS = {"CharField", "TextField", "EmailField", "URLField", "SlugField", "JSONField", "FileField", "GenericIPAddressField"}
ENDED = {"purge": {Kind.CLEARED, Kind.GONE}, "erase": {Kind.CLEARED, Kind.GONE, Kind.SEVERED, Kind.STATISTIC}}


@pytest.fixture
def token():
    return secrets.token_hex(16)


@pytest.fixture
def host(transactional_db):
    Collection.objects.exists() or Collection.add_root(name="Root")
    # What an endorsement signs; the rows that are planted need one.
    TextVersion.objects.create(declaration_key=uuid.uuid4(), language="en", number=1, page_id=1, change_class="adopted", text="{}")
    options = [{"type": "item", "value": label, "id": key} for label, key in (("In the hall", "opt-hall"), ("Online", "opt-online"))]
    parts = [
        *builders.person(),
        builders.question("choice", "How will you take part?", options=options),
        builders.question("long_text", "What do you need?"),
        builders.consent(builders.statement(locale=builders.tree().locale)),
    ]
    return builders.form_page(builders.tree(), parts, title="Workshop", capacity=5, waiting="auto", review=True)


@pytest.fixture
def log_file(tmp_path):
    """Write everything that is logged into a file, as a server would."""
    handler = logging.FileHandler(tmp_path / "log.txt")
    root = logging.getLogger()
    root.addHandler(handler)
    yield tmp_path / "log.txt"
    root.removeHandler(handler)
    handler.close()


# A life


def live(client, host, token):
    """Let somebody whose every answer is the token send, be read, decided, mailed, exported and looked for."""
    wrong = builders.filled(host, full_name=token, email="no address", long_text=token)
    assert client.post(reverse("forms_ext:send", args=[host.host_key]), wrong).status_code == 422
    builders.send(client, host, full_name=f"Name {token}", email=f"{token}@example.org", long_text=f"I need {token}")
    submission = Submission.objects.get()
    client.get(submission.links.get(purpose="receipt").token)
    DeliverAction().execute()
    staff = people.browser_of(people.superuser())
    DecideAction(submission, "decline", version_no=submission.version_no, reason=f"Because {token}").execute()
    for address in (reverse("desk:index") + f"?q={token}", reverse("desk:detail", args=[submission.pk]), reverse("desk:export")):
        answer = staff.get(address)
        assert answer.status_code == 200
        list(answer.streaming_content) if answer.streaming else answer.content
    for do in ("find", "download"):
        assert staff.post(reverse("desk:subject"), {"address": f"{token}@example.org", "do": do}).status_code == 200
    client.get(f"/nowhere/{submission.pk}/")
    return submission


def planted(token, way):
    """Give each personal column that ``way`` ends, with whether the token stands in it now."""
    for model, rules in about_people():
        for name, rule in rules.columns.items():
            if rule.kind in ENDED[way] and holds_words(model._meta.get_field(name), token):
                stands = any(token in content(value) for value in QuerySet(model).values_list(name, flat=True))
                yield model, rules, name, stands


def holds_words(column, token):
    """Tell whether the token fits into a column; a code of a few letters is no word."""
    return column.get_internal_type() in TEXTS and not (column.max_length and column.max_length < len(token))


def content(value):
    return str(value)


def value_for(column, token):
    """Return a value of ``column`` with the token in it."""
    kind = column.get_internal_type()
    if kind == "JSONField":
        return {"canary": token}
    return f"{token}@example.org" if kind == "EmailField" else token


def make_row(model, rules, submission, token, way):
    """Make a row of a model that the life made none of, about the submission, with sensible values."""
    values = {}
    for column in model._meta.concrete_fields:
        if isinstance(column, ForeignKey):
            needed = not column.null or column.related_model is Submission
            values[column.name] = (
                (submission if column.related_model is Submission else column.related_model.objects.first()) if needed else None
            )
        elif column.primary_key or column.has_default() or column.null or getattr(column, "auto_now_add", False):
            continue
        else:
            samples = {
                "DateTimeField": timezone.now(),
                "DateField": timezone.now().date(),
                "UUIDField": uuid.uuid4(),
                "BooleanField": False,
            }
            kind = column.get_internal_type()
            values[column.name] = samples.get(kind, 1 if "Integer" in kind else value_for(column, token))
            if kind in TEXTS and (rules.columns[column.name].kind not in ENDED[way] or not holds_words(column, token)):
                values[column.name] = ""  # what stays is no word of a person
            if kind == "CharField" and column.choices:
                values[column.name] = column.choices[0][0]
    QuerySet(model).bulk_create([model(**values)])


def plant(submission, token, way):
    """Put the token into every personal column that the life left without it, and show that none is without."""
    for model, rules, name, stands in list(planted(token, way)):
        if stands:
            continue
        rows = QuerySet(model).filter(**{rules.about: submission.pk})
        if not rows.exists():
            make_row(model, rules, submission, token, way)
        column = model._meta.get_field(name)
        if isinstance(column, FileField):
            row = rows.first()
            getattr(row, name).save(f"{token}.txt", ContentFile(token.encode()), save=False)
            rows.filter(pk=row.pk).update(**{name: getattr(row, name).name})
        else:
            rows.filter(pk=rows.first().pk).update(**{name: value_for(column, token)})
    columns = [(f"{model._meta.label}.{name}", stands) for model, _rules, name, stands in planted(token, way)]
    assert [label for label, stands in columns if not stands] == []
    return len(columns)


# The search


def hits(token, settings, log_file):
    """Return every place in which the token stands: tables, files of the database, uploads, cache, log."""
    cache_hits = [f"cache {key}" for key, value in getattr(cache, "_cache", {}).items() if token in key or token.encode() in value]
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] if Path(settings.MEDIA_ROOT).exists() else []
    file_hits = [f"file {path}" for path in files if token in path.name or stands_in(path, token)]
    log_hits = [f"log {line[:60]}" for line in log_file.read_text().splitlines() if token in line]
    return [*table_hits(token), *raw_hits(token), *cache_hits, *file_hits, *log_hits]


def stands_in(path, token):
    """Tell whether ``token`` stands in a file. Another process reads it.

    Whoever closes a file of SQLite gives up all locks that its process holds on it, and another process may then take away
    the log that this one still writes to.
    """
    return subprocess.run(["grep", "-qaF", "--", token, path], check=False).returncode == 0


def table_hits(token):
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- names of its own tables
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [f"{table}.{name}" for name, value in zip(names, row, strict=True) if token in str(value)]
    return sorted(set(found))


def raw_hits(token):
    """Return the files of the database in which the token stands. The write-ahead log of PostgreSQL is declared: it is recycled."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            main = Path(connection.settings_dict["NAME"])
            places = [path for path in main.parent.glob(f"{main.name}*") if path.is_file()]
        else:
            cursor.execute("CHECKPOINT")
            cursor.execute("SHOW data_directory")
            folder = Path(cursor.fetchone()[0]) / "base"
            places = [path for path in folder.rglob("*") if path.is_file()]
    return [f"raw {path.name}" for path in places if path.exists() and stands_in(path, token)]


# What must hold


def purge(submission):
    """Let time pass: the notice, then the day."""
    Retention.objects.update(days=30, counted_from="submission")
    for days in (17, 31):
        KeepRetentionAction(day_of(timezone.now()) + timedelta(days=days)).execute()


def erase(submission):
    EraseAction(submission).execute()


ENDS = {"purge": purge, "erase": erase}


@pytest.fixture(autouse=True)
def alone(transactional_db):
    """End the connections that earlier tests left open: PostgreSQL keeps deleted rows for as long as somebody may still see them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def seek(token, settings, log_file):
    """Return a function that gives every place in which the token stands."""
    return lambda: hits(token, settings, log_file)


@pytest.fixture
def lived(client, host, token, log_file):
    """Return the submission of somebody who has lived a whole life with us, the log running."""
    return live(client, host, token)


@pytest.mark.parametrize("way", ENDS)
def test_planted_token_is_found_nowhere_afterwards(lived, token, way, seek, figure):
    columns = plant(lived, token, way)
    before = seek()
    assert len(before) >= columns

    ENDS[way](lived)
    call_command("purge", "--compact")

    after = seek()
    figure(f"canary {way} on {connection.vendor}: {columns} columns planted, {len(before)} places before, hits_after {len(after)}")
    assert after == []


@pytest.mark.parametrize("way", ENDS)
def test_control_one_rule_less_is_noticed(lived, token, way, seek, monkeypatch):
    rules = all_rules()["forms_ext.Submission"]
    less = retention.Rules({**rules.columns, **retention.plain("decline_reason")}, about="pk")
    plant(lived, token, way)
    monkeypatch.setattr(retention, "all_rules", lambda: {**all_rules(), "forms_ext.Submission": less})

    ENDS[way](lived)
    call_command("purge", "--compact")

    assert "forms_ext_submission.decline_reason" in seek()


def test_control_a_column_that_nobody_planted_is_noticed(lived, token):
    assert [name for _model, _rules, name, stands in planted(token, "purge") if not stands] != []
