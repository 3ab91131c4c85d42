"""The command reads every kind of file and prints the agreed structure."""

import io
import json

import pytest
from django.core.management import call_command

from declarations.importer import read_file
from tests.declarations import typesetting
from tests.declarations.wording import docx, level, lists, para

TEXT = "The Charter\n\nThe keepers met.\n\nWe agree on the following:\n\n1. Open the gate.\n\n2. Close the gate.\n\nDone at Skarholm."
SHAPE = {
    "title": (str, type(None)),
    "preamble": list,
    "enacting": (str, type(None)),
    "points": list,
    "closing": list,
    "annexes": list,
    "dropped": list,
    "flags": list,
    "conserved": bool,
}


@pytest.fixture
def files(browser):
    """Return one text in all four formats."""
    gates = [para("Open the gate.", number=1), para("Close the gate.", number=1)]
    word = docx(
        *(para(text) for text in ("The Charter", "The keepers met.", "We agree on the following:")),
        *gates, para("Done at Skarholm."), numbering=lists({0: level(0, "decimal", "%1.")}, {1: (0, "")}),
    )  # fmt: skip
    parts = {
        "language": "en", "style": "arabic", "title": "The Charter", "preamble": ["The keepers met."],
        "enacting": "We agree on the following:", "points": [["Open the gate."], ["Close the gate."]], "closing": ["Done at Skarholm."],
    }  # fmt: skip
    pdf = typesetting.typeset(browser, parts, columns=1)
    return {"a.txt": TEXT.encode(), "a.md": f"# {TEXT}".encode(), "a.docx": word, "a.pdf": pdf}


def printed(path):
    out = io.StringIO()
    call_command("import_declaration", str(path), "--dry-run", "--json", stdout=out)
    return json.loads(out.getvalue())


def test_one_text_is_printed_alike_from_every_kind_of_file(files, tmp_path):
    found = {}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        found[name] = printed(tmp_path / name)

        assert found[name] == read_file(data, name).as_dict()
        assert list(found[name]) == list(SHAPE)
        assert [key for key, kind in SHAPE.items() if not isinstance(found[name][key], kind)] == []

    wording = [{key: one[key] for key in ("title", "preamble", "enacting", "points", "closing")} for one in found.values()]
    assert wording == [wording[0]] * 4
    assert [point["marker"] for point in wording[0]["points"]] == ["1.", "2."]


def test_a_file_that_cannot_be_read_is_no_error(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")

    assert [flag["level"] for flag in printed(tmp_path / "a.pdf")["flags"]] == ["stop"]
