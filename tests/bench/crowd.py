"""Many stored submissions, made by copying one."""

import secrets
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from forms_ext.models import Claim, Submission
from forms_ext.models.submissions import new_reference, search_key

CHUNK = 5000


def fill(event, total):
    """Copy the first submission of ``event`` and its place until ``total`` are stored."""
    model = Submission.objects.of_host(event.host_key).order_by("pk").first()
    claim = model.claims.get(pool__item="")
    seq = claim.pool.claims.aggregate(last=Max("seq"))["last"]
    missing = total - Submission.objects.of_host(event.host_key).count()
    for start in range(0, missing, CHUNK):
        numbers = range(start, min(start + CHUNK, missing))
        made = Submission.objects.bulk_create([copy(model, number) for number in numbers])
        Claim.objects.bulk_create(
            [
                Claim(submission=one, pool=claim.pool, state=claim.state, seq=seq + 1 + number)
                for number, one in zip(numbers, made, strict=True)
            ]
        )


def copy(model, number):
    """Return an unsaved submission like ``model`` of another person, sent earlier."""
    skipped = {"id", "reference", "email", "display_name", "search_text", "repeat_digest", "address_digest", "submitted_at"}
    values = {field.attname: getattr(model, field.attname) for field in Submission._meta.concrete_fields if field.attname not in skipped}
    name, reference = f"Visitor {number} {secrets.token_hex(3)}", new_reference()
    return Submission(
        **values,
        reference=reference,
        email=f"visitor-{number}@example.org",
        display_name=name,
        search_text=search_key(reference, name),
        repeat_digest=secrets.token_hex(32),
        submitted_at=timezone.now() - timedelta(days=1, seconds=number),
    )
