"""What the linter says of statements and forms, and where it must not say anything."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from forms_ext.schema.linter import lint_form, lint_side_events, lint_statement
from tests import builders, people

SOUND = {"controller": "Coordination office", "channels": "this website", "withdrawal": "With the link in every message."}


def wording(html="<p>I agree that pictures of me are shown here.</p>", nature="consent", language="en", **changes):
    """Return the wording of a statement in which nothing is odd, with changes."""
    details = {**SOUND, **{name: changes.pop(name) for name in list(changes) if name in SOUND}}
    label = {"short_label": "Photographs", "short_label_language": language, **changes}
    return {"nature": nature, "language": language, "html": html, "details": [list(pair) for pair in details.items() if pair[1]], **label}


def consent(ask="yes_no", **changes):
    said = wording(**changes)
    return {
        "key": "c",
        "kind": "consent",
        "label": said["short_label"],
        "hint": "",
        "required": ask != "optional_tick",
        "ask": ask,
        "wording": said,
    }


def question(label, *, required, hint=""):
    return {"key": "q", "kind": "yes_no", "label": label, "hint": hint, "required": required}


def codes(found):
    return [concern.code for concern in found]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"channels": "this website, social media"}, ["bundled-channels"]),
        ({"channels": "Website und Instagram"}, ["bundled-channels"]),
        ({"html": "<p>Pictures may be shown on our homepage</p><p>and in printed reports.</p>"}, ["bundled-channels"]),
        ({"html": "<p>Pictures may be shown on the website of the project and its partners.</p>"}, []),
        ({"html": "<p>We print your name on a badge.</p>", "channels": ""}, []),
        ({"withdrawal": ""}, ["no-withdrawal"]),
        ({"controller": ""}, ["no-controller"]),
        ({"nature": "acknowledgement", "controller": "", "withdrawal": "", "channels": "a, b"}, []),
        ({"short_label_language": "de"}, ["label-language"]),
        ({"language": "de", "html": "<p>Ich bin einverstanden.</p>"}, []),
        ({"html": "<p>I will attend the walk on 14 April.</p>"}, ["attendance"]),
        ({"html": "<p>Ich nehme am Abendessen gerne teil.</p>"}, ["attendance"]),
        ({"html": "<p>Pictures taken while people attend the dialogue may be shown.</p>"}, []),
        ({"html": "<p>Ich bin damit einverstanden, dass Bilder der Teilnehmenden gezeigt werden.</p>"}, []),
    ],
)
def test_statement_is_looked_at(changes, expected):
    assert codes(lint_statement(wording(**changes))) == expected


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (consent(), []),
        (consent("optional_tick"), []),
        (consent("must"), ["required-consent"]),
        (consent(html="<p>This optional permission lets us show pictures.</p>"), ["star-on-optional"]),
        (consent("optional_tick", html="<p>This optional permission lets us show pictures.</p>"), []),
        (consent(language="de"), ["statement-language"]),
        (question("Will you join the optional walk?", required=True), ["star-on-optional"]),
        (question("Essen", hint="Die Angabe ist freiwillig.", required=True), ["star-on-optional"]),
        (question("Will you join the optional walk?", required=False), []),
        (question("Which options do you prefer?", required=True), []),
        ({"key": "h", "kind": "heading", "label": "Optional parts", "hint": ""}, []),
    ],
)
def test_form_is_looked_at(field, expected):
    assert codes(lint_form({"host_key": "h", "language": "en", "fields": [field]})) == expected


def test_statement_asked_twice_is_named_once():
    fields = [consent(controller=""), {**consent(controller=""), "key": "d"}]

    assert codes(lint_form({"host_key": "h", "language": "en", "fields": fields})) == ["no-controller"]


@pytest.mark.parametrize(("statements", "expected"), [((7, 7, 7), ["asked-twice"]), ((7, 8), [])])
def test_form_that_asks_a_statement_twice_is_looked_at(statements, expected):
    fields = [{**consent(), "key": str(nth), "wording": {**wording(), "statement": one}} for nth, one in enumerate(statements)]

    assert codes(lint_form({"host_key": "h", "language": "en", "fields": fields})) == expected


@pytest.mark.parametrize(
    ("first", "last", "day", "expected"),
    [
        (date(2027, 4, 14), date(2027, 4, 16), date(2027, 4, 16), []),
        (date(2027, 4, 14), date(2027, 4, 16), date(2027, 4, 17), ["side-event-outside"]),
        (date(2027, 4, 14), date(2027, 4, 14), date(2026, 4, 14), ["side-event-outside"]),
        (None, None, date(2027, 4, 17), []),
    ],
)
def test_side_event_on_another_day_is_named(first, last, day, expected):
    assert codes(lint_side_events(first, last, [("Walk", day)])) == expected


def test_every_concern_says_how_to_mend_it_and_names_the_part():
    found = lint_form(
        {"host_key": "h", "language": "en", "fields": [consent("must", controller="", withdrawal="", short_label_language="de")]}
    )

    assert [bool(concern.mend) and concern.where in concern.sentence for concern in found] == [True] * 4


def test_editor_reads_it_in_the_form_and_in_the_statement_and_may_publish(home):
    shown = builders.statement(short_label="Photographs", controller="")
    host = builders.form_page(home, [*builders.person(), builders.consent(shown)], title="Contact")
    admin = people.browser_of(people.superuser())

    page = admin.get(reverse("wagtailadmin_pages:edit", args=[host.pk])).content.decode()
    statement = admin.get(reverse(shown.snippet_viewset.get_url_name("edit"), args=[shown.pk])).content.decode()

    for body in (page, statement):
        assert "does not say who is responsible" in body
        assert "Worth a second look" in body
    assert host.live


def test_nothing_odd_is_no_panel(home):
    sound = builders.statement(
        html="<p>I agree that pictures are shown here.</p>", short_label="Pictures", short_label_language="en", **SOUND
    )
    host = builders.form_page(home, [*builders.person(), builders.consent(sound)], title="Contact")
    admin = people.browser_of(people.superuser())

    for address in (
        reverse("wagtailadmin_pages:edit", args=[host.pk]),
        reverse(sound.snippet_viewset.get_url_name("edit"), args=[sound.pk]),
    ):
        assert "Worth a second look" not in admin.get(address).content.decode()
    assert (host.lint(), sound.lint()) == ([], [])


def test_sentences_are_in_the_language_of_the_editor():
    with translation.override("de"):
        (concern,) = lint_statement(wording(short_label_language="zh"))

    assert "Chinesisch" in concern.sentence
