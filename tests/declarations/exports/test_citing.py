"""Files for reference managers, read back by parsers of our own that know the formats and nothing of how they were written."""

import json
import re

import pytest
from hypothesis import given

from declarations.exports.bibtex import COMMANDS, bibtex, escaped, key_of
from declarations.exports.citation import attribution, citation
from declarations.exports.csl import csl
from declarations.exports.ris import ris

from .editions import HOSTILE, edition, hostile, names

WORDS = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{letter}": letter for letter in "&%$#_"},
}
TOKEN = re.compile("|".join(re.escape(word) for word in sorted(WORDS, key=len, reverse=True)))


def read_bibtex(source):
    """Return key and fields of the one entry; braces are counted as BibTeX counts them, which knows no backslash."""
    head = re.fullmatch(r"@misc\{([^\s,{}\"#%~\\]+),\n(.*)\}\n", source, re.DOTALL)
    fields, rest = {}, head[2]
    while rest.strip():
        opening = re.match(r"\s*([a-z]+) = ", rest)
        rest = rest[opening.end() :]
        if not rest.startswith("{"):
            fields[opening[1]], rest = rest.split(",\n", 1)
            continue
        depth = end = 0
        while end < len(rest) and (depth := depth + {"{": 1, "}": -1}.get(rest[end], 0)):
            end += 1
        assert end < len(rest), "a brace is not closed"
        assert rest[end + 1 : end + 3] == ",\n", "something stands after the closing brace"
        fields[opening[1]], rest = rest[1:end], rest[end + 3 :]
    return head[1], fields


def shown(tex):
    """Return the letters that TeX prints; any command or sign that we did not mean is an error."""
    bare = TOKEN.sub("", tex)
    assert not re.search(r"[\\&%$#_~^{}]", bare), bare
    return TOKEN.sub(lambda match: WORDS[match[0]], tex)


def authors_of(field):
    """Return the names that BibTeX sees: split at "and" outside of braces only."""
    found, depth, start = [], 0, 0
    for place, letter in enumerate(field):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth == 0 and field.startswith(" and ", place):
            found.append(field[start:place])
            start = place + 5
    return [name[1:-1] for name in [*found, field[start:]]]


def read_ris(source):
    """Return the fields of the one record, in their order."""
    lines = source.split("\r\n")
    assert lines.pop() == ""
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines), lines
    pairs = [(line[:2], line[6:]) for line in lines]
    assert pairs[0] == ("TY", "GEN")
    assert pairs[-1] == ("ER", "")
    return pairs[1:-1]


def test_bibtex_is_an_entry_with_its_facts():
    key, fields = read_bibtex(bibtex(edition()))

    assert key == "harbour-2025-v2"
    assert fields == {
        "title": "{Harbour Charter}",
        "author": "{Port of Test}",
        "year": "2025",
        "month": "mar",
        "type": "Charter",
        "number": "HC/2025/1",
        "address": "Testhaven",
        "publisher": r"Forum \& Co",
        "language": "en",
        "note": "version 2, Amendment: the organisers decided on another wording",
        "url": "https://forum.example/declarations/harbour/v/2/",
    }


def test_bibtex_of_a_point_names_it_and_links_to_it():
    text = edition()
    key, fields = read_bibtex(bibtex(text.at(text.document.points[1])))

    assert (key, fields["title"], fields["url"]) == (
        "harbour-2025-v2-point-2",
        "{Harbour Charter, point 2}",
        "https://forum.example/p/abcd0002/",
    )


@given(names, names, names)
def test_bibtex_gives_every_letter_back(title, first, second):
    _key, fields = read_bibtex(bibtex(edition(title=title, organisers=(first, second), place=second, code=first)))

    assert shown(fields["title"][1:-1]) == title
    assert [shown(name) for name in authors_of(fields["author"])] == [first, second]
    assert (shown(fields["address"]), shown(fields["number"])) == (second, first)


def test_reader_of_bibtex_notices_an_escape_that_is_missing(monkeypatch):
    monkeypatch.delitem(COMMANDS, ord("{"))

    with pytest.raises(AssertionError):
        shown(read_bibtex(bibtex(edition(title="a { b")))[1]["title"][1:-1])


def test_bibtex_key_is_made_of_plain_letters():
    assert re.fullmatch(r"[a-z0-9-]+", key_of(edition()))
    assert escaped("a\n\n b") == "a b"


def test_ris_is_a_record_with_its_facts():
    assert read_ris(ris(edition())) == [
        ("TI", "Harbour Charter"),
        ("AU", "Port of Test"),
        ("PY", "2025"),
        ("DA", "2025/03/09"),
        ("CY", "Testhaven"),
        ("PB", "Forum & Co"),
        ("M1", "HC/2025/1"),
        ("M3", "Charter"),
        ("ET", "version 2"),
        ("N1", "Amendment: the organisers decided on another wording"),
        ("LA", "en"),
        ("UR", "https://forum.example/declarations/harbour/v/2/"),
    ]


@given(names, names)
def test_ris_gives_every_letter_back_and_no_value_opens_a_field(title, name):
    pairs = read_ris(ris(edition(title=title, organisers=(name,), code=name)))

    assert [value for tag, value in pairs if tag == "TI"] == [title]
    assert [value for tag, value in pairs if tag == "AU"] == [name]


def test_ris_folds_a_line_break_that_would_open_a_field():
    assert ("CY", "Hafen ER - X") in read_ris(ris(edition(place="Hafen\r\nER  - X")))


# The names that the schema of CSL 1.0.2 knows, as far as we use them, and what each holds.
CSL = {
    "id": str, "type": str, "title": str, "genre": str, "number": str, "version": str, "section": str, "publisher": str,
    "publisher-place": str, "language": str, "URL": str,
}  # fmt: skip


def assert_is_csl(items):
    assert items != []
    for item in items:
        author, issued = item.pop("author", []), item.pop("issued")
        assert all(set(name) == {"literal"} and isinstance(name["literal"], str) for name in author)
        assert set(issued) == {"date-parts"}
        assert all(isinstance(part, int) for parts in issued["date-parts"] for part in parts)
        assert {name: type(value) for name, value in item.items()} == {name: CSL[name] for name in item}
        assert item["type"] == "document"


def test_csl_is_an_item_of_the_schema():
    text = edition()
    items = csl(text.at(text.document.points[2]))

    assert items[0]["section"] == "point 3"
    assert items[0]["issued"] == {"date-parts": [[2025, 3, 9]]}
    assert items[0]["author"] == [{"literal": "Port of Test"}]
    assert_is_csl(json.loads(json.dumps(items)))
    assert_is_csl(json.loads(json.dumps(csl(hostile()))))


def test_hostile_text_is_given_back_by_every_format():
    text = hostile()

    assert shown(read_bibtex(bibtex(text))[1]["title"][1:-1]) == HOSTILE
    assert dict(read_ris(ris(text)))["TI"] == HOSTILE
    assert csl(text)[0]["title"] == HOSTILE


def test_text_in_preparation_is_a_draft_with_the_address_of_the_page():
    text = edition(version=None, adopted_on=None)

    assert dict(read_ris(ris(text)))["ET"] == "draft"
    assert read_bibtex(bibtex(text))[1]["url"] == "https://forum.example/declarations/harbour/"
    assert "version" not in csl(text)[0]


def test_quotation_says_where_it_comes_from():
    text = edition()
    point = text.at(text.document.points[2])

    assert attribution(point) == "Harbour Charter (2025), point 3, version 2, English"
    assert citation(point).quote == (
        "“Third, rain is led to ponds:\n(a) in the old town,\n(b) along the dyke.”\n"
        "— Harbour Charter (2025), point 3, version 2, English\nhttps://forum.example/p/abcd0003/"
    )
    assert citation(text).reference == (
        "Port of Test (2025). Harbour Charter, version 2. Forum & Co, Testhaven, HC/2025/1. https://forum.example/declarations/harbour/v/2/"
    )
