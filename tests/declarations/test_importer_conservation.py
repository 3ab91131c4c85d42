"""Nothing lost, nothing doubled: the printed reading counted against its source, without any code of the importer."""

import json
import subprocess
import sys
import unicodedata
from collections import Counter

import pytest

OWN = "tests/declarations/texts"


def letters(text):
    """Count letters and digits one by one; a ligature counts as its letters."""
    return Counter(sign for sign in unicodedata.normalize("NFKD", text) if sign.isalnum())


def words_of(value):
    """Yield every text of a printed reading except numbers computed and remarks made by the importer."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from words_of(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in ("flags", "number", "line", "conserved"):
                yield from words_of(one)


def printed(root, path, *options):
    run = subprocess.run(
        [sys.executable, "-m", "declarations.importer", str(path), *options], cwd=root, capture_output=True, check=True, timeout=60
    )
    return json.loads(run.stdout.decode("utf-8"))


def sources(root, seeds):
    return sorted([*(root / OWN).glob("*.txt"), *(seeds.glob("*.txt") if seeds else [])])


def test_every_letter_of_every_text_is_there_once(root, seeds):
    for path in sources(root, seeds):
        reading = printed(root, path)

        assert letters("\n".join(words_of(reading))) == letters(path.read_text(encoding="utf-8")), path.name
        assert reading["conserved"] is True, path.name


@pytest.mark.parametrize("place", ["closing", "dropped", "preamble"])
def test_the_count_sees_a_letter_that_is_missing(root, place):
    path = root / OWN / "two_columns.txt"
    reading = printed(root, path)
    reading[place] = reading[place][1:]

    assert letters("\n".join(words_of(reading))) != letters(path.read_text(encoding="utf-8"))


def test_the_count_sees_a_paragraph_that_is_doubled(root):
    path = root / OWN / "two_columns.txt"
    reading = printed(root, path)
    reading["points"][4]["paragraphs"].append(reading["points"][4]["paragraphs"][0])

    assert letters("\n".join(words_of(reading))) != letters(path.read_text(encoding="utf-8"))


def test_a_text_may_come_from_standard_input(root):
    run = subprocess.run(
        [sys.executable, "-m", "declarations.importer", "-", "--language", "de"],
        cwd=root, input="\ufeffErstens, Mühle.\r\n\r\nZweitens, Teich.".encode(), capture_output=True, check=True, timeout=60,
    )  # fmt: skip

    assert [point["marker"] for point in json.loads(run.stdout)["points"]] == ["Erstens", "Zweitens"]


def test_the_importer_loads_neither_django_nor_a_network(root):
    asked = (
        f"import sys; sys.path.insert(0, {str(root)!r}); import declarations.importer.__main__, declarations.ordinals; print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-I", "-c", asked], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())

    assert "declarations" in loaded
    assert loaded & {"django", "wagtail", "socket", "ssl", "urllib.request", "http.client"} == set()
