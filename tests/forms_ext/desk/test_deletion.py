"""What the editor refuses to delete."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Page

from forms_ext.models import ConsentStatement, Submission
from forms_ext.viewsets import deletion
from tests import builders, people


@pytest.fixture
def client(admin):
    return people.browser_of(admin)


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def delete(client, page):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))


def exists(page):
    return Page.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_page_with_submissions_stays_and_unpublishing_is_offered(client, spring, ada, bao, method):
    response = getattr(client, method)(reverse("wagtailadmin_pages:delete", args=[spring.pk]))

    assert exists(spring)
    assert "2 submissions were sent to it" in said(response)
    assert reverse("wagtailadmin_pages:unpublish", args=[spring.pk]) in said(response)


def test_section_above_such_a_page_stays(client, dialogues, spring, ada):
    response = delete(client, dialogues)

    assert (exists(dialogues), exists(spring)) == (True, True)
    assert "1 submission was sent to it or to pages below it" in said(response)


def test_page_without_submissions_can_be_deleted(client, spring):
    delete(client, spring)

    assert not exists(spring)


def test_selected_pages_stay_when_one_has_submissions(client, dialogues, academies, spring, ada):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    response = client.post(f"{url}?id={dialogues.pk}&id={academies.pk}&next=/admin/")

    assert (exists(dialogues), exists(academies)) == (True, True)
    assert "cannot be deleted" in said(response)


def test_selected_pages_without_submissions_can_be_deleted(client, academies):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{url}?id={academies.pk}&next=/admin/")

    assert not exists(academies)


def test_translations_that_go_with_a_page_count(academies, spring, ada, monkeypatch):
    def cascade(pages, _action):
        return {page: [spring] for page in pages}

    monkeypatch.setattr(deletion.hooks, "get_hooks", lambda _name: [cascade])

    assert deletion.submissions_below([academies]) == 1


def test_control_without_the_hook_the_page_goes_and_the_rows_stay(client, spring, ada, monkeypatch):
    monkeypatch.setattr(deletion, "submissions_below", lambda _pages: 0)
    delete(client, spring)

    assert (exists(spring), Submission.objects.filter(pk=ada.pk).exists()) == (False, True)


def statement_url(name, statement):
    return reverse(ConsentStatement.snippet_viewset.get_url_name(name), args=[statement.pk])


def test_published_statement_stays_with_a_clear_message(client, photo):
    response = client.post(statement_url("delete", photo))

    assert ConsentStatement.objects.filter(pk=photo.pk).exists()
    assert "its wordings prove what people agreed to" in said(response)


def test_selected_statements_stay_when_one_was_published(client, photo):
    url = reverse("wagtail_bulk_action", args=["forms_ext", "consentstatement", "delete"])
    client.post(f"{url}?id={photo.pk}&next=/admin/")

    assert ConsentStatement.objects.filter(pk=photo.pk).exists()


def test_draft_of_a_statement_can_be_deleted(client, home):
    draft = ConsentStatement.objects.create(name="Draft", statement="<p>x</p>", short_label="x", live=False, locale=home.locale)
    client.post(statement_url("delete", draft))

    assert not ConsentStatement.objects.filter(pk=draft.pk).exists()


def test_statements_list_shows_nature_version_and_state(client, photo):
    builders.statement(name="House rules", nature="acknowledgement")
    page = client.get(reverse(ConsentStatement.snippet_viewset.get_url_name("list"))).content.decode()

    shown = [
        "Photographs",
        "House rules",
        "Consent: may be refused and withdrawn",
        "Version",
        "live",
        "Each published wording keeps its number",
    ]
    assert [text in page for text in shown] == [True] * len(shown)


def test_statement_can_be_opened_edited_and_published(client, photo):
    page = client.get(statement_url("edit", photo))

    assert (page.status_code, "How to withdraw" in page.content.decode() or "how to withdraw" in page.content.decode().lower()) == (
        200,
        True,
    )
