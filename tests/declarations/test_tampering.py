"""Whatever is changed in the rows that were kept is found again."""

import random

import pytest
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Locale

from declarations import audits
from declarations.audits import heads, verify_heads, verify_texts
from declarations.models import TextVersion
from tests import builders

from .conftest import RAW, raw_point, set_body
from .tamperings import TAMPERINGS, hashed_anew, put, remove, rows


def amend(page, raw):
    page.change_class = "amendment"
    return builders.publish(set_body(page, raw))


@pytest.fixture
def texts(charter):
    """Two languages of one text, three versions each."""
    german = Locale.objects.create(language_code="de")
    for page in (charter.get_parent().get_parent(), charter.get_parent()):
        page.specific.copy_for_translation(german).save_revision().publish()
    for page in (charter, builders.publish(charter.copy_for_translation(german))):
        second = amend(page, [RAW[0], RAW[3], RAW[2], *RAW[4:]])
        amend(second, [*RAW[:3], raw_point("quays stay open to all.", "point-quay"), *RAW[4:]])
    return charter


def tampered(seed, names=tuple(TAMPERINGS)):
    """Return how one tampering is called and what the audit finds; everything is put back afterwards."""
    chance = random.Random(seed)  # noqa: S311 -- a seed, no secret
    name = names[seed % len(names)]
    with transaction.atomic():
        version = chance.choice(list(TextVersion.objects.order_by("language", "number")))
        TAMPERINGS[name](version, chance)
        found = [finding.code for finding in verify_texts()]
        transaction.set_rollback(True)
    return name, found


def test_every_one_of_100_tamperings_is_found(texts, figure):
    assert list(verify_texts()) == []

    missed = [(seed, name) for seed in range(100) for name, found in [tampered(seed)] if not found]

    figure(f"verify_texts: 100 tamperings of {len(TAMPERINGS)} kinds, {100 - len(missed)} found")
    assert missed == []
    assert list(verify_texts()) == []


@pytest.mark.parametrize(
    ("check", "kinds"),
    [
        ("_verify_points", ("the plain text of a point", "the heading of a point", "a point removed")),
        ("_verify_addresses", ("the address of a point",)),
        ("_verify_pages", ("the newest version removed", "a version with points added")),
    ],
)
def test_without_a_check_its_tamperings_are_missed(texts, monkeypatch, check, kinds):
    monkeypatch.setattr(audits, check, lambda *_args: iter(()))

    assert [tampered(0, (kind,))[1] for kind in kinds] == [[] for _kind in kinds]


@pytest.mark.parametrize(
    ("check", "kind", "code"),
    [("sha256", "a letter of the text", "text-changed"), ("chained", "the chain", "chain-broken")],
)
def test_without_hashing_again_nothing_is_found(texts, monkeypatch, check, kind, code):
    """A letter of the closing of an old version stands in no point and on no page: only its hash tells."""
    version = TextVersion.objects.filter(language="en").first()
    if kind == "the chain":
        TAMPERINGS[kind](TextVersion.objects.filter(language="en").last(), random.Random(1))  # noqa: S311 -- repeatable, no secret
    else:
        put(version, text=version.text.replace("Done at the pier", "Done at the quay"))
    assert [finding.code for finding in verify_texts()] == [code]
    hashes = dict(TextVersion.objects.values_list("text", "sha256"))
    chains = dict(TextVersion.objects.values_list("sha256", "chain"))

    monkeypatch.setattr(audits, check, hashes.get if check == "sha256" else lambda _before, own: chains[own])

    assert list(verify_texts()) == []


def test_page_that_was_saved_past_publishing_is_found(texts):
    texts.refresh_from_db()
    set_body(texts, RAW[:3]).save()

    assert [finding.code for finding in verify_texts()] == ["page-differs"]


def test_link_to_a_page_that_moved_is_no_finding(charter):
    raw = raw_point(f'see <a linktype="page" id="{charter.get_parent().pk}">the list</a>.', "point-tide")
    amend(charter, [raw, *RAW[3:]])
    listed = charter.get_parent()
    listed.slug = "texts"
    listed.save()

    assert list(verify_texts()) == []


def test_what_rows_cannot_tell_is_found_with_lines_kept_elsewhere(texts, tmp_path, capsys):
    call_command("verify_texts", "--heads")
    kept = tmp_path / "heads.txt"
    kept.write_text(capsys.readouterr().out)
    assert len(kept.read_text().splitlines()) == 2
    call_command("verify_texts", "--against", str(kept))

    texts.unpublish()
    newest = TextVersion.objects.filter(language="en").last()
    remove(newest)
    assert list(verify_texts()) == []
    assert [finding.code for finding in verify_heads(kept.read_text().splitlines())] == ["version-missing"]
    with pytest.raises(SystemExit):
        call_command("verify_texts", "--against", str(kept))


def test_chain_that_was_hashed_anew_is_found_with_lines_kept_elsewhere(texts):
    kept = list(heads())
    version = TextVersion.objects.filter(language="en").first()
    hashed_anew(version, version.text.replace("Done at the pier", "Done at the quay"))
    assert list(verify_texts()) == []

    assert [finding.code for finding in verify_heads([*kept, "", "no line"])] == ["chain-changed", "line-unreadable"]


def test_kind_of_change_is_not_covered_by_a_hash(texts):
    """Said in the reference: for the kind of a change a witness outside is needed."""
    put(TextVersion.objects.filter(language="en").last(), change_class="correction")

    assert list(verify_texts()) == []
    assert rows(TextVersion).filter(change_class="correction").count() == 1
