"""Giving rights over submissions on Wagtail's own group screen."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import translation

from forms_ext.models import ConsentRecord, GroupFormRight, Message, Submission
from forms_ext.panels import BaseGroupFormRightFormSet
from tests import people


@pytest.fixture
def client(admin):
    return people.browser_of(admin)


def form_data(client, url, rights):
    """Return the data of the whole group form as the screen offers it, with these rights: page and rights, or None to remove."""
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    data = {"name": "Deciders", "permissions": [access.pk]}
    for panel in client.get(url).context["permission_panels"]:
        if not hasattr(panel, "management_form"):
            continue
        for suffix in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS"):
            data[f"{panel.prefix}-{suffix}"] = panel.management_form[suffix].value()
    data["form_rights-TOTAL_FORMS"] = len(rights)
    for number, (page, held) in enumerate(rights):
        data[f"form_rights-{number}-page"] = page.pk
        data[f"form_rights-{number}-rights"] = held or []
        if held is None:
            data[f"form_rights-{number}-DELETE"] = "on"
    return data


def stored(group):
    return sorted(GroupFormRight.objects.filter(group=group).values_list("page__title", "right"))


def save(client, group, rights):
    url = reverse("wagtailusers_groups:edit", args=[group.pk])
    return client.post(url, form_data(client, url, rights))


def test_new_group_gets_its_rights(client, dialogues):
    url = reverse("wagtailusers_groups:add")
    client.post(url, form_data(client, url, [(dialogues, ["list", "answers", "decide"])]))

    assert stored(Group.objects.get(name="Deciders")) == [("Dialogues", "answers"), ("Dialogues", "decide"), ("Dialogues", "list")]


@pytest.fixture
def deciders(dialogues):
    return people.group("Deciders", {dialogues: ["list", "decide"]})


def test_screen_shows_the_rights_that_are_held(client, deciders):
    page = client.get(reverse("wagtailusers_groups:edit", args=[deciders.pk])).content.decode()

    assert [text in page for text in ("Add rights over a page", "Accept, decline and release")] == [True, True]
    panel = next(
        panel
        for panel in client.get(reverse("wagtailusers_groups:edit", args=[deciders.pk])).context["permission_panels"]
        if panel.prefix == "form_rights"
    )
    assert [(form.initial["page"].title, sorted(form.initial["rights"])) for form in panel.forms] == [("Dialogues", ["decide", "list"])]


def test_rights_are_changed_added_and_removed(client, deciders, dialogues, academies):
    kept = GroupFormRight.objects.get(group=deciders, right="list").pk
    save(client, deciders, [(dialogues, ["list", "export"]), (academies, ["list"])])
    changed = stored(deciders)
    save(client, deciders, [(dialogues, ["list", "export"]), (academies, None)])

    assert changed == [("Academies", "list"), ("Dialogues", "export"), ("Dialogues", "list")]
    assert stored(deciders) == [("Dialogues", "export"), ("Dialogues", "list")]
    assert GroupFormRight.objects.filter(pk=kept).exists()


def test_saving_the_group_as_it_is_changes_nothing(client, deciders, dialogues):
    before = set(GroupFormRight.objects.values_list("pk", flat=True))
    save(client, deciders, [(dialogues, ["list", "decide"])])

    assert set(GroupFormRight.objects.values_list("pk", flat=True)) == before


def test_whoever_sees_answers_or_decides_sees_the_list(client, deciders, dialogues):
    save(client, deciders, [(dialogues, ["answers"])])

    assert stored(deciders) == [("Dialogues", "answers"), ("Dialogues", "list")]


def test_a_page_named_twice_is_refused(client, deciders, dialogues):
    response = save(client, deciders, [(dialogues, ["list"]), (dialogues, ["export"])])

    assert "Each page may stand here once" in response.content.decode()
    assert stored(deciders) == [("Dialogues", "decide"), ("Dialogues", "list")]


def test_an_unknown_right_is_refused(client, deciders, dialogues):
    save(client, deciders, [(dialogues, ["list", "rule"])])

    assert stored(deciders) == [("Dialogues", "decide"), ("Dialogues", "list")]


def test_rights_given_on_the_screen_open_the_desk(client, deciders, academies, wim):
    member = people.person("mira", deciders)
    save(client, deciders, [(academies, ["list"])])

    assert people.browser_of(member).get(reverse("desk:detail", args=[wim.pk])).status_code == 200


def test_model_permissions_of_submissions_and_registers_are_not_offered(client, deciders):
    page = client.get(reverse("wagtailusers_groups:edit", args=[deciders.pk])).content.decode()

    offered = set(re.findall(r"Can (?:add|change|delete) ([a-z ]+?)\s*<", page))
    assert {"statement", "wording of a mail"} <= offered
    assert offered & {str(model._meta.verbose_name) for model in (Submission, ConsentRecord, Message)} == set()


def test_heads_of_the_columns_are_in_the_language_of_the_reader():
    with translation.override("de"):
        heads = [str(short) for short, _label in BaseGroupFormRightFormSet.columns]

    assert heads[4] == "Löschen"
    assert "Manage" not in heads
