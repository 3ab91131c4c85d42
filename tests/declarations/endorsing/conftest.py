"""An adopted text that everybody may endorse, and people who do."""

import pytest

from declarations.actions import PrepareEndorsementAction
from declarations.models import DeclarationIndexPage, DeclarationPage, Endorsement
from forms_ext.actions import ConfirmAction
from forms_ext.schema.frozen import first_in_role
from tests import builders
from tests.declarations.conftest import RAW, set_body

PERSON = {"signer": "person", "listing": "name"}
ORGANISATION = {"signer": "organisation", "listing": "name", "organisation": "Water Board", "web_address": "https://water.example"}


def open_for_signing(page, mode="open"):
    """Give a published declaration the ready-made form and let people sign."""
    page = PrepareEndorsementAction(page).execute()
    page.endorsement_mode = mode
    return builders.publish(page)


def make_charter(slug="harbour", **fields):
    """Return an adopted text of three points that everybody may endorse; also outside a test's transaction."""
    home = builders.tree()
    index = DeclarationIndexPage.objects.first()
    if index is None:
        index = builders.publish(home.add_child(instance=DeclarationIndexPage(title="Declarations", slug="declarations")))
    page = DeclarationPage(title="Harbour Charter", slug=slug, status="adopted", kind="charter", **fields)
    index.add_child(instance=set_body(page, RAW))
    return open_for_signing(builders.publish(page))


@pytest.fixture
def charter(db):
    return make_charter()


def answers(host, **values):
    """Return values by field key: what is given by role in place of a kind."""
    frozen = host.form().frozen
    roles = {name: first_in_role(frozen, name) for name in ("signer", "listing", "reservations", "listing_consent")}
    found = {roles[name]["key"]: value for name, value in values.items() if roles.get(name)}
    given = {name: value for name, value in values.items() if name not in roles}
    if roles["listing_consent"]:
        found.setdefault(roles["listing_consent"]["key"], "yes")
    found.setdefault(roles["reservations"]["key"], [])
    return {"web_address": None, "short_text": "Director", "country": "DE", **given, **found}


def sign(host, **values):
    """Return the endorsement of somebody who signed and did not confirm yet."""
    return Endorsement.objects.get(submission=builders.submit(host, **answers(host, **{**PERSON, **values})))


def confirm(endorsement):
    """Return the endorsement after its owner confirmed the address."""
    ConfirmAction(endorsement.submission).execute()
    return Endorsement.objects.get(pk=endorsement.pk)


def signed(host, **values):
    """Return an endorsement that was confirmed."""
    return confirm(sign(host, **values))
