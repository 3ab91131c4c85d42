"""The table of promises names tests that are there: each promise has a test and a control."""

import ast
import re

import pytest

PAGE = "docs/reference/promises.md"


def promises(text):
    """Return the tests and the controls of each promise by its name: F for forms, T for texts, and a number."""
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if re.match(r"\| [FT]\d", line)]
    return {name: (re.findall(r"`([^`]+)`", tests), re.findall(r"`([^`]+)`", controls)) for name, _what, tests, controls in rows}


def missing(root, text):
    """Return the tests that the table names and that no file has."""
    named = [name for tests, controls in promises(text).values() for name in tests + controls]
    files = {name.partition("::")[0] for name in named}
    there = set()
    for file in files:
        path = root / "tests" / file
        tree = ast.parse(path.read_text()) if path.exists() else ast.Module([], [])
        there |= {f"{file}::{found.name}" for found in tree.body if isinstance(found, ast.FunctionDef)}
    return sorted(set(named) - there)


@pytest.fixture
def text(root):
    return (root / PAGE).read_text()


def test_every_promise_has_a_test_and_a_control_that_are_there(root, text):
    found = promises(text)

    assert list(found) == [*(f"F{number}" for number in range(1, 12)), *(f"T{number}" for number in range(1, 23))]
    assert [name for name, (tests, controls) in found.items() if not tests or not controls] == []
    assert missing(root, text) == []


def test_control_a_test_that_went_is_noticed(root, text):
    name = promises(text)["T12"][1][1]

    assert missing(root, text.replace(name, f"{name}_once")) == [f"{name}_once"]
    assert missing(root, text.replace(name, "nowhere.py::test_x")) == ["nowhere.py::test_x"]
