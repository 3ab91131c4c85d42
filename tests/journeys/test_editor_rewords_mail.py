"""An editor rewords the receipt, looks at it as it will be read, publishes it; a visitor gets it."""

import re

from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from forms_ext.models import MailTemplate
from tests import builders, people


def write(page, text):
    """Write ``text`` in place of the opening, and wait until the editor has put it into the form."""
    box = page.get_by_role("region", name="Opening").get_by_role("textbox")
    box.click()
    page.keyboard.press("Control+A")
    box.press_sequentially(text)
    expect(page.locator("[name=body]")).to_have_value(re.compile(re.escape(text)))


def publish(page):
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish").click()


def looked_at(page, axe, sideways):
    """Look at the preview beside the form, then in a window of its own: as HTML and as text, narrow, and dark."""
    page.get_by_role("button", name="Toggle preview").click()
    frame = page.locator("iframe[title=Preview]").last
    frame.content_frame.get_by_text("Dear Ada Berg, we expect you").wait_for()
    address = frame.get_attribute("src").split("?")[0]
    for mode in ("", "text"):
        window = page.context.new_page()
        window.goto(f"{address}?mode={mode}")
        window.get_by_text("Dear Ada Berg, we expect you").wait_for()
        assert "4K7M 9PQR" in window.content()
        for width, scheme in ((320, "light"), (600, "dark")):
            window.set_viewport_size({"width": width, "height": 700})
            window.emulate_media(color_scheme=scheme)
            axe(window)
            assert (mode, width, sideways(window)) == (mode, width, 0)
        window.close()


def test_editor_rewords_the_receipt(home, open_window, admin_login, axe, sideways):
    page = open_window(visitor=False)
    workshop = builders.form_page(home, builders.person(), title="Workshop", capacity=2)
    admin_login(page, people.superuser())
    page.goto(reverse(MailTemplate.snippet_viewset.get_url_name("add")))
    page.locator("#id_letter").select_option("receipt:confirmed")
    page.locator("#id_subject").fill("{title}: see you soon")
    write(page, "Dear {nmae}, we expect you.")
    publish(page)
    page.get_by_text("{nmae} cannot be filled in here. You may write: {name}, {reference}").wait_for()
    write(page, "Dear {name}, we expect you.")
    looked_at(page, axe, sideways)
    publish(page)
    page.get_by_text("and published").wait_for()
    builders.submit(workshop)
    call_command("send_outbox")

    assert (mail.outbox[0].subject, "Dear Ada Berg, we expect you." in mail.outbox[0].body) == ("Workshop: see you soon", True)
