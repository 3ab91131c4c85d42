"""Days in files and lists are those of the site's clock, as pages show them: a text of New Year's night is of the new year."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from declarations.exports.akoma_ntoso import akoma_ntoso
from declarations.exports.bibtex import bibtex
from declarations.exports.jsonld import jsonld
from declarations.models import Endorsement
from declarations.views.endorsements import public_rows
from tests.declarations.endorsing.conftest import make_charter, signed
from tests.declarations.exports.editions import edition

NIGHT = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def berlin():
    with timezone.override("Europe/Berlin"):
        yield


def test_files_name_the_day_on_which_the_text_was_published():
    made = edition(adopted_on=None)
    made = replace(made, version=replace(made.version, published_at=NIGHT))

    assert made.dated.isoformat() == "2027-01-01"
    assert "year = {2027}" in bibtex(made)
    assert 'date="2027-01-01" name="publication"' in akoma_ntoso(made)
    assert "2026" not in json.dumps(jsonld(made))


def test_list_of_endorsements_names_the_day_of_signing_and_of_withdrawal(db):
    charter = make_charter()
    Endorsement.objects.filter(pk=signed(charter).pk).update(signed_at=NIGHT, withdrawn_at=NIGHT)
    [row] = public_rows(charter)

    assert (row["signed_on"], row["withdrawn_on"]) == ("2027-01-01", "2027-01-01")
