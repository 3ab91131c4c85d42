"""What became of each part of a text between two versions."""

import random
from collections import Counter

import pytest

from declarations import differences
from declarations.differences import Difference, letters
from declarations.documents import Document
from declarations.ordinals import lead_in
from declarations.schema import Point
from declarations.strokes import earlier, later

WORDS = ["harbour", "tide", "wall", "pond", "rain", "quay", "boat", "net", "lamp", "rope", "salt", "wind"]


def content(*parts, title="Harbour Charter", style="arabic"):
    """Return a wording; a point is written as (id, text) or as (id, text, fields)."""
    made, counted = [], 0
    for part in parts:
        if isinstance(part, dict):
            made.append(part)
            continue
        uid, text, fields = (*part, {})[:3]
        counted += 0 if "number" in fields else 1
        point = {
            "kind": "point",
            "id": uid,
            "number": lead_in(max(counted, 1), style, "en"),
            "heading": "",
            "text": f"<p>{text}</p>",
            "subpoints": [],
        }
        made.append({**point, **fields})
    return Document({"schema": "convene-declaration-1", "language": "en", "title": title, "style": style, "parts": made})


def other(kind, text, **fields):
    return {"kind": kind, "text": text, **fields}


def states(before, after):
    return [(getattr(change.part, "uid", change.kind), change.states) for change in Difference(before, after).changes]


A, B, C = ("a", "tides are counted."), ("b", "quays stay open."), ("c", "rain is led away.")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((A, B), (A, B), [("a", ("same",)), ("b", ("same",))]),
        ((A, B), (A, C, B), [("a", ("same",)), ("c", ("new",)), ("b", ("renumbered",))]),
        ((A, B, C), (A, C), [("a", ("same",)), ("b", ("dropped",)), ("c", ("renumbered",))]),
        ((A, B, C), (C, A, B), [("c", ("moved",)), ("a", ("renumbered",)), ("b", ("renumbered",))]),
        ((A, B), (A, ("b", "quays are closed.")), [("a", ("same",)), ("b", ("reworded",))]),
        ((A, B, C), (("c", "rain stays."), A, B), [("c", ("moved", "reworded")), ("a", ("renumbered",)), ("b", ("renumbered",))]),
        ((A, B), (("b", B[1], {"number": "7 bis."}), A), [("b", ("renumbered",)), ("a", ("moved",))]),
        ((), (A,), [("a", ("new",))]),
        ((A,), (), [("a", ("dropped",))]),
    ],
)
def test_each_point_is_named_by_what_became_of_it(before, after, expected):
    assert states(content(*before), content(*after)) == expected


def test_parts_without_identity_are_recognised_by_their_words():
    before = content(
        other("preamble", "<p>We met in spring at the old pier.</p>"), other("enacting", "agreed:"), A, other("closing", "<p>Done.</p>")
    )
    after = content(
        other("preamble", "<p>We met in autumn at the old pier.</p>"), other("enacting", "resolved thus"), other("crossheading", "Water"), A
    )

    assert states(before, after) == [
        ("preamble", ("reworded",)),
        ("enacting", ("reworded",)),
        ("crossheading", ("new",)),
        ("a", ("same",)),
        ("closing", ("dropped",)),
    ]


def test_heading_that_changes_places_with_a_point_moved_and_not_the_point():
    heading = other("crossheading", "Water")

    assert states(content(heading, A, B), content(A, heading, B)) == [("a", ("same",)), ("crossheading", ("moved",)), ("b", ("same",))]


def test_link_target_and_emphasis_are_changes_of_wording():
    before = content(("a", 'see <a href="/one/">there</a>'), ("b", "so it is"))
    after = content(("a", 'see <a href="/two/">there</a>'), ("b", "so <strong>it</strong> is"))
    linked, stressed = Difference(before, after).changes

    assert (linked.states, linked.targets, linked.emphasis) == (("reworded",), (("/one/",), ("/two/",)), False)
    assert (stressed.states, stressed.targets, stressed.emphasis) == (("reworded",), ((), ()), True)


def test_style_and_title_count_as_differences_but_not_as_other_numbers():
    difference = Difference(content(A, B), content(A, B, title="Port Charter", style="roman"))

    assert (difference.counts, difference.title_changed, difference.style_changed, difference.nothing) == ({}, True, True, False)
    assert Difference(content(A), content(A)).nothing


def test_counts_name_what_occurs():
    difference = Difference(content(A, B, other("closing", "<p>Done.</p>")), content(("b", "quays are shut."), C))

    assert (difference.counts, difference.other_counts) == ({"new": 1, "dropped": 1, "reworded": 1, "renumbered": 1}, {"dropped": 1})


def sentence(chance):
    return " ".join(chance.choice(WORDS) for _ in range(chance.randrange(1, 9)))


def drawn(chance, uids):
    """Return a wording with some of these points in any order, headings between and parts around."""
    points = [
        (
            uid,
            sentence(chance),
            {
                "heading": chance.choice(["", sentence(chance)]),
                "subpoints": [f"<p>{sentence(chance)}</p>" for _ in range(chance.randrange(3))],
            },
        )
        for uid in chance.sample(uids, chance.randrange(len(uids) + 1))
    ]
    middle = [piece for point in points for piece in ([other("crossheading", sentence(chance))] if chance.random() < 0.2 else []) + [point]]
    around = [other("preamble", f"<p>{sentence(chance)}</p><p>{sentence(chance)}</p>") for _ in range(chance.randrange(3))]
    return content(
        *around, *middle, *(other("annex", f"<p>{sentence(chance)}</p>", title=sentence(chance)) for _ in range(chance.randrange(2)))
    )


def whole(part):
    """Return every text of a part."""
    if isinstance(part, Point):
        return Counter(text for text in (part.heading, letters(part.html), *(letters(sub) for _uid, sub in part.subpoints)) if text)
    return Counter(text for text in (part.title, part.html if part.kind in {"enacting", "crossheading"} else letters(part.html)) if text)


def read(change, side):
    return Counter(text for line in change.lines if (text := side(line.runs)))


def losses(difference):
    """Give every part whose words cannot be read back from the difference."""
    old = [change for change in difference.changes if change.before is not None]
    new = [change for change in difference.changes if change.after is not None]
    yield from (change for change in old if read(change, earlier) != whole(change.before))
    yield from (change for change in new if read(change, later) != whole(change.after))
    if [change.after for change in new] != list(difference.after.parts):
        yield "order"
    if sorted(map(id, (change.before for change in old))) != sorted(map(id, difference.before.parts)):
        yield "parts"


def test_both_texts_are_read_back_from_any_difference():
    chance = random.Random(7)  # noqa: S311 -- repeatable, not secret
    uids = [f"point-{number}" for number in range(9)]

    assert [loss for _round in range(250) for loss in losses(Difference(drawn(chance, uids), drawn(chance, uids)))] == []


def test_check_of_reading_back_finds_a_lost_letter(monkeypatch):
    """The control of the test above."""
    monkeypatch.setattr(differences, "letters", lambda html: letters(html)[:-1])

    assert list(losses(Difference(content(A), content(B))))


def test_mere_reordering_shows_moves_and_numbers_only():
    chance = random.Random(11)  # noqa: S311 -- repeatable, not secret
    for _round in range(200):
        points = [(f"p{number}", sentence(chance)) for number in range(chance.randrange(1, 12))]
        shuffled = chance.sample(points, len(points))
        difference = Difference(content(*points), content(*shuffled))

        assert set(difference.counts) <= {"moved", "renumbered"}
        assert [change.part.uid for change in difference.changes] == [uid for uid, _text in shuffled]
        assert difference.counts.get("moved", 0) == len(points) - longest_kept([uid for uid, _ in points], [uid for uid, _ in shuffled])


def longest_kept(before, after):
    """Return the length of the longest run that kept its order, by trying all that end at each place."""
    places, best = [before.index(uid) for uid in after], []
    for at, place in enumerate(places):
        best.append(1 + max((best[other] for other in range(at) if places[other] < place), default=0))
    return max(best, default=0)
