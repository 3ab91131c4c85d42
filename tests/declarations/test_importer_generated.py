"""Generated declarations: markers, languages, line lengths, columns, pages and noise, all combined."""

import textwrap
from collections import Counter
from itertools import zip_longest

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from declarations.importer import furniture, read_text, reading
from declarations.ordinals import languages, lead_in
from tests.declarations.test_importer_properties import letters, printed
from tests.declarations.test_importer_unusual import least_seconds

# Not made smaller: a text of some lines is small enough, and looking for a smaller one would take minutes.
QUICK = settings(max_examples=60, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
LONG = settings(QUICK, max_examples=4000)
TOLD = {"missing_number", "duplicate_number", "points_reordered", "points_out_of_order", "leftover_marker", "no_points", "head_or_point"}
VOCABULARY = {
    "ru": "вода ворота пруд мельница сторож зима берег книга уровень камыш птица запруда",
    "ar": "الماء البوابة البركة الطاحونة الحارس الشتاء الضفة الكتاب القصب الطيور",
    "vi": "nước cửa ao cối xay người gác mùa đông bờ sách lau sậy chim đập",
    "de": "Wasser Schleuse Weiher Mühle Wächter Winterhochwasser Uferbefestigung Buch Pegelstand Röhricht Vögel öffentlich",
    "fr": "l’eau écluse étang moulin gardienne l’hiver rivière cahier niveau roseaux d’oiseaux où",
}
USUAL = "water gate pond mill keeper winter bank book level reeds well-kept (bird) socio-economic embankments irrigation"
CHINESE = "水门池塘磨坊守护者冬天河岸书本芦苇鸟"
SHAPES = {"ordinal": "ordinal", "article": "article", "roman": "roman", "1.": "{}.", "1)": "{})", "(1)": "({})", "§": "§ {}"}
NOISE = ["\u00ad", "\u200b", "\u00a0", "\ufeff", "\t", "ﬁ", "e\u0301", "\u202a", "\x00", " - 4 - ", "\x0c", "12", "(a) ", "•", "Annex"]


@st.composite
def sentences(draw, language):
    if language == "zh":
        return "".join(draw(st.lists(st.sampled_from(CHINESE), min_size=8, max_size=60))) + "。"
    words = draw(st.lists(st.sampled_from(VOCABULARY.get(language, USUAL).split()), min_size=5, max_size=40))
    text = " ".join(words)
    return text[0].upper() + text[1:] + "."


@st.composite
def texts(draw, least=3):
    """Return the parts of a text and how it is laid out."""
    language = draw(st.sampled_from(languages()))
    count = draw(st.integers(least, 14))
    return {
        "language": language,
        "shape": draw(st.sampled_from(sorted(SHAPES))),
        "preamble": draw(st.lists(sentences(language), min_size=1, max_size=3)),
        "points": [draw(sentences(language)) for _ in range(count)],
        "closing": draw(st.lists(sentences(language).map(lambda text: f"Done at Skarholm: {text}"), max_size=1)),
        "width": draw(st.sampled_from([34, 48, 72, 96])),
        "divided": draw(st.booleans()),
        "layout": draw(st.sampled_from(["paragraphs", "tight", "pages", "columns"])),
    }


def wrapped(text, parts):
    """Return a paragraph as lines, long words divided where asked for."""
    wrapper = textwrap.TextWrapper(parts["width"], break_long_words=parts["language"] == "zh", break_on_hyphens=parts["divided"])
    lines = wrapper.wrap(text)
    if not parts["divided"]:
        return lines
    for place in range(len(lines) - 1):
        word, _, rest = lines[place + 1].partition(" ")
        room = parts["width"] - len(lines[place]) - 2
        if word.isalpha() and len(word) > 6 and room > 2 and lines[place][-1] != "-":
            cut = min(room, len(word) - 3)
            lines[place] += f" {word[:cut]}-"
            lines[place + 1] = f"{word[cut:]} {rest}".rstrip()
    return lines


def marker(number, parts):
    """Return what stands before a point."""
    shape = SHAPES[parts["shape"]]
    return shape.format(number) if "{" in shape else lead_in(number, shape, parts["language"])


def written(parts, order=None):
    """Return a text as it comes out of a file."""
    order = range(len(parts["points"])) if order is None else order
    points = [f"{marker(place + 1, parts)} {parts['points'][place]}" for place in order]
    paragraphs = [wrapped(one, parts) for one in (*parts["preamble"], "We declare what follows:", *points, *parts["closing"])]
    gap = [] if parts["layout"] == "tight" else [""]
    lines = [line for paragraph in paragraphs for line in (*paragraph, *gap)]
    if parts["layout"] == "pages":
        return paged(lines)
    return beside(lines, parts["width"]) if parts["layout"] == "columns" else "\n".join(lines)


def paged(lines, size=22):
    """Return lines as pages with a head and a number."""
    pages = [lines[place : place + size] for place in range(0, len(lines), size)]
    return "\x0c".join("\n".join(["Charter of the Ponds", "", *page, "", f"– {number} –"]) for number, page in enumerate(pages, 1))


def beside(lines, width, size=24):
    """Return lines as pages in two columns."""
    pages = []
    for place in range(0, len(lines), 2 * size):
        left, right = lines[place : place + size], lines[place + size : place + 2 * size]
        pages.append("\n".join(f"{one:<{width + 6}}{other}".rstrip() for one, other in zip_longest(left, right, fillvalue="")))
    return "\x0c".join(pages)


def told(text):
    """Return the codes by which the importer says that the numbers of the points are not in order."""
    return {flag.code for flag in read_text(text).flags} & TOLD


def check_conservation(parts, noise):
    text = written(parts)
    for sign, place in noise:
        text = text[: place % len(text)] + sign + text[place % len(text) :]
    found = read_text(text)

    assert letters(printed(found)) == letters(text)
    assert found.conserved is True


def check_swapped(parts, place):
    order = list(range(len(parts["points"])))
    place %= len(order) - 1
    order[place : place + 2] = reversed(order[place : place + 2])

    assert told(written(parts, order)) != set()


def check_missing(parts, place):
    order = list(range(len(parts["points"])))
    del order[place % (len(order) - 1)]

    assert told(written(parts, order)) != set()


def check_doubled(parts, place):
    order = list(range(len(parts["points"])))
    order.insert(place % len(order), place % len(order))

    assert told(written(parts, order)) != set()


noises = st.lists(st.tuples(st.sampled_from(NOISE), st.integers(0, 5000)), max_size=10)
places = st.integers(0, 50)
CHECKS = {
    "conservation": (check_conservation, {"parts": texts(), "noise": noises}),
    "swapped": (check_swapped, {"parts": texts(least=4), "place": places}),
    "missing": (check_missing, {"parts": texts(least=4), "place": places}),
    "doubled": (check_doubled, {"parts": texts(least=4), "place": places}),
}


def run(name, effort):
    """Run a check over generated texts."""
    check, drawn = CHECKS[name]
    effort(given(**drawn)(check))()


@pytest.mark.parametrize("name", CHECKS)
def test_generated_texts_lose_nothing_and_hide_no_disorder(name):
    run(name, QUICK)


@pytest.mark.long
@pytest.mark.parametrize("name", CHECKS)
def test_many_generated_texts_lose_nothing_and_hide_no_disorder(name, figure):
    run(name, LONG)
    figure(f"importer, generated texts, {name}: {LONG.max_examples} without a failure")


@pytest.mark.parametrize("name", ["swapped", "missing", "doubled"])
def test_disorder_is_found_only_because_numbers_are_checked(name, monkeypatch):
    monkeypatch.setattr("declarations.importer.assembly.check_numbers", lambda _: [])
    monkeypatch.setattr("declarations.importer.assembly.put_in_order", lambda regions: (regions, []))

    with pytest.raises(AssertionError):
        run(name, QUICK)


def test_loss_is_found_only_because_it_is_listed(monkeypatch):
    monkeypatch.setattr(furniture, "Dropped", lambda line, _text: reading.Dropped(line, ""))

    with pytest.raises(AssertionError):
        run("conservation", QUICK)


def test_points_of_generated_texts_are_found_or_it_is_told():
    outcomes = Counter()

    @QUICK
    @given(parts=texts())
    def read(parts):
        reading = read_text(written(parts), language=parts["language"])
        found = [point.number for point in reading.points] == list(range(1, len(parts["points"]) + 1))
        told = any(flag.level != "info" and flag.code != "no_title" for flag in reading.flags)
        outcomes[found, told] += 1

    read()

    assert outcomes[False, False] == 0
    # Most are found, and nothing is told of them: an importer that doubted everything would be right, too.
    assert outcomes[True, False] > 0.5 * outcomes.total()


def pages(shape, layout, count):
    """Return so many pages of about 3,000 letters."""
    sentence = "Whoever keeps the pond opens its gate by hand and writes the level of the water into a book every evening. "
    parts = {
        "language": "en", "shape": shape, "preamble": [sentence * 5], "closing": [], "width": 48 if layout == "columns" else 80,
        "divided": True, "layout": layout, "points": [sentence * 28] * count,
    }  # fmt: skip
    return written(parts)


@pytest.mark.parametrize(("shape", "layout"), [("1.", "columns"), ("article", "pages"), ("§", "tight")])
def test_two_hundred_pages_of_any_kind_take_no_long_time(shape, layout, figure):
    text = pages(shape, layout, 200)
    seconds = least_seconds(lambda: read_text(text), limit=2)
    figure(f"importer, 200 pages ({shape}, {layout}, {len(text) // 1000} kB): {seconds:.2f} s")

    assert len(text) > 500_000
    assert seconds < 2
