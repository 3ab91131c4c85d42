"""The pinned requirements: every line can be installed, on the Python that Debian 12 brings, too."""

from importlib.metadata import PackageNotFoundError, metadata

import pytest
import wagtail
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

# Packages may ask for a later patch release of 3.11; docs/running.md promises that this one is enough.
DEBIAN_12 = "3.11.2"
FILES = ("requirements.txt", "requirements-wagtail80.txt")


def pins(path):
    return [Requirement(line) for line in path.read_text().splitlines() if line and not line.startswith("#")]


def asked_python(name):
    try:
        return metadata(name)["Requires-Python"] or ""
    except PackageNotFoundError:
        return ""


def missing(file):
    """Return what a file pins and this environment lacks."""
    found = []
    for pin in pins(file):
        try:
            metadata(pin.name)
        except PackageNotFoundError:
            found.append(pin.name)
    return found


def too_young(asked):
    return {name for name, python in asked.items() if not SpecifierSet(python).contains(DEBIAN_12)}


@pytest.mark.parametrize("file", FILES)
def test_every_line_pins_one_version_of_one_package(root, file):
    named = [pin.name.lower() for pin in pins(root / file)]

    assert sorted(set(named)) == sorted(named)
    assert [str(pin) for pin in pins(root / file) if not str(pin.specifier).startswith("==")] == []


def test_the_python_of_debian_12_is_enough(root):
    # Nothing is known of what is not installed; each environment has the packages of its own file, and both together have all.
    assert missing(root / FILES[wagtail.VERSION[0] >= 8]) == []
    asked = {pin.name: asked_python(pin.name) for file in FILES for pin in pins(root / file)}

    assert too_young(asked) == set()
    assert too_young({**asked, "later": ">=3.11.5"}) == {"later"}
