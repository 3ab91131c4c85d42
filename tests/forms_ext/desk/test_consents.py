"""The consents at the desk: counts for each wording, and asking again."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from forms_ext.models import ConsentStatement, Message
from forms_ext.models.rights import Right
from tests import builders, people

CONSENTS = reverse("desk:consents")


def address(photo):
    return reverse("desk:consent", args=[photo.translation_key])


@pytest.fixture
def reworded(photo, ada, bao):
    """The statement after a material change: one gave the earlier wording, one refused it."""
    photo.statement, photo.change_class = "<p>Pictures may also be shown in films.</p>", "material"
    photo.save_revision().publish()
    return ConsentStatement.objects.get(pk=photo.pk)


def test_statements_are_listed_with_what_counts_now(desk, photo, ada, bao):
    page = desk.get(CONSENTS)

    assert page.context["rows"] == [{"url": address(photo), "name": "Photographs", "cells": [1, 1, 0, 0, 0]}]
    assert [word in page.content.decode() for word in ("Given", "Not answered")] == [True, True]


def test_wordings_are_counted_apart(desk, spring, reworded):
    builders.submit(spring, email="dora@example.org")
    rows = desk.get(address(reworded)).context["rows"]

    assert [(row["version"].number, row["cells"], row["is_earlier"]) for row in rows] == [
        (2, [1, 0, 0, 0, 0], False),
        (1, [1, 1, 0, 0, 0], True),
    ]


def test_button_asks_those_who_gave_the_earlier_wording(desk, reworded, moderator):
    before = desk.get(address(reworded)).content.decode()
    page = desk.post(address(reworded), follow=True).content.decode()

    assert ("Ask 1 person again" in before, "1 person is asked by mail." in page) == (True, True)
    assert ("Ask 1 person" in page, "Everybody who can answer was asked already" in page) == (False, True)
    assert [message.to for message in Message.objects.filter(kind="renewal")] == ["ada@example.org"]
    entry = ModelLogEntry.objects.for_instance(reworded).get(action="forms_ext.ask_again")
    assert (entry.user, entry.data) == (moderator, {"count": 1})


def test_only_answers_of_ones_own_pages_are_counted(elsewhere, photo, ada):
    browser = people.browser_of(elsewhere)

    assert browser.get(CONSENTS).context["rows"] == []
    assert browser.get(address(photo)).status_code == 404


def test_whoever_may_not_manage_sees_no_button_and_cannot_ask(dialogues, reworded):
    reader = people.browser_of(people.moderator("rita", dialogues, [Right.LIST, Right.ANSWERS]))

    assert "Ask 1 person" not in reader.get(address(reworded)).content.decode()
    assert reader.post(address(reworded)).status_code == 302
    assert Message.objects.filter(kind="renewal").count() == 0


@pytest.mark.parametrize("name", ["lister", "editor"])
def test_whoever_may_not_see_answers_sees_no_consents(name, request, photo, ada):
    browser = people.browser_of(request.getfixturevalue(name))

    assert [browser.get(where).status_code for where in (CONSENTS, address(photo))] == [302, 302]


def test_those_who_came_before_are_told_as_never_asked(desk, spring, photo, ada):
    raw = [dict(block) for block in spring.fields.raw_data if block["type"] != "consent"]
    host = builders.publish(builders.set_fields(spring, raw))
    builders.submit(host, email="dora@example.org")

    assert desk.get(address(photo)).context["never_asked"] == 1
