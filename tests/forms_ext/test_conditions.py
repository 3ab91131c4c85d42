"""Questions that are asked only after a certain answer."""

import pytest
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from forms_ext.blocks import FormFieldsBlock
from forms_ext.conditions import hidden
from forms_ext.models import ConsentRecord, Submission
from forms_ext.schema.questions import html_name
from tests import builders

WAYS = {"opt_hall": "In the hall", "opt_online": "Online"}


def only_if(label, *answers):
    """Return a condition as raw StreamField data."""
    return {"question": label, "answers": "\n".join(answers)}


def parts(photo, **changed):
    """Return a form in which each question depends on the one before."""
    way = {"options": builders.options(**(changed.get("ways") or WAYS))}
    stay = {"only_if": changed.get("stay") or only_if("How will you take part?", "In the hall")}
    asked = builders.part(
        "consent",
        {"statement": photo.pk, "ask": "yes_no", "reason": "", "only_if": only_if("How will you take part?", "In the hall")},
        "c-photo",
    )
    return [
        *({**block, "id": f"q-{block['type']}"} for block in builders.person()),
        {**builders.question("choice", "How will you take part?", **way), "id": "q-way"},
        {**builders.question("yes_no", "Do you stay overnight?", **stay), "id": "q-stay"},
        {**builders.question("short_text", "Which nights?", only_if=only_if("do you stay  OVERNIGHT?", "yes")), "id": "q-nights"},
        asked,
    ]


@pytest.fixture
def congress(home, photo):
    return builders.form_page(home, parts(photo), title="Congress")


def problems(page):
    """Return what the editor is told: place, box and sentence."""
    try:
        page.fields.stream_block.clean(page.fields)
    except StreamBlockValidationError as error:
        return {
            place: {box: one.message for box, one in wrong.block_errors["only_if"].block_errors.items()}
            for place, wrong in error.block_errors.items()
        }
    return {}


def test_words_become_keys_when_the_form_is_frozen(congress):
    conditions = {field["key"]: field.get("show_if") for field in congress.frozen()["fields"] if "show_if" in field}

    assert conditions == {
        "q-stay": {"key": "q-way", "any": ["opt-hall"]},
        "q-nights": {"key": "q-stay", "any": [True]},
        "c-photo": {"key": "q-way", "any": ["opt-hall"]},
    }
    assert not any("only_if" in field for field in congress.frozen()["fields"])


def test_question_that_was_not_asked_is_not_missed_and_its_answer_is_dropped(client, congress):
    sent = {"q-way": "opt-online", "q-stay": "yes", "q-nights": "Both", "consent": "yes"}

    assert builders.send(client, congress, **sent).status_code == 303
    answers = Submission.objects.get().answers
    assert sorted(set(answers) & {"q-stay", "q-nights", "c-photo"}) == []
    assert "both" not in Submission.objects.get().search_text
    assert ConsentRecord.objects.count() == 0


def test_receipt_leaves_out_what_was_not_asked(client, congress):
    response = builders.send(client, congress, **{"q-way": "opt-online"})

    page = client.get(response["Location"]).content.decode()
    assert "How will you take part?" in page
    assert "Do you stay overnight?" not in page


def test_question_that_is_asked_is_missed(client, congress):
    response = builders.send(client, congress, **{"q-way": "opt-hall", "yes_no": "yes"})

    assert response.status_code == 422
    assert response.content.decode().count("Fill in: Which nights?") == 2


def test_chain_ends_where_one_link_is_not_asked(client, congress):
    assert builders.send(client, congress, **{"q-way": "opt-hall", "yes_no": "no"}).status_code == 303
    assert ConsentRecord.objects.get().state == "given"
    assert Submission.objects.get().answers["q-stay"] is False


def test_hidden_tells_raw_and_typed_answers_alike():
    fields = [
        {"key": "a", "kind": "yes_no"},
        {"key": "b", "kind": "choices", "show_if": {"key": "a", "any": [True]}},
        {"key": "c", "kind": "short_text", "show_if": {"key": "b", "any": ["x", "y"]}},
    ]

    assert hidden(fields, {"a": "yes", "b": ["z", "y"]}) == hidden(fields, {"a": True, "b": ["y"]}) == set()
    assert hidden(fields, {"a": "no", "b": ["y"]}) == hidden(fields, {"a": False, "b": ["y"]}) == hidden(fields, {"b": ["y"]}) == {"b", "c"}
    assert hidden(fields, {"a": True, "b": ["z"]}) == {"c"}


def test_without_a_script_every_question_is_there_with_its_condition(client, congress):
    page = client.get(congress.url).content.decode()

    assert "Only if you chose “In the hall” for “How will you take part?”." in page
    assert "Only if you chose “Yes” for “Do you stay overnight?”." in page
    assert " hidden" not in page.split("<form", 1)[1].split("</form>")[0].replace('type="hidden"', "").replace("aria-hidden", "")
    assert page.count("forms_ext/conditions") == 1


def test_page_without_conditions_loads_no_script(client, contact):
    assert "<script" not in client.get(contact.url).content.decode()


@pytest.mark.parametrize(
    ("condition", "box", "sentence"),
    [
        (
            only_if("Where do you sleep?", "Yes"),
            "question",
            "No question above this one is called “Where do you sleep?”. There is: “How will you take part?”.",
        ),
        (
            only_if("Which nights?", "Yes"),
            "question",
            "No question above this one is called “Which nights?”. There is: “How will you take part?”.",
        ),
        (
            only_if("How will you take part?", "By boat"),
            "answers",
            "“By boat” is no answer to that question. It has: “In the hall”, “Online”.",
        ),
    ],
)
def test_condition_that_names_nothing_is_refused_at_its_box(congress, photo, condition, box, sentence):
    builders.set_fields(congress, parts(photo, stay=condition))

    assert problems(congress) == {3: {box: sentence}}


def test_renaming_an_option_is_refused_until_the_condition_follows(congress, photo):
    builders.set_fields(congress, parts(photo, ways={**WAYS, "opt_hall": "In the large hall"}))

    assert sorted(problems(congress)) == [3, 5]
    assert list(problems(congress)[3]) == ["answers"]


def test_moving_a_question_above_the_one_it_depends_on_is_refused(congress, photo):
    raw = parts(photo)
    builders.set_fields(congress, [raw[3], *raw[:3], *raw[4:]])

    assert problems(congress)[0]["question"].startswith("No question above this one has fixed answers.")


def test_two_questions_with_one_name_are_refused_where_it_matters(congress, photo):
    raw = parts(photo)
    builders.set_fields(congress, [*raw[:3], {**raw[2], "id": "q-way-2"}, *raw[3:]])

    assert problems(congress)[4]["question"].startswith("Two earlier questions are called")


def test_half_a_condition_is_refused():
    block = FormFieldsBlock().child_blocks["number"].child_blocks["only_if"]

    for half, box in ((only_if("Way?"), "answers"), (only_if("", "Yes"), "question")):
        with pytest.raises(StructBlockValidationError) as refused:
            block.clean(block.to_python(half))
        assert list(refused.value.block_errors) == [box]


def test_condition_by_a_german_word_for_yes(congress, photo):
    raw = parts(photo)
    raw[4]["value"]["only_if"] = only_if("Do you stay overnight?", "Ja")
    builders.set_fields(congress, raw)

    assert problems(congress) == {}
    assert congress.frozen()["fields"][4]["show_if"]["any"] == [True]


def test_new_required_question_that_this_visitor_is_not_asked_is_no_reason_to_ask_again(client, congress, photo):
    seen = congress.form()
    data = builders.filled(congress, seen, **{"q-way": "opt-online"})
    more = builders.question("short_text", "What do you eat?", only_if=only_if("How will you take part?", "In the hall"))
    builders.publish(builders.set_fields(congress, [*parts(photo), more]))

    assert client.post(seen.action, data).status_code == 303


def test_new_required_question_that_this_visitor_is_asked_is_asked(client, congress, photo):
    seen = congress.form()
    data = builders.filled(congress, seen, **{"q-way": "opt-hall", "yes_no": "no"})
    more = builders.question("short_text", "What do you eat?", only_if=only_if("How will you take part?", "In the hall"))
    builders.publish(builders.set_fields(congress, [*parts(photo), more]))

    response = client.post(seen.action, data)
    assert response.status_code == 422
    assert "Fill in: What do you eat?" in response.content.decode()


def test_question_that_is_asked_of_more_people_now_does_not_count_as_answered(client, congress, photo):
    """What was written into a question that was not asked is no answer to it."""
    seen = congress.form()
    data = builders.filled(congress, seen, **{"q-way": "opt-online", "yes_no": "no"})
    assert html_name("q-stay") in data
    wider = only_if("How will you take part?", "In the hall", "Online")
    builders.publish(builders.set_fields(congress, parts(photo, stay=wider)))

    assert client.post(seen.action, data).status_code == 422
    assert Submission.objects.count() == 0
