"""The preview of an import: steps by buttons, undo, rights, bad input, and comments on the draft."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Comment, PageLogEntry, PageSubscription

from declarations.actions import ImportTextAction
from declarations.arrangement import arranged
from declarations.importer import Flag, read_text
from declarations.models import DeclarationPage, TextImport
from declarations.views.remarks import grouped, remarks
from forms_ext.actions import KeepRetentionAction, NotAllowed
from tests import builders, people
from tests.declarations.test_import_text import TEXT, make, start


@pytest.fixture
def address(index):
    return f"/admin/declarations/{index.pk}/import/"


@pytest.fixture
def draft(admin_client, address):
    return start(admin_client, address)


def step(client, draft, do, *parts, **extra):
    draft.refresh_from_db()
    data = {"do": do, "part": parts, "done": len(draft.steps), **extra}
    response = client.post(f"/admin/declarations/imports/{draft.pk}/step/", data)
    draft.refresh_from_db()
    return response


def shown(client, draft, query=""):
    return client.get(f"/admin/declarations/imports/{draft.pk}/{query}").content.decode()


def shape(draft):
    return [(part.kind, part.whole) for part in draft.arrangement.parts]


def said(client, response):
    return client.get(response["Location"]).content.decode()


def test_ticked_parts_become_what_the_editor_says(admin_client, draft):
    response = step(admin_client, draft, "change", 6, kind="closing")

    assert response["Location"] == f"/admin/declarations/imports/{draft.pk}/#part-6"
    assert shape(draft)[-1] == ("closing", "Third, rain is led to ponds.")


def test_steps_are_undone_one_by_one(admin_client, draft):
    beginning = shape(draft)
    step(admin_client, draft, "change", 6, kind="closing")
    once = shape(draft)
    step(admin_client, draft, "merge", 5)
    step(admin_client, draft, "undo")

    assert shape(draft) == once
    step(admin_client, draft, "undo")
    assert shape(draft) == beginning
    step(admin_client, draft, "undo")
    assert shape(draft) == beginning


def test_panel_offers_to_split_and_splits(admin_client, address):
    draft = start(admin_client, address, TEXT.replace("built.", "built. Walls come later."))
    response = step(admin_client, draft, "open", 4)
    cut = len("tides are counted before walls are built. ")

    assert response["Location"] == f"/admin/declarations/imports/{draft.pk}/?part=4#panel"
    assert f'value="split:{cut}"' in shown(admin_client, draft, "?part=4")
    step(admin_client, draft, f"split:{cut}", 4)
    assert [part.text for part in draft.arrangement.parts[3:5]] == ["tides are counted before walls are built.", "Walls come later."]


def test_heading_numbers_and_order_are_changed(admin_client, draft):
    step(admin_client, draft, "head", 6, words="rain is")
    step(admin_client, draft, "number", style="roman")
    step(admin_client, draft, "move:up", 6)

    page = shown(admin_client, draft)
    assert [part.heading for part in draft.arrangement.of_kind("point")] == ["", "rain is", ""]
    assert "<strong>III.</strong>" in page
    assert "The source says “Third,”." in page


def test_step_that_makes_no_sense_is_told_and_changes_nothing(admin_client, draft):
    before = shape(draft)

    assert "Tick the parts first" in said(admin_client, step(admin_client, draft, "merge"))
    assert "is not known here" in said(admin_client, step(admin_client, draft, "burn", 3))
    assert "is not known here" in said(admin_client, step(admin_client, draft, "change", 3, kind="poem"))
    assert "Tick the parts first" in said(admin_client, step(admin_client, draft, "change", "x", "-4", kind="point"))
    assert "cannot be divided there" in said(admin_client, step(admin_client, draft, "split:3", 4))
    assert shape(draft) == before


def test_other_window_that_is_behind_is_told_and_changes_nothing(admin_client, draft):
    behind = {"do": "merge", "part": 5, "done": len(draft.steps)}
    step(admin_client, draft, "change", 6, kind="closing")
    before = shape(draft)

    response = admin_client.post(f"/admin/declarations/imports/{draft.pk}/step/", behind)

    assert "changed in another window" in said(admin_client, response)
    draft.refresh_from_db()
    assert shape(draft) == before


def test_flags_lead_to_both_places_and_back(admin_client, address):
    page = shown(admin_client, start(admin_client, address, TEXT.replace("Third,", "Fourth,")))

    place = next(number for number, flag in enumerate(TextImport.objects.get().flags) if flag["code"] == "missing_number")
    assert f'id="flag-{place}"' in page
    assert 'href="#line-11"' in page
    assert 'href="#part-6"' in page
    assert page.count(f'href="#flag-{place}"') == 2


def test_hyphens_are_one_group():
    flags = [Flag("hyphen_kept", line, {"word": f"tide-{line}"}) for line in range(1, 60)]

    assert [(group.level, len(group.open)) for group in grouped(flags, frozenset({3}))] == [("info", 58)]
    assert [(remark.line, remark.sentence.count("tide-")) for remark in remarks(flags, frozenset({3}))] == [(1, 58)]


def test_open_flags_become_comments_on_their_blocks(admin_client, admin_user, address):
    make(admin_client, start(admin_client, address, TEXT.split("\n", 2)[2].replace("Third,", "Fourth,")))

    page = DeclarationPage.objects.get()
    third = [block for block in page.body if block.block_type == "point"][2]
    comments = {comment.contentpath: comment for comment in Comment.objects.filter(page=page)}
    assert set(comments) == {"title", f"body.{third.id}.text"}
    assert comments["title"].text == "Probably wrong: The text has no title. (line 1)"
    missing = comments[f"body.{third.id}.text"]
    assert (missing.text, missing.user) == ("Probably wrong: There is no point 3. (line 9)", admin_user)
    assert missing.has_valid_contentpath(page)
    kept = page.get_latest_revision().content["wagtail_admin_comments"]
    place = json.loads(next(comment["position"] for comment in kept if comment["pk"] == missing.pk))
    assert place == [{"key": place[0]["key"], "start": 0, "end": len("rain is led to ponds.")}]
    assert f'data-block-key="{place[0]["key"]}"' in third.value["text"].source


def test_comments_stand_in_the_history_and_their_author_hears_of_answers(admin_client, admin_user, address):
    make(admin_client, start(admin_client, address, TEXT.replace("Third,", "Fourth,")))

    page = DeclarationPage.objects.get()
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.comments.create", user=admin_user).count() == 1
    assert PageSubscription.objects.get(page=page).user == admin_user
    assert Comment.objects.get().revision_created == page.latest_revision


def test_flag_that_was_looked_at_is_opened_again(admin_client, address):
    draft = start(admin_client, address, TEXT.replace("Third,", "Fourth,"))
    step(admin_client, draft, "look:0")
    step(admin_client, draft, "unlook:0")

    assert draft.arrangement.seen == frozenset()
    assert "Open again" not in shown(admin_client, draft)


def test_steps_end_somewhere(admin_client, draft, monkeypatch):
    monkeypatch.setattr("declarations.actions.arrange.MOST_STEPS", 1)
    step(admin_client, draft, "number", style="roman")

    assert "So many steps are enough here." in said(admin_client, step(admin_client, draft, "number", style="arabic"))
    step(admin_client, draft, "undo")
    assert draft.steps == []


def test_flag_that_was_looked_at_becomes_no_comment(admin_client, address):
    draft = start(admin_client, address, TEXT.replace("Third,", "Fourth,"))
    step(admin_client, draft, "look:" + "-".join(str(place) for place in range(len(draft.flags))))

    assert "Nothing needs a look." in shown(admin_client, draft)
    make(admin_client, draft)
    assert Comment.objects.count() == 0


def test_letters_that_a_flag_quotes_are_marked_as_a_browser_counts_them():
    text = "The Harbour Charter\n\nWe have agreed on the following:\n\n1. 🌊 tides come\n\n2. quays stay.\n\n3. rain falls.\n"
    reading = read_text(text, language="en")

    from declarations.arrangement.draft import drafted

    place = drafted(arranged(reading, text, "en")).places[3]
    assert json.loads(place.position({"end": "tides come"}))[0] == {"key": place.paragraph, "start": 3, "end": 13}


def test_draft_is_made_once(admin_client, draft):
    make(admin_client, draft)

    assert "has ended" in said(admin_client, make(admin_client, draft))
    assert DeclarationPage.objects.count() == 1


def test_draft_that_was_made_in_another_window_is_not_made_again(admin_client, draft, index, admin_user):
    stale = TextImport.objects.get(pk=draft.pk)
    make(admin_client, draft)

    with pytest.raises(NotAllowed):
        ImportTextAction(index, stale.arrangement, user=admin_user, ending=stale).execute()
    assert DeclarationPage.objects.count() == 1


def test_import_belongs_to_its_editor(draft, index, client):
    other = people.browser_of(people.page_editor("other", index))

    assert other.get(f"/admin/declarations/imports/{draft.pk}/")["Location"] == "/admin/"
    assert make(other, draft)["Location"] == "/admin/"
    assert client.get("/admin/declarations/imports/1/")["Location"].startswith("/admin/login/")
    assert DeclarationPage.objects.count() == 0


def test_editor_without_rights_there_is_refused(address, db):
    stranger = people.browser_of(people.person("stranger", people.group("Desk only")))

    assert stranger.get(address)["Location"] == "/admin/"
    assert stranger.post(address, {"text": TEXT})["Location"] == "/admin/"
    assert TextImport.objects.count() == 0


def test_unfinished_import_is_found_again_and_thrown_away(admin_client, draft, address):
    assert f"/admin/declarations/imports/{draft.pk}/" in admin_client.get(address).content.decode()

    admin_client.post(f"/admin/declarations/imports/{draft.pk}/discard/")

    assert TextImport.objects.count() == 0


def test_daily_job_ends_what_nobody_touches(draft):
    KeepRetentionAction().execute()
    assert TextImport.objects.count() == 1

    TextImport.objects.update(changed_at=timezone.now() - timedelta(days=15))
    KeepRetentionAction().execute()
    assert TextImport.objects.count() == 0


def test_import_that_nobody_touches_ends(admin_client, draft, address):
    TextImport.objects.update(changed_at=timezone.now() - timedelta(days=15))

    start(admin_client, address)

    assert TextImport.objects.filter(pk=draft.pk).count() == 0
    assert TextImport.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text": ""}, "Paste a text, or choose a file."),
        ({"text": "  \n "}, "Paste a text, or choose a file."),
        ({"text": "a" * 2_000_001}, "longer than two million letters"),
        ({"file": SimpleUploadedFile("charter.odt", b"x")}, "Only text, Markdown, Word (.docx) and PDF files"),
        ({"file": SimpleUploadedFile("charter.txt", b"")}, "There is no text."),
        ({"file": SimpleUploadedFile("charter.txt", b"a text"), "text": "a text"}, "not both"),
    ],
)
def test_text_that_cannot_be_read_is_told(admin_client, address, sent, sentence):
    page = admin_client.post(address, sent).content.decode()

    assert sentence in page
    assert "Read the text" in page
    assert TextImport.objects.count() == 0


def test_pasted_text_stays_in_the_form_when_something_is_wrong(admin_client, address):
    page = admin_client.post(address, {"text": TEXT, "file": SimpleUploadedFile("charter.odt", b"x")}).content.decode()

    assert "tides are counted before walls are built." in page


def test_more_than_can_be_read_at_once_is_told(admin_client, address):
    response = admin_client.post(address, {"text": "tide " * 1_200_000})

    assert response.status_code == 413
    assert "go back one page" in response.content.decode()


def test_form_of_another_site_is_refused(admin_user, address):
    from django.test import Client

    foreign = Client(enforce_csrf_checks=True)
    foreign.force_login(admin_user)

    assert foreign.post(address, {"text": TEXT}).status_code == 403
    assert TextImport.objects.count() == 0


def test_file_is_read_and_not_kept(admin_client, address):
    draft = start(admin_client, address, "", file=SimpleUploadedFile("charter.txt", TEXT.encode()))

    assert (draft.name, draft.source) == ("charter.txt", TEXT)
    assert shape(draft)[0] == ("title", "The Harbour Charter")


GARBAGE = {"bytes": bytes(range(256)) * 20, "archive": b"PK\x03\x04" + b"\xff" * 500, "pages": b"%PDF-1.7\n" + b"\x00" * 500}


@pytest.mark.parametrize("garbage", GARBAGE)
@pytest.mark.parametrize("ending", ["txt", "md", "docx", "pdf"])
def test_garbage_makes_a_draft_or_a_sentence(admin_client, address, ending, garbage):
    """Bytes without a head of any kind are a text, if the name says so; everything else is told to be broken."""
    response = admin_client.post(address, {"text": "", "file": SimpleUploadedFile(f"x.{ending}", GARBAGE[garbage])})

    if garbage == "bytes" and ending in {"txt", "md"}:
        assert (response.status_code, TextImport.objects.count()) == (302, 1)
    else:
        assert (response.status_code, TextImport.objects.count()) == (200, 0)
        assert "The file is broken or not of the kind that its name says." in response.content.decode()


def test_command_makes_comments_in_the_name_of_an_account(index, tmp_path, admin_user):
    (tmp_path / "text.txt").write_text(TEXT.replace("Third,", "Fourth,"))

    call_command("import_declaration", tmp_path / "text.txt", "--parent", index.pk, "--user", admin_user.username)

    assert [comment.user for comment in Comment.objects.all()] == [admin_user]
    with pytest.raises(CommandError, match="There is no account nobody"):
        call_command("import_declaration", tmp_path / "text.txt", "--user", "nobody")


def test_command_respects_the_rights_of_the_account(index, tmp_path, db):
    people.person("stranger")
    (tmp_path / "text.txt").write_text(TEXT)

    with pytest.raises(CommandError, match="may not add pages"):
        call_command("import_declaration", tmp_path / "text.txt", "--user", "stranger")
    assert DeclarationPage.objects.count() == 0


def test_draft_with_comments_is_published_and_shows_none_of_them(admin_client, client, address):
    make(admin_client, start(admin_client, address, TEXT.replace("Third,", "Fourth,")))
    page = builders.publish(DeclarationPage.objects.get().get_latest_revision_as_object())

    assert "There is no point 3" not in client.get(page.url).content.decode()
    assert Comment.objects.filter(page=page, resolved_at=None).count() == 1
