"""Requests for erasure: listed for those who may erase, and for nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from forms_ext.actions import EraseAction
from forms_ext.actions.erasure_requests import AskErasureAction
from forms_ext.models import ErasureRequest
from forms_ext.models.rights import Right
from forms_ext.months import months_before
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


@pytest.mark.parametrize(("days", "late"), [(0, False), (27, False), (40, True)])
def test_register_says_until_when_it_has_to_be_done(asked, moderator, ada, days, late):
    ErasureRequest.objects.update(asked_at=timezone.now() - timedelta(days=days))

    page = people.browser_of(moderator).get(REGISTER).content.decode()

    assert (
        date_format(timezone.localtime(months_before(ErasureRequest.objects.first().asked_at, -1)).date()) in page,
        ": overdue" in page,
    ) == (True, late)


def test_what_is_done_is_never_overdue(asked, moderator, ada):
    ErasureRequest.objects.update(asked_at=timezone.now() - timedelta(days=40))
    EraseAction(ada).execute()

    assert ": overdue" not in people.browser_of(moderator).get(REGISTER).content.decode()


def test_submission_says_no_more_that_erasure_is_asked_for_once_it_is_done(asked, moderator, ada):
    client = people.browser_of(moderator)
    EraseAction(ada).execute()

    page = client.get(f"/admin/desk/{ada.pk}/").content.decode()

    assert ("This person asked" in page, "The visitor asked for erasure" in page) == (False, True)
