"""Requests for erasure: listed for those who may erase, and for nobody else."""

import pytest

from forms_ext.actions.erasure_requests import AskErasureAction
from forms_ext.models.rights import Right
from tests import people

REGISTER = "/admin/registers/erasures/"


@pytest.fixture
def asked(ada, wim):
    for submission in (ada, wim):
        AskErasureAction(submission).execute()


def test_requests_are_listed_for_those_who_may_erase(asked, spring, ada, wim):
    client = people.browser_of(people.moderator("eva", spring, [Right.LIST, Right.ERASE]))

    page = client.get(REGISTER).content.decode()

    assert (ada.reference in page, wim.reference in page) == (True, False)
    assert f'href="/admin/desk/{ada.pk}/"' in page


def test_requests_are_hidden_from_all_others(asked, spring, ada):
    others = [right for right in Right if right != Right.ERASE]
    client = people.browser_of(people.moderator("ole", spring, others))

    response = client.get(REGISTER)

    assert (response.status_code, ada.reference in response.content.decode()) == (302, False)
    assert REGISTER not in client.get("/admin/").content.decode()


def test_request_stands_on_the_submission(asked, spring, ada):
    client = people.browser_of(people.moderator("eva", spring))

    page = client.get(f"/admin/desk/{ada.pk}/").content.decode()

    assert ("This person asked for erasure on" in page, "The visitor asked for erasure" in page) == (True, True)
