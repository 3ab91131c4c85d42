"""People with a link to their own page."""

import re

import pytest
from django.urls import reverse

from forms_ext.models import AccessLink, FormPage, PoolSpec
from forms_ext.models.links import Purpose
from tests import builders

WALK, SUPPER = "side-walk", "side-supper"


@pytest.fixture
def side_pools(monkeypatch):
    """Give form pages with places two side events: one with a waiting list, one without."""
    main = FormPage.pools

    def pools(page):
        walk = PoolSpec(item=WALK, title="Walk", capacity=1, waiting="auto", note="3 May, 9:00")
        supper = PoolSpec(item=SUPPER, title="Supper", capacity=1, waiting="off", note="3 May, 19:00")
        return [*main(page), walk, supper] if main(page) else []

    monkeypatch.setattr(FormPage, "pools", pools)


@pytest.fixture
def dialogue(home, photo, side_pools):
    """A form with five places, two side events, one consent and a long question."""
    parts = [
        *builders.person(),
        builders.question("long_text", "What do you need?", required=False),
        builders.question("short_text", "Country"),
        builders.part("attendance", {"label": "Side events", "hint": ""}),
        builders.consent(photo),
    ]
    return builders.form_page(home, parts, title="Dialogue", capacity=5, waiting="auto")


@pytest.fixture
def reviewed(home, side_pools):
    parts = [*builders.person(), builders.part("attendance", {"label": "Side events", "hint": ""})]
    return builders.form_page(home, parts, title="School", capacity=1, waiting="auto", review=True)


def register(host, name="ada", **values):
    return builders.submit(host, full_name=name.title(), email=f"{name}@example.org", short_text="Norway", **values)


def address(submission, name="own_page", **kwargs):
    """Return an address behind the link to the own page."""
    return reverse(f"forms_ext:{name}", kwargs={"token": AccessLink.issue(submission, Purpose.MANAGE).token, **kwargs})


def shown(page):
    """Return what the first button of a consent says."""
    return re.search(r'name="shown" value="([^"]+)"', page).group(1)
