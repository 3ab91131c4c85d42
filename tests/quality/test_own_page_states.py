"""The visitor's own page in every state, and the pages behind it: accessible, never wider than a phone, without a script."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from forms_ext.actions.erasure_requests import AskErasureAction
from forms_ext.models import ConsentStatement
from tests import builders
from tests.forms_ext.own.conftest import address, dialogue, side_pools
from tests.forms_ext.own.test_truth import TRUTH, make
from tests.journeys.conftest import home, open_window

from .test_states_in_browser import RULES

__all__ = ["dialogue", "home", "open_window", "side_pools"]

LOOKS = (("dark", 320), ("light", 1280))


@pytest.fixture
def photo(home):
    return builders.statement()


@pytest.fixture
def look(open_window):
    """Return a function that visits an address on a phone in the dark and on a desk in the light, and gives what is wrong."""
    windows = [open_window(color_scheme=scheme, viewport={"width": width, "height": 900}) for scheme, width in LOOKS]

    def visit(path, do=lambda _page: None):
        faults = []
        for page in windows:
            page.goto(path)
            do(page)
            page.wait_for_load_state()
            report = Axe().run(page, options={"runOnly": RULES})
            sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if report.violations_count or sideways > 0:
                faults.append((path, sideways, report.generate_report()))
        return faults

    return visit


def test_own_page_is_accessible_in_every_state(look, dialogue, monkeypatch):
    dialogue.capacity = 50
    dialogue = builders.publish(dialogue)
    states = [state for state in TRUTH if state not in {"gone", "over"}]
    faults = [look(address(make(state, dialogue))) for state in states]
    last = make("over", dialogue)
    with monkeypatch.context() as patch:
        patch.setattr(type(dialogue), "ends", lambda _page: timezone.now() - timedelta(days=1))
        faults.append(look(address(last)))
    faults.append(look(address(make("gone", dialogue))))

    assert (len(faults), [fault for found in faults for fault in found]) == (len(TRUTH), [])


def test_pages_behind_the_own_page_are_accessible(look, dialogue):
    submission = make("accepted", dialogue)
    pages = [look(address(submission, name)) for name in ("own_answers", "own_sheet", "own_erasure")]

    def send_wrong(page):
        page.get_by_label("Full name").fill("")
        page.get_by_role("button", name="Save my answers").click()
        page.get_by_role("heading", name="There is a problem").wait_for()

    def send_late(page):
        page.get_by_label("Full name").fill("Ada Late")
        page.evaluate("document.querySelector('[name=version_no]').value = '0'")
        page.get_by_role("button", name="Save my answers").click()
        page.get_by_role("heading", name="Stored now").wait_for()

    pages += [look(address(submission, "own_answers"), do) for do in (send_wrong, send_late)]
    AskErasureAction(submission).execute()
    statement = ConsentStatement.objects.get()
    statement.statement, statement.change_class = "<p>Pictures may be shown in films.</p>", "material"
    statement.save_revision().publish()
    pages += [look(address(submission)), look(address(submission, "own_erasure"))]

    assert [fault for faults in pages for fault in faults] == []
