"""Many stored submissions: a thousand are made by copying one, the others inside the database by copying that thousand."""

import secrets
import uuid
from datetime import timedelta

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from forms_ext.models import Claim, Pool, Submission
from forms_ext.models.submissions import search_key

EVENT = 1000
# A reference is four digits for the thousand and four for the copy in it; a digest begins with the same four.
CROWDED = 5000


def fill(event, total):
    """Store copies until there are ``total`` on the site: a thousand in ``event``, the others in events of that size."""
    pool = main_pool(event)
    fill_first(pool, min(total, EVENT), mark=0)
    for mark in range(1, total // EVENT):
        if not copies(mark).exists():
            copy_thousand(pool, Pool.objects.create(host_key=uuid.uuid4(), title="Another event", offered=True), 0, mark)


def crowd_in(event, total):
    """Store copies in ``event`` itself until it has ``total``."""
    pool = main_pool(event)
    fill_first(pool, min(total, EVENT), mark=CROWDED)
    for mark in range(CROWDED + 1, CROWDED + total // EVENT):
        copy_thousand(pool, pool, CROWDED, mark)


def main_pool(event):
    """Return the places of the event itself."""
    return Pool.objects.of_host(event.host_key).get(item="")


def reference(mark, number):
    """Return the reference of a copy; those of people have letters in them."""
    return f"{mark:04}{number:04}"


def copies(mark):
    """Return the copies with one mark."""
    return Submission.objects.filter(reference__range=(reference(mark, 0), reference(mark, EVENT)))


def fill_first(pool, total, *, mark):
    """Store copies of the first submission and its place until ``pool`` has ``total`` of them."""
    model = Submission.objects.of_host(pool.host_key).order_by("pk").first()
    number, state, last = copies(mark).count(), model.claims.get(pool=pool).state, last_turn(pool)
    made = Submission.objects.bulk_create([copy(model, mark, turn) for turn in range(number, total)])
    Claim.objects.bulk_create([Claim(submission=one, pool=pool, state=state, seq=last + 1 + turn) for turn, one in enumerate(made)])


def last_turn(pool):
    """Return the number of the last who asked."""
    return pool.claims.aggregate(last=Max("seq"))["last"] or 0


def copy(model, mark, number):
    """Return an unsaved submission like ``model`` of another person, sent earlier."""
    skipped = {"id", "reference", "email", "display_name", "search_text", "repeat_digest", "address_digest", "submitted_at"}
    values = {field.attname: getattr(model, field.attname) for field in Submission._meta.concrete_fields if field.attname not in skipped}
    name, called = f"Visitor {number} {secrets.token_hex(3)}", reference(mark, number)
    return Submission(
        **values,
        reference=called,
        email=f"visitor-{number}@example.org",
        display_name=name,
        search_text=search_key(called, name),
        repeat_digest=f"{mark:04}{secrets.token_hex(30)}",
        submitted_at=timezone.now() - timedelta(days=1, seconds=number),
    )


def copy_thousand(source, target, of, mark):
    """Copy the copies with the mark ``of`` in the pool ``source``, with their places, into ``target``, which may be the same."""
    key = Submission._meta.get_field("host_key").get_db_prep_value(target.host_key, connection)
    renamed = {name: f"'{mark:04}' || substr(o.{name}, 5)" for name in ("reference", "repeat_digest")}
    among = f"o.reference BETWEEN '{reference(of, 0)}' AND '{reference(of, EVENT)}'"
    joined = f"JOIN {table(Submission)} n ON n.reference = {renamed['reference']}"
    with connection.cursor() as cursor:
        cursor.execute(*selected(Submission, "o", {**renamed, "host_key": "%s"}, f"{table(Submission)} o WHERE {among}", [key]))
        moved = {"submission_id": "n.id", "pool_id": "%s", "seq": "c.seq + %s"}
        rows = f"{table(Claim)} c JOIN {table(Submission)} o ON o.id = c.submission_id {joined} WHERE c.pool_id = %s AND {among}"
        cursor.execute(*selected(Claim, "c", moved, rows, [target.pk, last_turn(target), source.pk]))


def table(model):
    """Return the table of a model."""
    return model._meta.db_table


def selected(model, alias, changed, rows, values):
    """Return the statement, with its values, that stores copies of ``rows``; columns in ``changed`` are not copied."""
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    given = ", ".join(changed.get(column, f"{alias}.{column}") for column in columns)
    into = f"INSERT INTO {table(model)} ({', '.join(columns)})"
    return f"{into} SELECT {given} FROM {rows}", values  # noqa: S608 -- names of tables and columns, and numbers made here
