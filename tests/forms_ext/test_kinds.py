"""Every kind of question: what it takes, how it is kept, told and exported, and what it refuses."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from forms_ext.exports import CsvExport
from forms_ext.models import Submission
from forms_ext.schema.kinds import KINDS
from forms_ext.schema.questions import AnswerForm, answer_text, html_name
from tests import builders


def asked(kind, sent, language="en", **spec):
    """Return the form of one question with one sending."""
    field = {"key": "k", "kind": kind, "label": "Q", "hint": "", "required": False, "error": "", **spec}
    with translation.override(language):
        sent = sent if isinstance(sent, list) else [sent]
        form = AnswerForm({"fields": [field]}, ticket="", action="", data=builders.as_query({html_name("k"): sent}))
        form.is_valid()
        form.sentences = [str(sentence) for sentence in form.errors.get(html_name("k"), [])]
        return form


def kept(kind, sent, language="en", **spec):
    """Return the answer as it is stored."""
    form = asked(kind, sent, language, **spec)
    assert form.sentences == []
    return form.answers["k"]


def refused(kind, sent, language="en", **spec):
    """Return the sentences at the field."""
    return asked(kind, sent, language, **spec).sentences


OPTIONS = [{"key": "o-1", "label": "Tea, green", "value": "tea"}, {"key": "o-2", "label": "Water"}, {"key": "o-3", "label": "Juice"}]


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ("12", "12"),
        (" +7 ", "7"),
        ("-0", "0"),
        ("1 250", "1250"),
        ("1\u202f250", "1250"),
        ("٣٤", "34"),
        ("１２", "12"),
        ("\u22125", "-5"),
        ("", None),
    ],
)
def test_whole_number_is_kept_as_digits(sent, answer):
    assert kept("number", sent) == answer


@pytest.mark.parametrize(
    ("sent", "language", "answer"),
    [
        ("12.5", "en", "12.5"),
        ("12,5", "de", "12.5"),
        ("12,5", "en", "12.5"),
        ("1.250", "en", "1.25"),
        ("0.100", "en", "0.1"),
        ("3.0", "de", "3"),
    ],
)
def test_decimal_is_kept_with_a_point(sent, language, answer):
    assert kept("number", sent, language, decimals=True) == answer


@pytest.mark.parametrize(
    "sent", ["1E+999999", "1e5", "9" * 4000, "9" * 16, "0." + "1" * 7, "NaN", "inf", "0x10", "1,2,3", "1 2a", "--1", "½", "一"]
)
def test_what_is_no_number_is_refused_with_a_sentence(sent):
    assert len(refused("number", sent, decimals=True)) == 1


@pytest.mark.parametrize(("sent", "language"), [("1,250", "en"), ("1.250", "de")])
def test_number_that_may_mean_thousands_is_asked_again(sent, language):
    assert len(refused("number", sent, language, decimals=True)) == 1


@pytest.mark.parametrize(("sent", "language"), [("1.000", "en"), ("1,000", "en"), ("1.000", "de"), ("1,000", "de")])
def test_thousand_with_a_mark_is_no_one(sent, language):
    assert refused("number", sent, language) == [refused("number", "x", language)[0]]


def test_decimals_are_refused_where_a_whole_number_is_asked_for():
    assert refused("number", "2.5") == ["Enter a whole number in digits, for example 1250"]
    assert kept("number", "2.0") == "2"


def test_number_keeps_its_range():
    bounds = {"least": "1", "most": "8"}

    assert [refused("number", sent, **bounds) for sent in ("1", "8", "0", "9")] == [[], [], ["Q: From 1 to 8."], ["Q: From 1 to 8."]]


@pytest.mark.parametrize(("sent", "answer"), [("2027-03-28", "2027-03-28"), ("28.3.2027", "2027-03-28"), ("", None)])
def test_day_is_kept_as_iso(sent, answer):
    assert kept("date", sent) == answer


@pytest.mark.parametrize("sent", ["2027-02-30", "03/04/2027", "tomorrow", "0026-03-28", "9999-12-31", "2027-03-28T10:00"])
def test_what_is_no_day_is_refused(sent):
    assert len(refused("date", sent)) == 1


def test_day_keeps_its_range():
    bounds = {"first": "2027-03-01", "last": "2027-03-31"}

    assert refused("date", "2027-03-31", **bounds) == []
    assert refused("date", "2027-04-01", **bounds) == ["Q: From 1 March 2027 to 31 March 2027."]


@pytest.mark.parametrize("sent", ["+49 761 55 01 23", "(0234) 38 25-12", "0761/550123 ext. 12", "٠٢٣٤ ٥٦٧٨"])
def test_phone_takes_what_people_write(sent):
    assert len(kept("phone", sent)) >= 9


@pytest.mark.parametrize("sent", ["call me", "12", "1" * 30, "+49 761 <b>", "'; drop"])
def test_what_nobody_can_ring_is_refused(sent):
    assert refused("phone", sent) == ["Enter a telephone number like +49 761 55 01 23"]


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("example.org", "https://example.org"),
        ("HTTP://example.org", "HTTP://example.org"),
    ],
)
def test_web_address_is_completed(sent, answer):
    assert kept("web_address", sent) == answer


@pytest.mark.parametrize(
    "sent", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org", "no address", "https://", "//", "mailto:a@b.org"]
)
def test_what_is_no_web_address_is_refused(sent):
    assert refused("web_address", sent) == ["Enter a web address like https://example.org/group"]


def test_country_is_kept_as_its_code_and_told_in_the_language_of_the_reader():
    spec = {"key": "k", "kind": "country", "label": "Q"}

    assert kept("country", "DE") == "DE"
    with translation.override("de"):
        assert answer_text(spec, "DE") == "Deutschland"
    with translation.override("en"):
        assert answer_text(spec, "DE") == "Germany"


@pytest.mark.parametrize("sent", ["EU", "XX", "ZZ", "de", "Germany"])
def test_what_is_no_country_is_refused(sent):
    assert len(refused("country", sent)) == 1


def test_countries_stand_in_the_order_of_their_names():
    from forms_ext.schema.countries import country_names

    german = [name for _code, name in country_names("de")]

    assert len(german) == 249 + 1  # ISO 3166-1, and Kosovo
    assert german.index("Ägypten") < german.index("Albanien") < german.index("Österreich") < german.index("Panama")


def test_several_options_are_kept_in_the_order_of_the_form_each_once():
    assert kept("choices", ["o-3", "o-1", "o-3"], options=OPTIONS) == ["o-1", "o-3"]
    assert kept("choices", [], options=OPTIONS) == []


def test_number_of_options_keeps_its_bounds():
    bounds = {"options": OPTIONS, "least": 2, "most": 2}

    assert refused("choices", ["o-1"], **bounds) == ["Q: Choose exactly 2."]
    assert refused("choices", ["o-1", "o-2", "o-3"], **bounds) == ["Q: Choose exactly 2."]
    assert refused("choices", ["o-1", "o-2"], **bounds) == []
    assert refused("choices", [], **bounds) == []


def test_several_options_are_told_by_label_and_filed_by_name():
    spec = {"key": "k", "kind": "choices", "label": "Q", "options": OPTIONS}

    assert answer_text(spec, ["o-1", "o-2"]) == "Tea, green\nWater"
    assert KINDS["choices"].data(spec, ["o-1", "o-2"]) == "tea\nWater"


@pytest.mark.parametrize(
    ("shape", "drawing", "good", "bad"),
    [
        ("digits", "", "0123", "٣٤"),
        ("letters_digits", "", "KX2031", "KX 2031"),
        ("orcid", "", "0000-0002-1825-0097", "0000-0002-1825-0098"),
        ("drawn", "AA-9999", "KX-2031", "KX-203a"),
        ("drawn", "AA-9999", "ÄÖ-2031", "KX-20311"),
    ],
)
def test_shape_of_a_short_text(shape, drawing, good, bad):
    assert kept("short_text", good, shape=shape, drawing=drawing) == good
    assert len(refused("short_text", bad, shape=shape, drawing=drawing)) == 1


def test_length_counts_letters_and_is_told_in_words():
    spec = {"min_length": 2, "max_length": 4}

    assert [len(refused("short_text", sent, **spec)) for sent in ("a", "ab", "漢漢漢漢", "abcde")] == [1, 0, 0, 1]
    assert KINDS["short_text"].limits(spec) == "Between 2 and 4 letters."


def test_own_sentences_stand_for_missing_and_for_wrong_answers():
    own = {"error": "How many are you?", "error_invalid": "Count yourselves again", "required": True}

    assert refused("number", "", **own) == ["How many are you?"]
    assert refused("number", "many", **own) == ["Count yourselves again"]
    assert refused("number", "9", most="8", **own) == ["Count yourselves again"]
    assert refused("email", "ada@", **own) == ["Count yourselves again"]
    assert "character that cannot be shown" in refused("email", "ada\x01@example.org", **own)[0]


@pytest.mark.parametrize(
    ("kind", "value", "box"),
    [
        ("number", {"least": Decimal(9), "most": Decimal(1)}, "most"),
        ("number", {"least": Decimal("1.5")}, "least"),
        ("date", {"first": date(2027, 2, 2), "last": date(2027, 1, 1)}, "last"),
        ("short_text", {"min_length": 9, "max_length": 3}, "max_length"),
        ("date", {"first": date(27, 3, 28)}, "first"),
        ("date", {"last": date(9999, 1, 1)}, "last"),
        ("long_text", {"min_length": 9, "max_length": 3}, "max_length"),
        ("short_text", {"shape": "drawn", "drawing": "AA-9999", "max_length": 6}, "max_length"),
        ("short_text", {"shape": "orcid", "min_length": 20}, "min_length"),
        ("short_text", {"shape": "drawn"}, "drawing"),
        ("short_text", {"drawing": "AA"}, "shape"),
        ("choices", {"least": 3, "options": [{"label": "A"}, {"label": "B"}]}, "least"),
        ("choices", {"least": 2, "most": 1, "options": [{"label": "A"}, {"label": "B"}]}, "most"),
    ],
)
def test_bounds_that_no_answer_can_keep_are_refused_in_the_editor(kind, value, box):
    from wagtail.blocks.struct_block import StructBlockValidationError

    from forms_ext.blocks import FormFieldsBlock, starting

    block = FormFieldsBlock().child_blocks[kind]
    with pytest.raises(StructBlockValidationError) as refused_:
        block.clean(block.normalize(starting(kind, label="Q", **value)[1]))

    assert list(refused_.value.block_errors) == [box]


@pytest.mark.parametrize(
    ("second", "box"), [({"label": "TEA,  green"}, "label"), ({"label": "Other", "value": "tea"}, "value"), ({"label": "tea"}, "value")]
)
def test_option_that_is_there_twice_is_refused_in_the_editor(second, box):
    from wagtail.blocks.struct_block import StructBlockValidationError

    from forms_ext.blocks import FormFieldsBlock, starting

    block = FormFieldsBlock().child_blocks["choice"]
    options = [{"label": "Tea, green", "value": "tea"}, {"value": "", **second}]
    with pytest.raises(StructBlockValidationError) as refused_:
        block.clean(block.normalize(starting("choice", label="Q", options=options)[1]))

    assert list(refused_.value.block_errors["options"].block_errors[1].block_errors) == [box]


@pytest.fixture
def survey(home, photo):
    """A form with every kind."""
    several = {"options": builders.options(o_a="Water, fresh", o_b="Roads")}
    parts = [
        *builders.person(),
        *(builders.question(kind, kind, required=False) for kind in ("phone", "country", "web_address", "number", "date", "yes_no")),
        builders.question("choice", "choice", required=False, display="select", **several),
        builders.question("choices", "choices", required=False, **several),
        builders.consent(photo),
    ]
    return builders.form_page(home, parts, title="Survey")


ANSWERS = {
    "phone": "+49 761 1234",
    "country": "VN",
    "web_address": "example.org/a",
    "number": "12",
    "date": "2027-03-28",
    "yes_no": "no",
    "choice": "o-a",
    "choices": ["o-b", "o-a"],
}


def test_every_kind_is_on_the_page_stored_and_told(client, survey):
    page = client.get(survey.url).content.decode()
    assert [f'autocomplete="{name}"' in page for name in ("tel", "country", "url", "name", "email")] == [True] * 5

    assert builders.send(client, survey, **ANSWERS).status_code == 303
    submission = Submission.objects.get()
    by_kind = {field["kind"]: submission.answers[field["key"]] for field in submission.frozen["fields"]}
    assert {kind: by_kind[kind] for kind in ANSWERS} == {
        **ANSWERS,
        "web_address": "https://example.org/a",
        "yes_no": False,
        "choices": ["o-a", "o-b"],
    }
    assert "vietnam" in submission.search_text
    assert "water, fresh" in submission.search_text


def test_every_kind_is_in_the_file(client, survey):
    builders.send(client, survey, **ANSWERS)

    heading, row = csv.reader(io.StringIO(b"".join(CsvExport(Submission.objects.all())).decode("utf-8-sig")))
    cells = dict(zip(heading, row, strict=True))
    assert {kind: cells[kind] for kind in ANSWERS} == {
        "phone": "'+49 761 1234",
        "country": "Vietnam",
        "web_address": "https://example.org/a",
        "number": "12",
        "date": "2027-03-28",
        "yes_no": "No",
        "choice": "Water, fresh",
        "choices": "Water, fresh\nRoads",
    }


def test_nought_is_a_bound_and_decimals_are_frozen_without_loss(home):
    bounds = {"least": "0", "most": "10000000000.100000", "decimals": True, "keep_days": 0}
    host = builders.form_page(home, [builders.question("number", "How much?", **bounds)], title="Sums")

    (field,) = host.frozen()["fields"]
    assert {name: field[name] for name in bounds} == {**bounds, "most": "10000000000.1"}


def test_renaming_an_option_keeps_its_key(client, survey):
    raw = [dict(block) for block in survey.fields.raw_data]
    (place,) = [place for place, block in enumerate(raw) if block["type"] == "choice"]
    raw[place]["value"] = {**raw[place]["value"], "options": builders.options(o_a="Fresh water", o_b="Roads")}
    host = builders.publish(builders.set_fields(survey, raw))

    assert [option["key"] for option in host.frozen()["fields"][place]["options"]] == ["o-a", "o-b"]


def test_form_page_starts_with_a_sensible_form(home, client, django_user_model):
    from django.urls import reverse

    client.force_login(django_user_model.objects.create_superuser("chief", "chief@convene.example", "x"))
    answer = client.get(reverse("wagtailadmin_pages:add", args=("forms_ext", "formpage", home.pk)))

    assert [block.block_type for block in answer.context["form"].initial["fields"]] == ["full_name", "email", "organisation"]
