"""An organisation signs and is proved, a person withdraws, a correction carries the signatures over."""

import os
import re
from pathlib import Path

import pytest
from django.urls import reverse

from declarations.models import Endorsement
from forms_ext.models import AccessLink
from forms_ext.models.links import Purpose
from tests import people
from tests.declarations.endorsing.conftest import make_charter, signed
from tests.declarations.endorsing.test_new_versions import change

from .conftest import LOOKS, address_in


@pytest.fixture
def charter(home):
    return make_charter()


def link_in(letter, part):
    return address_in(letter.get_body(("plain",)).get_content(), part)


def test_organisation_signs_is_proved_and_a_person_withdraws(visitor, page, admin_login, charter, mails):
    visitor.goto(charter.url)
    visitor.get_by_label("For an organisation").check()
    visitor.get_by_label("Full name").fill("Maria Moor")
    visitor.get_by_label(re.compile("^Organisation")).fill("Water Board")
    visitor.get_by_label("Web address of the organisation").fill("https://water.example")
    visitor.get_by_label("Your role there").fill("Director")
    visitor.get_by_label("E-mail address").fill("maria@journeys.example")
    visitor.get_by_label("With my name").check()
    visitor.get_by_label("Yes, I agree").check()
    visitor.locator("fieldset.group").last.get_by_role("checkbox").check()
    visitor.get_by_role("button", name="Endorse version 1").click()
    visitor.wait_for_url(re.compile("/forms/receipt/"))
    assert visitor.get_by_role("heading", level=1).inner_text() == "We have your signature"
    assert charter.in_force["sha256"] in visitor.locator("main").inner_text()

    visitor.goto(link_in(mails(), "forms/confirm"))
    visitor.get_by_role("button", name="Confirm this address").click()
    assert "The team looks at it and writes to you" in visitor.locator("main").inner_text()
    visitor.goto(f"{charter.url}endorsements/")
    assert "Water Board" not in visitor.locator("main").inner_text()

    admin_login(page, people.superuser())
    page.goto(reverse("declarations_endorsements", args=[charter.pk]))
    page.get_by_label("How you know").fill("Rang the board on its public number")
    page.get_by_role("button", name="Proved: let it count").click()
    page.get_by_text("The organisation is proved").wait_for()
    visitor.reload()
    assert "Water Board" in visitor.locator(".endorsers").inner_text()
    assert "proved by the team" in visitor.locator(".endorsers").inner_text()

    endorsement = signed(charter)
    visitor.goto(f"/forms/mine/{AccessLink.issue(endorsement.submission, Purpose.MANAGE).token}/")
    visitor.get_by_role("button", name="Withdraw and mark").click()
    assert visitor.get_by_role("status").inner_text() == "Your signature is withdrawn, as of now."
    visitor.goto(f"{charter.url}endorsements/")
    assert visitor.locator(".endorsers del").inner_text() == "Ada Berg"
    assert "1 signature" in visitor.locator(".count").inner_text()

    change(charter, "correction")
    visitor.reload()
    assert "Signed version 1; carried over by correction to version 2" in visitor.locator(".endorsers").inner_text()


def test_screens_of_endorsing_have_no_barrier(open_window, charter, axe, sideways):
    endorsement = signed(charter, email="early@example.org", full_name="Early Bird")
    page = change(charter, "amendment")
    signed(page, reservations=["point-rain"])
    signed(page, signer="organisation", organisation="Water Board", web_address="https://water.example", email="a@water.example")
    page = change(page, "correction")
    own = f"/forms/mine/{AccessLink.issue(endorsement.submission, Purpose.MANAGE).token}/"
    receipt = f"/forms/receipt/{AccessLink.issue(endorsement.submission, Purpose.RECEIPT).token}/"
    for width, scheme in LOOKS:
        window = open_window(viewport={"width": width, "height": 900}, color_scheme=scheme)
        for name, address in {
            "form": page.url,
            "list": f"{page.url}endorsements/",
            "sheet": f"{page.url}endorse/sheet/",
            "own": own,
            "receipt": receipt,
            "check": "/endorsements/check-receipt/",
            "withdrawn": "/endorsements/withdrawn/",
        }.items():
            window.goto(address)
            look(window, f"{name}-{width}-{scheme}", axe, sideways)
    assert Endorsement.objects.counted().count() == 3


def look(window, name, axe, sideways):
    if folder := os.environ.get("CONVENE_SCREENSHOTS"):
        window.screenshot(path=Path(folder) / f"endorse-{name}.png", full_page=True)
    assert sideways(window) <= 0, name
    axe(window)
