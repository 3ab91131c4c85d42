"""A backup that was never restored is a hope: the drill restores it and compares."""

import json
import os
import tarfile

import pytest
from convene_site import backups
from django.core.management import call_command
from django.db import connection

from declarations.models import DeclarationIndexPage, DeclarationPage
from forms_ext.models import Submission
from tests import builders

from .conftest import programs

PEOPLE = 40


def declaration(home):
    """A text whose points have lists of subpoints, as most have."""
    points = [{"type": "item", "value": f"<p>{words}</p>", "id": f"sub-{number}"} for number, words in enumerate(("in town", "by the sea"))]
    body = [builders.part("point", {"heading": "", "text": "<p>Tides are counted.</p>", "subpoints": points, "fixed_number": ""}, "tide")]
    index = home.add_child(instance=DeclarationIndexPage(title="Declarations", slug="declarations"))
    page = DeclarationPage(title="Harbour Charter", slug="harbour", status="adopted", kind="charter")
    page.body = page.body.stream_block.to_python(body)
    return builders.publish(index.add_child(instance=page))


@pytest.fixture
def site(transactional_db, settings, tmp_path, monkeypatch):
    """A site with answers, consents and a file."""
    monkeypatch.setenv("PATH", f"{os.environ['PATH']}:{programs()}")
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "leaflet.txt").write_text("a leaflet")
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "abstract").write_text("an abstract")
    home = builders.tree()
    declaration(home)
    page = builders.form_page(home, [*builders.person(), builders.consent(builders.statement())])
    for number in range(PEOPLE):
        builders.submit(page, full_name=f"Visitor {number}", email=f"visitor{number}@example.org")
    return page


def test_drill_finds_everything_again(site, figure, tmp_path, capsys):
    (tmp_path / "kept").mkdir()

    call_command("restore_drill", "--json", "--keep", str(tmp_path / "kept"))

    told = json.loads(capsys.readouterr().out)
    vendor = connection.vendor
    figure(
        f"restore drill {vendor}: {told['rows']} rows, dump {told['dump seconds']} s, restore {told['restore seconds']} s, all {told['all seconds']} s"
    )
    assert told["differences"] == []
    assert told["submissions"] == PEOPLE
    database = "convene.sqlite3" if vendor == "sqlite" else "convene.dump"
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in (tmp_path / "kept").iterdir()} == {
        database: "0o600",
        "files.tar": "0o600",
    }


def test_drill_can_be_said_again_on_the_same_day(site, tmp_path, capsys):
    call_command("restore_drill", "--json", "--keep", str(tmp_path))
    call_command("restore_drill", "--json", "--keep", str(tmp_path))

    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["content"], first["ledger"], first["media"]) == (second["content"], second["ledger"], second["media"])


def test_archive_is_unpacked_by_the_python_of_debian_12(tmp_path, monkeypatch):
    """Python 3.11.2 knows no extraction filters; here its ``extractall`` stands in with the parameters it has."""
    newer = tarfile.TarFile.extractall
    known = {"filter": "fully_trusted"} if hasattr(tarfile, "data_filter") else {}
    monkeypatch.delattr(tarfile, "data_filter", raising=False)
    monkeypatch.setattr(
        tarfile.TarFile,
        "extractall",
        lambda self, path=".", members=None, *, numeric_owner=False: newer(self, path, members, numeric_owner=numeric_owner, **known),
    )
    (tmp_path / "leaflet").write_text("a leaflet")
    with tarfile.open(tmp_path / "files.tar", "w") as archive:
        archive.add(tmp_path / "leaflet", arcname="media/leaflet")

    backups.unpack(tmp_path / "files.tar", tmp_path / "out")

    assert (tmp_path / "out" / "media" / "leaflet").read_text() == "a leaflet"


def test_control_a_changed_lost_or_forged_row_is_a_difference(site, settings, tmp_path):
    """Each damage is done to the restored copy; the comparison has to name it."""
    with backups.standing_still() as moment:
        before = backups.fingerprint(backups.folders())
        file = backups.dump(tmp_path, moment)
    with backups.restored(file, tmp_path) as files:
        assert before.differences(backups.fingerprint(files)) == []
        with connection.cursor() as cursor:
            cursor.execute("UPDATE forms_ext_submission SET display_name = 'Somebody else' WHERE display_name = 'Visitor 7'")
            changed = before.differences(backups.fingerprint(files))
            cursor.execute("UPDATE forms_ext_consentrecord SET length = 2")
            forged = before.differences(backups.fingerprint(files))
            cursor.execute("DELETE FROM forms_ext_message")
            cut = before.differences(backups.fingerprint(files))
        (files["media"] / "leaflet.txt").write_text("another leaflet")
        swapped = before.differences(backups.fingerprint(files))
        (files["media"] / "leaflet.txt").write_text("a leaflet")
        (files["private"] / "abstract").write_text("another abstract")
        exchanged = before.differences(backups.fingerprint(files))

    assert changed == ["content"]
    assert forged == ["content", "ledger"]
    assert cut == ["rows", "content", "ledger"]
    assert swapped == ["rows", "content", "ledger", "media"]
    assert exchanged == ["rows", "content", "ledger", "media"]
    assert Submission.objects.filter(display_name="Visitor 7").exists()


def test_every_column_that_is_compared_is_told_alike_twice(site):
    """Whatever a column is made into by the programme, its fingerprint follows from what is stored."""
    first, second = (backups.fingerprint({}) for _time in range(2))

    assert first == second


def test_control_a_body_made_into_blocks_is_told_differently_every_time(site, monkeypatch):
    monkeypatch.setattr(backups, "as_stored", lambda field: field.attname)
    monkeypatch.setattr(backups, "plain", str)
    # Kept alive, so that no second object comes to lie in the place of a first one.
    kept = list(DeclarationPage.objects.all())

    assert (len(kept), backups.fingerprint({}) == backups.fingerprint({})) == (1, False)


def test_value_of_an_unknown_type_is_not_compared_by_chance():
    with pytest.raises(backups.BackupError, match="Values of the type object cannot be compared"):
        backups.plain(object())


def test_missing_program_is_one_line(site, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(backups.BackupError, match="pg_dump is not installed"):
        backups.run("pg_dump")
