"""A new wording of a declaration: what is the same keeps its id, and nothing is published."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Comment

from declarations import rewording
from declarations.actions import Outdated, RewordAction
from declarations.arrangement import Arrangement, Part
from declarations.arrangement.draft import drafted
from declarations.matching import Piece, matched
from declarations.models import DeclarationPage, Provision, TextImport
from declarations.rewording import letters, reworded
from forms_ext.actions import NotPermitted
from tests import builders, people
from tests.declarations.conftest import RAW, set_body

WORDS = ["tide", "quay", "pond", "gate", "reed", "pier", "boat", "net", "salt", "rain", "dyke", "lock", "mill", "silt", "eel", "heron"]
TEXT = """The harbours met in spring.

we have agreed on the following:

First, Count the tides tides are counted before walls are built.

Second, quays stay open to those who fish.

Third, rain is led to ponds.
(a) in the old town
(b) along the dyke

Done at the pier.
"""
KEYS = ["pre-1", "enact", "point-tide", "point-quay", "point-rain", "close-1"]


@pytest.fixture
def again(admin_client, charter):
    """Return a function that imports a text into the charter and returns the import."""

    def begin(text):
        response = admin_client.post(f"/admin/declarations/{charter.pk}/import-again/", {"text": text})
        assert response.status_code == 302, response.content.decode()
        return TextImport.objects.latest("pk")

    return begin


def shown(client, draft):
    return client.get(f"/admin/declarations/imports/{draft.pk}/").content.decode()


def make(client, draft, **extra):
    page = DeclarationPage.objects.get(pk=draft.page_id)
    return client.post(f"/admin/declarations/imports/{draft.pk}/make/", {"title": "", "revision": page.latest_revision_id, **extra})


def newest(charter):
    return DeclarationPage.objects.get(pk=charter.pk).get_latest_revision_as_object()


def ids(page):
    return [block.id for block in page.body]


def test_unchanged_text_changes_no_id_and_no_wording(admin_client, charter, again):
    before = charter.wording()
    draft = again(TEXT)

    page = shown(admin_client, draft)
    assert "The wording is the same." in page
    make(admin_client, draft)
    assert newest(charter).wording() == before
    assert ids(newest(charter)) == KEYS
    assert newest(charter).points[0].heading == "Count the tides"


def test_corrected_text_keeps_ids_and_publishes_nothing(admin_client, charter, again):
    draft = again(TEXT.replace("quays stay open to those who fish", "quays stay open to all who fish"))

    page = shown(admin_client, draft)
    assert "1</strong> point reworded" in page
    make(admin_client, draft)
    assert ids(newest(charter)) == KEYS
    assert newest(charter).points[1].html == "<p>quays stay open to all who fish.</p>"
    assert DeclarationPage.objects.get(pk=charter.pk).points[1].html == "<p>quays stay open to those who fish.</p>"
    assert DeclarationPage.objects.get(pk=charter.pk).has_unpublished_changes


def test_order_new_and_gone_points_are_shown_and_ids_follow_the_text(admin_client, charter, again):
    text = TEXT.replace("First, Count the tides tides are counted before walls are built.", "First, rain is led to ponds.")
    text = text.replace("Third, rain is led to ponds.\n(a) in the old town\n(b) along the dyke", "Third, nets are mended in winter.")
    draft = again(text)

    page = shown(admin_client, draft)
    assert all(figure in page for figure in ("point new", "point dropped", "Moved"))
    make(admin_client, draft)
    now = newest(charter)
    assert ids(now)[2:4] == ["point-rain", "point-quay"]
    assert ids(now)[4] not in KEYS
    assert [point.heading for point in now.points] == ["", "", ""]


def test_links_and_emphasis_of_paragraphs_that_stay_are_kept(admin_client, charter, again):
    raw = [{**part} for part in RAW]
    raw[3] = {**raw[3], "value": {**raw[3]["value"], "text": "<p>quays <b>stay open</b> to those who fish.</p><p>Fish are counted.</p>"}}
    builders.publish(set_body(charter, raw))

    make(admin_client, again(TEXT.replace("who fish.", "who fish.\n\nFish are weighed.")))

    assert newest(charter).points[1].html == "<p>quays <strong>stay open</strong> to those who fish.</p><p>Fish are weighed.</p>"


def test_sub_points_keep_their_ids(admin_client, charter, again):
    make(admin_client, again(TEXT.replace("(b) along the dyke", "(b) on the roofs of the market\n(c) along the old dyke")))

    found = [uid for uid, _text in newest(charter).points[2].subpoints]
    assert (found[0], found[2], len(found)) == ("point-rain-sub-0", "point-rain-sub-1", 3)


def test_editor_says_which_point_it_is(admin_client, charter, again):
    draft = again(TEXT.replace("quays stay open to those who fish", "whoever moors pays for the lamp"))
    part = draft.arrangement.of_kind("point")[1].key

    assert f'value="match:{part}"' in shown(admin_client, draft)
    admin_client.post(f"/admin/declarations/imports/{draft.pk}/step/", {"do": f"match:{part}", f"same-{part}": "point-quay", "done": 0})
    make(admin_client, draft)
    assert ids(newest(charter)) == KEYS


def test_address_of_a_point_follows_it_after_publishing(admin_client, client, charter, again):
    quay = Provision.objects.get(uid="point-quay")
    make(admin_client, again(TEXT.replace("Second, quays", "Second, all quays")))
    now = newest(charter)
    now.change_class = "correction"
    builders.publish(now)

    assert Provision.objects.get(uid="point-quay").short_id == quay.short_id
    assert "all quays stay open" in client.get(f"/p/{quay.short_id}/", follow=True).content.decode()


def test_page_that_was_saved_meanwhile_is_not_overwritten(admin_client, charter, again):
    draft = again(TEXT)
    seen = DeclarationPage.objects.get(pk=charter.pk).latest_revision_id
    newest(charter).save_revision()

    response = make(admin_client, draft, revision=seen)

    assert "saved the declaration meanwhile" in admin_client.get(response["Location"]).content.decode()
    assert TextImport.objects.filter(pk=draft.pk).exists()


def test_forged_revision_changes_nothing(admin_client, charter, again):
    revision = DeclarationPage.objects.get(pk=charter.pk).latest_revision_id

    for forged in ("", "x", "999999999999999999999", "-1"):
        make(admin_client, again(TEXT), revision=forged)

    assert DeclarationPage.objects.get(pk=charter.pk).latest_revision_id == revision


def test_page_that_is_locked_or_not_theirs_is_refused(admin_client, charter, again):
    draft = again(TEXT)
    stranger = people.person("stranger", people.group("Desk only"))
    with pytest.raises(NotPermitted):
        RewordAction(charter, draft.arrangement, charter.latest_revision_id, stranger).execute()

    owner = people.person("owner")
    DeclarationPage.objects.filter(pk=charter.pk).update(locked=True, locked_by=owner)
    assert make(admin_client, draft)["Location"] == "/admin/"
    assert admin_client.get(f"/admin/declarations/{charter.pk}/import-again/")["Location"] == "/admin/"


def test_remarks_concern_only_what_changed(admin_client, charter, again):
    make(admin_client, again(TEXT.replace("Third,", "Fourth,")))
    assert Comment.objects.count() == 0

    make(admin_client, again(TEXT.replace("Third, rain is led to ponds", "Fourth, rain is led to deep ponds")))
    assert [comment.contentpath for comment in Comment.objects.all()] == ["body.point-rain.text"]
    assert Comment.objects.get().has_valid_contentpath(newest(charter))


def test_outdated_revision_is_an_error_of_the_action(admin_user, charter, again):
    with pytest.raises(Outdated):
        RewordAction(charter, again(TEXT).arrangement, None, admin_user).execute()


def arrangement_of(texts, preamble=()):
    parts = [Part(place, "preamble", text, place, place) for place, text in enumerate(preamble, 1)]
    parts += [Part(100 + place, "point", text, 100 + place, 100 + place, f"{place}.") for place, text in enumerate(texts, 1)]
    return Arrangement(tuple(parts), "arabic", "en")


def numbers_of(blocks):
    points = [block["id"] for block in blocks if block["type"] == "point"]
    return {uid: f"{number}." for number, uid in enumerate(points, 1)}


sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(texts=st.lists(sentences, max_size=12), preamble=st.lists(sentences, max_size=4))
def test_every_unchanged_text_keeps_every_block_as_it_is(texts, preamble):
    body = drafted(arrangement_of(texts, preamble)).blocks

    assert reworded(body, numbers_of(body), arrangement_of(texts, preamble)).blocks == body


@settings(max_examples=80, deadline=None)
@given(data=st.data(), texts=st.lists(sentences, max_size=12, unique=True))
def test_ids_follow_their_text_through_every_order(data, texts):
    body = drafted(arrangement_of(texts)).blocks
    other = data.draw(st.permutations(texts))

    found = reworded(body, numbers_of(body), arrangement_of(other)).blocks

    before = {letters("point", block["value"]): block["id"] for block in body}
    assert [block["id"] for block in found] == [before[text] for text in other]


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(sentences, max_size=8), others=st.lists(sentences, max_size=8))
def test_no_id_is_ever_given_twice(texts, others):
    body = drafted(arrangement_of(texts)).blocks

    found = [block["id"] for block in reworded(body, numbers_of(body), arrangement_of(others)).blocks]

    assert len(found) == len(set(found)) == len(others)


def test_negative_control_ids_that_do_not_follow_are_noticed(monkeypatch):
    monkeypatch.setattr(rewording, "matched", lambda *_pieces: {})
    body = drafted(arrangement_of(["tide rises", "rain falls"])).blocks

    assert reworded(body, numbers_of(body), arrangement_of(["tide rises", "rain falls"])).blocks != body


def test_number_decides_between_likely_pieces():
    before = [Piece("a", "point", "1", "each parish keeps one pond"), Piece("b", "point", "2", "each parish keeps one pond")]
    after = [Piece("x", "point", "2", "each parish keeps one pond"), Piece("y", "point", "1", "each parish keeps one deep pond")]

    assert matched(before, after) == {"x": "b", "y": "a"}


def test_texts_without_spaces_are_matched_by_their_signs():
    before = [Piece("a", "point", "", "潮汐在筑墙之前清点"), Piece("b", "point", "", "码头对渔民开放")]
    after = [Piece("x", "point", "", "码头对所有渔民开放"), Piece("y", "point", "", "潮汐在筑堤之前清点")]

    assert matched(before, after) == {"x": "b", "y": "a"}


def test_what_a_person_decided_counts_more_than_likeness():
    before, after = (
        [Piece("a", "point", "1", "tide rises"), Piece("b", "point", "2", "rain falls")],
        [Piece("x", "point", "1", "tide rises")],
    )

    assert matched(before, after, {"x": "b"}) == {"x": "b"}
    assert matched(before, after, {"x": ""}) == {}


def test_large_texts_are_matched_in_a_moment(figure):
    import time

    texts = [" ".join(f"{WORDS[(place * step) % 16]}{(place + step * step) % 40}" for step in range(1, 60)) for place in range(1200)]
    before = [Piece(str(place), "point", str(place), text) for place, text in enumerate(texts)]
    after = [replace(piece, key=f"n{piece.key}", text=f"{piece.text} eel") for piece in before]
    begun = time.perf_counter()
    pairs = matched(before, after)

    assert pairs == {f"n{place}": str(place) for place in range(1200)}
    figure(f"1,200 reworded points matched with their earlier wording in {time.perf_counter() - begun:.1f} s")
