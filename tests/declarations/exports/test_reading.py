"""Files to read and to reuse, read back by other programs than those that wrote them."""

import json
import re

import pytest
from hypothesis import example, given
from markdown_it import MarkdownIt

from declarations.exports import markdown as markdown_file
from declarations.exports.citation import wording_of
from declarations.exports.fragments import legible, letters, paragraph, texts_of
from declarations.exports.highwire import highwire
from declarations.exports.jsonld import jsonld
from declarations.exports.markdown import markdown
from declarations.exports.plain_json import plain_json
from declarations.exports.plaintext import RULE, plaintext
from declarations.schema import folded_html
from forms_ext.ledger import sha256

from .editions import HOSTILE, PARTS, content, edition, hostile, point, texts

# Markdown shows U+0000 as a sign of its own; no text of an editor holds one.
clean = texts.map(legible)


def body_of(source):
    """Return the part of a Markdown file below its head."""
    return re.fullmatch(r"---\n.*?\n---\n\n(.*)", source, re.DOTALL)[1]


def rendered(source, options="commonmark"):
    """Return the text blocks that a reader of Markdown shows, with the tag around each."""
    tokens = MarkdownIt(options).parse(body_of(source))
    found = []
    for place, token in enumerate(tokens):
        if token.type == "inline":
            inner = "".join("\n" if child.type in {"hardbreak", "softbreak"} else _shown(child) for child in token.children)
            found.append((tokens[place - 1].tag, " ".join(inner.split())))
        elif token.type not in {"html_block"}:
            assert token.type.removesuffix("_open").removesuffix("_close") in {
                "paragraph", "heading", "bullet_list", "ordered_list", "list_item",
            }, token.type  # fmt: skip
    return found


def _shown(token):
    if token.type == "html_inline":
        assert re.fullmatch(r'</?(em|strong)>|<a id="[a-z0-9-]+">|</a>', token.content), token.content
    return token.content if token.type in {"text", "text_special"} else ""


def test_markdown_shows_the_text_in_its_order():
    assert rendered(markdown(edition())) == [
        ("h1", "Harbour Charter"),
        ("p", "The harbours met in spring."),
        ("p", "It rained."),
        ("p", "we have agreed on the following:"),
        ("h2", "On water"),
        ("h3", "Count the tides"),
        ("p", "First, tides are counted before walls are built."),
        ("p", "Every year."),
        ("p", ""),
        ("p", "Second, quays stay open, see here."),
        ("p", ""),
        ("p", "Third, rain is led to ponds:"),
        ("p", "(a) in the old town,"),
        ("p", "(b) along the dyke."),
        ("p", "Done at the pier."),
        ("h2", "Places"),
        ("p", "Seen:"),
        ("p", "one quay"),
        ("p", "two ditches"),
    ]


def test_markdown_keeps_emphasis_links_and_names_of_points():
    html = MarkdownIt().render(body_of(markdown(edition())))

    assert "<strong>walls</strong>" in html
    assert "<em>spring</em>" in html
    assert '<a href="https://forum.example/about/">here</a>' in html
    assert '<a id="p-abcd0003"></a>' in html


def test_markdown_head_is_yaml_with_the_facts():
    head = markdown(edition()).split("\n---\n")[0].removeprefix("---\n")
    facts = {name: json.loads(value) for name, value in (line.split(": ", 1) for line in head.splitlines())}

    assert facts == {
        "title": "Harbour Charter",
        "lang": "en",
        "date": "2025-03-09",
        "author": ["Port of Test"],
        "version": 2,
        "sha256": edition().version.sha256,
        "url": "https://forum.example/declarations/harbour/v/2/",
    }


@given(clean, clean, clean)
@example("#", "", "")
@example(":/", "", "")
def test_markdown_turns_no_letter_into_markup(title, text, emphasised):
    source = f"<p>{_html(text)}<strong>{_html(emphasised)}</strong>{_html(text)}<em>{_html(emphasised)}</em></p>"
    html = folded_html(source)
    parts = [{"kind": "preamble", "text": html}, {"kind": "enacting", "text": text}, point("u", html, "1.", title)]
    found = [shown for tag, shown in rendered(markdown(edition(parts, title=title, style="arabic"))) if shown]

    plain = " ".join(letters(paragraph(" ".join(texts_of(html)))).split())
    expected = [title, plain, text, title, f"1. {plain}".strip()]
    assert found == [" ".join(words.split()) for words in expected if words.strip()]


def _html(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def test_reader_of_markdown_notices_a_letter_that_is_not_escaped(monkeypatch):
    monkeypatch.setattr(markdown_file, "escaped", str)

    with pytest.raises(AssertionError):
        assert rendered(markdown(edition(title="a *b* c")))[0] == ("h1", "a *b* c")


def test_hostile_text_is_shown_letter_by_letter_in_markdown():
    shown = [text for _tag, text in rendered(markdown(hostile())) if text]

    assert shown == [HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, f"1. {HOSTILE}", f"(a) {HOSTILE}", HOSTILE, HOSTILE, HOSTILE]


def test_plain_text_holds_every_paragraph_and_says_where_it_comes_from():
    body, foot = plaintext(edition()).split(f"\n\n{RULE}\n")

    assert body.split("\n\n")[:7] == [
        "Harbour Charter",
        "The harbours met in spring.",
        "It rained.",
        "we have agreed on the following:",
        "On water",
        "Count the tides",
        "First, tides are counted before walls are built.",
    ]
    assert foot.splitlines() == [
        "Harbour Charter (2025), version 2, English",
        "https://forum.example/declarations/harbour/v/2/",
        f"sha256 {edition().version.sha256}",
    ]


def test_plain_text_of_a_point_is_the_point_with_the_clause_that_adopts_it():
    text = edition()
    body, foot = plaintext(text.at(text.document.points[2])).split(f"\n\n{RULE}\n")

    assert body.split("\n\n") == [
        "Harbour Charter",
        "we have agreed on the following:",
        "Third, rain is led to ponds:",
        "(a) in the old town,",
        "(b) along the dyke.",
    ]
    assert foot.splitlines()[1] == "https://forum.example/p/abcd0003/"


def test_json_carries_the_canonical_wording_whose_hash_anyone_can_compute():
    data = json.loads(json.dumps(plain_json(edition()), ensure_ascii=False))

    assert sha256(data["canonical"]) == data["version"]["sha256"]
    assert json.loads(data["canonical"]) == content(PARTS)


def test_json_gives_points_with_number_text_and_permanent_link():
    points = [part for part in plain_json(edition())["parts"] if part["kind"] == "point"]

    assert [(made["number"], made["lead_in"], made["name"], made["link"]) for made in points] == [
        ("1", "First,", "point_1", "https://forum.example/p/abcd0001/"),
        ("2", "Second,", "point_2", "https://forum.example/p/abcd0002/"),
        ("3", "Third,", "point_3", "https://forum.example/p/abcd0003/"),
    ]
    assert points[0]["text"] == ["tides are counted before walls are built.", "Every year."]
    assert [sub["text"] for sub in points[2]["subpoints"]] == [["in the old town,"], ["along the dyke."]]


def test_json_of_a_point_holds_that_point_and_the_clause_that_adopts_it():
    text = edition()
    data = plain_json(text.at(text.document.points[1]))

    assert [part["kind"] for part in data["parts"]] == ["enacting", "point"]
    assert "canonical" not in data


def test_linked_data_is_a_legislation_with_its_points():
    data = jsonld(edition(original="https://forum.example/de/harbour/"))

    assert (data["@type"], data["legislationType"], data["legislationDate"]) == ("Legislation", "Charter", "2025-03-09")
    assert (data["legislationDateVersion"], data["inLanguage"]) == ("2026-05-04", "en")
    assert data["legislationPassedBy"] == [{"@type": "Organization", "name": "Port of Test"}]
    assert data["translationOfWork"]["@id"] == "https://forum.example/de/harbour/"
    assert [(part["position"], part["@id"]) for part in data["hasPart"]] == [
        (place, f"https://forum.example/p/abcd000{place}/") for place in (1, 2, 3)
    ]


def test_linked_data_of_an_open_letter_is_no_legislation():
    data = jsonld(edition(kind="open_letter"))

    assert {part["@type"] for part in [data, *data["hasPart"]]} == {"CreativeWork"}
    assert not [name for name in data if name.startswith("legislation")]


def test_linked_data_of_a_point_says_what_it_is_part_of():
    text = edition()
    data = jsonld(text.at(text.document.points[0]))

    assert data["isPartOf"]["name"] == "Harbour Charter"
    assert data["text"] == "First, tides are counted before walls are built.\nEvery year."


def test_scholars_read_title_authors_day_and_files():
    assert highwire(edition(), pdf="https://forum.example/declarations/harbour/as/pdf/") == [
        ("citation_title", "Harbour Charter"),
        ("citation_author", "Port of Test"),
        ("citation_publication_date", "2025/03/09"),
        ("citation_publisher", "Forum & Co"),
        ("citation_language", "en"),
        ("citation_technical_report_number", "HC/2025/1"),
        ("citation_public_url", "https://forum.example/declarations/harbour/v/2/"),
        ("citation_pdf_url", "https://forum.example/declarations/harbour/as/pdf/"),
    ]


def test_lead_in_of_a_point_opens_its_text():
    text = edition()

    assert wording_of(text.document.points[0]) == "First, tides are counted before walls are built.\nEvery year."
