"""The German catalogue: complete, finished, compiled, and true to the placeholders. Needs no gettext tools."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

CATALOGUE = Path("site/convene_site/locale/de/LC_MESSAGES/django.po")
FOLDERS = ("declarations", "eventpages", "forms_ext", "site", "templates")
REFRESH = "Refresh and complete the catalogue, see CONTRIBUTING.md"

FUNCTIONS = {"gettext": 0, "ngettext": 0, "pgettext": 1, "npgettext": 1}
"""What marks a text in a source: the position of the text among the arguments; a context stands before it."""

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|</?\w+[^>]*>")
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"(\w*gettext|_)\(\s*({STRING}(?:\s*,\s*{STRING})*)")

Key = tuple[str | None, str]


# What the sources say


def marked(function: str, texts: list[str]) -> Key:
    """Return context and text of a call with these literals."""
    position = FUNCTIONS[function]
    return (texts[0] if position else None, texts[position])


def marked_in_python(source: str) -> Iterator[Key]:
    """Yield what a module marks for translation, whatever name it imports the functions by; no text is no mark."""
    tree = ast.parse(source)
    names = {name: name.removesuffix("_lazy").removesuffix("_noop") for name in _variants()} | {"_": "gettext"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname: names[alias.name] for alias in node.names if alias.asname and alias.name in names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = names.get(getattr(node.func, "id", getattr(node.func, "attr", "")))
            texts = [part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
            if function and len(texts) > FUNCTIONS[function]:
                yield marked(function, texts)


def _variants() -> list[str]:
    return [name + suffix for name in FUNCTIONS for suffix in ("", "_lazy", "_noop")]


def marked_in_template(source: str) -> Iterator[Key]:
    """Yield what a template marks; Django turns it into calls, as for its own extraction."""
    for function, literals in CALL.findall(templatize(source)):
        texts = [ast.literal_eval(literal) for literal in re.findall(STRING, literals)]
        yield marked("gettext" if function == "_" else function, texts)


def marked_in(root: Path) -> set[Key]:
    """Return everything that the site marks for translation."""
    found: set[Key] = set()
    for folder in FOLDERS:
        for file in (root / folder).rglob("*"):
            if file.suffix == ".py":
                found |= set(marked_in_python(file.read_text()))
            elif file.suffix in {".html", ".txt"}:
                found |= set(marked_in_template(file.read_text()))
    return found


# What a catalogue says


def keys(catalogue) -> set[Key]:
    return {(entry.msgctxt, entry.msgid) for entry in catalogue if not entry.obsolete}


def texts_of(entry) -> list[str]:
    """Return the translations of an entry: one, or one for each plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def unfinished(catalogue) -> list[str]:
    """Return the texts that are not translated, or only guessed, or no longer used."""
    return [
        entry.msgid
        for entry in catalogue
        if entry.fuzzy
        or entry.obsolete
        or not all(text.strip() for text in texts_of(entry))
        or (entry.msgid_plural and len(entry.msgstr_plural) != 2)
    ]


def unlike(catalogue) -> list[str]:
    """Return the texts whose translation has other placeholders or other HTML."""
    wrong = []
    for entry in catalogue:
        # The form for one thing follows the English one, which may leave out the number; the others follow the plural.
        english = [entry.msgid, *[entry.msgid_plural] * (len(texts_of(entry)) - 1)]
        if any(
            sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(said))
            for text, said in zip(texts_of(entry), english, strict=True)
        ):
            wrong.append(entry.msgid)
    return wrong


def contents(catalogue) -> dict:
    """Return what a catalogue says, for comparing the written one with the compiled one.

    The moment at which the sources were read is left out: the gettext tools do not compile it.
    """
    said = {(entry.msgctxt, entry.msgid, entry.msgid_plural): texts_of(entry) for entry in catalogue if not entry.obsolete}
    return {**said, "header": {name: value for name, value in catalogue.metadata.items() if name != "POT-Creation-Date"}}


@pytest.fixture(scope="module")
def german(root):
    return polib.pofile(str(root / CATALOGUE))


def test_everything_is_translated(german):
    assert unfinished(german) == []


def test_nothing_is_missing_and_nothing_is_left_over(german, root):
    found = marked_in(root)

    assert (found - keys(german), keys(german) - found) == (set(), set()), REFRESH


def test_placeholders_and_html_are_those_of_the_english_text(german):
    assert unlike(german) == []


def test_compiled_catalogue_says_what_the_written_one_says(german, root):
    assert contents(polib.mofile(str((root / CATALOGUE).with_suffix(".mo")))) == contents(german), REFRESH


def test_header_names_the_language_and_no_person(german):
    told = {name: german.metadata[name] for name in ("Project-Id-Version", "Language", "Plural-Forms", "Last-Translator")}

    assert told == {
        "Project-Id-Version": "Convene",
        "Language": "de",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
        "Last-Translator": "Convene",
    }


# Each check finds what it is there to find.


def catalogue_of(*entries) -> polib.POFile:
    catalogue = polib.POFile()
    catalogue.extend(entries)
    return catalogue


ENTRY = polib.POEntry


@pytest.mark.parametrize(
    "entry",
    [
        ENTRY(msgid="Place"),
        ENTRY(msgid="Place", msgstr=" "),
        ENTRY(msgid="Place", msgstr="Platz", flags=["fuzzy"]),
        ENTRY(msgid="Place", msgstr="Platz", obsolete=True),
        ENTRY(msgid="Place", msgid_plural="Places", msgstr_plural={0: "Platz", 1: ""}),
        ENTRY(msgid="Place", msgid_plural="Places", msgstr_plural={0: "Platz"}),
    ],
)
def test_unfinished_entry_is_found(entry):
    assert unfinished(catalogue_of(entry, ENTRY(msgid="Yes", msgstr="Ja"))) == ["Place"]


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("%(count)d places", "Plätze"),
        ("Places", "%(count)d Plätze"),
        ("%(count)d places", "%(anzahl)d Plätze"),
        ("%(count)d places", "%(count)s Plätze"),
        ("Point {number}", "Punkt {nummer}"),
        ("<strong>%s</strong>", "<strong>%s</b>"),
        ("Look at %(a)s", "%(a)s und %(a)s"),
    ],
)
def test_lost_placeholder_is_found(english, german):
    assert unlike(catalogue_of(ENTRY(msgid=english, msgstr=german))) == [english]


def test_lost_placeholder_of_a_plural_is_found():
    entry = ENTRY(msgid="%(n)s place", msgid_plural="%(n)s places", msgstr_plural={0: "ein Platz", 1: "%(n)s Plätze"})

    assert unlike(catalogue_of(entry)) == ["%(n)s place"]


def test_stale_compiled_catalogue_is_found(german, tmp_path):
    german.save_as_mofile(str(tmp_path / "same.mo"))
    stale = polib.pofile(str(german.fpath))
    stale[0].msgstr = "Etwas anderes"
    stale.save_as_mofile(str(tmp_path / "stale.mo"))

    assert contents(polib.mofile(str(tmp_path / "same.mo"))) == contents(german)
    assert contents(polib.mofile(str(tmp_path / "stale.mo"))) != contents(german)


def test_marks_of_a_module_are_found_by_any_name():
    source = """
from django.utils import translation
from django.utils.translation import gettext_lazy as lazy, ngettext, pgettext_lazy as of
lazy("One")
ngettext("a place", "places", 2)
of("seat", "Place")
translation.gettext("Four " "and five")
_("Six")
lazy(name)
other("Seven")
"""
    assert set(marked_in_python(source)) == {
        (None, "One"),
        (None, "a place"),
        ("seat", "Place"),
        (None, "Four and five"),
        (None, "Six"),
    }


def test_marks_of_a_template_are_found():
    source = """{% load i18n %}{% translate "One" %}{% translate "It's" as x %}{% translate "Place" context "seat" %}
{{ label|default:_("Send") }}{% blocktranslate with a=b %}Two {{ a }}{% endblocktranslate %}{% translate variable %}
{% blocktranslate trimmed count n=n %}
  {{ n }} place
{% plural %}
  {{ n }} places
{% endblocktranslate %}"""
    assert set(marked_in_template(source)) == {
        (None, "One"),
        (None, "It's"),
        ("seat", "Place"),
        (None, "Send"),
        (None, "Two %(a)s"),
        (None, "%(n)s place"),
    }


def test_text_without_an_entry_is_found(german, root, tmp_path):
    for folder in FOLDERS:
        (tmp_path / folder).symlink_to(root / folder)
    (tmp_path / "site").unlink()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "new.html").write_text('{% load i18n %}{% translate "Nobody translated this" %}')

    assert marked_in(tmp_path) - keys(german) == {(None, "Nobody translated this")}
