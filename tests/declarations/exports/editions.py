"""Texts to export: a plain one, and one that is as awkward as names and sentences can be."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from declarations.documents import Document
from declarations.exports.edition import Edition, Kept, Organiser
from declarations.schema import SCHEMA, fold, folded_html
from forms_ext.ledger import canonical, sha256

HOME = "https://forum.example/declarations/harbour/"
HOSTILE = 'R&D "Tidal" <Works> {Ltd}, 100% \\textbf{x} $5_000 #1 ~ ^ \\ שלום العربية 港 🌊 `code` *stars* [a](b) and sons @x www.x.example'


def point(uid, text, number, heading="", subpoints=()):
    return {"kind": "point", "id": uid, "number": number, "heading": heading, "text": text, "subpoints": list(subpoints)}


def content(parts, title="Harbour Charter", language="en", style="ordinal"):
    return {"schema": SCHEMA, "language": language, "title": title, "style": style, "parts": parts}


PARTS = [
    {"kind": "preamble", "text": "<p>The harbours met in <em>spring</em>.</p><p>It rained.</p>"},
    {"kind": "enacting", "text": "we have agreed on the following:"},
    {"kind": "crossheading", "text": "On water"},
    point("u-tide", "<p>tides are counted before <strong>walls</strong> are built.</p><p>Every year.</p>", "First,", "Count the tides"),
    point("u-quay", '<p>quays stay open, see <a href="/about/">here</a>.</p>', "Second,"),
    point("u-rain", "<p>rain is led to ponds:</p>", "Third,", subpoints=["<p>in the old town,</p>", "<p>along the dyke.</p>"]),
    {"kind": "closing", "text": "<p>Done at the pier.</p>"},
    {"kind": "annex", "title": "Places", "text": "<p>Seen:</p><ul><li>one <strong>quay</strong></li><li>two ditches</li></ul>"},
]


def edition(parts=PARTS, *, title="Harbour Charter", organisers=("Port of Test",), language="en", style="ordinal", **facts):
    document = Document(content(parts, title=title, language=language, style=style))
    kept = Kept(2, sha256(canonical(document.content)), "amendment", datetime(2026, 5, 4, 10, tzinfo=UTC))
    usual = {
        "kind": "charter",
        "status": "adopted",
        "adopted_on": date(2025, 3, 9),
        "place": "Testhaven",
        "code": "HC/2025/1",
        "licence": "CC BY 4.0",
        "publisher": "Forum & Co",
        "version": kept,
        "changed_at": kept.published_at,
        "permanent": {made.uid: f"https://forum.example/p/abcd{made.place:04}/" for made in document.points},
    }
    named = tuple(name if isinstance(name, Organiser) else Organiser(name) for name in organisers)
    return Edition(document=document, address=HOME, slug="harbour", organisers=named, **(usual | facts))


def hostile():
    """Return an edition in which every text that an editor writes is hostile."""
    html = folded_html(f"<p>{HOSTILE.replace('&', '&amp;').replace('<', '&lt;')}</p>")
    parts = [
        {"kind": "preamble", "text": html},
        {"kind": "enacting", "text": fold(HOSTILE)},
        {"kind": "crossheading", "text": fold(HOSTILE)},
        point("u-1", html, "1.", HOSTILE, [html]),
        {"kind": "closing", "text": html},
        {"kind": "annex", "title": HOSTILE, "text": html},
    ]
    return edition(
        parts, title=HOSTILE, organisers=(Organiser(HOSTILE, HOSTILE), HOSTILE[::-1]), style="arabic", place=HOSTILE, code=HOSTILE
    )


AWKWARD = st.sampled_from(
    [*"\\{}%$#_~^&<>\"'`*[]()!|+-=.:;,@/?\u2028\u00a0\u0301\u202e\ufeff\u200d", "and", "1.", "2)", "---", "🌊", "שלום", "港"]
)
"""Letters that mean something to some format."""
texts = st.lists(st.one_of(AWKWARD, st.characters(exclude_categories=["Cs"]), st.just(" ")), min_size=1, max_size=25).map(
    lambda letters: fold("".join(letters))
)
names = texts.filter(bool)
