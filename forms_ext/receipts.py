"""The receipt of a consent as a file: the fields of ISO/IEC TS 27560:2023, made of rows that never change.

The same state of a chain gives the same bytes for ever, so that anybody who holds a receipt can ask later whether it is
genuine. See docs/reference/receipt.md for the mapping.
"""

import json
from typing import Any
from uuid import UUID

from forms_ext.ledger import canonical, sha256
from forms_ext.models import ConsentRecord, ConsentVersion

SCHEMA = "ISO/IEC TS 27560:2023"
OWN_SCHEMA = "convene-consent-receipt-1"
# A chain has a handful of events; the check compares with one receipt for each of the last of them.
MOST_COMPARED = 50


def receipt_of(record: ConsentRecord, length: int | None = None) -> dict[str, Any]:
    """Return the receipt of a consent.

    :param length: how many events had happened; all of them where it is not given.
    """
    events = list(record.events.order_by("seq")[: length or record.length])
    last = events[-1].content
    version = ConsentVersion.objects.get(pk=last["wording"]["version"])
    return {
        "schema": SCHEMA,
        "schema_version": OWN_SCHEMA,
        "record_id": str(record.pk),
        "pii_principal_id": last["subject"],
        "reference": last["reference"],
        "notice": {
            "language": version.language,
            "version": version.number,
            "sha256": version.sha256,
            "html": version.content["html"],
            "short_label": version.content["short_label"],
            "short_label_language": version.content["short_label_language"],
            "canonical_text": version.text,
        },
        "purposes": [purpose_of(version, events[0].content["evidence"].get("ask"))],
        "events": [told(event) for event in events],
    }


def purpose_of(version: ConsentVersion, ask: str | None) -> dict[str, Any]:
    """Return what the consent is for, in the names of the standard; None for what the statement does not say."""
    details = dict(map(tuple, version.content["details"]))
    return {
        "purpose": details.get("purposes") or version.content["short_label"],
        "lawful_basis": "consent",
        "pii_controllers": [details["controller"]] if details.get("controller") else [],
        "collection_method": {"form": "web", "ask": ask},
        "processing_method": details.get("channels"),
        "recipient_third_parties": details.get("recipients"),
        "retention_period": details.get("retention"),
        "withdrawal_method": details.get("withdrawal"),
        "validity_duration_months": version.content["refresh_after_months"],
    }


def told(event) -> dict[str, Any]:
    """Return one event in the names of the standard, with the hash that chains it to the one before."""
    said = event.content
    return {
        "event_time": said["at"],
        "event_type": said["kind"],
        "event_state": said["state"],
        "entity": said["evidence"].get("by", "subject"),
        "notice_sha256": said["wording"]["sha256"],
        "form_sha256": said["evidence"].get("form_version"),
        "page": said["page"],
        "sha256": event.sha256,
    }


def file_of(record: ConsentRecord, check_at: str) -> str:
    """Return the text of the file: the receipt, its SHA-256, and where both can be checked.

    :param check_at: the address of the page that checks receipts.
    """
    receipt = receipt_of(record)
    return json.dumps({"receipt": receipt, "sha256": sha256(canonical(receipt)), "check_at": check_at}, ensure_ascii=False, indent=2)


def was_issued(number: str, checksum: str) -> bool:
    """Tell whether a receipt with this number and check sum could have been downloaded here.

    Unknown number, wrong check sum and nonsense are told alike: with no.
    """
    try:
        record = ConsentRecord.objects.filter(pk=UUID(number)).first()
    except ValueError:
        return False
    if record is None:
        return False
    lengths = range(record.length, max(0, record.length - MOST_COMPARED), -1)
    return any(sha256(canonical(receipt_of(record, length))) == checksum.lower() for length in lengths)


def read_file(text: str) -> tuple[str, str]:
    """Return number and check sum of the receipt in a file; the check sum is computed from what the file says.

    :raises ValueError: when the file is no receipt.
    """
    try:
        receipt = json.loads(text)["receipt"]
        return str(receipt["record_id"]), sha256(canonical(receipt))
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("no receipt") from error
