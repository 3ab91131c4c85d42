"""A visitor without JavaScript on her own page: changes answers, leaves and rejoins, withdraws and gives, takes her data, a new link."""

import json
import re

import pytest
from django.urls import reverse

from forms_ext.audits import audit_places, verify_consents
from forms_ext.models import AccessLink, ErasureRequest, Message, Submission
from forms_ext.models.links import Purpose
from tests import builders

from .conftest import address_in
from .test_visitor_registers import dialogue, wait_until_seen

__all__ = ["dialogue"]


@pytest.fixture
def ada(dialogue):
    """Somebody registered for the event and its first side event."""
    item = next(spec.item for spec in dialogue.pools() if spec.item)
    return builders.submit(dialogue, email="ada@journeys.example", attendance=[item])


def said(visitor):
    return visitor.get_by_role("status").inner_text()


def test_visitor_changes_everything_and_takes_her_data(visitor, ada):
    visitor.goto(reverse("forms_ext:own_page", args=[AccessLink.issue(ada, Purpose.MANAGE).token]))
    own_page = visitor.url

    visitor.get_by_role("link", name="Change answers").click()
    name = visitor.get_by_label("Full name")
    assert name.input_value() == "Ada Berg"
    name.fill("")
    visitor.get_by_role("button", name="Save my answers").click()
    summary = visitor.get_by_role("alert")
    wait_until_seen(visitor, summary)
    assert summary.get_by_role("heading", name="There is a problem").is_visible()
    assert visitor.title().startswith("Error:")
    visitor.get_by_label("Full name").fill("Ada Åsberg")
    visitor.get_by_role("button", name="Save my answers").click()
    assert said(visitor) == "Your answers are changed."
    assert visitor.get_by_text("Ada Åsberg").is_visible()

    visitor.get_by_role("button", name="Give back my place").click()
    assert said(visitor).startswith("You gave back your place")
    visitor.get_by_role("button", name=re.compile("^Join")).first.click()
    assert said(visitor).startswith("Done.")

    visitor.get_by_role("button", name="Withdraw").first.click()
    assert said(visitor).startswith("Your consent is withdrawn")
    visitor.get_by_role("button", name="Give consent").first.click()
    assert said(visitor).startswith("Your consent is written down")

    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="Download my data").click()
    held = json.loads(download.value.path().read_text())
    assert (held["name"], [event["what"] for event in held["consents"][0]["chain"]]) == ("Ada Åsberg", ["given", "withdrawn", "renewed"])
    visitor.get_by_role("link", name="Receipt to print").click()
    assert visitor.get_by_role("heading", level=1).inner_text().startswith("Receipt")
    visitor.get_by_role("link", name="Back to your page").click()

    visitor.get_by_role("link", name="Ask for erasure").click()
    assert visitor.get_by_role("heading", name="What stays, and why").is_visible()
    visitor.get_by_role("button", name="Ask for erasure").click()
    assert said(visitor).startswith("We have your request")
    assert ErasureRequest.objects.get().submission == ada

    visitor.get_by_role("button", name="Make a new link").click()
    assert visitor.get_by_role("heading", level=1).inner_text() == "Your new link is on its way"
    assert visitor.goto(own_page).status == 404
    assert visitor.goto(address_in(Message.objects.get(kind="link").text, "forms/mine")).status == 200

    kinds = set(Message.objects.filter(submission=ada).values_list("kind", flat=True))
    assert {"change", "leave", "join", "withdrawal", "consent", "erasure", "link"} <= kinds
    assert (list(audit_places()), list(verify_consents())) == ([], [])


def test_two_windows_do_not_overwrite_each_other(open_window, ada):
    first, second = open_window(java_script_enabled=False), open_window(java_script_enabled=False)
    address = reverse("forms_ext:own_answers", args=[AccessLink.issue(ada, Purpose.MANAGE).token])
    for window, name in ((first, "Ada One"), (second, "Ada Two")):
        window.goto(address)
        window.get_by_label("Full name").fill(name)

    first.get_by_role("button", name="Save my answers").click()
    second.get_by_role("button", name="Save my answers").click()

    assert re.search("changed meanwhile", second.get_by_role("alert").inner_text())
    assert second.get_by_label("Full name").input_value() == "Ada Two"
    assert Submission.objects.get(pk=ada.pk).display_name == "Ada One"
    second.get_by_role("button", name="Save my answers").click()
    assert Submission.objects.get(pk=ada.pk).display_name == "Ada Two"
