"""The first page of the editor for whoever works at the desk: what waits, and for whom."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forms_ext import permissions
from forms_ext.actions import EraseAction
from forms_ext.actions.erasure_requests import AskErasureAction
from forms_ext.actions.locking import host_transaction
from forms_ext.actions.purge import purge
from forms_ext.models import ErasureRequest, Submission
from forms_ext.models.rights import Right
from tests import builders, people

HOME = reverse("wagtailadmin_home")


def panel(client):
    """Return the first page of the editor and what its panel is made of; nothing where it is not shown."""
    response = client.get(HOME)
    return response.content.decode(), next((part for part in response.context if part.get("is_shown")), None)


def numbers(line):
    return {name: amount.number for name, amount in line.amounts.items()}


@pytest.fixture
def held(spring):
    one = builders.submit(spring, full_name="Dora Eng", email="dora@example.org")
    one.claims.all().delete()
    Submission.objects.filter(pk=one.pk).update(state="held")
    return one


def test_panel_counts_what_waits_form_by_form(desk, ada, cleo, bao, held):
    _page, told = panel(desk)

    assert numbers(told["total"]) == {"undecided": 2, "waiting": 1, "held": 1}
    assert [(line.title, numbers(line)) for line in told["lines"]] == [("Spring school", {"undecided": 2, "waiting": 1, "held": 1})]


def test_every_number_leads_to_a_list_of_so_many(desk, ada, bao, cleo, held):
    _page, told = panel(desk)

    for line in (told["total"], *told["lines"]):
        for amount in line.amounts.values():
            assert desk.get(amount.url).context["paginator"].count == amount.number


def test_panel_tells_nothing_of_other_sections(desk, ada, wim):
    page, told = panel(desk)

    assert ("Winter school" in page, numbers(told["total"])["undecided"]) == (False, 1)


def test_control_a_policy_that_shows_everything_is_noticed(desk, ada, wim, monkeypatch):
    monkeypatch.setattr(permissions.FormRights, "where", lambda *_right: permissions.Q())
    page, told = panel(desk)

    assert ("Winter school" in page, numbers(told["total"])["undecided"]) == (True, 2)


def test_panel_is_not_for_people_without_a_list(spring, ada):
    page, told = panel(people.browser_of(people.page_editor("pia", spring)))

    assert (told, "At the desk" in page) == (None, False)


def test_panel_says_when_nothing_waits(desk, spring):
    page, _told = panel(desk)

    assert "Nothing waits for you." in page


def test_panel_names_nobody(desk, ada, bao, cleo):
    page, _told = panel(desk)

    assert [word in page for word in ("Ada", "ada@example.org", ada.reference)] == [False] * 3


def test_panel_costs_the_same_for_one_form_and_for_many(desk, spring, dialogues, ada, photo):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            desk.get(HOME)
        return len(queries)

    desk.get(HOME)
    one = cost()
    for number in range(4):
        page = builders.form_page(dialogues, [*builders.person()], title=f"Form {number}", review=True)
        builders.submit(page, full_name="Ada Berg", email="ada@example.org")
    assert (cost(), len(panel(desk)[1]["lines"])) == (one, 5)


def test_requests_for_erasure_are_told_to_those_who_may_erase(desk, spring, ada):
    AskErasureAction(ada).execute()
    others = people.browser_of(people.moderator("ole", spring, [Right.LIST, Right.ANSWERS]))

    assert [panel(client)[1]["erasures"] for client in (desk, others)] == [1, 0]


def test_request_is_open_until_nothing_leads_to_the_person(spring, ada, moderator):
    AskErasureAction(ada).execute()
    with host_transaction(ada.host_key):
        purge([ada])
    ada.refresh_from_db()
    client = people.browser_of(moderator)

    # The answers went because they were kept long enough; the proof of the consent still leads to Ada.
    assert ErasureRequest.objects.open().count() == 1
    assert "This person asked for erasure on" in client.get(reverse("desk:detail", args=[ada.pk])).content.decode()
    row = client.get(reverse("registers_erasures_modeladmin_index")).content.decode()
    assert len(re.findall(r"\d{4}, \d\d:\d\d", row)) == 1

    EraseAction(ada).execute()
    assert ErasureRequest.objects.open().count() == 0
