"""Every command says in one line what is wrong, names nobody, and ends as it went."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, OperationalError, ProgrammingError

from forms_ext.actions import PurgeAction
from forms_ext.management.commands import run_jobs
from forms_ext.management.commands._job import SiteCommand, fault_in_words
from tests import builders

MANAGE = Path(__file__).parents[2] / "site" / "manage.py"


def refused(*arguments):
    with pytest.raises(CommandError) as error:
        call_command(*arguments)
    return str(error.value)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["verify_texts", "--against", "{}/none"], "{}/none cannot be read: No such file or directory."),
        (["show_retention", "--write", "{}/none"], "{}/none cannot be read: No such file or directory."),
        (["show_retention", "--write", "{}/page.md"], "{}/page.md has no place for the table: "),
        (["replay_erasures", "--journal", "{}"], "{} cannot be read: Is a directory."),
        (["replay_erasures", "--journal", "{}/photo.bin"], "{}/photo.bin is no text."),
        (["send_outbox", "--loop", "--sleep", "-1"], "--sleep is a number of seconds, not less than 0."),
        (["import_declaration", "{}/none"], "{}/none cannot be read: No such file or directory."),
        (["restore_drill", "--keep", "{}/none"], "{}/none is no folder."),
    ],
)
def test_wrong_argument_is_said_in_one_line(db, tmp_path, arguments, said):
    (tmp_path / "page.md").write_text("A page without a table.\n")
    (tmp_path / "photo.bin").write_bytes(b"\xff\xd8\xff\xe0")

    told = refused(*(argument.format(tmp_path) for argument in arguments))

    assert told.startswith(said.format(tmp_path))
    assert len(told.splitlines()) == 1


FAULTS = [
    (OperationalError("no such table: forms_ext_pool"), "The database lacks tables: run migrate first."),
    (ProgrammingError('relation "forms_ext_pool" does not exist\nLINE 1'), "The database, or a table in it, does not exist"),
    (OperationalError("attempt to write a readonly database"), "The database can only be read by this account."),
    (InternalError("cannot execute INSERT in a read-only transaction"), "The database can only be read now."),
    (OperationalError("unable to open database file"), "The file of the database cannot be opened"),
    (OperationalError("connection refused: is the server running? user=ada@example.org"), "The database does not answer."),
]


@pytest.mark.parametrize(("error", "said"), FAULTS)
def test_fault_of_the_database_is_a_sentence_that_quotes_nothing(error, said):
    class Failing(SiteCommand):
        def handle(self, *args, **options):
            raise error

    with pytest.raises(CommandError) as told:
        call_command(Failing(), skip_checks=True)

    assert (str(told.value), str(told.value).startswith(said), "ada@" in str(told.value)) == (fault_in_words(error), True, False)


def test_every_command_about_people_is_such_a_command():
    from django.core.management import get_commands, load_command_class

    mine = {name: app for name, app in get_commands().items() if app.startswith(("forms_ext", "declarations"))}
    apart = {"run_jobs", "show_retention"}  # the one goes on whatever happens, the other asks no database

    assert {name for name, app in mine.items() if not isinstance(load_command_class(app, name), SiteCommand)} == apart


def test_site_without_tables_is_told_in_one_line(tmp_path):
    """As an operator meets it: the real command, an empty file of a database."""
    sqlite3.connect(tmp_path / "convene.sqlite3").execute("VACUUM")
    environment = {"CONVENE_VAR": str(tmp_path), "CONVENE_DEMO": "1", "DJANGO_SETTINGS_MODULE": "convene_site.settings.production"}
    done = subprocess.run([sys.executable, MANAGE, "audit_places"], env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (1, "", "CommandError: The database lacks tables: run migrate first.\n")


def test_job_that_fails_is_named_and_ends_the_single_round_with_an_error(db, monkeypatch, caplog):
    class FailingJob:
        def execute(self):
            raise ValueError("ada@example.org")

    monkeypatch.setattr(run_jobs, "close_old_connections", lambda: None)
    monkeypatch.setattr(run_jobs, "JOBS", [(FailingJob, 1)])

    assert refused("run_jobs", "--once") == "Failed: FailingJob. The log says why."


def test_purge_that_fails_for_one_form_does_not_end_well(home, monkeypatch, caplog, capsys):
    builders.submit(builders.form_page(home, builders.person(), title="Contact"))
    monkeypatch.setattr(PurgeAction, "execute", lambda _action: 1 / 0)

    assert refused("purge") == "Not everything that is due is deleted: the log says why, and the next run tries again."
    assert capsys.readouterr().out.endswith("failed: 1\n")
