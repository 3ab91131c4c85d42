"""What is wording changes the hash, and what is none does not."""

import unicodedata

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from declarations.blocks import DeclarationBlock
from declarations.schema import wording
from forms_ext.ledger import canonical, sha256

FEW = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
STREAM = DeclarationBlock()
LETTERS = "abcdefghijklmnopqrstuvwxyzäöüéñçßøAEIOUЖйêđướأ中文"
words = st.lists(st.text(LETTERS, min_size=1, max_size=7), min_size=1, max_size=6).map(" ".join)
points = st.fixed_dictionaries(
    {"heading": st.one_of(st.just(""), words), "text": words, "subpoints": st.lists(words, max_size=3), "fixed_number": st.just("")}
)
texts = st.fixed_dictionaries({"preamble": words, "enacting": words, "points": st.lists(points, min_size=2, max_size=5), "closing": words})


def raw(text, html="<p>{}</p>".format):
    return [
        {"type": "preamble", "value": html(text["preamble"]), "id": "pre"},
        {"type": "enacting", "value": text["enacting"], "id": "enact"},
        *(
            {
                "type": "point",
                "id": f"point-{number}",
                "value": {
                    **point,
                    "text": html(point["text"]),
                    "subpoints": [
                        {"type": "item", "value": html(sub), "id": f"sub-{number}-{place}"} for place, sub in enumerate(point["subpoints"])
                    ],
                },
            }
            for number, point in enumerate(text["points"])
        ),
        {"type": "closing", "value": html(text["closing"]), "id": "close"},
    ]


def hashed(parts, title="Harbour Charter", style="ordinal", language="en"):
    return sha256(canonical(wording(STREAM.to_python(parts), title=title, style=style, language=language)))


def letters_of(text):
    """Return every place that holds letters: a way to read it and a way to write it."""
    places = [(text, name) for name in ("preamble", "enacting", "closing")]
    for point in text["points"]:
        places += [(point, "heading"), (point, "text"), *((point["subpoints"], place) for place in range(len(point["subpoints"])))]
    return [(holder, name) for holder, name in places if holder[name]]


@FEW
@given(texts, st.data())
def test_any_other_letter_is_another_hash(text, data):
    before = hashed(raw(text))
    holder, name = data.draw(st.sampled_from(letters_of(text)))
    place = data.draw(st.integers(0, len(holder[name]) - 1))
    letter = data.draw(st.sampled_from(LETTERS))
    assume(not holder[name][place].isspace() and unicodedata.normalize("NFC", holder[name][place]) != unicodedata.normalize("NFC", letter))
    holder[name] = f"{holder[name][:place]}{letter}{holder[name][place + 1 :]}"

    assert hashed(raw(text)) != before


@FEW
@given(texts, st.data())
def test_letter_taken_out_or_put_in_is_another_hash(text, data):
    before = hashed(raw(text))
    holder, name = data.draw(st.sampled_from(letters_of(text)))
    place = data.draw(st.integers(0, len(holder[name]) - 1))
    assume(not holder[name][place].isspace())
    holder[name] = holder[name][:place] + data.draw(st.sampled_from(["", "x" + holder[name][place]])) + holder[name][place + 1 :]

    assert hashed(raw(text)) != before


@FEW
@given(texts, st.data())
def test_other_order_is_another_hash(text, data):
    before = hashed(raw(text))
    order = data.draw(st.permutations(range(len(text["points"]))))
    assume(list(order) != list(range(len(order))))
    parts = raw(text)
    parts[2:-1] = [parts[2 + place] for place in order]

    assert hashed(parts) != before


@FEW
@given(texts, st.sampled_from(["de", "fr", "vi", "zh"]), st.sampled_from(["arabic", "roman", "article", "none"]))
def test_other_language_title_or_style_is_another_hash(text, language, style):
    parts = raw(text)
    assert len({hashed(parts), hashed(parts, language=language), hashed(parts, style=style), hashed(parts, title="Harbour Charta")}) == 4


LAYOUT = [
    lambda text: f"<p>{text.replace(' ', '  ')}</p>",
    lambda text: f"<p>\n  {text.replace(' ', chr(10))}\t</p>\n",
    lambda text: f"<p>{text.replace(' ', '&nbsp;')}</p>",
    lambda text: f"<p>{text.replace(' ', chr(0xA0))}</p>",
    lambda text: f'<p class="wide" id="a" data-block-key="k2x9p" style="color:red">{text}</p>',
    lambda text: f"<p>{text[0]}\u00ad{text[1:]}</p>",
    lambda text: f"<p>{unicodedata.normalize('NFD', text)}</p>",
    lambda text: f'<p>{text}</p><embed embedtype="image" id="1" format="left" alt="A picture"/>',
    lambda text: f"<p><span>{text}</span></p><hr/>",
]


@FEW
@given(texts, st.sampled_from(LAYOUT))
def test_layout_spacing_and_images_are_the_same_hash(text, html):
    assert hashed(raw(text, html)) == hashed(raw(text))


@FEW
@given(texts)
def test_other_kinds_of_emphasis_marks_are_the_same_hash_and_emphasis_is_another(text):
    bold, strong, none = (
        hashed(raw(text, html))
        for html in (lambda t: f"<p><b>{t}</b></p>", lambda t: f"<p><strong>{t}</strong></p>", lambda t: f"<p>{t}</p>")
    )

    assert bold == strong != none


def test_hash_that_forgot_the_letters_would_be_seen(monkeypatch):
    """Negative control: with the letters folded away the property does not hold."""
    monkeypatch.setattr("declarations.schema.folded_html", lambda _source: "")
    text = {"preamble": "a", "enacting": "b", "points": [{"heading": "", "text": "c", "subpoints": [], "fixed_number": ""}], "closing": "d"}

    assert hashed(raw(text)) == hashed(raw({**text, "closing": "e"}))
