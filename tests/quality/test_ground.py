"""The ground the house stands on: system checks, import contracts, sizes, files that belong together."""

import ast
import os
import re
import shutil
import subprocess

import pytest
from django.core.management import call_command

LONGEST_FILE = 400


def python_files(root):
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"], cwd=root, capture_output=True, text=True, check=True
    )
    found = [root / line for line in listed.stdout.splitlines() if (root / line).exists()]
    # Of no files every check below would hold.
    assert root / "tests/quality/test_ground.py" in found
    return found


def lint_imports(folder):
    environment = {**os.environ, "PYTHONPATH": f"{folder}:{folder}/site"}
    return subprocess.run(["lint-imports", "--no-cache"], cwd=folder, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture
def copy_of_the_code(root, tmp_path):
    for name in ("site", "eventpages", "declarations", "forms_ext"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "static", "locale"))
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.django_db
def test_system_checks_find_nothing():
    call_command("check", fail_level="WARNING")


def test_import_contracts_hold(copy_of_the_code):
    assert lint_imports(copy_of_the_code).returncode == 0


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("forms_ext/apps.py", "import eventpages.apps"),
        ("eventpages/apps.py", "import declarations.apps"),
        ("forms_ext/conf.py", "import forms_ext.models"),
    ],
)
def test_import_contracts_break_when_a_lower_room_reaches_up(copy_of_the_code, file, line):
    path = copy_of_the_code / file
    path.write_text(path.read_text() + f"\n{line}\n")

    assert lint_imports(copy_of_the_code).returncode == 1


def test_no_file_is_longer_than_400_lines(root):
    lengths = {
        str(path.relative_to(root)): len(path.read_text().splitlines()) for path in python_files(root) if "migrations" not in path.parts
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_migrations_were_made_on_wagtail_7(root):
    migrations = [path for path in python_files(root) if "migrations" in path.parts]

    assert {path.parts[len(root.parts)] for path in migrations} >= {"eventpages", "declarations", "forms_ext", "site"}
    assert [path for path in migrations if "WAGTAIL_PAGE_MODEL" in path.read_text()] == []


def test_every_noqa_has_a_reason(root):
    bare = [
        f"{path.relative_to(root)}:{number}"
        for path in python_files(root)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(r"#\s*noqa\b", line) and not re.search(r"#\s*noqa: [A-Z0-9, ]+ -- \S", line) and "re.search" not in line
    ]

    assert bare == []


def test_every_module_of_the_apps_parses_and_says_what_it_is_for(root):
    silent = [
        str(path.relative_to(root))
        for path in python_files(root)
        if path.parts[len(root.parts)] in {"eventpages", "declarations", "forms_ext"}
        and not {"migrations", "apps.py"} & set(path.parts)
        and path.stat().st_size
        and ast.get_docstring(ast.parse(path.read_text())) is None
    ]

    assert silent == []
