"""The style sheets and templates: budgets, contrast, directions, content policy."""

import gzip
import re

import pytest

SHEETS = ["convene-base.css", "convene-components.css", "convene-print.css"]
GROUNDS = ["paper", "surface", "sunk"]
# Text on the grounds of pages, on its own tint, and on the covers.
PAIRS = [
    *[(text, ground) for text in ("ink", "muted", "pine", "pine-hover", "clay", "river", "ochre", "error") for ground in GROUNDS],
    *[(colour, f"{colour}-tint") for colour in ("pine", "clay", "river", "ochre", "error")],
    *[("ink", f"{colour}-tint") for colour in ("pine", "clay", "river", "ochre", "error")],
    *[("muted", f"{colour}-tint") for colour in ("pine", "river", "ochre")],
    *[("river", f"{colour}-tint") for colour in ("pine", "river", "ochre", "error")],
    *[(text, cover) for text in ("on-cover", "straw") for cover in ("forest", "night", "earth")],
    ("on-pine", "pine"),
    ("on-pine", "pine-hover"),
    ("on-straw", "straw"),
    ("on-straw", "on-cover"),
    ("paper", "ink"),
]


@pytest.fixture
def folder(root):
    return root / "site/static/convene"


@pytest.fixture
def styles(folder):
    return "\n".join((folder / name).read_text() for name in SHEETS)


def tokens_of(folder, scheme):
    sheet = (folder / "convene-base.css").read_text()
    plain = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", sheet))
    paired = {name: pair for name, *pair in re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{3,6}), (#[0-9a-f]{3,6})\);", sheet)}
    return plain | {name: pair[scheme == "dark"] for name, pair in paired.items()}


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, two):
    """Return the contrast of two colours, 1 to 21. Source: WCAG 2.2, relative luminance."""
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out(folder, scheme, text, ground):
    tokens = tokens_of(folder, scheme)

    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_of_fields_stand_out(folder, scheme, ground):
    tokens = tokens_of(folder, scheme)

    assert contrast(tokens["input"], tokens[ground]) >= 3


def test_contrast_notices_a_pale_text():
    assert contrast("#999999", "#ffffff") < 4.5


def test_contrast_of_black_and_white_is_21():
    assert round(contrast("#000", "#fff"), 6) == 21


def test_old_browsers_get_the_light_colours(folder):
    sheet = (folder / "convene-base.css").read_text()
    plain = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", sheet))
    light = dict(re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{3,6}),", sheet))

    assert {name: plain.get(name) for name in light} == light


def test_sheets_stay_small(folder):
    lines = sum(len((folder / name).read_text().splitlines()) for name in SHEETS)
    packed = sum(len(gzip.compress((folder / name).read_bytes(), 9)) for name in SHEETS)

    assert lines <= 1200
    assert packed <= 14 * 1024


def test_fonts_stay_small_and_have_their_licence(folder):
    fonts = list((folder / "fonts").glob("*.woff2"))

    assert sum(font.stat().st_size for font in fonts) <= 115_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "fonts/OFL.txt").read_text()
    assert len(fonts) == 4


@pytest.mark.parametrize("name", SHEETS)
def test_every_rule_is_in_a_layer(folder, name):
    sheet = re.sub(r"/\*.*?\*/", "", (folder / name).read_text(), flags=re.DOTALL)
    outside, depth = "", 0
    for sign in sheet:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        outside += sign if depth == 0 and sign != "}" else ""

    assert [
        line for line in outside.split(";") for line in line.splitlines() if line.strip() and not line.strip().startswith("@layer")
    ] == []


def test_sheets_import_nothing(styles):
    assert "@import" not in styles
    assert re.findall(r"url\(\s*[\"']?(?:https?:)?//", styles) == []


PHYSICAL = r"(?<![-\w])(?:left|right|(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)|(?:min-|max-)?width|float:\s*(?:left|right)|text-align:\s*(?:left|right))\s*:"


def physical(styles):
    """Return declarations that would be wrong in a right-to-left page."""
    rules = re.sub(r"/\*.*?\*/|@(?:media|container)[^{]*|@page[^;]*;", "", styles, flags=re.DOTALL)
    named = re.findall(PHYSICAL, rules)
    lopsided = [
        found.group(0)
        for found in re.finditer(r"(?<![-\w])(?:margin|padding|inset|border-width):\s*([^;\s]+) ([^;\s]+) ([^;\s]+) ([^;\s]+);", rules)
        if found.group(2) != found.group(4) and "border-width: 0 2px 2px 0" not in found.group(0)
    ]
    fixed = re.findall(r"linear-gradient\((?:90|270)deg|to (?:left|right)", rules)
    return named + lopsided + [gradient for gradient in fixed if "90deg" in gradient]


def test_directions_are_logical(styles):
    # One gradient spans phones evenly from edge to edge and may keep its direction.
    assert physical(styles) == ["linear-gradient(90deg"]


@pytest.mark.parametrize("planted", ["a { left: 0; }", "a { margin-right: 1px; }", "a { padding: 0 1px 0 2px; }", "a { width: 3px; }"])
def test_physical_directions_are_noticed(planted):
    assert physical(planted) != []


def templates_of(root):
    # Mail programs know no stylesheets; no content policy applies there.
    return [path for path in (root / "templates").rglob("*.html") if "emails" not in path.parts]


UNSAFE = re.compile(r"""\sstyle=|<style|\son[a-z]+=|<script(?![^>]*(?:\ssrc=|\stype="application/ld\+json"))|javascript:""")


def unsafe(text):
    return UNSAFE.findall(text)


def test_templates_have_no_inline_style_or_script(root):
    found = {str(path.relative_to(root)): unsafe(path.read_text()) for path in templates_of(root)}

    assert {name: marks for name, marks in found.items() if marks} == {}


@pytest.mark.parametrize("planted", ['<p style="color:red">', "<style>", '<a onclick="x()">', "<script>x()</script>"])
def test_inline_style_and_script_are_noticed(planted):
    assert unsafe(planted) != []


OWN_SHEETS = {
    "forms_ext/account.css": ["receipt", "ref", "records", "record", "rights"],
    "declarations/compare.css": ["change"],
    "declarations/signers.css": ["endorsers"],
    "declarations/beside.css": ["parallel"],
}


@pytest.mark.parametrize("sheet", OWN_SHEETS)
def test_classes_of_some_pages_stand_in_a_sheet_of_their_own(root, styles, sheet):
    own = (root / sheet.partition("/")[0] / "static" / sheet).read_text(encoding="utf-8")

    for name in OWN_SHEETS[sheet]:
        rule = re.compile(rf"^\s+\.{name}(?![\w-])", re.MULTILINE)
        assert (bool(rule.search(own)), bool(rule.search(styles))) == (True, False), name


def test_classes_of_the_shared_vocabulary_are_styled(styles):
    vocabulary = """wrap band tinted section main rail full prose lead page-head split stack stack-lg skip masthead brand langs crumbs hero kicker btn
        actions quiet icon badge notice foot ticket focus programme tag side-note people partners figures outcomes recordings cards card head-row rows
        row filters filter-fold filter-bar pills count pager hits search-box empty big-no steps years form group field hint req opt pair choice choices
        options option consent answer more defs error-summary invalid err submit places plate meta-row toolbar charter preamble enacting points point
        subs permalink toc signs versions quote tally answers trap sr muted ui num sys nowrap print-only month month-table qr statement about label"""

    assert [name for name in vocabulary.split() if not re.search(rf"\.{name}(?![\w-])", styles)] == []
