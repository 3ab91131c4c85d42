"""The life of a consent: the editor is warned, the visitor keeps a receipt and checks it, a moderator asks again."""

import pytest
from django.urls import reverse

from forms_ext.models import Message
from tests import builders, people
from tests.journeys.conftest import address_in


@pytest.fixture
def photo(home):
    return builders.statement(controller="", short_label="Photographs", short_label_language="en")


@pytest.fixture
def newsletter(home, photo):
    return builders.form_page(home, [*builders.person(), builders.consent(photo)], title="Spring school")


@pytest.fixture
def look(axe, sideways, shot):
    """Check a screen for accessibility and width, and write its picture where that is asked for."""

    def check(page, name):
        axe(page)
        assert sideways(page) <= 0
        shot(page, name, full_page=True)

    return check


@pytest.fixture
def mara(home, page, admin_login):
    """The window of a moderator who has just logged in."""
    admin_login(page, people.moderator("mara", home))
    return page


def test_editor_is_warned_and_publishes_all_the_same(newsletter, page, admin_login, shot):
    admin_login(page, people.superuser())
    page.goto(reverse("wagtailadmin_pages:edit", args=[newsletter.pk]))
    page.get_by_role("tab", name="Form").click()

    page.get_by_text("does not say who is responsible").wait_for()
    page.get_by_text("does not say how to withdraw").wait_for()
    shot(page, "linter")


def test_visitor_keeps_a_receipt_and_checks_it(newsletter, open_window, look, tmp_path):
    page = open_window(viewport={"width": 320, "height": 800})
    page.goto(newsletter.url)
    page.get_by_label("Full name").fill("Ada Berg")
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Yes, I agree").check()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="We have your message").wait_for()
    look(page, "receipt")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as a file").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)

    page.get_by_role("link", name="Check a receipt").click()
    page.get_by_label("Receipt").set_input_files(file)
    page.get_by_role("button", name="Check").click()
    page.get_by_text("Yes. We issued this receipt, and it is unchanged.").wait_for()
    look(page, "check")
    file.write_text(file.read_text().replace('"given"', '"refused"'))
    page.get_by_label("Receipt").set_input_files(file)
    page.get_by_role("button", name="Check").click()
    page.get_by_text("No. We did not issue this receipt, or it was changed.").wait_for()


def test_moderator_asks_again_and_the_visitor_gives_it_anew(newsletter, photo, mara, open_window, look):
    record = builders.submit(newsletter).consents.get()
    photo.statement, photo.change_class = "<p>Pictures may also be shown in films.</p>", "material"
    photo.save_revision().publish()
    mara.goto(reverse("desk:consents"))
    mara.get_by_role("link", name="Photographs").click()
    mara.get_by_role("button", name="Ask 1 person again").wait_for()
    look(mara, "campaign")
    mara.get_by_role("button", name="Ask 1 person again").click()
    mara.get_by_text("1 person is asked by mail.").wait_for()

    visitor = open_window()
    visitor.goto(address_in(Message.objects.get(kind="renewal").text, "forms/mine"))
    visitor.get_by_text("Pictures may also be shown in films.").wait_for()
    visitor.get_by_role("button", name="Give consent").click()
    visitor.wait_for_url("**done=**")

    record.refresh_from_db()
    assert [event.kind for event in record.events.all()] == ["given", "renewed"]
    assert Message.objects.get(kind="renewal").state == "dropped"
