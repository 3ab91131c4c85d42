"""Somebody hears of a nightly command that failed."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection

from forms_ext.management.commands import audit_places
from forms_ext.models import ConsentRecord
from tests import builders


@pytest.fixture
def office(settings):
    settings.CONVENE = {**settings.CONVENE, "OWNER_EMAIL": "office@example.org", "BASE_URL": "https://events.example.org"}


@pytest.fixture
def forged(db):
    """A consent record that was changed past the programme."""
    page = builders.form_page(builders.tree(), [*builders.person(), builders.consent(builders.statement())])
    builders.submit(page)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE forms_ext_consentrecord SET length = 7")
    assert ConsentRecord.objects.count() == 1


@pytest.mark.django_db
def test_command_that_succeeds_is_not_told(office, capsys):
    call_command("watched", "audit_places")

    assert capsys.readouterr().out == "findings: 0\n"
    assert mail.outbox == []


def test_command_that_fails_is_mailed_with_what_it_printed(office, forged, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("watched", "verify_consents", "--json")

    assert ended.value.code == 1
    told = capsys.readouterr().out
    assert [(letter.subject, letter.body, letter.to) for letter in mail.outbox] == [
        ("verify_consents failed on https://events.example.org", told, ["office@example.org"])
    ]
    assert '"findings": [{' in told


@pytest.mark.django_db
def test_reason_of_a_command_is_mailed(office, tmp_path):
    with pytest.raises(SystemExit):
        call_command("watched", "restore_drill", "--keep", str(tmp_path / "nowhere"))

    assert [letter.body for letter in mail.outbox] == [f"{tmp_path / 'nowhere'} is no folder.\n"]


@pytest.mark.django_db
def test_unforeseen_fault_is_mailed_by_its_name_alone(office, monkeypatch, capsys):
    """A fault may quote what a visitor sent; it goes to the log of this machine, not into a mail."""

    def fail(_command):
        raise LookupError("visitor@example.org")

    monkeypatch.setattr(audit_places.Command, "audit", fail)

    with pytest.raises(SystemExit):
        call_command("watched", "audit_places")

    assert [letter.body for letter in mail.outbox] == ["LookupError\n"]
    assert "LookupError" in capsys.readouterr().err


@pytest.mark.django_db
def test_failure_without_an_office_is_said_on_the_spot(settings, tmp_path, capsys):
    settings.CONVENE = {**settings.CONVENE, "OWNER_EMAIL": ""}

    with pytest.raises(SystemExit):
        call_command("watched", "restore_drill", "--keep", str(tmp_path / "nowhere"))

    assert capsys.readouterr().err == "Nobody was told: CONVENE_OWNER_EMAIL is empty.\n"
    assert mail.outbox == []
