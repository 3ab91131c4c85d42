"""A message was refused: the first page of the editor says so, staff look at it, send it again, and it arrives."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from forms_ext.models import Message
from tests import builders, people


@pytest.fixture
def refused(home):
    """Return the refused receipt of the first of two people."""
    section = home.add_child(instance=Page(title="Dialogues", slug="dialogues"))
    school = builders.form_page(section, builders.person(), title="Spring school", capacity=5)
    for name in ("ada", "bao"):
        builders.submit(school, email=f"{name}@example.org")
    Message.objects.filter(to="ada@example.org").update(state="failed", attempts=1, last_error="SMTPRecipientsRefused 550")
    later = timezone.now() + timedelta(hours=1)
    Message.objects.filter(to="bao@example.org").update(state="retry", attempts=2, last_error="SMTPServerDisconnected", not_before=later)
    call_command("send_outbox")
    return Message.objects.get(to="ada@example.org")


def test_staff_send_a_refused_message_again(refused, page, admin_login, axe, sideways):
    admin_login(page, people.moderator("mara", Page.objects.get(slug="dialogues")))
    page.get_by_text("1 message could not be delivered.").wait_for()
    page.get_by_role("link", name="Look at undelivered mail").click()
    addresses = [reverse("wagtailadmin_home"), reverse("undelivered"), reverse("undelivered_message", args=[refused.pk])]
    for width, scheme in ((320, "light"), (320, "dark"), (1280, "dark"), (1280, "light")):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        for address in addresses:
            page.goto(address)
            axe(page)
            assert (address, width, sideways(page)) == (address, width, 0)
    page.goto(reverse("undelivered"))
    page.get_by_role("row").filter(has_text="ada@example.org").get_by_role("button", name="Try again").click()
    page.get_by_text("1 message is sent again.").wait_for()
    assert page.get_by_text("ada@example.org").count() == 0
    page.get_by_role("row").filter(has_text="bao@example.org").get_by_role("checkbox").check()
    page.get_by_role("button", name="Give the chosen ones up").click()
    page.get_by_text("1 message is given up.").wait_for()
    page.get_by_text("Everything that was written was delivered or is on its way.").wait_for()
    call_command("send_outbox")

    assert [sent.to for sent in mail.outbox] == [["ada@example.org"]]
