"""What must agree about endorsements is computed again, and every tampering is found."""

import pytest
from django.db.models import ProtectedError, QuerySet

from declarations.endorsement_audits import verify_endorsements
from declarations.models import Endorsement, EndorsementEvent, ProvisionText, TextVersion
from forms_ext.models import Submission
from forms_ext.models.immutable import ImmutableError

from .conftest import signed
from .test_new_versions import change


def codes():
    return sorted({finding.code for finding in verify_endorsements()})


def tampered(model, **values):
    """Do what raw SQL would: past everything that refuses it."""
    QuerySet(model).update(**values)


def test_honest_endorsements_agree(charter):
    signed(charter)
    change(charter, "correction")
    signed(charter, email="b@example.org", full_name="Bo")

    assert codes() == []


@pytest.mark.parametrize(
    ("model", "values", "expected"),
    [
        (Submission, {"state": "declined"}, ["ledger-differs"]),
        (Endorsement, {"withdrawal": "mark"}, ["ledger-differs"]),
        (EndorsementEvent, {"kind": "withdrawn"}, ["ledger-differs"]),
        (Endorsement, {"sha256": "0" * 64}, ["other-text"]),
        (Endorsement, {"declaration_key": "00000000-0000-0000-0000-000000000000"}, ["other-declaration"]),
    ],
)
def test_tampering_is_found(charter, model, values, expected):
    signed(charter)
    tampered(model, **values)

    assert codes() == expected


def test_name_moved_to_another_version_is_found(charter):
    signed(charter)
    change(charter, "amendment")
    tampered(Endorsement, version=TextVersion.objects.get(number=2))

    assert codes() == ["ledger-differs", "other-text"]


def test_ledger_refuses_every_change(charter):
    event = signed(charter).events.first()

    with pytest.raises(ImmutableError):
        event.save()
    with pytest.raises(ImmutableError):
        EndorsementEvent.objects.all().delete()
    with pytest.raises(ImmutableError):
        EndorsementEvent.objects.update(kind="counted")


def without_points():
    """Take the wordings of points away, past their guard: they would protect a version by themselves."""
    QuerySet(ProvisionText)._raw_delete("default")


def test_version_that_was_signed_cannot_be_deleted(charter):
    endorsement = signed(charter)
    without_points()

    with pytest.raises(ProtectedError) as refused:
        QuerySet(TextVersion).delete()
    assert refused.value.protected_objects == {endorsement, *endorsement.events.all()}


def test_control_version_that_nobody_signed_would_go(charter):
    without_points()

    assert QuerySet(TextVersion).delete()[0] == 1
