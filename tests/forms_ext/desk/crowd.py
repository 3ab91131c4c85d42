"""Many submissions at once, as like real ones as a measurement needs."""

from datetime import timedelta

from django.utils import timezone

from forms_ext.models import Claim, ConsentRecord, Pool, Submission
from tests import builders


def crowd(host, number, **values):
    """Store ``number`` copies of one real submission, each with a claim and a consent record of its own."""
    first = builders.submit(host, full_name="Person 0", email="p0@example.org", **values)
    pool, record = Pool.objects.get(host_key=host.host_key, item=""), first.consents.get()
    fields = {name: getattr(first, name) for name in ("host_key", "page_id", "page_title", "form_version", "language", "state", "answers")}
    rows = Submission.objects.bulk_create(
        Submission(
            **fields,
            rendered_at=first.rendered_at,
            submitted_at=timezone.now() - timedelta(seconds=nth),
            reference=f"{nth:08d}",
            display_name=f"Person {nth}",
            email=f"p{nth}@example.org",
            search_text=f"person {nth}",
        )
        for nth in range(1, number)
    )
    Claim.objects.bulk_create(Claim(submission=row, pool=pool, state="waiting", seq=1000 + row.pk) for row in rows)
    ConsentRecord.objects.bulk_create(
        ConsentRecord(
            submission=row,
            reference=row.reference,
            host_key=row.host_key,
            page_id=row.page_id,
            field_key=record.field_key,
            version=record.version,
            state="given",
            state_at=row.submitted_at,
        )
        for row in rows
    )
    pool.next_seq = 1_000_000
    pool.save()
