"""Many stored submissions, made by copying one: a thousand in the event itself, the others in other events of that size."""

import secrets
import uuid
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from forms_ext.models import Claim, Pool, Submission
from forms_ext.models.submissions import new_reference, search_key

EVENT, AT_ONCE = 1000, 5000


def fill(event, total):
    """Copy the first submission of ``event`` and its place until ``total`` are stored on the site."""
    model, claim = first_in(event)
    fill_host(model, claim, claim.pool, min(total, EVENT) - Submission.objects.of_host(event.host_key).count())
    while (missing := total - Submission.objects.count()) > 0:
        other = Pool.objects.create(host_key=uuid.uuid4(), title="Another event", offered=True)
        fill_host(model, claim, other, min(missing, EVENT))


def crowd_in(event, number):
    """Copy the first submission of ``event`` and its place ``number`` times into the event itself."""
    model, claim = first_in(event)
    for begun in range(0, number, AT_ONCE):
        fill_host(model, claim, claim.pool, min(AT_ONCE, number - begun))


def first_in(event):
    """Return the first submission of ``event`` and its place."""
    model = Submission.objects.of_host(event.host_key).order_by("pk").first()
    return model, model.claims.select_related("pool").get(pool__item="")


def fill_host(model, claim, pool, number):
    """Store ``number`` more submissions with a place in ``pool``."""
    first = (pool.claims.aggregate(last=Max("seq"))["last"] or 0) + 1
    made = Submission.objects.bulk_create([copy(model, pool.host_key, turn) for turn in range(number)])
    claims = [Claim(submission=one, pool=pool, state=claim.state, seq=first + turn) for turn, one in enumerate(made)]
    Claim.objects.bulk_create(claims)


def copy(model, host_key, number):
    """Return an unsaved submission like ``model`` of another person, sent earlier."""
    skipped = {"id", "host_key", "reference", "email", "display_name", "search_text", "repeat_digest", "address_digest", "submitted_at"}
    values = {field.attname: getattr(model, field.attname) for field in Submission._meta.concrete_fields if field.attname not in skipped}
    name, reference = f"Visitor {number} {secrets.token_hex(3)}", new_reference()
    return Submission(
        **values,
        host_key=host_key,
        reference=reference,
        email=f"visitor-{number}@example.org",
        display_name=name,
        search_text=search_key(reference, name),
        repeat_digest=secrets.token_hex(32),
        submitted_at=timezone.now() - timedelta(days=1, seconds=number),
    )
