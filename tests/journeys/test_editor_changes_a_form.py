"""An editor changes a form that people already answered: sees what it needs, what a change means, and decides."""

import re

from playwright.sync_api import expect

from forms_ext.models import FormPage, Submission


def open_form(page, contact):
    page.goto(f"/admin/pages/{contact.pk}/edit/#tab-form")
    page.locator("[data-panel-heading-text]", has_text="Before it goes live").wait_for()


def publish(page):
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish").click()


def test_editor_is_told_what_a_removed_question_means(staff, axe, sideways):
    page = staff("Editors")
    contact = FormPage.objects.get(locale__language_code="en", live=True)
    answered = Submission.objects.of_host(contact.host_key).count()
    assert answered
    removed = next(block for block in contact.fields if block.block_type == "full_name")

    open_form(page, contact)
    page.get_by_text("Nobody is told of new sendings; the desk shows them.").wait_for()
    page.locator(f"[data-contentpath='{removed.id}']").get_by_role("button", name="Delete").click()
    publish(page)

    page.get_by_role("heading", name="Publish this form?").wait_for()
    page.get_by_text(re.compile(rf"{answered} submissions? w(as|ere) sent to")).wait_for()
    page.get_by_text(re.compile("“Full name” is removed")).wait_for()
    axe(page)
    assert sideways(page) <= 0
    assert removed.id in [block.id for block in FormPage.objects.get(pk=contact.pk).fields]

    page.get_by_role("link", name="Back to the draft").click()
    page.get_by_role("tab", name="Form").click()
    page.get_by_text("When this draft is published:").wait_for()
    publish(page)
    page.get_by_role("heading", name="Publish this form?").wait_for()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text(re.compile("has been published")).wait_for()

    assert removed.id not in [block.id for block in FormPage.objects.get(pk=contact.pk).fields]
    assert Submission.objects.of_host(contact.host_key).count() == answered


def test_editor_looks_at_every_state_before_it_happens(staff):
    page = staff("Editors")
    contact = FormPage.objects.get(locale__language_code="en", live=True)
    open_form(page, contact)
    page.get_by_role("button", name="Toggle preview").click()
    frame = page.frame_locator("#w-preview-iframe")
    frame.get_by_role("button", name="Send").wait_for()

    for mode, words in {"thanks": "Your reference", "closed": "This form is closed", "errors": "There is a problem"}.items():
        page.get_by_label("Preview mode").select_option(mode)
        # While a preview is loading there are two frames: the one to come has no id yet.
        expect(page.locator("iframe[title='Preview']")).to_have_count(1)
        expect(frame.get_by_text(words).first).to_be_visible()
