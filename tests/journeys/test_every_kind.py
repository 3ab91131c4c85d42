"""A visitor answers a form with every kind of question, with and without a script; an editor makes one depend on another."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from forms_ext.models import FormPage, Submission
from tests import builders, people

WAYS = {"opt_hall": "In the hall", "opt_online": "Online"}


def after(label, *answers):
    return {"question": label, "answers": "\n".join(answers)}


@pytest.fixture
def congress(home):
    """A form with every kind of question; some are only asked of those who come to the hall."""
    in_hall = {"only_if": after("How will you take part?", "In the hall")}
    work = builders.options(o_water="Water, fresh and salt", o_roads="Roads", o_soil="Soil")
    parts = [
        builders.part("heading", "About you"),
        *builders.person(),
        builders.question("organisation", "Organisation", required=False),
        builders.question("country", "Where do you work?"),
        builders.question("phone", "Telephone number", required=False, hint="Only used on the day, if the boat is late."),
        builders.question("web_address", "Page of your group", required=False),
        builders.question("short_text", "Number of your badge", required=False, shape="drawn", drawing="AA-9999"),
        builders.part("heading", "Your work"),
        builders.question("choices", "What do you work on?", options=work, least=1, most=2),
        builders.question(
            "choice", "Which language do you prefer?", options=builders.options(l_en="English", l_vi="Tiếng Việt"), display="select"
        ),
        builders.question("long_text", "What would you like to ask?", required=False, max_length=400),
        builders.part("heading", "Your stay"),
        builders.question("choice", "How will you take part?", options=builders.options(**WAYS)),
        builders.question("date", "When do you arrive?", first="2031-06-01", last="2031-06-30", **in_hall),
        builders.question(
            "number", "How many people come with you?", least="0", most="4", error_invalid="Bring four people at most.", **in_hall
        ),
        builders.question("yes_no", "Do you stay overnight?", **in_hall),
        builders.question("short_text", "What do you eat?", only_if=after("Do you stay overnight?", "Yes")),
        builders.consent(builders.statement()),
    ]
    return builders.form_page(home, parts, title="Congress of ponds")


def answer(visitor):
    visitor.get_by_label("Full name").fill("Ada Berg")
    visitor.get_by_label("E-mail address").fill("ada@journeys.example")
    visitor.get_by_label("Where do you work?").select_option(label="Vietnam")
    visitor.get_by_label("Telephone number").fill("+84 234 382 5001")
    visitor.get_by_label("Page of your group").fill("ponds.example")
    visitor.get_by_label("Number of your badge").fill("KX-2031")
    visitor.get_by_label("Water, fresh and salt").check()
    visitor.get_by_label("Which language do you prefer?").select_option(label="Tiếng Việt")
    visitor.get_by_label("No, I do not agree").check()


def problems(visitor):
    return visitor.locator("#error-summary li").all_inner_texts()


def told(visitor):
    """Return what the receipt tells, by question."""
    return dict(zip(visitor.locator(".answers dt").all_inner_texts(), visitor.locator(".answers dd").all_inner_texts(), strict=True))


def test_visitor_without_a_script_answers_every_kind(congress, open_window):
    visitor = open_window(java_script_enabled=False)
    visitor.goto(congress.url)
    assert visitor.get_by_text("Only if you chose “In the hall” for “How will you take part?”.").count() == 3
    visitor.get_by_role("button", name="Send").click()
    assert problems(visitor) == [
        "Fill in: Full name",
        "Fill in: E-mail address",
        "Choose one: Where do you work?",
        "Choose at least one: What do you work on?",
        "Choose one: Which language do you prefer?",
        "Choose one: How will you take part?",
        "Choose yes or no: Einverständnis Foto",
    ]

    answer(visitor)
    for label in ("Roads", "Soil"):
        visitor.get_by_label(label).check()
    visitor.get_by_label("In the hall").check()
    visitor.get_by_label("When do you arrive?").fill("2031-07-01")
    visitor.get_by_label("How many people come with you?").fill("1E9")
    visitor.get_by_role("button", name="Send").click()
    assert problems(visitor) == [
        "What do you work on?: Choose from 1 to 2.",
        "When do you arrive?: From 1 June 2031 to 30 June 2031.",
        "Bring four people at most.",
        "Choose yes or no: Do you stay overnight?",
    ]

    visitor.get_by_label("Soil").uncheck()
    visitor.get_by_label("When do you arrive?").fill("2031-06-03")
    visitor.get_by_label("How many people come with you?").fill("2")
    visitor.locator("fieldset", has_text="Do you stay overnight?").last.get_by_label("Yes").check()
    visitor.get_by_label("What do you eat?").fill("Rice")
    visitor.get_by_role("button", name="Send").click()

    visitor.wait_for_url(re.compile("/forms/receipt/"))
    written = told(visitor)
    assert (written["Where do you work?"], written["When do you arrive?"]) == ("Vietnam", "3 June 2031")
    assert written["What do you work on?"] == "Water, fresh and salt\nRoads"
    assert written["Page of your group"] == "https://ponds.example"
    assert Submission.objects.get().answers[builders.field_key(congress, "number")] == "2"


def test_visitor_with_a_script_sees_only_what_is_asked_of_her(congress, open_window):
    visitor = open_window()
    visitor.goto(congress.url)
    arrival, stay, food = (
        visitor.get_by_label("When do you arrive?"),
        visitor.get_by_role("group", name="Do you stay overnight?"),
        visitor.get_by_label("What do you eat?"),
    )
    assert (arrival.is_visible(), stay.is_visible(), food.is_visible()) == (False, False, False)
    assert visitor.get_by_text("Only if you chose").first.is_hidden()

    visitor.get_by_label("In the hall").focus()
    visitor.keyboard.press("Space")
    assert (arrival.is_visible(), stay.is_visible(), food.is_visible()) == (True, True, False)
    assert visitor.evaluate("document.activeElement.value") == "opt-hall"
    visitor.get_by_role("status").get_by_text("have changed to fit your answer").wait_for(state="attached")
    stay.get_by_label("Yes").check()
    food.fill("Rice")

    visitor.get_by_label("Online").check()
    assert (arrival.is_visible(), food.is_visible()) == (False, False)
    answer(visitor)
    visitor.get_by_role("button", name="Send").click()
    visitor.wait_for_url(re.compile("/forms/receipt/"))
    assert not {"When do you arrive?", "What do you eat?"} & set(told(visitor))
    assert "Rice" not in str(Submission.objects.get().answers)

    visitor.go_back()
    visitor.get_by_label("In the hall").check()
    assert food.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_form_with_every_kind_is_accessible(congress, open_window, axe, shot, scheme):
    for width in (320, 1280):
        visitor = open_window(color_scheme=scheme, viewport={"width": width, "height": 900})
        visitor.goto(congress.url)
        axe(visitor)
        visitor.get_by_label("In the hall").check()
        visitor.get_by_role("button", name="Send").click()
        assert visitor.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        axe(visitor)
        shot(visitor, f"kinds-errors-{scheme}-{width}", full_page=True)


def test_page_without_conditions_loads_no_script(home, open_window):
    host = builders.form_page(home, builders.person(), title="Contact")
    visitor, asked_for = open_window(), []
    visitor.on("request", lambda request: asked_for.append(request.resource_type))
    visitor.goto(host.url)

    assert "script" not in asked_for


def test_editor_makes_a_question_depend_on_another(congress, open_window, admin_login, shot):
    page = open_window(visitor=False)
    chief = get_user_model().objects.create_superuser("chief", "chief@convene.example", people.PASSWORD)
    admin_login(page, chief)
    page.goto(reverse("wagtailadmin_pages:edit", args=[congress.pk]))
    page.get_by_role("tab", name="Form").click()
    place = [block.value["label"] if hasattr(block.value, "get") and "label" in block.value else "" for block in congress.fields].index(
        "When do you arrive?"
    )
    box = page.locator(f"[name='fields-{place}-value-only_if-question']")
    part = page.locator("section", has=page.locator(f"#fields-{place}-value-label")).last
    part.get_by_role("button", name="Settings").first.click()
    box.fill("How will you travel?")
    shot(page, "kinds-editor")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("could not be saved").first.wait_for()
    page.get_by_role("button", name="Go to the first error").click()
    page.wait_for_timeout(800)
    shot(page, "kinds-editor-error")
    page.get_by_text("No question above this one is called “How will you travel?”").wait_for()
    assert FormPage.objects.get().latest_revision_id == congress.latest_revision_id
