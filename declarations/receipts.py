"""The receipt of an endorsement: which text was signed, by its hash, when, and the text itself to compute that hash again."""

import json
from typing import Any

from forms_ext.ledger import canonical, sha256

from .models import Endorsement, EndorsementEvent
from .states import EndorsementEventKind

SCHEMA = "convene-endorsement-receipt-1"
SIGNING = (EndorsementEventKind.SIGNED, EndorsementEventKind.RENEWED)


def signings(endorsement: Endorsement) -> list[EndorsementEvent]:
    """Return when which version was signed, the newest last: once, and again after each amendment."""
    return list(endorsement.events.filter(kind__in=SIGNING).select_related("version").order_by("seq"))


def receipt_of(endorsement: Endorsement, signing: EndorsementEvent) -> dict[str, Any]:
    """Return what a receipt says: nothing that may change later and nothing of the person."""
    version = signing.version
    return {
        "schema": SCHEMA,
        "reference": endorsement.submission.reference,
        "signed_at": signing.at.isoformat(timespec="seconds"),
        "declaration": str(version.declaration_key),
        "language": version.language,
        "version": version.number,
        "text_sha256": version.sha256,
        "text": version.text,
    }


def file_of(endorsement: Endorsement, check_at: str) -> str:
    """Return the text of the file: the receipt, its SHA-256, and where both can be checked.

    :param check_at: the address of the page that checks receipts.
    """
    receipt = receipt_of(endorsement, signings(endorsement)[-1])
    return json.dumps({"receipt": receipt, "sha256": sha256(canonical(receipt)), "check_at": check_at}, ensure_ascii=False, indent=2)


def was_issued(reference: str, checksum: str) -> bool:
    """Tell whether a receipt with this reference and check sum could have been downloaded here.

    Unknown reference, wrong check sum and nonsense are told alike: with no.
    """
    endorsement = Endorsement.objects.filter(submission__reference=reference.replace(" ", "").upper()).select_related("submission").first()
    if endorsement is None:
        return False
    return any(sha256(canonical(receipt_of(endorsement, one))) == checksum.strip().lower() for one in signings(endorsement))


def read_file(text: str) -> tuple[str, str]:
    """Return reference and check sum of the receipt in a file; the check sum is computed from what the file says.

    :raises ValueError: when the file is no receipt of an endorsement, or its text does not have the hash that it names.
    """
    try:
        receipt = json.loads(text)["receipt"]
        reference, text_hash = str(receipt["reference"]), sha256(receipt["text"])
        if text_hash != receipt["text_sha256"]:
            raise ValueError("another text")
        return reference, sha256(canonical(receipt))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no receipt") from error
