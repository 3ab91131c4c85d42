"""The own page of a signer never says more than is true: while somebody looks at it, after it was withdrawn, after an amendment."""

import pytest

from declarations.actions.sign_again import SignAgainAction
from declarations.actions.withdraw_endorsement import WithdrawEndorsementAction
from declarations.models import TextVersion
from forms_ext.models import AccessLink
from forms_ext.models.links import Purpose

from .conftest import ORGANISATION, sign, signed
from .test_new_versions import change

COUNTS = "What you sent counts"
STANDS = "Your name stands under one version of the text"
IN_FORCE = "Your signature stands under the text in force now."


def own(client, endorsement, done):
    token = AccessLink.issue(endorsement.submission, Purpose.MANAGE).token
    return client.get(f"/forms/mine/{token}/?done={done}").content.decode()


def test_confirmed_signature_that_somebody_looks_at_is_not_said_to_count(client, charter):
    waiting = signed(charter, **ORGANISATION, email="maria@elsewhere.example")
    page = own(client, waiting, "confirmed")

    assert "Your address is confirmed. We have your signature. The team looks at it and writes to you." in page
    assert COUNTS not in page
    assert COUNTS in own(client, signed(charter), "confirmed")


@pytest.mark.parametrize("withdrawn", [True, False])
def test_link_of_the_confirmation_opened_again_promises_nothing(client, charter, withdrawn):
    endorsement = sign(charter)
    token = AccessLink.issue(endorsement.submission, Purpose.CONFIRM).token
    client.post(f"/forms/confirm/{token}/")
    if withdrawn:
        WithdrawEndorsementAction(endorsement, "mark").execute()

    page = client.get(f"/forms/confirm/{token}/").content.decode()

    assert "Your address is confirmed" in page
    assert COUNTS not in page


def test_withdrawn_signature_is_not_said_to_stand(client, charter):
    endorsement = signed(charter)
    assert STANDS in own(client, endorsement, "")

    WithdrawEndorsementAction(endorsement, "mark").execute()
    page = own(client, endorsement, "")

    assert [STANDS in page, "as long as your signature stands" in page] == [False, False]
    assert "If your name is listed, it stays as withdrawn until you ask for its erasure." in page


def test_address_cannot_claim_that_the_text_in_force_was_signed(client, charter):
    endorsement = signed(charter)
    change(charter, "amendment")
    assert IN_FORCE not in own(client, endorsement, "signed")

    SignAgainAction(endorsement, TextVersion.objects.get(number=2).sha256).execute()

    assert IN_FORCE in own(client, endorsement, "signed")
