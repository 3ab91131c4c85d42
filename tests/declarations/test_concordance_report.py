"""The report on the languages of a text, as editors see it."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission

from tests import builders

from .conftest import RAW, raw_point, set_body
from .test_sides import german

__all__ = ["german"]


def report(client, page):
    answer = client.get(reverse("declarations_concordance", args=[page.pk]))
    return answer.status_code, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_report_names_what_is_missing(admin_client, charter, german):
    status, text = report(admin_client, charter)

    assert status == 200
    assert "Point 3 Differs This is not there yet. rain is led to ponds." in text
    assert "Point 1 Differs Only one of them has a heading. Count the tides" in text


def test_report_is_the_same_from_either_language(admin_client, charter, german):
    assert "rain is led to ponds" in report(admin_client, german)[1]
    assert "compared with the text in English" in report(admin_client, german)[1]


def test_report_reads_the_newest_draft(admin_client, charter, german):
    set_body(german, [RAW[1], raw_point("bis zum 3. Mai 2030 gezählt.", "point-tide")]).save_revision()
    _status, text = report(admin_client, charter)

    assert "newest draft" in text
    assert "Numbers that only one of them names. 3, 2030" in text
    assert "Months that only one of them names. May" in text


def test_text_in_one_language_has_nothing_to_compare(admin_client, charter):
    assert "There is no other language yet." in report(admin_client, charter)[1]


def test_button_stands_where_there_are_translations(admin_client, charter, german):
    address = reverse("declarations_concordance", args=[charter.pk])

    assert address in admin_client.get(reverse("wagtailadmin_pages:edit", args=[charter.pk])).content.decode()
    german.delete()
    assert address not in admin_client.get(reverse("wagtailadmin_pages:edit", args=[charter.pk])).content.decode()


def test_button_is_not_offered_to_those_who_may_not_edit(client, charter, german, reader):
    client.force_login(reader)

    assert "concordance" not in client.get(reverse("wagtailadmin_explore", args=[charter.get_parent().pk])).content.decode()


@pytest.fixture
def reader(django_user_model, charter):
    """Somebody who may edit another part of the tree only."""
    user = django_user_model.objects.create_user("reader", "reader@example.org", "word")
    group = Group.objects.create(name="Elsewhere")
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    elsewhere = charter.get_parent().get_parent().add_child(instance=type(charter.get_parent().get_parent())(title="Else", slug="else"))
    GroupPagePermission.objects.create(group=group, page=elsewhere, permission=Permission.objects.get(codename="change_page"))
    user.groups.add(group)
    return user


def test_report_is_for_those_who_may_edit_the_page(client, charter, german, reader):
    assert report(client, charter)[0] == 302

    client.force_login(reader)
    address = reverse("declarations_concordance", args=[charter.pk])
    assert client.get(address).status_code == 302  # Wagtail leads those without the right back to its start
    assert "rain is led" not in client.get(address, follow=True).content.decode()


def test_draft_language_is_hidden_from_those_who_may_not_edit_it(client, charter, german, reader):
    german.unpublish()
    group = reader.groups.get()
    GroupPagePermission.objects.create(group=group, page=charter, permission=Permission.objects.get(codename="change_page"))
    client.force_login(reader)

    assert "There is no other language yet." in report(client, charter)[1]
    GroupPagePermission.objects.create(group=group, page=german, permission=Permission.objects.get(codename="change_page"))
    assert "rain is led to ponds" in report(client, charter)[1]


def test_report_answers_reading_only(admin_client, charter, german):
    assert admin_client.post(reverse("declarations_concordance", args=[charter.pk])).status_code == 405


def test_report_of_an_agreeing_translation_is_empty(admin_client, charter, german):
    german.number_style = charter.number_style
    body = [
        builders.part("preamble", "<p>Die Häfen trafen sich im Frühjahr.</p>", "pre-1"),
        builders.part("enacting", "wir haben vereinbart:", "enact"),
        raw_point("Gezeiten werden gezählt.", "point-tide", "Gezeiten"),
        raw_point("Kais bleiben offen.", "point-quay"),
        raw_point("Regen wird geleitet.", "point-rain", subpoints=["in der Altstadt", "am Deich"]),
        builders.part("closing", "<p>Geschehen am Kai.</p>", "close-1"),
    ]
    builders.publish(set_body(german, body))

    assert "Nothing was found that differs." in report(admin_client, charter)[1]
