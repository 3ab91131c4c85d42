"""Pasting a text in the editor."""

import json

import pytest
from django.core.management import call_command
from django.utils import translation
from wagtail.users.models import UserProfile

from declarations.arrangement.source import number_style
from declarations.importer import read_text
from declarations.importer.messages import LEVELS, MESSAGES
from declarations.importer.reading import Flag
from declarations.models import DeclarationPage, TextImport
from declarations.views import flags
from tests import builders

TEXT = """The Harbour Charter

The harbours met in spring.

We have agreed on the following:

First, tides are counted before walls are built.

Second, quays stay open to those who fish.

Third, rain is led to ponds.
"""


@pytest.fixture
def address(index):
    return f"/admin/declarations/{index.pk}/import/"


def start(client, address, text=TEXT, **extra):
    """Paste a text and return the import that was begun."""
    response = client.post(address, {"text": text, **extra})
    assert response.status_code == 302, response.content.decode()
    return TextImport.objects.latest("pk")


def make(client, draft, **extra):
    return client.post(f"/admin/declarations/imports/{draft.pk}/make/", extra)


def test_reading_shows_what_was_found_and_makes_nothing(admin_client, address):
    draft = start(admin_client, address)

    page = admin_client.get(f"/admin/declarations/imports/{draft.pk}/").content.decode()

    assert "tides are counted before walls are built." in page
    assert DeclarationPage.objects.count() == 0


def test_making_the_draft_leads_to_its_editor(admin_client, address):
    response = make(admin_client, start(admin_client, address))

    page = DeclarationPage.objects.get()
    assert response["Location"] == f"/admin/pages/{page.pk}/edit/"
    assert (page.title, page.live, page.number_style) == ("The Harbour Charter", False, "ordinal")
    assert [block.block_type for block in page.body] == ["preamble", "enacting", "point", "point", "point"]
    assert len({block.id for block in page.body}) == 5
    assert TextImport.objects.count() == 0


def test_draft_can_be_published_and_cited(admin_client, client, address):
    make(admin_client, start(admin_client, address))
    page = DeclarationPage.objects.get()
    page.status = "adopted"

    shown = client.get(builders.publish(page).url).content.decode()

    assert '<span class="ord">Second,</span> quays stay open' in shown


def test_sentences_to_translate_are_those_of_the_importer():
    assert flags.SENTENCES == MESSAGES
    assert set(flags.LEVELS) == set(LEVELS.values())


def test_flag_is_described_in_the_language_of_the_editor():
    flag = Flag("missing_number", 9, {"number": 3})

    with translation.override("de"):
        german = {name: str(value) for name, value in flags.described(flag).items()}

    assert german == {"level": "warn", "level_label": "Wahrscheinlich falsch", "message": "Punkt 3 fehlt.", "line": "9"}
    assert flags.described(flag)["message"] == flag.message == "There is no point 3."


def test_flags_are_shown_in_german_to_a_german_editor(admin_client, admin_user, address):
    UserProfile.objects.create(user=admin_user, preferred_language="de")
    draft = start(admin_client, address, TEXT.replace("Third,", "Fourth,"))

    page = admin_client.get(f"/admin/declarations/imports/{draft.pk}/").content.decode()

    assert "Punkt 3 fehlt." in page
    assert "There is no point 3." not in page


def test_markup_in_the_text_is_shown_as_letters(admin_client, client, address):
    make(admin_client, start(admin_client, address, TEXT.replace("quays", "<script>quays</script>")))
    page = builders.publish(DeclarationPage.objects.get())

    assert "&lt;script&gt;quays" in client.get(page.url).content.decode()


def test_command_prints_the_structure_and_makes_nothing(index, tmp_path, capsys):
    (tmp_path / "text.txt").write_text(TEXT)

    call_command("import_declaration", tmp_path / "text.txt", "--dry-run", "--json")

    printed = json.loads(capsys.readouterr().out)
    assert [point["marker"] for point in printed["points"]] == ["First", "Second", "Third"]
    assert printed["conserved"] is True
    assert DeclarationPage.objects.count() == 0


def test_command_makes_a_draft(index, tmp_path):
    (tmp_path / "text.txt").write_text(TEXT)

    call_command("import_declaration", tmp_path / "text.txt", "--parent", index.pk)

    assert DeclarationPage.objects.get().get_parent().pk == index.pk


@pytest.mark.parametrize(
    ("text", "style"),
    [
        (TEXT, "ordinal"),
        ("1. One goes.\n\n2. Two goes.\n\n3. Three goes.\n", "arabic"),
        ("I. One goes.\n\nII. Two goes.\n\nIII. Three.\n", "roman"),
    ],
)
def test_style_of_the_numbers_is_recognised(text, style):
    assert number_style(read_text(text), "en") == style


def test_real_text_is_published_and_cited(index, client, seeds, tmp_path):
    """Runs on the real text where it is there, on our own with the same faults everywhere."""
    from pathlib import Path

    own = Path(__file__).parent / "texts"
    file = seeds / "songyang-consensus.txt" if seeds else sorted(own.glob("*.txt"))[0]
    call_command("import_declaration", file, "--title", "Consensus", "--parent", index.pk)
    page = DeclarationPage.objects.get()
    page.status = "adopted"
    page = builders.publish(page)

    from declarations.models import Provision

    third = Provision.objects.get(uid=page.points[2].uid)
    assert client.get(f"/p/{third.short_id}/")["Location"].endswith(f"#p-{third.short_id}")
