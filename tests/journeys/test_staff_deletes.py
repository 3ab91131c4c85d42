"""Staff rehearse a deletion, hand out what stands under an address, and erase a person after a preview."""

import json
import re
from pathlib import Path

import pytest
from django.urls import reverse
from wagtail.models import Page

from forms_ext.actions.erasure_requests import AskErasureAction
from forms_ext.audits import verify_consents
from forms_ext.models import ConsentRecord, Submission
from tests import builders, people


@pytest.fixture
def school(home):
    """A form with one place and a waiting list; three people sent it, one of them twice and one wants to be erased."""
    section = home.add_child(instance=Page(title="Dialogues", slug="dialogues"))
    parts = [
        *builders.person(),
        builders.question("long_text", "What do you eat?", required=False, keep_days=14),
        builders.consent(builders.statement()),
    ]
    host = builders.form_page(
        section, parts, title="Spring school", capacity=1, waiting="auto", retention_days=30, retention_from="submission"
    )
    for name, address, meal in (("Ada Berg", "ada", "No nuts"), ("Bo Ek", "bo", "Fish"), ("Ada Berg", "ada", "Vegan")):
        builders.submit(host, full_name=name, email=f"{address}@example.org", long_text=meal)
    AskErasureAction(Submission.objects.order_by("pk").first()).execute()
    return host


@pytest.fixture
def window(school, page, admin_login):
    admin_login(page, people.moderator("mara", school.get_parent()))
    return page


def rehearse(page, axe, sideways):
    page.goto(reverse("desk:index"))
    page.get_by_role("button", name="Actions").click()
    page.get_by_role("link", name="How long answers are kept").click()
    page.get_by_text("30 days after sending").wait_for()
    axe(page)
    page.get_by_role("link", name=re.compile("^Rehearse")).click()
    page.get_by_text("Submissions: 3").wait_for()
    text = page.locator("main").inner_text()
    assert ("3 answers to “What do you eat?”" in text, "3 were not announced" in text, "nothing was changed" in text) == (True, True, True)
    axe(page)
    assert sideways(page) <= 0
    assert Submission.objects.filter(anonymised_at=None).count() == 3


def hand_out(page, axe):
    page.goto(reverse("desk:subject"))
    page.get_by_role("link", name="asked to be erased").wait_for()
    axe(page)
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_role("button", name="Look for this person").click()
    page.get_by_role("heading", name="2 submissions of this person").wait_for()
    axe(page)
    assert "ada" not in page.url
    with page.expect_download() as file:
        page.get_by_role("button", name="Download everything (JSON)").click()
    told = json.loads(Path(file.value.path()).read_text())
    assert {line["answer"] for one in told["submissions"] for line in one["answers"]} >= {"Ada Berg", "No nuts", "Vegan"}


def erase(page, axe, sideways):
    page.get_by_role("button", name="Erase everything…").click()
    page.get_by_text("What stays, and why").first.wait_for()
    text = page.locator("main").inner_text()
    assert ("its place goes to the next in line" in text, "1 consent as proof" in text) == (True, True)
    axe(page)
    assert sideways(page) <= 0
    page.get_by_role("button", name="Erase 2 submissions now").click()
    page.get_by_text("2 submissions are erased.").wait_for()
    assert sorted(Submission.objects.values_list("display_name", "state")) == [("", "cancelled"), ("", "cancelled"), ("Bo Ek", "accepted")]
    assert list(verify_consents()) == []
    assert sorted(bool(record.salt) for record in ConsentRecord.objects.all()) == [False, False, True]


def test_staff_rehearse_hand_out_and_erase(window, axe, sideways, shot):
    rehearse(window, axe, sideways)
    hand_out(window, axe)
    erase(window, axe, sideways)
